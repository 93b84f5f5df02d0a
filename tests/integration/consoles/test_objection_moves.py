"""Moves from the page of an objection: by whom, with what, and what is told when they cannot be made."""

import pytest

from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Ruling
from bot.domain.objections.terms import Decision, ObjectionStatus
from tests.integration.consoles.objection_office import (
    CORRECTED,
    GUIDE_DATA,
    REASON,
    TABLE_DATA,
    ObjectionOffice,
    offered,
    sent_form,
)
from tests.integration.consoles.staff_desk import Browser
from tests.integration.consoles.ticket_office import CITIZEN, CROWD, HOUSING, POLICE, form_on, sign_in

M, S = ObjectionMove, ObjectionStatus
NOTE = {"note": "按规定办理"}
CORRECT = {"decision": "corrected", "reason": REASON, "corrected_to": "免费。"}
KEEP = {"decision": "unchanged", "reason": REASON, "corrected_to": GUIDE_DATA.says}
RIGHT = [
    ("received", M.MARK, "officer", {}, S.MARKED),
    ("received", M.NOT_TAKE, "officer", NOTE | {"right_way": "请向法院起诉"}, S.NOT_TAKEN),
    ("marked", M.NOT_TAKE, "chief", NOTE | {"right_way": "请向法院起诉"}, S.NOT_TAKEN),
    ("marked", M.DECIDE, "officer", CORRECT, S.DECIDED),
    ("sent_back", M.DECIDE, "boss", KEEP, S.DECIDED),
    ("marked", M.HAND_OVER, "officer", {"department": HOUSING}, S.HANDED_OVER),
    ("handed_over", M.HAND_OVER, "officer", NOTE | {"department": POLICE}, S.HANDED_OVER),
    ("handed_over", M.SEND_BACK, "housing", NOTE, S.MARKED),
    ("handed_over", M.VERIFY, "housing", CORRECT, S.VERIFIED),
    ("verified", M.ACKNOWLEDGE, "officer", {}, S.DECIDED),
    ("decided", M.TELL, "officer", {}, S.TOLD),
    ("handed_over", M.SUPPLEMENT, "officer", NOTE, S.HANDED_OVER),
    ("handed_over", M.SUPERVISE, "chief", NOTE, S.HANDED_OVER),
    ("told", M.NOTE, "officer", NOTE, S.TOLD),
    ("handed_over", M.CHASE, "officer", {}, S.HANDED_OVER),
    ("told", M.AMEND, "officer", NOTE | {"corrected_to": "每证20元。"}, S.TOLD),
    ("handed_over", M.NOTE, "housing", NOTE, S.HANDED_OVER),
    ("marked", M.WITHDRAW, "officer", {}, S.WITHDRAWN),
]
WRONG = [
    ("received", M.MARK, "operator"),
    ("handed_over", M.VERIFY, "officer"),
    ("handed_over", M.SEND_BACK, "boss"),
    ("handed_over", M.DECIDE, "housing"),
    ("handed_over", M.SUPERVISE, "officer"),
    ("verified", M.ACKNOWLEDGE, "housing"),
]
LACKING = [
    ("received", M.NOT_TAKE, "officer", {"note": "不是公共数据"}, "该找谁"),
    ("received", M.NOT_TAKE, "officer", {"right_way": "法院"}, "请填写说明"),
    ("marked", M.DECIDE, "officer", {"reason": REASON}, "请选择处理决定"),
    ("marked", M.DECIDE, "officer", CORRECT | {"decision": "perhaps"}, "请选择处理决定"),
    ("marked", M.DECIDE, "officer", CORRECT | {"reason": " \n "}, "请填写理由"),
    ("marked", M.DECIDE, "officer", CORRECT | {"corrected_to": ""}, "请填写更正后的内容"),
    ("marked", M.DECIDE, "officer", CORRECT | {"corrected_to": GUIDE_DATA.says}, "和现在的一样"),
    ("marked", M.DECIDE, "officer", CORRECT | {"decision": "removed"}, "不能停止公开"),
    ("marked", M.DECIDE, "officer", CORRECT | {"corrected_to": "字" * 5001}, "太长"),
    ("marked", M.HAND_OVER, "officer", {"department": "火星局"}, "从列表里选择"),
    ("marked", M.HAND_OVER, "officer", {"department": OWN_DEPARTMENT}, "不用转交"),
    ("handed_over", M.HAND_OVER, "officer", {"department": HOUSING}, "请选别的部门"),
    ("handed_over", M.SEND_BACK, "housing", {"note": "　"}, "请填写说明"),
    ("handed_over", M.VERIFY, "housing", {}, "请选择处理决定"),
    ("told", M.AMEND, "officer", {"corrected_to": "每证20元。"}, "请填写说明"),
    ("told", M.AMEND, "officer", NOTE | {"corrected_to": " "}, "请填写更正后的内容"),
    ("told", M.AMEND, "officer", NOTE | {"corrected_to": "免费。"}, "和现在的一样"),
]


