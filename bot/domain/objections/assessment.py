"""What supervision counts of objections: of one objection, whether it has a trait. Each figure is such a count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.objections.running_clocks import DEPARTMENTS, HANDING_OVER, MARKING, OWN, TELLING
from bot.domain.objections.terms import Decision, ObjectionStatus
from bot.domain.tickets.ticket import ClockRun


@dataclass(frozen=True, slots=True)
class Outline:
    """What is counted of an objection: nothing of who objects or what was told.

    `decision` is the one that the bureau knows; `corrections` counts the texts that it gave a guide's field.
    """

    number: str
    department: str
    status: ObjectionStatus
    received_at: datetime
    clocks: tuple[ClockRun, ...]
    decision: Decision | None
    corrections: int


class ObjectionTrait(StrEnum):
    """Something that is true of an objection or not; the value stands in addresses."""

    RECEIVED = "received"
    OPEN = "open"
    LATE_NOW = "late-now"
    UPHELD = "upheld"
    PARTLY = "partly"
    REFUSED = "refused"
    NOT_TAKEN = "not-taken"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    AMENDED = "amended"
    EVER_LATE = "ever-late"

    @property
    def label(self) -> str:
        """As supervisors read it."""
        return _LABELS[self]


_LABELS = {
    ObjectionTrait.RECEIVED: "收到",
    ObjectionTrait.OPEN: "未办完",
    ObjectionTrait.LATE_NOW: "现在超期",
    ObjectionTrait.UPHELD: "支持（更正或停止公开）",
    ObjectionTrait.PARTLY: "部分更正",
    ObjectionTrait.REFUSED: "不予更正",
    ObjectionTrait.NOT_TAKEN: "不予受理",
    ObjectionTrait.WITHDRAWN: "撤回",
    ObjectionTrait.CORRECTED: "更正了办事指南",
    ObjectionTrait.AMENDED: "更正后又改",
    ObjectionTrait.EVER_LATE: "有过超期",
}
_DECIDED = {
    ObjectionTrait.UPHELD: frozenset({Decision.CORRECTED, Decision.REMOVED}),
    ObjectionTrait.PARTLY: frozenset({Decision.PARTLY}),
    ObjectionTrait.REFUSED: frozenset({Decision.UNCHANGED}),
}
STEPS = (MARKING, OWN, HANDING_OVER, DEPARTMENTS, TELLING)
"""The clocks of Art. 44 in the order in which they run."""


class Kept(StrEnum):
    """How one clock of an objection came out; the value stands in addresses."""

    ON_TIME = "on-time"
    LATE = "late"


def has(outline: Outline, trait: ObjectionTrait, at: datetime) -> bool:
    """Whether an objection has the trait at a moment."""
    match trait:
        case ObjectionTrait.RECEIVED:
            return True
        case ObjectionTrait.OPEN:
            return not outline.status.is_final
        case ObjectionTrait.LATE_NOW:
            return any(clock.is_running and clock.due_at < at for clock in outline.clocks)
        case ObjectionTrait.EVER_LATE:
            return any(_came_out(clock, at) is Kept.LATE for clock in outline.clocks)
        case ObjectionTrait.NOT_TAKEN:
            return outline.status is ObjectionStatus.NOT_TAKEN
        case ObjectionTrait.WITHDRAWN:
            return outline.status is ObjectionStatus.WITHDRAWN
        case ObjectionTrait.CORRECTED:
            return outline.corrections > 0
        case ObjectionTrait.AMENDED:
            return outline.corrections > 1
    return outline.decision in _DECIDED[trait]


def kept(outline: Outline, key: str, at: datetime) -> Kept | None:
    """How a clock came out: late if any of its runs was; None while none was stopped or has run out.

    What ended with a withdrawal was nobody's to keep, unless it had run out before.
    """
    found = {_came_out(clock, at) for clock in outline.clocks if clock.key == key}
    if Kept.LATE in found:
        return Kept.LATE
    is_let_go = outline.status is ObjectionStatus.WITHDRAWN
    return Kept.ON_TIME if Kept.ON_TIME in found and not is_let_go else None


def _came_out(clock: ClockRun, at: datetime) -> Kept | None:
    if clock.ended_at is None:
        return Kept.LATE if clock.due_at < at else None
    return Kept.LATE if clock.ended_at > clock.due_at else Kept.ON_TIME
