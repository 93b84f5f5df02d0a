"""A correction that went wrong is put right by the bureau: restored or replaced, with its reason, in the letter too."""

import pytest

from bot.domain.objections.corrections import field_texts
from bot.domain.objections.letter import letter_of
from bot.domain.objections.life import IllegalObjectionMove, ObjectionCommand, move_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from tests.unit.domain.objections.objection_samples import (
    CLERK,
    DECIDE,
    MARK,
    OFFICER,
    UNCHANGED,
    by,
    filed,
    moved,
    of_company,
    standing,
)
from tests.unit.services.tickets.memory_tickets import due

M, S = ObjectionMove, ObjectionStatus
AMEND = by(OFFICER, M.AMEND, 60, note=" 文号看错了 ", corrected_to=" 每证20元 ")


def amend(text: str, note: str = "看错了") -> ObjectionCommand:
    """The officer puts that text in the place of what the guide shows."""
    return by(OFFICER, M.AMEND, 70, note=note, corrected_to=text)


@pytest.mark.parametrize("status", [S.DECIDED, S.TOLD])
def test_the_newest_text_stands_and_the_earlier_ones_stay_known(status: ObjectionStatus) -> None:
    """The ruling itself is history."""
    objection = moved(standing(status), AMEND)
    assert [(one.text, one.reason) for one in field_texts(objection)] == [("每证40元", ""), ("每证20元", "文号看错了")]
    assert objection.status is status
    assert objection.ruling == standing(status).ruling
    letter = letter_of(objection)
    assert letter
    assert letter.amended == field_texts(objection)[-1]


REFUSED: dict[str, tuple[Objection, ObjectionCommand, str]] = {
    "before-the-decision": (standing(S.VERIFIED), AMEND, "wrong_status"),
    "withdrawn": (standing(S.WITHDRAWN), AMEND, "wrong_status"),
    "by-a-department": (standing(S.TOLD), by(CLERK, M.AMEND, 60, note="错", corrected_to="x"), "wrong_role"),
    "without-a-reason": (standing(S.TOLD), amend("每证20元", " "), "missing_note"),
    "without-a-text": (standing(S.TOLD), amend(" "), "missing_corrected_to"),
    "the-same-text": (standing(S.TOLD), amend("每证40元 "), "same_text"),
    "the-same-as-amended": (moved(standing(S.TOLD), AMEND), amend("每证20元"), "same_text"),
    "nothing-was-corrected": (
        moved(filed(), MARK, by(OFFICER, M.DECIDE, 2, ruling=UNCHANGED)),
        AMEND,
        "nothing_corrected",
    ),
    "not-in-a-guide": (moved(of_company(filed()), MARK, DECIDE), AMEND, "nothing_corrected"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_put_right_is_refused_with_its_reason(name: str) -> None:
    """Nothing changes."""
    objection, command, reason = REFUSED[name]
    with pytest.raises(IllegalObjectionMove) as refused:
        move_objection(objection, command, due)
    assert refused.value.reason == reason
