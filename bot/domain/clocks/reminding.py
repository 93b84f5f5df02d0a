"""Which reminders a ticket's clocks ask for at a moment, and who is reminded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.domain.clocks.reminder import Reminder, ReminderKind
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.life import RETURNS_BEFORE_SUPERVISOR
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Actor, ClockRun, Ticket

UNREMINDED = frozenset({"silence"})
"""Clocks that nobody has to keep: they run out by themselves."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is reminded: everybody of a role, or of one department."""

    role: Role
    department: str = ""


SUPERVISORS = Audience(Role.SUPERVISOR)
RECEPTION = Audience(Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Watched:
    """What each round looks at of a ticket: nothing of who the citizen is. `running` is by the clock's place."""

    number: str
    status: Status
    department: str
    returns: int
    extension: str
    running: tuple[tuple[int, ClockRun], ...]

    def clock(self, key: str) -> ClockRun | None:
        """The running clock of that name."""
        return next((clock for _, clock in self.running if clock.key == key), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: of which clock (its place among the ticket's), what it tells, for whom."""

    number: str
    place: int
    clock: ClockRun
    reminder: Reminder
    audiences: tuple[Audience, ...]

    def key(self, audience: Audience) -> str:
        """The same for the same reminder to the same people, however often it is reckoned."""
        day = self.reminder.at.date().isoformat()
        return f"{self.number}/{self.place}/{self.reminder.kind}/{day}/{audience.role}/{audience.department}"


def watched(ticket: Ticket) -> Watched:
    """What the rounds look at of a whole ticket."""
    running = tuple((place, clock) for place, clock in enumerate(ticket.clocks) if clock.is_running)
    return Watched(ticket.number, ticket.status, ticket.subject.department, ticket.returns, ticket.extension, running)


def audience_of(actor: Actor) -> Audience:
    """Whose reminders a member of staff reads: the hotline those of the bureau, administrators the supervisors'."""
    if actor.role is Role.DEPARTMENT:
        return Audience(Role.DEPARTMENT, actor.department)
    return SUPERVISORS if actor.role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else RECEPTION


def due_reminders(ticket: Watched, at: datetime, times: WorkingTime) -> tuple[Due, ...]:
    """For each running clock its newest reminder whose moment has come; none while those reminded are off duty.

    Earlier ones that were missed (the program stood still) are overtaken by the newest: nobody needs three at once.
    """
    department = _holder(ticket)
    if not times.hours_of(department).is_open(at, times.calendar):
        return ()
    found = []
    for place, clock in ticket.running:
        if clock.key in UNREMINDED:
            continue
        past = list(takewhile(lambda one: one.at <= at, _moments(clock, times, department)))
        if past:
            found.append(Due(ticket.number, place, clock, past[-1], _audiences(ticket, clock, past[-1])))
    return tuple(found)


def _moments(clock: ClockRun, times: WorkingTime, department: str) -> Iterator[Reminder]:
    yield from times.reminders(clock.started_at, clock.due_at, department)
    yield from times.overdue_reminders(clock.due_at, department)


def _holder(ticket: Watched) -> str:
    """The department in whose hands a ticket is; "" for the bureau and the hotline."""
    return ticket.department if ticket.status in (Status.DISPATCHED, Status.IN_PROGRESS) else ""


def _audiences(ticket: Watched, clock: ClockRun, reminder: Reminder) -> tuple[Audience, ...]:
    """Whoever has to act now; once a clock has run out the supervisors too."""
    acting = _acting(ticket, clock)
    is_late = reminder.kind is ReminderKind.OVERDUE and acting != SUPERVISORS
    return (acting, SUPERVISORS) if is_late else (acting,)


def _acting(ticket: Watched, clock: ClockRun) -> Audience:
    """After a second return only the supervisor can hand over; whom to call back is the hotline's business."""
    if ticket.status is Status.RETURNED and ticket.returns >= RETURNS_BEFORE_SUPERVISOR:
        return SUPERVISORS
    department = _holder(ticket)
    return Audience(Role.DEPARTMENT, department) if department and clock.key != "call_back" else RECEPTION
