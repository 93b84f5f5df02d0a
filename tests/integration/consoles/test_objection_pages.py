"""The pages about objections: who sees what, how much of a person, evidence, letters, lists and what waits."""

import re

import pytest

from bot.domain.objections.moves import ObjectionMove
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Person
from tests.integration.consoles.objection_office import (
    CORRECTED,
    PERSON,
    REASON,
    TABLE_DATA,
    ObjectionOffice,
    offered,
)
from tests.integration.consoles.staff_desk import Browser
from tests.integration.consoles.ticket_office import HOUSING, PHOTO, POLICE, attachment, numbers, sign_in

GROUPS = [
    ("received", "officer", "待标注"),
    ("marked", "officer", "待决定"),
    ("sent_back", "officer", "部门退回"),
    ("verified", "officer", "部门已决定"),
    ("decided", "officer", "待告知"),
    ("handed_over", "housing", "待核实"),
]
NOT_HERS = [("received", "housing"), ("handed_over", "police"), ("handed_over", "operator")]


@pytest.mark.parametrize(("station", "login", "group"), GROUPS, ids=[row[0] for row in GROUPS])
async def test_an_objection_stands_in_the_group_of_what_is_to_be_done(
    bureau: ObjectionOffice, visitor: Browser, station: str, login: str, group: str
) -> None:
    """Once, under its heading, with the clock that runs."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, login)
    page = await visitor.open("/desk/objections/")
    assert numbers(page) == [objection.number]
    assert re.search(rf"<h2[^>]*>{group} <span", page)
    assert "1件待办" in page


async def test_what_was_filed_for_a_department_waits_to_be_handed_over(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """Marked, and proposed for a department: the bureau hands it over, its page proposes to whom."""
    objection = await bureau.objection_at("marked", department=HOUSING)
    await sign_in(visitor, "officer")
    assert re.search(r"<h2[^>]*>待转交 <span", await visitor.open("/desk/objections/"))
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert f"<option selected>{HOUSING}</option>" in page


async def test_supervisors_see_what_is_late_also_on_the_first_page(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Not before the time has run out."""
    objection = await bureau.objection_at("received")
    await sign_in(visitor, "chief")
    assert objection.number not in await visitor.open("/desk/objections/")
    bureau.clock.move(days=9)
    await sign_in(visitor, "chief")
    assert numbers(await visitor.open("/desk/objections/")) == [objection.number]
    first = await visitor.open("/desk/")
    assert "超期的公共数据异议" in first
    assert f'href="/desk/objections/{objection.number}"' in first


async def test_the_first_page_of_an_officer_leads_to_her_objections(bureau: ObjectionOffice, visitor: Browser) -> None:
    """With how many wait; in the head of each page too."""
    await bureau.objection_at("received")
    await sign_in(visitor, "officer")
    page = await visitor.open("/desk/")
    assert re.search(r'href="/desk/objections/">公共数据异议 <strong>1</strong> 件待办', page)
    await visitor.open("/desk/objections/waiting.json", Accept="application/json")
    assert await visitor.response.json() == {"waiting": 1, "late": 0}


@pytest.mark.parametrize("path", ["", "all", "next", "waiting.json"])
async def test_the_hotline_is_kept_out(bureau: ObjectionOffice, visitor: Browser, path: str) -> None:
    """403 for operators, and no way in the head of their pages."""
    await bureau.objection_at("received")
    await sign_in(visitor, "operator")
    assert "/desk/objections/" not in await visitor.open("/desk/")
    await visitor.open(f"/desk/objections/{path}")
    assert visitor.status == 403


@pytest.mark.parametrize(("station", "login"), NOT_HERS)
@pytest.mark.parametrize("path", ["", "/letter", "/files/" + "a" * 32, "/previews/" + "a" * 32])
async def test_what_is_not_hers_is_not_there(
    bureau: ObjectionOffice, visitor: Browser, station: str, login: str, path: str
) -> None:
    """A department learns nothing of an objection that it has not got, nor does the hotline."""
    objection = await bureau.objection_at(station, department=HOUSING, evidence=(attachment(),))
    bureau.files.kept["a" * 32] = PHOTO
    await sign_in(visitor, login)
    page = await visitor.open(f"/desk/objections/{objection.number}{path}")
    assert visitor.status in (403, 404)
    assert objection.title not in page


