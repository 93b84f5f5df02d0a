"""The legal moves of an objection, as one table: what may be done, from where to where, by whom, and what it needs."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Role


class ObjectionMove(StrEnum):
    """Everything that can be done to an objection; stored values never change their spelling."""

    FILE = "file"
    MARK = "mark"
    NOT_TAKE = "not_take"
    DECIDE = "decide"
    HAND_OVER = "hand_over"
    SEND_BACK = "send_back"
    VERIFY = "verify"
    ACKNOWLEDGE = "acknowledge"
    TELL = "tell"
    SUPPLEMENT = "supplement"
    CHASE = "chase"
    ATTACH = "attach"
    SUPERVISE = "supervise"
    NOTE = "note"
    WITHDRAW = "withdraw"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class ObjectionRule:
    """One row of the table.

    `target` is None where the status stays; `needs` names the fields of the command that must be filled.
    """

    move: ObjectionMove
    label: str
    sources: frozenset[ObjectionStatus]
    target: ObjectionStatus | None
    roles: frozenset[Role]
    needs: tuple[str, ...] = ()
    is_public: bool = True


_S = ObjectionStatus
_OPEN = frozenset(status for status in _S if not status.is_final)
_SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_BUREAU = frozenset({Role.OFFICER}) | _SUPERVISORS
_DEPARTMENT = frozenset({Role.DEPARTMENT})
_CITIZEN = frozenset({Role.CITIZEN})

OBJECTION_RULES: dict[ObjectionMove, ObjectionRule] = {
    rule.move: rule
    for rule in (
        ObjectionRule(ObjectionMove.MARK, "标注有异议", frozenset({_S.RECEIVED}), _S.MARKED, _BUREAU),
        ObjectionRule(
            ObjectionMove.NOT_TAKE,
            "不予受理",
            frozenset({_S.RECEIVED, _S.MARKED}),
            _S.NOT_TAKEN,
            _BUREAU,
            ("note", "right_way"),
        ),
        ObjectionRule(ObjectionMove.DECIDE, "作出决定", frozenset({_S.MARKED}), _S.DECIDED, _BUREAU, ("ruling",)),
        ObjectionRule(
            ObjectionMove.HAND_OVER,
            "转交责任部门",
            frozenset({_S.MARKED, _S.HANDED_OVER}),
            _S.HANDED_OVER,
            _BUREAU,
            ("department",),
        ),
        ObjectionRule(
            ObjectionMove.SEND_BACK,
            "退回市政数局",
            frozenset({_S.HANDED_OVER}),
            _S.MARKED,
            _DEPARTMENT,
            ("note",),
            is_public=False,
        ),
        ObjectionRule(
            ObjectionMove.VERIFY,
            "核实并决定",
            frozenset({_S.HANDED_OVER}),
            _S.VERIFIED,
            _DEPARTMENT,
            ("ruling",),
            is_public=False,
        ),
        ObjectionRule(
            ObjectionMove.ACKNOWLEDGE, "收悉部门决定", frozenset({_S.VERIFIED}), _S.DECIDED, _BUREAU, is_public=False
        ),
        ObjectionRule(ObjectionMove.TELL, "告知异议提出人", frozenset({_S.DECIDED}), _S.TOLD, _BUREAU),
        ObjectionRule(ObjectionMove.SUPPLEMENT, "补充", _OPEN - {_S.DECIDED}, None, _CITIZEN | _BUREAU, ("note",)),
        ObjectionRule(ObjectionMove.CHASE, "催办", _OPEN, None, _CITIZEN | _BUREAU),
        ObjectionRule(
            ObjectionMove.ATTACH, "上传核实材料", _OPEN, None, _BUREAU | _DEPARTMENT, ("attachments",), is_public=False
        ),
        ObjectionRule(ObjectionMove.SUPERVISE, "督办", _OPEN, None, _SUPERVISORS, ("note",), is_public=False),
        ObjectionRule(ObjectionMove.NOTE, "内部备注", frozenset(_S), None, _BUREAU | _DEPARTMENT, ("note",), False),
        ObjectionRule(ObjectionMove.WITHDRAW, "撤回", _OPEN - {_S.DECIDED}, _S.WITHDRAWN, _CITIZEN | _BUREAU),
        ObjectionRule(
            ObjectionMove.AMEND,
            "重新更正",
            frozenset({_S.DECIDED, _S.TOLD}),
            None,
            _BUREAU,
            ("note", "corrected_to"),
        ),
    )
}
"""Every move but `FILE`, which makes the objection."""
