"""Objections as lines of a queue or a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.consoles.objections.words import CLOCKS
from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.time_left import Press, TimeLeft, time_left
from bot.domain.objections.objection import Objection
from bot.domain.text.masking import mask


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection in one line; no personal data. `clock` is what the time left is for."""

    objection: Objection
    title: str
    left: TimeLeft
    due_at: datetime | None
    clock: str

    @property
    def is_overdue(self) -> bool:
        """Whether its time has run out."""
        return self.left.press is Press.OVERDUE

    @property
    def is_today(self) -> bool:
        """Whether its time runs out today."""
        return self.left.press is Press.TODAY


def objection_lines(objections: Iterable[Objection], now: datetime, calendar: WorkCalendar) -> list[ObjectionLine]:
    """The lines of a list, in its order."""
    return [objection_line(objection, now, calendar) for objection in objections]


def objection_line(objection: Objection, now: datetime, calendar: WorkCalendar) -> ObjectionLine:
    """One line."""
    clock, title = objection.main_clock, mask(objection.title).text
    if clock is None:
        return ObjectionLine(objection, title, TimeLeft("不计时", Press.CALM), None, "")
    left = time_left(clock.due_at, now, calendar)
    return ObjectionLine(objection, title, left, clock.due_at, CLOCKS.get(clock.key, clock.key))
