"""Whose turn it is: the groups of each role's queue, and the group that a ticket stands in."""

from datetime import datetime
from enum import StrEnum

from bot.domain.tickets.life import RETURNS_BEFORE_SUPERVISOR
from bot.domain.tickets.outline import Outline
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Actor


class Group(StrEnum):
    """A heading of the queue: what is to be done next."""

    EXTENSION = "extension"
    SECOND_RETURN = "second_return"
    OVERDUE = "overdue"
    TO_ACCEPT = "to_accept"
    TO_DISPATCH = "to_dispatch"
    RETURNED = "returned"
    TO_REVIEW = "to_review"
    TO_CALL_BACK = "to_call_back"
    TO_SIGN = "to_sign"
    TO_ANSWER = "to_answer"

    @property
    def label(self) -> str:
        """As clerks call it."""
        return _LABELS[self]


_LABELS = {
    Group.EXTENSION: "延期申请",
    Group.SECOND_RETURN: "二次退单",
    Group.OVERDUE: "已超期",
    Group.TO_ACCEPT: "待受理",
    Group.TO_DISPATCH: "待转办",
    Group.RETURNED: "已退单",
    Group.TO_REVIEW: "待审核",
    Group.TO_CALL_BACK: "差评回访",
    Group.TO_SIGN: "待签收",
    Group.TO_ANSWER: "办理中",
}
_RECEPTION = (Group.TO_ACCEPT, Group.TO_DISPATCH, Group.RETURNED, Group.TO_REVIEW, Group.TO_CALL_BACK)
_SUPERVISION = (Group.EXTENSION, Group.SECOND_RETURN, Group.OVERDUE)
QUEUE: dict[Role, tuple[Group, ...]] = {
    Role.OPERATOR: _RECEPTION,
    Role.OFFICER: _RECEPTION,
    Role.DEPARTMENT: (Group.TO_SIGN, Group.TO_ANSWER),
    Role.SUPERVISOR: _SUPERVISION,
    Role.ADMINISTRATOR: _SUPERVISION,
}
"""What each role works off, in the order of the page."""

_BY_STATUS = {
    Status.RECEIVED: Group.TO_ACCEPT,
    Status.ACCEPTED: Group.TO_DISPATCH,
    Status.RETURNED: Group.RETURNED,
    Status.IN_REVIEW: Group.TO_REVIEW,
    Status.DISPATCHED: Group.TO_SIGN,
    Status.IN_PROGRESS: Group.TO_ANSWER,
}


def group_of(ticket: Outline, actor: Actor, at: datetime) -> Group | None:
    """The group of somebody's queue that a ticket stands in; None if it is not her turn.

    A merged ticket is handled with the one it was merged into, so it stands in no queue but that of call-backs.
    """
    mine = QUEUE.get(actor.role, ())
    if actor.role is Role.DEPARTMENT and actor.department != ticket.department:
        return None
    if Group.TO_CALL_BACK in mine and ticket.waits_for_call_back:
        return Group.TO_CALL_BACK
    if ticket.merged_into:
        return None
    group = _supervised(ticket, at) if Group.OVERDUE in mine else _BY_STATUS.get(ticket.status)
    if group is Group.RETURNED and _is_second_return(ticket):
        group = Group.SECOND_RETURN
    return group if group in mine else None


def queue_order(ticket: Outline) -> tuple[bool, float, bool, str]:
    """The key to sort a group by: what is due first stands first, at the same moment what is urgent."""
    due = ticket.due_at.timestamp() if ticket.due_at else 0.0
    return (ticket.due_at is None, due, not ticket.is_urgent, ticket.number)


def _supervised(ticket: Outline, at: datetime) -> Group | None:
    if ticket.extension == "asked" and ticket.status in (Status.DISPATCHED, Status.IN_PROGRESS):
        return Group.EXTENSION
    if _is_second_return(ticket):
        return Group.SECOND_RETURN
    return Group.OVERDUE if ticket.is_overdue(at) else None


def _is_second_return(ticket: Outline) -> bool:
    return ticket.status is Status.RETURNED and ticket.returns >= RETURNS_BEFORE_SUPERVISOR
