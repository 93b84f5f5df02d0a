"""The letter to who objected (决定告知书, 不予受理告知书), as data; its words stand with the wording for citizens."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.objections.corrections import FieldText, field_texts
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, DisputedData, Objection, ObjectionStep
from bot.domain.objections.terms import Decision, Fault, ObjectionStatus

RECONSIDERATION_DAYS = 60
"""行政复议法 20: from the day on which somebody knew, or should have known, of the act."""
SUIT_MONTHS = 6
"""行政诉讼法 46: from the same day."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter tells.

    `decision` is None for 不予受理; then `reason` tells why and `right_way` where to go. `decided_by` is who verified
    and decided: the bureau for its own data, else the department. `organ` signs, `at` is the letter's date.
    """

    number: str
    addressee: str
    title: str
    received_at: datetime
    data: DisputedData
    fault: Fault
    decision: Decision | None
    reason: str
    corrected_to: str
    right_way: str
    decided_by: str
    organ: str
    at: datetime
    amended: FieldText | None = None
    """What the bureau put in the place of a correction that went wrong."""


def letter_of(objection: Objection) -> Letter | None:
    """The letter of an objection that is decided or not taken; None while there is nothing to tell.

    Its date is that of telling; before that, of the decision, for whoever reads it over before it goes out.
    """
    if objection.status is ObjectionStatus.NOT_TAKEN:
        step = _newest(objection, ObjectionMove.NOT_TAKE)
        reason, _, right_way = step.note.rpartition("\n")
        return _letter(objection, step, None, reason, "", right_way, OWN_DEPARTMENT)
    ruling = objection.ruling
    if ruling is None or objection.status not in (ObjectionStatus.DECIDED, ObjectionStatus.TOLD):
        return None
    moves = (ObjectionMove.TELL, ObjectionMove.ACKNOWLEDGE, ObjectionMove.DECIDE)
    step = _newest(objection, *moves)
    decided_by = ruling.by_department or OWN_DEPARTMENT
    letter = _letter(objection, step, ruling.decision, ruling.reason, ruling.corrected_to, "", decided_by)
    texts = field_texts(objection)
    return replace(letter, amended=texts[-1]) if len(texts) > 1 else letter


def _letter(  # noqa: PLR0913, PLR0917 - what the two letters differ in
    objection: Objection,
    step: ObjectionStep,
    decision: Decision | None,
    reason: str,
    corrected_to: str,
    right_way: str,
    decided_by: str,
) -> Letter:
    return Letter(
        number=objection.number,
        addressee=objection.organisation or objection.person.name,
        title=objection.title,
        received_at=objection.received_at,
        data=objection.data,
        fault=objection.fault,
        decision=decision,
        reason=reason,
        corrected_to=corrected_to,
        right_way=right_way,
        decided_by=decided_by,
        organ=OWN_DEPARTMENT,
        at=step.at,
    )


def _newest(objection: Objection, *moves: ObjectionMove) -> ObjectionStep:
    return next(step for step in reversed(objection.steps) if step.move in moves)