@pytest.mark.parametrize(
    ("station", "move", "login", "fields", "status"), RIGHT, ids=[f"{row[0]}-{row[1]}-{row[2]}" for row in RIGHT]
)
async def test_the_right_person_makes_a_move(
    bureau: ObjectionOffice,
    visitor: Browser,
    *,
    station: str,
    move: ObjectionMove,
    login: str,
    fields: dict[str, str],
    status: ObjectionStatus,
) -> None:
    """It is offered, it is made, it stands in the history under her name, and the page says so."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, login)
    assert move.value in offered(await visitor.open(f"/desk/objections/{objection.number}"))
    page = await sent_form(visitor, objection.number, move, **fields)
    after = await bureau.kept(objection.number)
    assert (after.status, after.version) == (status, objection.version + 1)
    assert (after.steps[-1].move, after.steps[-1].actor) == (move.value, bureau.actor(login))
    if move is ObjectionMove.HAND_OVER and after.department != HOUSING:
        assert after.department == POLICE
    assert (visitor.status, visitor.at) == (200, f"/desk/objections/{objection.number}")
    assert "flash-done" in page


def test_every_move_that_staff_can_make_is_tried() -> None:
    """None is left out of the table above."""
    by_staff = {move for move, rule in OBJECTION_RULES.items() if rule.roles & {staff.role for staff in CROWD}}
    assert by_staff == {row[1] for row in RIGHT} | {M.ATTACH}, "files go up by themselves"


@pytest.mark.parametrize(("station", "move", "login"), WRONG)
async def test_the_wrong_person_is_refused(
    bureau: ObjectionOffice, visitor: Browser, station: str, move: ObjectionMove, login: str
) -> None:
    """403, nothing is offered, nothing changes, even with all that the move needs."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, login)
    assert move.value not in offered(await visitor.open(f"/desk/objections/{objection.number}"))
    everything = NOTE | CORRECT | {"department": POLICE, "version": str(objection.version), "form": "f"}
    await visitor.send(f"/desk/objections/{objection.number}/moves/{move.value}", everything)
    assert visitor.status == 403
    assert await bureau.kept(objection.number) == objection


