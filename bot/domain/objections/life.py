"""What a move does to an objection. Pure: the limits come as a function from clock and start to deadline."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.objections.access import was_handed_to
from bot.domain.objections.corrections import field_texts
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove, ObjectionRule
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection, ObjectionStep, Ruling
from bot.domain.objections.ruling_check import ruling_fault
from bot.domain.objections.running_clocks import after_move, at_filing
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.life import Due
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Attachment

MOST_FINDINGS = 20
MOST_CHASES = 3
CHASE_PAUSE = timedelta(hours=20)
"""催办 by who objects, as with tickets: staff chase whenever somebody rings."""


class IllegalObjectionMove(Exception):  # noqa: N818 - named after what it is
    """A move that the table, the objection's past or what it brings forbids.

    `reason` is one of: unknown_move, wrong_role, wrong_status, wrong_department, missing_<field of the command>,
    own_department, same_department, same_text, nothing_corrected, chased_today, chased_enough, too_many_files, or what
    `ruling_fault` says; and of the services: corrected_since.
    """

    def __init__(self, move: ObjectionMove, reason: str, status: ObjectionStatus) -> None:
        super().__init__(f"{move} at {status}: {reason}")
        self.move, self.reason, self.status = move, reason, status


@dataclass(frozen=True, slots=True)
class ObjectionCommand:
    """A move that somebody wants to make, with what it needs."""

    move: ObjectionMove
    actor: Actor
    at: datetime
    note: str = ""
    right_way: str = ""
    """不予受理: where to go instead."""
    department: str = ""
    ruling: Ruling | None = None
    attachments: tuple[Attachment, ...] = ()
    corrected_to: str = ""
    """重新更正: what the guide's field says from now on."""
    form: str = ""
    """The form it was sent with, which stays in the history: the same form twice has one effect."""


def file_objection(objection: Objection, actor: Actor, due: Due, *, form: str = "") -> Objection:
    """A new objection with its first step and its clocks, which run from the moment it was received."""
    step = ObjectionStep(
        objection.received_at,
        ObjectionMove.FILE.value,
        actor,
        ObjectionStatus.RECEIVED,
        facts={"form": form} if form else {},
    )
    return objection.with_step(step, clocks=at_filing(objection, due))


def move_objection(objection: Objection, command: ObjectionCommand, due: Due) -> Objection:
    """The objection after a move; `IllegalObjectionMove` if it may not be made."""
    reason = _forbidden(objection, command)
    if reason:
        raise IllegalObjectionMove(command.move, reason, objection.status)
    rule = OBJECTION_RULES[command.move]
    ruling = _ruling(command)
    step = ObjectionStep(
        command.at,
        command.move.value,
        command.actor,
        rule.target or objection.status,
        _note(command),
        _facts(objection, command),
        rule.is_public,
    )
    moved = objection.with_step(step, **_changes(objection, command, ruling))
    return replace(moved, clocks=after_move(objection, moved, due))


def refusal(objection: Objection, move: ObjectionMove, role: Role) -> str:
    """Why the table forbids a move to a role; "" if it allows it."""
    rule = OBJECTION_RULES.get(move)
    if rule is None:
        return "unknown_move"
    if role not in rule.roles:
        return "wrong_role"
    if objection.status not in rule.sources:
        return "wrong_status"
    if move is ObjectionMove.AMEND and not field_texts(objection):
        return "nothing_corrected"
    is_enough = move is ObjectionMove.CHASE and role is Role.CITIZEN and chases(objection) >= MOST_CHASES
    return "chased_enough" if is_enough else ""


def moves_for(objection: Objection, actor: Actor) -> tuple[ObjectionRule, ...]:
    """The rules that are offered to somebody at an objection, in the table's order."""
    if not _is_concerned(objection, actor):
        return ()
    return tuple(
        rule
        for rule in OBJECTION_RULES.values()
        if not refusal(objection, rule.move, actor.role) and _may_attach(objection, rule.move, actor)
    )


def _forbidden(objection: Objection, command: ObjectionCommand) -> str:
    reason = refusal(objection, command.move, command.actor.role)
    is_hers = _is_concerned(objection, command.actor) and _may_attach(objection, command.move, command.actor)
    if not reason and not is_hers:
        reason = "wrong_department"
    if not reason:
        needs = OBJECTION_RULES[command.move].needs
        reason = next((f"missing_{name}" for name in needs if _is_empty(getattr(command, name))), "")
    return reason or _content(objection, command)


def _is_concerned(objection: Objection, actor: Actor) -> bool:
    """A department acts on what was handed to it and is its own still; that it was proposed at filing is not enough."""
    if actor.role is not Role.DEPARTMENT:
        return True
    return actor.department == objection.department and was_handed_to(objection, actor.department)


