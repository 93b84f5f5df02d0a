"""What a line of a queue or a list needs of a ticket: nothing that is sealed, so that long lists stay cheap."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Status, TicketType
from bot.domain.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Outline:
    """A ticket at a glance; `due_at` is when its main clock runs out, None if none runs."""

    number: str
    type: TicketType
    title: str
    status: Status
    category: str
    department: str
    district: str
    is_urgent: bool
    due_at: datetime | None
    returns: int
    chases: int
    redos: int
    extension: str
    merged_into: str
    is_supervised: bool
    """Whether a supervisor ever pressed for it."""
    waits_for_call_back: bool
    version: int

    def is_overdue(self, at: datetime) -> bool:
        """Whether some clock has run out: then the one that is due first has."""
        return self.due_at is not None and self.due_at < at


def outline(ticket: Ticket) -> Outline:
    """Of a whole ticket."""
    subject, main = ticket.subject, ticket.main_clock
    return Outline(
        number=ticket.number,
        type=ticket.type,
        title=ticket.title,
        status=ticket.status,
        category=subject.category,
        department=subject.department,
        district=subject.district,
        is_urgent=subject.is_urgent,
        due_at=main.due_at if main else None,
        returns=ticket.returns,
        chases=ticket.chases,
        redos=ticket.redos,
        extension=ticket.extension,
        merged_into=ticket.merged_into,
        is_supervised=any(step.move == Move.SUPERVISE for step in ticket.steps),
        waits_for_call_back=ticket.running("call_back") is not None,
        version=ticket.version,
    )
