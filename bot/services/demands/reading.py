"""Reads what a demand is about: the engine's models, the subjects' own words, and the city's districts."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.domain.demands.district import Districts
from bot.domain.demands.place import plain_place
from bot.services.ports import EngineUnavailable
from bot.services.tickets.ports import DemandReading

logger = logging.getLogger(__name__)
LONGEST_READ = 1200
"""Characters; what a longer story is about stands in its beginning."""


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """A subject that a text may be about, its score (0 to 1) and the words that speak for it."""

    name: str
    category: str
    department: str
    score: float
    words: tuple[str, ...]


class SubjectSearch(Protocol):
    """Finds subjects by their words."""

    def find(self, text: str) -> tuple[FoundSubject, ...]:
        """The best ones, by falling score."""
        ...


class DemandEngine(Protocol):
    """What the engine's models say."""

    async def read_demand(self, text: str) -> DemandReading:
        """Departments, categories, urgency and place; `EngineUnavailable` if the engine cannot be asked."""
        ...


class MixedDemandReader:
    """`DemandReader`: the engine where it is there, else the subjects' words."""

    def __init__(self, engine: DemandEngine, subjects: Callable[[], SubjectSearch], districts: Districts) -> None:
        """`subjects` gives the newest state of the list."""
        self._engine, self._subjects, self._districts = engine, subjects, districts

    async def read(self, text: str) -> DemandReading:
        """The reading of a masked, simplified text."""
        text = text[:LONGEST_READ]
        found = self._subjects().find(text)
        try:
            reading = await self._engine.read_demand(text)
        except EngineUnavailable as reason:
            logger.warning("a demand was read without the engine: %s", reason)
            reading = _by_subjects(found, text)
        return self._placed(_with_subject(reading, found), text)

    def _placed(self, reading: DemandReading, text: str) -> DemandReading:
        """With the district; a district that is named is a place too if no better one is found."""
        district, said = self._districts.find(reading.place or text)
        if not district:
            district, said = self._districts.find(text)
        return replace(reading, district=district, place=reading.place or said)


def _with_subject(reading: DemandReading, found: tuple[FoundSubject, ...]) -> DemandReading:
    """The best subject that belongs to the likeliest department, and the words that speak for it."""
    department = reading.departments[0][0] if reading.departments else ""
    subject = next((one for one in found if one.department == department), None)
    if subject is None:
        return reading
    return replace(reading, subject=subject.name, words=subject.words)


def _by_subjects(found: tuple[FoundSubject, ...], text: str) -> DemandReading:
    """Shares of the best subjects' scores; urgency is not told by words alone."""
    total = sum(one.score for one in found)
    departments: dict[str, float] = {}
    categories: dict[str, float] = {}
    for one in found:
        departments[one.department] = departments.get(one.department, 0.0) + one.score / total
        categories[one.category] = categories.get(one.category, 0.0) + one.score / total
    return DemandReading(departments=_falling(departments), categories=_falling(categories), place=plain_place(text))


def _falling(shares: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(shares.items(), key=lambda pair: -pair[1]))
