"""What a citizen may know of her ticket: since when it stands where it stands, what comes next, what has happened."""

from datetime import datetime

from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import ClockRun, Step, Ticket

MOST_STEPS = 6
_CLOCKS: dict[Status, tuple[str, ...]] = {
    Status.RECEIVED: ("accept",),
    Status.ACCEPTED: ("answer", "redo"),
    Status.DISPATCHED: ("answer", "redo"),
    Status.IN_PROGRESS: ("answer", "redo"),
    Status.RETURNED: ("answer", "redo"),
    Status.IN_REVIEW: ("answer", "redo"),
    Status.ANSWERED: ("silence",),
    Status.CLOSED: ("call_back",),
}
"""The clocks that are hers, by status; those of the department are not promises to her."""


def promise(ticket: Ticket) -> ClockRun | None:
    """The running clock that tells her by when something happens next; None if nothing is promised now."""
    running = (ticket.running(key) for key in _CLOCKS.get(ticket.status, ()))
    return next((clock for clock in running if clock), None)


def stands_since(ticket: Ticket) -> datetime:
    """When the ticket came to stand where it stands."""
    since = ticket.received_at
    before: Status | None = None
    for step in ticket.steps:
        if step.status is not before:
            since, before = step.at, step.status
    return since


def public_steps(ticket: Ticket, most: int = MOST_STEPS) -> tuple[Step, ...]:
    """What has happened as far as it is hers to know, the newest first."""
    return tuple(step for step in reversed(ticket.steps) if step.is_public)[:most]
