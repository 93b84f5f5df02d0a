"""Whose turn it is: the groups of each role's queue of objections, and the group that an objection stands in."""

from datetime import datetime
from enum import StrEnum

from bot.domain.objections.access import was_handed_to
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor


class ObjectionGroup(StrEnum):
    """A heading of the queue: what is to be done next."""

    OVERDUE = "overdue"
    TO_MARK = "to_mark"
    TO_DECIDE = "to_decide"
    TO_HAND_OVER = "to_hand_over"
    SENT_BACK = "sent_back"
    TO_ACKNOWLEDGE = "to_acknowledge"
    TO_TELL = "to_tell"
    TO_VERIFY = "to_verify"

    @property
    def label(self) -> str:
        """As clerks call it."""
        return _LABELS[self]


_LABELS = {
    ObjectionGroup.OVERDUE: "已超期",
    ObjectionGroup.TO_MARK: "待标注",
    ObjectionGroup.TO_DECIDE: "待决定",
    ObjectionGroup.TO_HAND_OVER: "待转交",
    ObjectionGroup.SENT_BACK: "部门退回",
    ObjectionGroup.TO_ACKNOWLEDGE: "部门已决定",
    ObjectionGroup.TO_TELL: "待告知",
    ObjectionGroup.TO_VERIFY: "待核实",
}
_BUREAU = (
    ObjectionGroup.TO_MARK,
    ObjectionGroup.TO_DECIDE,
    ObjectionGroup.TO_HAND_OVER,
    ObjectionGroup.SENT_BACK,
    ObjectionGroup.TO_ACKNOWLEDGE,
    ObjectionGroup.TO_TELL,
)
OBJECTION_QUEUE: dict[Role, tuple[ObjectionGroup, ...]] = {
    Role.OFFICER: _BUREAU,
    Role.DEPARTMENT: (ObjectionGroup.TO_VERIFY,),
    Role.SUPERVISOR: (ObjectionGroup.OVERDUE,),
    Role.ADMINISTRATOR: (ObjectionGroup.OVERDUE,),
}
"""What each role works off, in the order of the page."""

_BY_STATUS = {
    ObjectionStatus.RECEIVED: ObjectionGroup.TO_MARK,
    ObjectionStatus.HANDED_OVER: ObjectionGroup.TO_VERIFY,
    ObjectionStatus.VERIFIED: ObjectionGroup.TO_ACKNOWLEDGE,
    ObjectionStatus.DECIDED: ObjectionGroup.TO_TELL,
}


def group_of(objection: Objection, actor: Actor, at: datetime) -> ObjectionGroup | None:
    """The group of somebody's queue that an objection stands in; None if it is not her turn."""
    mine = OBJECTION_QUEUE.get(actor.role, ())
    if actor.role is Role.DEPARTMENT and not (
        actor.department == objection.department and was_handed_to(objection, actor.department)
    ):
        return None
    if ObjectionGroup.OVERDUE in mine:
        return ObjectionGroup.OVERDUE if objection.is_overdue(at) else None
    group = _marked(objection) if objection.status is ObjectionStatus.MARKED else _BY_STATUS.get(objection.status)
    return group if group in mine else None


def queue_order(objection: Objection) -> tuple[bool, float, str]:
    """The key to sort a group by: what is due first stands first."""
    clock = objection.main_clock
    return (clock is None, clock.due_at.timestamp() if clock else 0.0, objection.number)


def _marked(objection: Objection) -> ObjectionGroup:
    """The newest move that brought it here tells whether a department sent it back."""
    moves = [step.move for step in objection.steps if step.move in (ObjectionMove.MARK, ObjectionMove.SEND_BACK)]
    if moves and moves[-1] == ObjectionMove.SEND_BACK:
        return ObjectionGroup.SENT_BACK
    return ObjectionGroup.TO_DECIDE if objection.department == OWN_DEPARTMENT else ObjectionGroup.TO_HAND_OVER