@pytest.mark.parametrize("number", ["SL20200101-0001-A", "nonsense", "%00", "x" * 300])
async def test_a_number_that_is_none_is_not_found(bureau: ObjectionOffice, visitor: Browser, number: str) -> None:
    """404, as a page."""
    assert bureau
    await sign_in(visitor, "officer")
    assert "没有这个页面" in await visitor.open(f"/desk/objections/{number}")
    assert visitor.status == 404


async def test_the_person_is_masked_until_asked_for_with_a_reason(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Name, number and record hidden; with a reason shown once, and noted in the trail."""
    objection = await bureau.objection_at("marked", data=TABLE_DATA)
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "李桂兰" not in page
    assert "13804341234" not in page
    page = await visitor.send(f"/desk/objections/{objection.number}/person", {"reason": " "})
    assert visitor.status == 422
    assert "请写明为什么要看" in page
    assert "13804341234" not in page
    page = await visitor.send(f"/desk/objections/{objection.number}/person", {"reason": "电话核实情况"})
    assert "李桂兰" in page
    assert "13804341234" in page
    entries = await bureau.room.audit.newest(50)
    seen = [entry.deed for entry in entries if entry.deed.action == "person_seen"]
    assert [(deed.actor, deed.object, deed.reason) for deed in seen] == [("officer", objection.number, "电话核实情况")]


async def test_a_confidential_person_stays_hidden_from_the_department(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """Nothing of her on the page, no way to ask, 403 for who asks all the same."""
    person = Person("李桂兰", "13804341234", Privacy.CONFIDENTIAL)
    objection = await bureau.objection_at("handed_over", person=person, organisation="幸福物业公司")
    await sign_in(visitor, "housing")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "责任部门看不到是谁" in page
    assert "幸福物业公司" not in page
    assert "/person" not in page
    await visitor.send(f"/desk/objections/{objection.number}/person", {"reason": "想知道"})
    assert visitor.status == 403


async def test_data_are_shown_side_by_side_with_what_citizens_see_now(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """What it said, what it should say, and the guide's field; why each clock ends when it does."""
    objection = await bureau.objection_at("received")
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    for words in ("提出时写着", "每证40元", "现在是免费的", "办事指南现在显示", "为什么是这一天"):
        assert words in page
    assert offered(page) >= {"mark", "not_take", "supplement", "withdraw"}


async def test_evidence_is_shown_and_taken_away_safely(bureau: ObjectionOffice, visitor: Browser) -> None:
    """A picture in the page, the file only to be saved; what is lost is said to be lost."""
    evidence = (attachment(), attachment("b" * 32, "合同.pdf", "application/pdf"))
    objection = await bureau.objection_at("handed_over", evidence=evidence)
    bureau.files.kept["a" * 32] = PHOTO
    await sign_in(visitor, "housing")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "漏水.png" in page
    path = f"/desk/objections/{objection.number}"
    response = await visitor.client.get(f"{path}/previews/{'a' * 32}")
    assert (response.status, response.content_type) == (200, "image/png")
    response = await visitor.client.get(f"{path}/files/{'a' * 32}")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (await response.read()) == PHOTO
    assert (await visitor.client.get(f"{path}/files/{'b' * 32}")).status == 404
    assert (await visitor.client.get(f"{path}/files/{'c' * 32}")).status == 404


@pytest.mark.parametrize("station", ["decided", "told"])
async def test_the_letter_is_read_over_and_printed(bureau: ObjectionOffice, visitor: Browser, station: str) -> None:
    """Decision, reason, new text, remedies; the name on it only with a reason, which is noted."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}/letter")
    for words in ("公共数据异议处理决定告知书", "予以更正", REASON, CORRECTED.corrected_to, "行政复议", "行政诉讼"):
        assert words in page
    assert ("还没有告知异议提出人" in page) == (station == "decided")
    assert PERSON.name not in page
    page = await visitor.send(f"/desk/objections/{objection.number}/letter", {"reason": ""})
    assert visitor.status == 422
    page = await visitor.send(f"/desk/objections/{objection.number}/letter", {"reason": "打印寄送"})
    assert f"{PERSON.name}：" in page
    assert [entry.deed.action for entry in await bureau.room.audit.newest(1)] == ["person_seen"]


async def test_the_letter_of_what_is_not_taken_tells_why_and_where_to_go(
    bureau: ObjectionOffice, visitor: Browser
) -> None:
    """不予受理告知书."""
    objection = await bureau.objection_at("not_taken")
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}/letter")
    for words in ("公共数据异议不予受理告知书", "不是公共数据", "向网站投诉"):
        assert words in page


@pytest.mark.parametrize("station", ["received", "handed_over", "verified", "withdrawn"])
async def test_there_is_no_letter_before_the_decision(bureau: ObjectionOffice, visitor: Browser, station: str) -> None:
    """404 that says so, and no way to it on the page."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, "officer")
    assert "/letter" not in await visitor.open(f"/desk/objections/{objection.number}")
    assert "没有告知书" in await visitor.open(f"/desk/objections/{objection.number}/letter")
    assert visitor.status == 404


async def test_the_list_is_filtered_and_searched(bureau: ObjectionOffice, visitor: Browser) -> None:
    """By status, by what is late, by words; what makes no sense is left out."""
    fresh = await bureau.objection_at("received", title="公交线路不对")
    told = await bureau.objection_at("told")
    await sign_in(visitor, "officer")
    wanted = {
        "": {fresh.number, told.number},
        "?status=told": {told.number},
        "?status=open": {fresh.number},
        "?words=公交": {fresh.number},
        f"?words={told.number}": {told.number},
        "?words=没有的": set(),
        "?status=nonsense&page=-1&overdue=maybe": {fresh.number, told.number},
        "?overdue=yes": set(),
    }
    for query, found in wanted.items():
        assert set(numbers(await visitor.open(f"/desk/objections/all{query}"))) == found, query


async def test_a_department_lists_only_what_it_has_or_had(bureau: ObjectionOffice, visitor: Browser) -> None:
    """What it sent back stays readable for it; what others have is not there."""
    mine = await bureau.objection_at("sent_back")
    others = await bureau.objection_at("marked")
    await bureau.moved(others, ObjectionMove.HAND_OVER, "officer", department=POLICE)
    await sign_in(visitor, "housing")
    assert numbers(await visitor.open("/desk/objections/all")) == [mine.number]
    page = await visitor.open(f"/desk/objections/{mine.number}")
    assert visitor.status == 200
    assert offered(page) <= {"note"}


async def test_the_next_one_follows_in_the_order_of_the_queue(bureau: ObjectionOffice, visitor: Browser) -> None:
    """After the last comes the first; nothing left leads home."""
    first, second = await bureau.objection_at("received"), await bureau.objection_at("received")
    await sign_in(visitor, "officer")
    await visitor.open(f"/desk/objections/next?after={first.number}")
    assert visitor.at == f"/desk/objections/{second.number}"
    await visitor.open(f"/desk/objections/next?after={second.number}")
    assert visitor.at == f"/desk/objections/{first.number}"
    await sign_in(visitor, "housing")
    await visitor.open("/desk/objections/next")
    assert visitor.at == "/desk/objections/"


async def test_open_pages_hear_of_a_change(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Who did what, for those who may see the objection."""
    objection = await bureau.objection_at("received")
    await sign_in(visitor, "officer")
    async with visitor.client.get("/desk/objections/events") as stream:
        assert "hello" in (await stream.content.readuntil(b"\n\n")).decode()
        await bureau.moved(objection, ObjectionMove.MARK, "chief")
        heard = (await stream.content.readuntil(b"\n\n")).decode()
    assert heard.startswith("event: ticket")
    assert objection.number in heard
    assert "孙督办" in heard


async def test_words_are_shown_as_they_were_written(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Nothing that a citizen writes becomes part of the page."""
    objection = await bureau.objection_at("received", title="<script>alert(1)</script>", text="<b>粗</b>" * 500)
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "<script>alert" not in page
    assert "&lt;b&gt;粗" in page
