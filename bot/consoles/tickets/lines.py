"""Tickets as lines of a queue or a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.time_left import Press, TimeLeft, time_left
from bot.domain.text.masking import mask
from bot.domain.tickets.outline import Outline
from bot.domain.tickets.terms import Status


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket in one line; no personal data."""

    ticket: Outline
    title: str
    left: TimeLeft
    due_at: datetime | None

    @property
    def is_urgent(self) -> bool:
        """Whether somebody may come to harm."""
        return self.ticket.is_urgent

    @property
    def is_supervised(self) -> bool:
        """Whether a supervisor presses for it, and it is still to be answered."""
        return self.ticket.status.is_open and self.ticket.is_supervised

    @property
    def is_overdue(self) -> bool:
        """Whether its time has run out."""
        return self.left.press is Press.OVERDUE

    @property
    def is_today(self) -> bool:
        """Whether its time runs out today."""
        return self.left.press is Press.TODAY


def lines(tickets: Iterable[Outline], now: datetime, calendar: WorkCalendar) -> list[Line]:
    """The lines of a list, in its order."""
    known: dict[datetime, TimeLeft] = {}  # many are due at the same close of business
    return [_line(ticket, now, calendar, known) for ticket in tickets]


def line(ticket: Outline, now: datetime, calendar: WorkCalendar) -> Line:
    """One line."""
    return _line(ticket, now, calendar, {})


def _line(ticket: Outline, now: datetime, calendar: WorkCalendar, known: dict[datetime, TimeLeft]) -> Line:
    due_at = ticket.due_at
    if due_at is None:
        words = "等市民补正" if ticket.status is Status.NEEDS_MORE else "不计时"
        return Line(ticket, mask(ticket.title).text, TimeLeft(words, Press.CALM), None)
    if due_at not in known:
        known[due_at] = time_left(due_at, now, calendar)
    return Line(ticket, mask(ticket.title).text, known[due_at], due_at)