@pytest.mark.parametrize(("station", "move", "login", "fields", "words"), LACKING)
async def test_what_is_lacking_is_told_and_what_was_typed_stays(
    bureau: ObjectionOffice,
    visitor: Browser,
    *,
    station: str,
    move: ObjectionMove,
    login: str,
    fields: dict[str, str],
    words: str,
) -> None:
    """422 with a sentence in the open form; nothing changes."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, login)
    page = await sent_form(visitor, objection.number, move, **fields)
    assert visitor.status == 422
    assert words in page
    assert all(value.strip() in page for name, value in fields.items() if name in ("note", "right_way", "reason"))
    assert await bureau.kept(objection.number) == objection


async def test_a_decision_that_changes_nothing_leaves_the_text_that_was_filled_in_beforehand(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """The new text counts only for a decision that corrects."""
    objection = await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    await sent_form(visitor, objection.number, M.DECIDE, **KEEP)
    assert (await bureau.kept(objection.number)).ruling == Ruling(Decision.UNCHANGED, REASON, "", at=bureau.clock.now())
    assert not await bureau.objections.corrections()


async def test_what_is_no_guide_can_be_taken_off(bureau: ObjectionOffice, visitor: Browser) -> None:
    """For data elsewhere 停止公开 is offered, and needs no new text."""
    objection = await bureau.objection_at("handed_over", data=TABLE_DATA)
    await sign_in(visitor, "housing")
    await sent_form(visitor, objection.number, M.VERIFY, decision="removed", reason=REASON)
    after = await bureau.kept(objection.number)
    assert (after.status, after.ruling and after.ruling.decision) == (S.VERIFIED, Decision.REMOVED)


async def test_a_form_sent_twice_has_one_effect(bureau: ObjectionOffice, visitor: Browser) -> None:
    """A double click makes one step and is no fault."""
    objection = await bureau.objection_at("decided")
    await sign_in(visitor, "officer")
    form = form_on(await visitor.open(f"/desk/objections/{objection.number}"))
    for _ in range(2):
        await visitor.send(f"/desk/objections/{objection.number}/moves/tell", form)
        assert visitor.status == 200
    after = await bureau.kept(objection.number)
    assert [step.move for step in after.steps].count("tell") == 1


async def test_of_two_clerks_the_second_is_told_who_was_first(bureau: ObjectionOffice, visitor: Browser) -> None:
    """409 with what the other did; her text stays, and sent again it has its effect."""
    objection = await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    form = form_on(await visitor.open(f"/desk/objections/{objection.number}"))
    await bureau.moved(objection, M.SUPERVISE, "chief", note="抓紧")
    path = f"/desk/objections/{objection.number}/moves/decide"
    page = await visitor.send(path, form | CORRECT)
    assert visitor.status == 409
    assert "孙督办" in page
    assert REASON in page
    await visitor.send(path, form_on(page) | CORRECT)
    assert (await bureau.kept(objection.number)).status is S.DECIDED


async def test_a_decision_on_what_was_withdrawn_meanwhile_is_explained(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """The page says that it was withdrawn and that nothing changed; what was typed can be copied."""
    objection = await bureau.objection_at("handed_over")
    await sign_in(visitor, "housing")
    form = form_on(await visitor.open(f"/desk/objections/{objection.number}"))
    await bureau.moved(objection, M.WITHDRAW, CITIZEN)
    page = await visitor.send(f"/desk/objections/{objection.number}/moves/verify", form | CORRECT)
    assert visitor.status == 409
    assert "已经撤回了这件异议" in page
    assert REASON in page
    assert (await bureau.kept(objection.number)).ruling is None
    assert not await bureau.objections.corrections()


async def test_an_old_page_of_a_department_that_lost_the_case_is_refused(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """Handed to somebody else meanwhile: the old holder still reads it and can no longer decide."""
    objection = await bureau.objection_at("handed_over")
    await sign_in(visitor, "housing")
    form = form_on(await visitor.open(f"/desk/objections/{objection.number}"))
    objection = await bureau.moved(objection, M.HAND_OVER, "officer", department=POLICE)
    path = f"/desk/objections/{objection.number}"
    await visitor.send(f"{path}/moves/verify", form | CORRECT)
    assert visitor.status == 409
    await visitor.send(f"{path}/moves/verify", form_on(await visitor.open(path)) | CORRECT | {"version": "3"})
    assert (await bureau.kept(objection.number)).status is S.HANDED_OVER


@pytest.mark.parametrize("path", ["moves/file", "moves/nonsense"])
async def test_a_move_that_is_none_is_not_found(bureau: ObjectionOffice, visitor: Browser, path: str) -> None:
    """Filing is no move of staff."""
    objection = await bureau.objection_at("received")
    await sign_in(visitor, "officer")
    await visitor.open("/desk/objections/")
    await visitor.send(f"/desk/objections/{objection.number}/{path}", {"version": "1"})
    assert visitor.status == 404


async def test_a_correction_is_stored_with_the_decision(bureau: ObjectionOffice, visitor: Browser) -> None:
    """The guide's field has its new text from the decision on, and the page shows it."""
    objection = await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    page = await sent_form(visitor, objection.number, M.DECIDE, **CORRECT)
    (correction,) = await bureau.objections.corrections()
    assert (correction.item, correction.text) == (GUIDE_DATA.catalogue, CORRECTED.corrected_to)
    assert "已按本件的决定更正" in page
