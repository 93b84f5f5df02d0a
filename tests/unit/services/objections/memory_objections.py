"""An objection store in memory, held to the same contract as the real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.clocks.reminding import Due
from bot.domain.objections.access import was_handed_to
from bot.domain.objections.corrections import field_texts
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.services.objections.ports import (
    GuideCorrection,
    GuideMark,
    ObjectionChange,
    ObjectionChanged,
    ObjectionFilter,
    ObjectionPage,
)
from bot.services.tickets.ports import Notice


@dataclass
class MemoryObjections:
    """`ObjectionStore` for tests."""

    objections: dict[str, Objection] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    reminders: list[Due] = field(default_factory=list)
    corrected: dict[tuple[str, int], GuideCorrection] = field(default_factory=dict)

    async def get(self, number: str) -> Objection | None:
        """The objection."""
        return self.objections.get(number)

    async def save(self, change: ObjectionChange, at: datetime) -> None:
        """All or nothing."""
        objection = change.objection
        stored = self.objections.get(objection.number)
        if (stored.version if stored else 0) != objection.version:
            raise ObjectionChanged(objection.number)
        self.objections[objection.number] = replace(objection, version=objection.version + 1)
        self.notices += change.notices
        self.reminders += change.reminders
        data = objection.data
        for place, one in enumerate(field_texts(objection)):
            correction = GuideCorrection(data.catalogue, data.field, one.text, objection.number, one.at)
            self.corrected.setdefault((objection.number, place), correction)

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Objection]:
        """Newest first."""
        found = [one for one in self.objections.values() if one.conversation == conversation]
        return sorted(found, key=lambda one: (one.received_at, one.number), reverse=True)[:limit]

    async def by_query_code(self, code: str) -> Objection | None:
        """The objection with that code."""
        return next((one for one in self.objections.values() if one.query_code == code), None)

    async def page(self, which: ObjectionFilter, offset: int, limit: int) -> ObjectionPage:
        """What is due first stands first; of those without a clock the newest."""
        found = sorted((one for one in self.objections.values() if _matches(one, which)), key=_number, reverse=True)
        found.sort(key=lambda one: (one.main_clock is None, one.main_clock.due_at.timestamp() if one.main_clock else 0))
        return ObjectionPage(tuple(found[offset : offset + limit]), len(found))

    async def running(self, after: str, limit: int) -> Sequence[Objection]:
        """By number."""
        found = [one for one in self.objections.values() if one.main_clock and one.number > after]
        return sorted(found, key=_number)[:limit]

    async def marks(self) -> Sequence[GuideMark]:
        """The earliest first."""
        found = []
        for one in self.objections.values():
            since = next((step.at for step in one.steps if step.move == ObjectionMove.MARK), None)
            if since and one.status.marks_data and one.data.is_guide:
                found.append(GuideMark(one.data.catalogue, one.data.field, one.number, since))
        return sorted(found, key=lambda mark: (mark.since, mark.number))

    async def corrections(self) -> Sequence[GuideCorrection]:
        """The last that was stored of each field."""
        newest: dict[tuple[str, str], GuideCorrection] = {}
        for one in self.corrected.values():
            before = newest.get((one.item, one.field))
            newest[one.item, one.field] = replace(one, revision=before.revision + 1 if before else 1)
        return [newest[key] for key in sorted(newest)]


def _number(objection: Objection) -> str:
    return objection.number


def _matches(objection: Objection, which: ObjectionFilter) -> bool:
    main, words = objection.main_clock, which.words.casefold()
    return (
        (not which.statuses or objection.status in which.statuses)
        and (not which.handed_to or was_handed_to(objection, which.handed_to))
        and (not which.overdue_at or (main is not None and main.due_at < which.overdue_at))
        and (not words or words in objection.number.casefold() or words in objection.title.casefold())
    )
