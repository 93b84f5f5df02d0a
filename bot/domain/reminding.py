"""Which reminders a ticket's clocks ask for at a moment, and who is reminded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.domain.reminder import Reminder, ReminderKind
from bot.domain.ticket import ClockRun, Ticket
from bot.domain.ticket_terms import Role, Status
from bot.domain.working_time import WorkingTime

UNREMINDED = frozenset({"silence"})
"""Clocks that nobody has to keep: they run out by themselves."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is reminded: everybody of a role, or of one department."""

    role: Role
    department: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: of which clock (its place among the ticket's), what it tells, for whom."""

    ticket: Ticket
    place: int
    reminder: Reminder
    audiences: tuple[Audience, ...]

    @property
    def key(self) -> str:
        """The same for the same reminder, however often it is reckoned."""
        day = self.reminder.at.date().isoformat()
        return f"{self.ticket.number}/{self.place}/{self.reminder.kind}/{day}"

    @property
    def clock(self) -> ClockRun:
        """The clock it is about."""
        return self.ticket.clocks[self.place]


def due_reminders(ticket: Ticket, at: datetime, times: WorkingTime) -> tuple[Due, ...]:
    """For each running clock its newest reminder whose moment has come; none while those reminded are off duty.

    Earlier ones that were missed (the program stood still) are overtaken by the newest: nobody needs three at once.
    """
    hours = times.hours_of(_department(ticket))
    if not hours.is_open(at, times.calendar):
        return ()
    found = []
    for place, clock in enumerate(ticket.clocks):
        if not clock.is_running or clock.key in UNREMINDED:
            continue
        past = list(takewhile(lambda one: one.at <= at, _moments(ticket, clock, times)))
        if past:
            found.append(Due(ticket, place, past[-1], _audiences(ticket, clock, past[-1])))
    return tuple(found)


def _moments(ticket: Ticket, clock: ClockRun, times: WorkingTime) -> Iterator[Reminder]:
    yield from times.reminders(clock.started_at, clock.due_at, _department(ticket))
    yield from times.overdue_reminders(clock.due_at, _department(ticket))


def _department(ticket: Ticket) -> str:
    return ticket.subject.department if ticket.status in (Status.DISPATCHED, Status.IN_PROGRESS) else ""


def _audiences(ticket: Ticket, clock: ClockRun, reminder: Reminder) -> tuple[Audience, ...]:
    """Whoever has to act now; once a clock has run out the supervisors too."""
    department = _department(ticket)
    acting = Audience(Role.DEPARTMENT, department) if department else Audience(Role.OFFICER)
    if clock.key == "call_back":
        acting = Audience(Role.OFFICER)
    return (acting, Audience(Role.SUPERVISOR)) if reminder.kind is ReminderKind.OVERDUE else (acting,)
