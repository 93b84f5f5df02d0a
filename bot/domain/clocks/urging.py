"""催办 and 督办: whoever holds the ticket hears of it at once, day and night, besides what the history keeps."""

from bot.domain.clocks.reminder import Reminder, ReminderKind
from bot.domain.clocks.reminding import RECEPTION, SUPERVISORS, Audience, Due, acting_audience, watched
from bot.domain.tickets.moves import Move
from bot.domain.tickets.ticket import ClockRun, Ticket

_KINDS = {Move.CHASE.value: ReminderKind.CHASED, Move.SUPERVISE.value: ReminderKind.SUPERVISED}
CALL_BACK = "call_back"
"""It runs beside the handling that is urged, and never stands for it."""


def urged(ticket: Ticket, lead: Ticket | None = None) -> Due | None:
    """The reminder that the last step of a ticket asks for; None if it asks for none.

    Of a merged ticket the one is urged that is handled in its place: its holder does not see the other.
    """
    kind = _KINDS.get(ticket.steps[-1].move) if ticket.steps else None
    if kind is None:
        return None
    handled, step, place = lead or ticket, ticket.steps[-1], len(ticket.steps) - 1
    clock = _urged_clock(handled) or _urged_clock(ticket) or ClockRun("answer", step.at, step.at, "")
    audiences = urged_audiences(acting_audience(watched(handled), clock.key), kind)
    asked_by = ticket.number if lead else ""
    return Due(handled.number, place, clock, Reminder(kind, step.at), audiences, asked_by)


def _urged_clock(ticket: Ticket) -> ClockRun | None:
    """What is promised comes first; a late signature matters less than the answer that is waited for."""
    answer = ticket.answer_due
    if answer and answer.is_running:
        return answer
    running = (clock for clock in ticket.clocks if clock.is_running and clock.key != CALL_BACK)
    return min(running, key=lambda clock: clock.due_at, default=None)


def urged_audiences(acting: Audience, kind: ReminderKind) -> tuple[Audience, ...]:
    """A supervisor's word goes to the hotline too, and not back to the supervisors."""
    if kind is ReminderKind.CHASED:
        return (acting,)
    return tuple(dict.fromkeys(audience for audience in (acting, RECEPTION) if audience != SUPERVISORS))
