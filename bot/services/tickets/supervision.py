"""What supervisors look at: what is late or about to be, who has how much, and the figures of the assessment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.domain.clocks.calendar import YearNotCovered
from bot.domain.clocks.office_hours import CHINA, china_day
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.assessment import COUNTED, Cell, Moment, Trait, total
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks.ports import ReminderFilter, Reminders
from bot.services.ports import Clock
from bot.services.tickets.export import Rolls
from bot.services.tickets.ports import TicketFilter

MOST_MONTHS = 36
ONE_DAY = timedelta(days=1)
NOW = (Trait.OPEN, Trait.LATE_NOW, Trait.DUE_SOON)


class Figures(Protocol):
    """Counts in the store."""

    async def cells(
        self, which: TicketFilter, traits: Sequence[Trait], at: Moment, months: Sequence["Period"] = ()
    ) -> Sequence[Cell]:
        """For each department, category, district and month how many tickets of a filter have each trait.

        `months` follow one another and hold all tickets of the filter; without any the cells name no month.
        """
        ...

    async def due_first(self, trait: Trait, at: Moment, most: int) -> Sequence[str]:
        """The numbers of those that are late or about to be, by the clock that makes them so."""
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


class Supervision:
    """Reads; changes nothing."""

    def __init__(self, figures: Figures, rolls: Rolls, reminders: Reminders, times: WorkingTime, clock: Clock) -> None:
        """On the stores."""
        self._figures, self._rolls, self._reminders = figures, rolls, reminders
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
        """The demands that a period received, each cell of one month."""
        received = replace(which, received_from=period.starts_at, received_until=period.ends_at)
        return tuple(await self._figures.cells(received, COUNTED, at, tuple(period.months())))

    async def standing(self, at: Moment) -> tuple[Cell, ...]:
        """What is open, late and about to be late now, whenever it was received."""
        cells = await self._figures.cells(TicketFilter(), NOW, at)
        return tuple(cell for cell in cells if any(cell.counts.values()))

    async def counted(self, traits: Sequence[Trait], at: Moment) -> dict[Trait, int]:
        """How many tickets have each trait now; for monitoring."""
        line = total(await self._figures.cells(TicketFilter(), traits, at))
        return {trait: line.of(trait) for trait in traits}

    async def first(self, trait: Trait, at: Moment, most: int) -> Sequence[Ticket]:
        """Those that are late, or about to be, and are due first."""
        return await self._rolls.several(await self._figures.due_first(trait, at, most))

    async def reminded(self, period: Period) -> Mapping[ReminderKind, int]:
        """How many reminders of each kind were sent in a period."""
        return await self._reminders.counts(ReminderFilter(sent_from=period.starts_at, sent_until=period.ends_at))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
