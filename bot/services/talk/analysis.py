"""What a text means, for the eyes of an operator: stateless, nothing is stored."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.guides.understanding import Matter, Understanding
from bot.domain.talk.emergency import EmergencyRules
from bot.domain.talk.route import Route
from bot.domain.text.clauses import clauses, without_opening
from bot.domain.text.normal_text import has_meaning
from bot.services.guides.desk import GuideDesk
from bot.services.ports import Dialogue, EngineUnavailable
from bot.services.talk.fallback import CueReader
from bot.services.talk.turn_taking import Text, TurnTaking
from bot.services.tickets.ports import DemandReader, DemandReading

logger = logging.getLogger(__name__)
MOST_ITEMS, LEAST_FACET, LIKELY = 5, 0.1, 0.5
DEMANDS = {
    Route.COMPLAINT: "投诉",
    Route.REPORT: "举报",
    Route.HELP: "求助",
    Route.SUGGESTION: "建议",
    Route.CONSULT: "咨询",
    Route.GUIDE: "咨询",
    Route.PRAISE: "表扬",
}

DEMANDED = frozenset(DEMANDS) - {Route.PRAISE} | {Route.EMERGENCY, Route.URGE, Route.OBJECTION}
"""Routes whose text tells a matter that somebody is responsible for: also a question has a category (业务分类)."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item that the text may be about, its score (0 to 1) and the words that speak for it."""

    code: str
    name: str
    score: float
    matched: tuple[str, ...]
    disputed: dict[str, str] = field(default_factory=dict)
    """Its fields that are marked 有异议，核实中, and since when."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of a text. Fields of a demand stay empty (None) as long as nothing tells them."""

    route: str
    confidence: float
    facets: tuple[str, ...]
    items: tuple[FoundItem, ...]
    type: str | None
    category: str | None
    department: str | None
    location: str | None
    urgent: bool
    masked: str


class Analyst:
    """Reads a text with the same engine and search as the bot, so that both say the same."""

    def __init__(
        self,
        *,
        turns: TurnTaking,
        dialogue: Dialogue,
        fallback: CueReader,
        desk: Callable[[], GuideDesk],
        emergencies: EmergencyRules,
        demands: DemandReader,
    ) -> None:
        """The parts of a turn, without a conversation."""
        self._turns, self._dialogue, self._fallback = turns, dialogue, fallback
        self._desk, self._emergencies, self._demands = desk, emergencies, demands

    async def analyze(self, said: str) -> Analysis:
        """The analysis of a text of any length."""
        text = self._turns.prepare(said)
        meant = without_opening(text.simplified)
        understanding = await self._read(meant) if has_meaning(meant) else Understanding(self._fallback.read("").whole)
        weights = understanding.whole.route_weights()
        route = max(weights, key=lambda one: weights[one], default=Route.OUT_OF_SCOPE)
        urgent = bool(self._emergencies.find(text.everything))
        if urgent:
            route = Route.EMERGENCY
        facets = understanding.whole.facet_weights()
        items = self._items(meant)
        demand = await self._demand(route, meant)
        return Analysis(
            route=route.value,
            confidence=1.0 if urgent else round(weights.get(route, 1.0), 4),
            facets=tuple(f.value for f in sorted(facets, key=lambda f: -facets[f])[:3] if facets[f] >= LEAST_FACET),
            items=items,
            type=DEMANDS.get(route),
            category=demand.categories[0][0] if demand.categories else None,
            department=self._owner(route, items) or (demand.departments[0][0] if demand.departments else None),
            location=_as_written(demand.place, text) or None,
            urgent=urgent or demand.urgent >= LIKELY,
            masked=text.masked,
        )

    async def _read(self, text: str) -> Understanding:
        try:
            return await self._dialogue.read(text, clauses(text))
        except EngineUnavailable as reason:
            logger.warning("analysed without the engine: %s", reason)
            return self._fallback.read(text, clauses(text))

    def _items(self, text: str) -> tuple[FoundItem, ...]:
        search, text_of = self._desk().search, self._desk().responder.text
        hits = [hit for hit in search.find(text) if hit.matter is Matter.ITEM][:MOST_ITEMS]
        return tuple(
            FoundItem(
                code=hit.codes[0],
                name=hit.name,
                score=round(hit.score, 4),
                matched=search.explain(text, hit.codes[0]),
                disputed=text_of.disputed(hit.codes[0]),
            )
            for hit in hits
        )

    async def _demand(self, route: Route, text: str) -> DemandReading:
        """What is demanded, and of whom; nothing for a text that demands nothing."""
        return await self._demands.read(text) if route in DEMANDED and has_meaning(text) else DemandReading()

    def _owner(self, route: Route, items: tuple[FoundItem, ...]) -> str | None:
        if route is not Route.GUIDE or not items:
            return None
        return self._desk().catalogue.guide(items[0].code).department.name


def _as_written(place: str, text: Text) -> str:
    """A place as the citizen wrote it: conversion keeps every character where it was."""
    start = text.simplified.find(place)
    return text.masked[start : start + len(place)] if place and start >= 0 else place
