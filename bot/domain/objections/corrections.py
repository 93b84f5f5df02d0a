"""What an objection made of a guide's field: by its decision, and by the bureau where that went wrong (重新更正)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus

_DECIDING = (ObjectionMove.DECIDE, ObjectionMove.ACKNOWLEDGE)
_STANDING = frozenset({ObjectionStatus.DECIDED, ObjectionStatus.TOLD})


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field's text from a moment on; `reason` says why the one before it was wrong, "" for the decision itself."""

    text: str
    at: datetime
    reason: str = ""


def field_texts(objection: Objection) -> tuple[FieldText, ...]:
    """The decision's text and all that came after it, the oldest first; none before the bureau knows the decision."""
    ruling = objection.ruling
    if objection.status not in _STANDING or ruling is None or not (objection.data.is_guide and ruling.corrected_to):
        return ()
    decided_at = next(step.at for step in reversed(objection.steps) if step.move in _DECIDING)
    amended = (
        FieldText(str(step.facts["corrected_to"]), step.at, step.note)
        for step in objection.steps
        if step.move == ObjectionMove.AMEND
    )
    return (FieldText(ruling.corrected_to, decided_at), *amended)
