"""Which reminders the clocks of a ticket or an objection ask for at a moment, and who is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


class Matter(StrEnum):
    """What a clock belongs to."""

    TICKET = "ticket"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Watched:
    """What each round looks at of a ticket or an objection: nothing of who the citizen is.

    `holder` is the department in whose hands it is, "" for the bureau and the hotline; `is_supervisors` says that only
    a supervisor can bring it on. `running` is by the clock's place.
    """

    number: str
    matter: Matter
    holder: str
    is_supervisors: bool
    extension: str
    running: tuple[tuple[int, ClockRun], ...]

    def clock(self, key: str) -> ClockRun | None:
        """The running clock of that name."""
        return next((clock for _, clock in self.running if clock.key == key), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: of which clock, what it tells, for whom.

    `place` is that of the clock among the matter's, or that of the step that asked for it. `asked_by` is the number of
    the merged ticket whose citizen asked; empty where it is the ticket's own.
    """

    number: str
    place: int
    clock: ClockRun
    reminder: Reminder
    audiences: tuple[Audience, ...]
    asked_by: str = ""

    def key(self, audience: Audience) -> str:
        """The same for the same reminder to the same people, however often it is reckoned."""
        day = self.reminder.at.date().isoformat()
        number = self.asked_by or self.number
        return f"{number}/{self.place}/{self.reminder.kind}/{day}/{audience.role}/{audience.department}"


def watched(ticket: Ticket) -> Watched:
    """What the rounds look at of a whole ticket."""
    clocks, department = running(ticket.clocks), ticket.subject.department
    return watched_ticket(ticket.number, ticket.status, department, ticket.returns, ticket.extension, clocks)


def watched_ticket(
    number: str,
    status: Status,
    department: str,
    returns: int,
    extension: str,
    clocks: tuple[tuple[int, ClockRun], ...],
) -> Watched:
    """A ticket as it is watched. After a second return only the supervisor can hand it over."""
    holder = department if status in (Status.DISPATCHED, Status.IN_PROGRESS) else ""
    is_supervisors = status is Status.RETURNED and returns >= RETURNS_BEFORE_SUPERVISOR
    return Watched(number, Matter.TICKET, holder, is_supervisors, extension, clocks)


def running(clocks: Sequence[ClockRun]) -> tuple[tuple[int, ClockRun], ...]:
    """The running clocks by their places."""
    return tuple((place, clock) for place, clock in enumerate(clocks) if clock.is_running)


def audience_of(actor: Actor) -> Audience:
    """Whose reminders a member of staff reads: the hotline those of the bureau, administrators the supervisors'."""
    if actor.role is Role.DEPARTMENT:
        return Audience(Role.DEPARTMENT, actor.department)
    return SUPERVISORS if actor.role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else RECEPTION


def due_reminders(one: Watched, at: datetime, times: WorkingTime) -> tuple[Due, ...]:
    """For each running clock its newest reminder whose moment has come; none while those reminded are off duty.

    Earlier ones that were missed (the program stood still) are overtaken by the newest: nobody needs three at once.
    """
    if not times.hours_of(one.holder).is_open(at, times.calendar):
        return ()
    found = []
    for place, clock in one.running:
        if clock.key in UNREMINDED:
            continue
        if newest := _newest(clock, at, times, one.holder):
            found.append(Due(one.number, place, clock, newest, _audiences(one, clock, newest)))
    return tuple(found)


def is_all_for_today(one: Watched, at: datetime, times: WorkingTime) -> bool:
    """Whether `due_reminders` says the same of this matter, as it stands, for the rest of the day, or nothing.

    Every moment is the opening of a day: once the office of those who are reminded is open, today's has come.
    """
    return times.hours_of(one.holder).is_open(at, times.calendar)


def _newest(clock: ClockRun, at: datetime, times: WorkingTime, department: str) -> Reminder | None:
    if overdue := times.newest_overdue(clock.due_at, at, department):
        return overdue
    before = [one for one in times.reminders(clock.started_at, clock.due_at, department) if one.at <= at]
    return before[-1] if before else None


def _audiences(one: Watched, clock: ClockRun, reminder: Reminder) -> tuple[Audience, ...]:
    """Whoever has to act now; once a clock has run out the supervisors too."""
    acting = acting_audience(one, clock.key)
    is_late = reminder.kind is ReminderKind.OVERDUE and acting != SUPERVISORS
    return (acting, SUPERVISORS) if is_late else (acting,)


def acting_audience(one: Watched, clock: str) -> Audience:
    """Who has to act that this clock stops. Whom to call back is the hotline's business, whoever holds the ticket."""
    if one.is_supervisors:
        return SUPERVISORS
    return Audience(Role.DEPARTMENT, one.holder) if one.holder and clock != "call_back" else RECEPTION
