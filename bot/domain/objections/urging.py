"""催办 and 督办 of an objection: whoever holds it hears of it at once, day and night, as of a ticket."""

from bot.domain.clocks.reminder import Reminder, ReminderKind
from bot.domain.clocks.reminding import Due, acting_audience
from bot.domain.clocks.urging import urged_audiences
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.watching import watched_objection

_KINDS = {
    ObjectionMove.CHASE.value: ReminderKind.CHASED,
    ObjectionMove.SUPERVISE.value: ReminderKind.SUPERVISED,
}


def urged_objection(objection: Objection) -> Due | None:
    """The reminder that the last step asks for; None if it asks for none. An open objection has a running clock."""
    step, clock = objection.steps[-1], objection.main_clock
    kind = _KINDS.get(step.move)
    if kind is None or clock is None:
        return None
    audiences = urged_audiences(acting_audience(watched_objection(objection), clock.key), kind)
    return Due(objection.number, len(objection.steps) - 1, clock, Reminder(kind, step.at), audiences)
