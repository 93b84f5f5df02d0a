"""What supervisors look at: what is late or about to be, who has how much, and the figures of the assessment."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.domain.clocks.calendar import YearNotCovered
from bot.domain.clocks.office_hours import CHINA, china_day
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.assessment import COUNTED, Cell, Moment, Trait, total
from bot.domain.tickets.terms import Status
from bot.services.clocks.ports import ReminderFilter, Reminders
from bot.services.ports import Clock
from bot.services.tickets.ports import TicketFilter, TicketPage, TicketStore

MOST_MONTHS = 36
ONE_DAY, PIECE = timedelta(days=1), timedelta(days=8)
_OPEN = tuple(status for status in Status if status.is_open)


class Figures(Protocol):
    """Counts in the store."""

    async def cells(self, which: TicketFilter, traits: Sequence[Trait], at: Moment, month: str = "") -> Sequence[Cell]:
        """For each department, category and district how many tickets of a filter have each trait."""
        ...


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China, both included."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """Its first moment."""
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + ONE_DAY)

    def months(self) -> Iterator["Period"]:
        """Its months, the first and the last cut as the period cuts them."""
        first = self.first
        while first <= self.last:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(first, min(self.last, following - ONE_DAY))
            first = following

    def pieces(self) -> Iterator["Period"]:
        """Its days, some at a time."""
        first = self.first
        while first <= self.last:
            yield Period(first, min(self.last, first + (PIECE - ONE_DAY)))
            first += PIECE


class Supervision:
    """Reads; changes nothing."""

    def __init__(
        self, figures: Figures, tickets: TicketStore, reminders: Reminders, times: WorkingTime, clock: Clock
    ) -> None:
        """On the stores."""
        self._figures, self._tickets, self._reminders = figures, tickets, reminders
        self._times, self._clock = times, clock

    def moment(self) -> Moment:
        """Now; soon is whatever runs out up to the close of the next working day."""
        now = self._clock.now()
        try:
            day = self._times.calendar.next_working_day(china_day(now))
            return Moment(now, self._times.hours.close_of_business(day))
        except YearNotCovered:
            return Moment(now, now + ONE_DAY)

    async def assess(self, which: TicketFilter, period: Period, at: Moment) -> tuple[Cell, ...]:
        """The demands that a period received, each cell of one month; no statement reads more than some days."""
        found: list[Cell] = []
        for piece in (piece for month in period.months() for piece in month.pieces()):
            part = replace(which, received_from=piece.starts_at, received_until=piece.ends_at)
            found += await self._figures.cells(part, COUNTED, at, f"{piece.first:%Y-%m}")
            await asyncio.sleep(0)
        return tuple(found)

    async def standing(self, at: Moment) -> tuple[Cell, ...]:
        """What is open, late and about to be late now, whenever it was received."""
        found = list(await self._figures.cells(TicketFilter(statuses=_OPEN), (Trait.OPEN,), at))
        for trait in (Trait.LATE_NOW, Trait.DUE_SOON):
            found += await self._figures.cells(TicketFilter(traits=(trait,), at=at), (trait,), at)
        return tuple(found)

    async def counted(self, traits: Sequence[Trait], at: Moment) -> dict[Trait, int]:
        """How many tickets have each trait now; for monitoring."""
        counts = {}
        for trait in traits:
            cells = await self._figures.cells(TicketFilter(traits=(trait,), at=at), (Trait.RECEIVED,), at)
            counts[trait] = total(cells).of(Trait.RECEIVED)
        return counts

    async def first(self, trait: Trait, at: Moment, most: int) -> TicketPage:
        """Those of a trait that are due first."""
        return await self._tickets.page(TicketFilter(traits=(trait,), at=at), 0, most)

    async def reminded(self, which: ReminderFilter) -> int:
        """How many reminders were sent."""
        return (await self._reminders.page(which, 0, 1)).total


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
