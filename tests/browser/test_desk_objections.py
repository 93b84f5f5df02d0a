"""Objections from filing to the letter in the citizen's chat, every move made by a clerk at her page."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

from bot.domain.guides.facet import Facet
from bot.domain.objections.life import ObjectionCommand, file_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import DisputedData, Objection
from bot.domain.objections.terms import DataPlace, Decision, Fault, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Person
from bot.services.guides.text import GuideText
from bot.services.objections.ports import ObjectionChange
from tests.browser.case_citizen import WebCitizen
from tests.browser.case_city import HEATING, HOUSING, City
from tests.browser.case_clerk import WORKS, Office, Worker
from tests.browser.case_pictures import picture
from tests.browser.desk_clerk import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
M = ObjectionMove
CITIZEN = Actor(Role.CITIZEN)
REASON = "经核对物价部门11月20日的文件，这项收费已经取消。"
ITEM = "SL-GA-001"


async def filed(city: City, web: WebCitizen) -> Objection:
    """An objection to a guide's fee, from the conversation of somebody who is at the chat page."""
    await web.says("你好")
    program, now = city.program, city.clock.now()
    guide = program.knowledge.desk.catalogue.guide(ITEM)
    says = GuideText(program.phrasebook).field(guide, Facet.FEE)
    number = await program.stores.tickets.next_number(now.date())
    objection = Objection(
        number=number,
        query_code=f"Q{number[-6:]}",
        title=f"{guide.name}的收费",
        text="我去办的时候没收钱，可指南上还写着要收。我叫王秀英，电话13912345678。",
        data=DisputedData(DataPlace.GUIDE, ITEM, "", Facet.FEE.value, says, "不收费"),
        fault=Fault.OUTDATED,
        person=Person("王秀英", "13912345678"),
        organisation="",
        channel="web",
        conversation=await web.conversation(),
        received_at=now,
    )
    await program.stores.objections.save(
        ObjectionChange(file_objection(objection, CITIZEN, program.knowledge.times.due)), now
    )
    return await stored(city, number)


async def stored(city: City, number: str) -> Objection:
    """As the store has it."""
    objection = await city.program.stores.objections.get(number)
    assert objection is not None
    return objection


async def makes(
    worker: Worker, number: str, move: ObjectionMove, decision: Decision | None = None, **fields: str
) -> None:
    """Open an objection, fill in the form of a move, send it; the page says that it was done."""
    await fills(worker, number, move, decision, **fields)
    await worker.page.keyboard.press("Control+Enter")
    await expect(worker.page.locator(".flash-done")).to_be_visible()
    await worker.clerk.ready()


async def fills(
    worker: Worker, number: str, move: ObjectionMove, decision: Decision | None = None, **fields: str
) -> None:
    """Open an objection and the form of a move, and fill it in."""
    worker.city.clock.at += WORKS
    await worker.opens(f"/desk/objections/{number}")
    fold = worker.page.locator(f"details#move-{move.value}")
    if await fold.get_attribute("open") is None:
        await fold.locator("summary").first.click()
    for name, value in fields.items():
        box = fold.locator(f"#{move.value}-{name}")
        await (box.select_option(label=value) if name == "department" else box.fill(value))
    if decision:
        await fold.locator(f'input[value="{decision.value}"]').check()
    await fold.locator("form textarea, form select, form button").last.focus()


async def presses(worker: Worker, number: str, key: str) -> None:
    """Open an objection and make a move by its key alone."""
    worker.city.clock.at += WORKS
    await worker.opens(f"/desk/objections/{number}")
    await worker.page.keyboard.press(key)
    await expect(worker.page.locator(".flash-done")).to_be_visible()
    await worker.clerk.ready()


async def told(city: City, web: WebCitizen, officer: Worker, number: str, *words: str) -> None:
    """The officer sends the letter that she has read over; it comes into the chat."""
    await makes(officer, number, M.TELL)
    letter = await web.reads("公共数据异议处理决定告知书")
    for word in words:
        assert word in letter
    assert (await stored(city, number)).status is ObjectionStatus.TOLD


