"""A ticket walked through weeks by the clock in China: moves at their moments, and every reminder that is sent meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.clocks.reminding import due_reminders, watched
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.life import Command, move_ticket, run_clock
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Actor, Step, Subject, Ticket
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.tickets.ticket_life_samples import CITIZEN, CLERK, LIGHTS, OFFICER, filed

__all__ = ["CITIZEN", "CLERK", "LIGHTS", "OFFICER", "Walk", "received"]


def received(at: str, times: WorkingTime | None = None, **changes: Any) -> Ticket:
    """A complaint that was filed then."""
    start, due = moment(at), (times or working_time()).due
    ticket = filed()
    values = {
        "received_at": start,
        "clocks": (run_clock("accept", start, due),),
        "steps": (Step(start, Move.FILE.value, CITIZEN, Status.RECEIVED),),
        "subject": Subject(department=LIGHTS),
    }
    return replace(ticket, **values | changes)


@dataclass
class Walk:
    """A ticket, its moves, and the reminders sent at each look; the clock worker looks every ten minutes."""

    ticket: Ticket
    times: WorkingTime = field(default_factory=working_time)
    keys: set[str] = field(default_factory=set)

    def move(self, at: str, move: Move, actor: Actor, **needs: Any) -> None:
        """Somebody moves it then."""
        self.ticket = move_ticket(self.ticket, Command(move, actor, moment(at), **needs), self.times.due)

    def until(self, first: str, last: str) -> list[str]:
        """All reminders from one moment to the next, each once."""
        found = []
        for at in _looks(moment(first), moment(last)):
            for due in due_reminders(watched(self.ticket), at, self.times):
                for one in due.audiences:
                    if due.key(one) not in self.keys:
                        self.keys.add(due.key(one))
                        whom = one.department or one.role.label
                        found.append(f"{written(at)} {whom}: {due.clock.key} {due.reminder.kind}")
        return found


def _looks(first: datetime, last: datetime) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += timedelta(minutes=10)
