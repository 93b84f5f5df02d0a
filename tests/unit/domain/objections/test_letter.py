"""The letter to who objected, as data."""

import pytest

from bot.domain.objections.letter import Letter, letter_of
from bot.domain.objections.objection import OWN_DEPARTMENT
from bot.domain.objections.terms import Decision, Fault, ObjectionStatus
from tests.unit.domain.objections.objection_samples import (
    ACKNOWLEDGE,
    DECIDE,
    FEE,
    MARK,
    NOT_TAKE,
    NUMBER,
    POLICE,
    RECEIVED_AT,
    TELL,
    filed,
    moved,
    of_company,
    standing,
)


def test_a_department_s_decision_names_the_department() -> None:
    """The bureau signs, on the day of telling."""
    assert letter_of(standing(ObjectionStatus.TOLD)) == Letter(
        number=NUMBER,
        addressee="王小明",
        title="身份证丢失补领·收费",
        received_at=RECEIVED_AT,
        data=FEE,
        fault=Fault.WRONG,
        decision=Decision.CORRECTED,
        reason="收费标准已经调整",
        corrected_to="每证40元",
        right_way="",
        decided_by=POLICE,
        organ=OWN_DEPARTMENT,
        at=TELL.at,
    )


def test_the_bureau_s_own_decision_names_the_bureau() -> None:
    """Before it is told the date is that of the decision: so it is read over."""
    letter = letter_of(moved(filed(), MARK, DECIDE))
    assert letter
    assert (letter.decided_by, letter.at) == (OWN_DEPARTMENT, DECIDE.at)


def test_an_acknowledged_decision_has_the_day_on_which_the_bureau_heard_of_it() -> None:
    """The department's own day is in the history."""
    letter = letter_of(standing(ObjectionStatus.DECIDED))
    assert letter
    assert letter.at == ACKNOWLEDGE.at


def test_not_taking_tells_reason_and_right_way() -> None:
    """To the company, where one objects."""
    letter = letter_of(standing(ObjectionStatus.NOT_TAKEN, of_company(filed())))
    assert letter
    assert (letter.decision, letter.addressee, letter.at) == (None, "双辽某商贸公司", NOT_TAKE.at)
    assert (letter.reason, letter.right_way) == ("不是公共数据\n是网上论坛的帖子", "请找论坛 的管理员")


@pytest.mark.parametrize(
    "status",
    [
        ObjectionStatus.RECEIVED,
        ObjectionStatus.MARKED,
        ObjectionStatus.HANDED_OVER,
        ObjectionStatus.VERIFIED,
        ObjectionStatus.WITHDRAWN,
    ],
)
def test_there_is_no_letter_while_nothing_is_to_be_told(status: ObjectionStatus) -> None:
    """A decision that the bureau does not know yet is told to nobody."""
    assert letter_of(standing(status)) is None