async def test_the_bureau_corrects_its_own_data(city: City, web: WebCitizen, office: Office) -> None:
    """Marked by one key, decided, told: the field is corrected, the letter is in the chat and can be printed."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await expect_waiting(officer, 1)
    assert number in await officer.opens("/desk/objections/")
    await picture(officer.page, "objections-queue")
    await presses(officer, number, "m")
    await web.reads("有异议，核实中")
    await makes(officer, number, M.DECIDE, Decision.CORRECTED, corrected_to="不收费。", reason=REASON)
    await picture(officer.page, "objections-decided", whole=True)
    (correction,) = await city.program.stores.objections.corrections()
    assert (correction.item, correction.field, correction.text) == (ITEM, Facet.FEE.value, "不收费。")
    await told(city, web, officer, number, "予以更正", "不收费。", REASON, "行政复议")
    await picture(web.visitor.page, "objections-letter-chat")

    await officer.opens(f"/desk/objections/{number}/letter")
    await officer.page.emulate_media(media="print")
    assert not await officer.page.locator(".head").is_visible()
    assert not await officer.page.locator(".letter-tools").is_visible()
    assert (await officer.page.pdf(prefer_css_page_size=True)).startswith(b"%PDF")
    await picture(officer.page, "objections-letter-print", whole=True)
    await officer.page.emulate_media(media="screen")


async def expect_waiting(worker: Worker, waiting: int) -> None:
    """The number beside the way to the objections, in the head of each page."""
    await worker.opens()
    await expect(worker.page.locator('.nav [href="/desk/objections/"] .nav-count')).to_have_text(str(waiting))


async def test_a_department_sends_back_and_another_corrects(city: City, web: WebCitizen, office: Office) -> None:
    """Handed to the wrong department, sent back with a reason, handed on, verified, acknowledged, told."""
    number = (await filed(city, web)).number
    officer, housing, heating = [await office.get(login) for login in ("officer", "housing", "heating")]
    await presses(officer, number, "m")
    await makes(officer, number, M.HAND_OVER, department=HOUSING)
    assert number not in await heating.opens("/desk/objections/")
    await makes(housing, number, M.SEND_BACK, note="这项收费不归住建")
    await officer.opens("/desk/objections/")
    await expect(officer.page.locator("#pile-sent_back")).to_contain_text(number)
    await makes(officer, number, M.HAND_OVER, department=HEATING)
    assert "转给双辽市热力公司核实了" in await web.reads("市热力公司")
    page = await heating.opens(f"/desk/objections/{number}")
    assert "13912345678" not in page
    assert "王秀英" not in page
    await makes(
        heating, number, M.VERIFY, Decision.PARTLY, corrected_to="证件损坏的收10元，其余不收费。", reason=REASON
    )
    await presses(officer, number, "a")
    await told(city, web, officer, number, "部分更正", HEATING, "证件损坏的收10元")
    moves = [step.move for step in (await stored(city, number)).steps]
    assert moves == [
        "file", "mark", "hand_over", "send_back", "hand_over", "verify", "acknowledge", "tell",
    ]  # fmt: skip


async def test_a_department_leaves_the_data_as_they_are(city: City, web: WebCitizen, office: Office) -> None:
    """不予更正: nothing is corrected, and the letter says why."""
    number = (await filed(city, web)).number
    officer, housing = await office.get("officer"), await office.get("housing")
    await presses(officer, number, "m")
    await makes(officer, number, M.HAND_OVER, department=HOUSING)
    await makes(housing, number, M.VERIFY, Decision.UNCHANGED, reason="收费标准仍然有效，没有取消。")
    await presses(officer, number, "a")
    await told(city, web, officer, number, "不予更正", "收费标准仍然有效")
    assert not await city.program.stores.objections.corrections()


async def test_what_is_not_taken_is_told_with_the_right_way(city: City, web: WebCitizen, office: Office) -> None:
    """不予受理告知书 in the chat, with why and where to go."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await makes(
        officer, number, M.NOT_TAKE, note="说的是银行网点，不是公共数据", right_way="向中国人民银行双辽市支行反映"
    )
    letter = await web.reads("公共数据异议不予受理告知书")
    assert "不是公共数据" in letter
    assert "中国人民银行双辽市支行" in letter
    assert "没有要办的异议" in await officer.opens("/desk/objections/")


async def test_what_is_withdrawn_while_somebody_decides(city: City, web: WebCitizen, office: Office) -> None:
    """The open page hears of it; who sends her decision all the same is told, and keeps what she typed."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await presses(officer, number, "m")
    await fills(officer, number, M.DECIDE, Decision.CORRECTED, corrected_to="不收费。", reason=REASON)
    objection = await stored(city, number)
    store, desk = city.program.stores.objections, city.program.desk.objections
    withdrawn = desk.plan(objection, ObjectionCommand(M.WITHDRAW, CITIZEN, city.clock.now()))
    await store.save(replace(withdrawn, notices=()), city.clock.now())
    await expect(officer.page.locator("#news")).to_contain_text("撤回")
    await officer.page.keyboard.press("Control+Enter")
    await expect(officer.page.locator("#stranded")).to_contain_text("已经撤回了这件异议")
    assert REASON in await officer.page.locator("#typed").input_value()
    await picture(officer.page, "objections-withdrawn")
    assert (await stored(city, number)).ruling is None
    assert not await store.corrections()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_pages_fit_the_screen(city: City, web: WebCitizen, office: Office, size: tuple[int, int]) -> None:
    """Nothing sticks out sideways, whatever form is open."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await presses(officer, number, "m")
    await officer.page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("/desk/objections/", "/desk/objections/all", f"/desk/objections/{number}", "/desk/"):
        await officer.opens(path)
        assert await officer.clerk.overflow() <= 0, path
    for move in (M.DECIDE, M.HAND_OVER, M.NOT_TAKE, M.SUPPLEMENT):
        await fills(officer, number, move)
        assert await officer.clerk.overflow() <= 0, move
