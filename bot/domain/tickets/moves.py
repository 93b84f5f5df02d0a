"""The legal moves of a demand, as one table: what may be done, from where to where, by whom, and what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.tickets.terms import Role, Status


class Move(StrEnum):
    """Everything that can be done to a ticket; stored values never change their spelling."""

    FILE = "file"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_MORE = "ask_more"
    SUPPLEMENT = "supplement"
    CORRECT = "correct"
    DISPATCH = "dispatch"
    SIGN = "sign"
    RETURN = "return"
    ASK_EXTENSION = "ask_extension"
    APPROVE_EXTENSION = "approve_extension"
    REFUSE_EXTENSION = "refuse_extension"
    SUBMIT_ANSWER = "submit_answer"
    SEND_BACK = "send_back"
    RELEASE = "release"
    CALL_BACK = "call_back"
    RATE = "rate"
    EXPLAIN = "explain"
    CLOSE = "close"
    REDO = "redo"
    CHASE = "chase"
    SUPERVISE = "supervise"
    NOTE = "note"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    FOLLOW = "follow"


_WAITING = frozenset({Status.RECEIVED, Status.NEEDS_MORE})
_HANDLED = frozenset({Status.DISPATCHED, Status.IN_PROGRESS})
_UNDERWAY = frozenset({Status.ACCEPTED, Status.DISPATCHED, Status.IN_PROGRESS, Status.RETURNED, Status.IN_REVIEW})
_OPEN = _WAITING | _UNDERWAY
_ALL = frozenset(Status)

_SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_BUREAU = frozenset({Role.OFFICER}) | _SUPERVISORS
_RECEPTION = frozenset({Role.OPERATOR}) | _BUREAU
_DEPARTMENT = frozenset({Role.DEPARTMENT})
_STAFF = _RECEPTION | _DEPARTMENT
_CITIZEN = frozenset({Role.CITIZEN})
_SYSTEM = frozenset({Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    `target` is None where the status stays; `needs` names the fields of the command that must be filled.
    """

    move: Move
    label: str
    sources: frozenset[Status]
    target: Status | None
    roles: frozenset[Role]
    needs: tuple[str, ...] = ()
    is_public: bool = True


def _table(rules: Iterable[Rule]) -> dict[Move, Rule]:
    return {rule.move: rule for rule in rules}


RULES: dict[Move, Rule] = _table(
    (
        Rule(Move.ACCEPT, "受理", _WAITING, Status.ACCEPTED, _RECEPTION | _SYSTEM),
        Rule(Move.DECLINE, "不予受理", _WAITING, Status.NOT_TAKEN, _RECEPTION, ("note", "right_way")),
        Rule(Move.ASK_MORE, "一次性告知补正", frozenset({Status.RECEIVED}), Status.NEEDS_MORE, _RECEPTION, ("points",)),
        Rule(Move.SUPPLEMENT, "补充", _OPEN, None, _CITIZEN | _RECEPTION, ("note",)),
        Rule(Move.CORRECT, "更正分类", _OPEN, None, _RECEPTION, ("subject",), is_public=False),
        Rule(
            Move.DISPATCH,
            "转办",
            frozenset({Status.ACCEPTED, Status.RETURNED, Status.DISPATCHED}),
            Status.DISPATCHED,
            _RECEPTION,
            ("department",),
        ),
        Rule(Move.SIGN, "签收", frozenset({Status.DISPATCHED}), Status.IN_PROGRESS, _DEPARTMENT),
        Rule(Move.RETURN, "退单", _HANDLED, Status.RETURNED, _DEPARTMENT, ("note", "department"), is_public=False),
        Rule(Move.ASK_EXTENSION, "申请延期", _HANDLED, None, _DEPARTMENT, ("note",), is_public=False),
        Rule(Move.APPROVE_EXTENSION, "同意延期", _HANDLED, None, _SUPERVISORS),
        Rule(Move.REFUSE_EXTENSION, "不同意延期", _HANDLED, None, _SUPERVISORS, ("note",), is_public=False),
        Rule(
            Move.SUBMIT_ANSWER,
            "提交答复",
            frozenset({Status.IN_PROGRESS}),
            Status.IN_REVIEW,
            _DEPARTMENT,
            ("answer", "result"),
            is_public=False,
        ),
        Rule(
            Move.SEND_BACK,
            "退回重写",
            frozenset({Status.IN_REVIEW}),
            Status.IN_PROGRESS,
            _RECEPTION,
            ("note",),
            is_public=False,
        ),
        Rule(Move.RELEASE, "审核并答复", frozenset({Status.IN_REVIEW}), Status.ANSWERED, _RECEPTION),
        Rule(
            Move.CALL_BACK,
            "回访",
            frozenset({Status.ANSWERED, Status.CLOSED, Status.DISPATCHED, Status.IN_PROGRESS}),
            None,
            _RECEPTION,
            ("note",),
            is_public=False,
        ),
        Rule(Move.RATE, "评价", frozenset({Status.ANSWERED}), Status.CLOSED, _CITIZEN | _RECEPTION, ("rating",)),
        Rule(Move.EXPLAIN, "说明差评原因", _ALL, None, _CITIZEN, ("note",)),
        Rule(Move.CLOSE, "办结", frozenset({Status.ANSWERED}), Status.CLOSED, _SYSTEM | _RECEPTION),
        Rule(Move.REDO, "重办", frozenset({Status.ANSWERED}), Status.DISPATCHED, _CITIZEN | _RECEPTION, ("rating",)),
        Rule(Move.CHASE, "催办", _OPEN - {Status.NEEDS_MORE}, None, _CITIZEN | _RECEPTION),
        Rule(Move.SUPERVISE, "督办", _UNDERWAY, None, _SUPERVISORS, ("note",), is_public=False),
        Rule(Move.NOTE, "内部备注", _ALL, None, _STAFF, ("note",), is_public=False),
        Rule(Move.WITHDRAW, "撤回", _OPEN, Status.WITHDRAWN, _CITIZEN | _RECEPTION),
        Rule(Move.MERGE, "并单", _OPEN, None, _RECEPTION | _CITIZEN, ("into",), is_public=False),
        Rule(Move.UNMERGE, "拆单", _OPEN, None, _RECEPTION | _SYSTEM, is_public=False),
        Rule(Move.FOLLOW, "并单答复", _OPEN, Status.ANSWERED, _SYSTEM, ("answer", "result")),
    )
)
"""Every move but `FILE`, which makes the ticket."""


def moves_for(status: Status, role: Role) -> tuple[Rule, ...]:
    """The rules that the table offers a role at a ticket in this status, in the table's order."""
    return tuple(rule for rule in RULES.values() if status in rule.sources and role in rule.roles)