def _may_attach(objection: Objection, move: ObjectionMove, actor: Actor) -> bool:
    """A department keeps what it found while it has the objection, and until the bureau knows its decision."""
    is_department = move is ObjectionMove.ATTACH and actor.role is Role.DEPARTMENT
    return not is_department or objection.status in (ObjectionStatus.HANDED_OVER, ObjectionStatus.VERIFIED)


def _is_empty(value: str | Ruling | tuple[Attachment, ...] | None) -> bool:
    return not (value.strip() if isinstance(value, str) else value)


def _content(objection: Objection, command: ObjectionCommand) -> str:
    """What the command's own content forbids."""
    if command.ruling and command.move in (ObjectionMove.DECIDE, ObjectionMove.VERIFY):
        return ruling_fault(command.ruling, objection.data)
    if command.move is ObjectionMove.HAND_OVER:
        if command.department == OWN_DEPARTMENT:
            return "own_department"
        if objection.status is ObjectionStatus.HANDED_OVER and command.department == objection.department:
            return "same_department"
    if command.move is ObjectionMove.AMEND and command.corrected_to.strip() == field_texts(objection)[-1].text:
        return "same_text"
    if command.move is ObjectionMove.ATTACH and len(objection.findings) + len(command.attachments) > MOST_FINDINGS:
        return "too_many_files"
    if command.move is ObjectionMove.CHASE and command.actor.role is Role.CITIZEN:
        last = max(_chased_at(objection), default=None)
        return "chased_today" if last and command.at - last < CHASE_PAUSE else ""
    return ""


def chases(objection: Objection) -> int:
    """How often who objected has chased."""
    return len(_chased_at(objection))


def _chased_at(objection: Objection) -> list[datetime]:
    return [step.at for step in objection.steps if step.move == ObjectionMove.CHASE and step.actor.role is Role.CITIZEN]


def _ruling(command: ObjectionCommand) -> Ruling | None:
    """The ruling as it is kept: of whom and of when the program says, whatever the form brought."""
    if command.ruling is None:
        return None
    ruling = command.ruling
    by_department = command.actor.department if command.move is ObjectionMove.VERIFY else ""
    return Ruling(
        ruling.decision, ruling.reason.strip(), ruling.corrected_to.strip(), by_department=by_department, at=command.at
    )


def _note(command: ObjectionCommand) -> str:
    """不予受理 keeps the right way as its last line; a decision keeps its reason."""
    if command.move is ObjectionMove.NOT_TAKE:
        return f"{command.note.strip()}\n{' '.join(command.right_way.split())}"
    if command.ruling and command.move in (ObjectionMove.DECIDE, ObjectionMove.VERIFY):
        return command.ruling.reason.strip()
    return command.note.strip() if command.move is ObjectionMove.AMEND else command.note


def _facts(objection: Objection, command: ObjectionCommand) -> dict[str, Any]:
    """What of a move is shown in the timeline besides its note."""
    facts: dict[str, Any] = {}
    if command.move is ObjectionMove.HAND_OVER:
        facts |= {"from": objection.department, "department": command.department}
    if command.move is ObjectionMove.DECIDE and objection.department != OWN_DEPARTMENT:
        facts |= {"from": objection.department, "department": OWN_DEPARTMENT}
    if command.ruling and command.move in (ObjectionMove.DECIDE, ObjectionMove.VERIFY):
        facts["decision"] = command.ruling.decision.value
    if command.move is ObjectionMove.AMEND:
        facts["corrected_to"] = command.corrected_to.strip()
    if command.move is ObjectionMove.ATTACH:
        facts["files"] = len(command.attachments)
    if command.form:
        facts["form"] = command.form
    return facts


def _changes(objection: Objection, command: ObjectionCommand, ruling: Ruling | None) -> dict[str, Any]:
    """The fields that a move replaces, besides status, steps and clocks.

    By deciding itself the bureau says that the data are its own (Art. 44(1)), whatever was proposed at filing.
    """
    changes: dict[str, Any] = {}
    if command.move is ObjectionMove.HAND_OVER:
        changes["department"] = command.department
    if command.move is ObjectionMove.DECIDE:
        changes |= {"department": OWN_DEPARTMENT, "ruling": ruling}
    if command.move is ObjectionMove.VERIFY:
        changes["ruling"] = ruling
    if command.attachments and command.move is ObjectionMove.SUPPLEMENT:
        changes["evidence"] = (*objection.evidence, *command.attachments)
    if command.move is ObjectionMove.ATTACH:
        changes["findings"] = (*objection.findings, *command.attachments)
    return changes
