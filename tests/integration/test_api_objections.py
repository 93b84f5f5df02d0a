"""An objection from the first message to the printed letter, through the public door of the running program."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.api import routes
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import DataPlace, ObjectionStatus
from bot.services.objections.ports import ObjectionChange
from tests.integration.desk import Desk
from tests.integration.json_shape import faults
from tests.unit.domain.objections.objection_samples import (
    CODE,
    DECIDE,
    MARK,
    NUMBER,
    TELL,
    filed,
    moved,
    standing,
)

OBJECTS = "办事指南里普通护照补发的收费写错了"
ITEM = "SL-GA-003"


async def keep(desk: Desk, objection: Objection) -> Objection:
    """In the store of the running program, and known to it."""
    await desk.program.stores.objections.save(ObjectionChange(objection), desk.program.clock.now())
    await desk.program.dispute_watch.look()
    stored = await desk.program.stores.objections.get(objection.number)
    assert stored
    return stored


async def say(desk: Desk, *texts: str) -> dict[str, Any]:
    """The answer to the last of these messages."""
    body: dict[str, Any] = {}
    for number, text in enumerate(texts):
        status, body = await desk.ask(text, f"{text}{number}")
        assert status == 200
        assert faults(body, {"$ref": "#/components/schemas/MessageAnswer"}, routes._description()) == []
    return body


async def test_an_objection_is_filed_in_the_chat_and_found_again(desk: Desk) -> None:
    """One objection however often it is confirmed; its number and code open it, masked words alone reach the engine."""
    desk.engine.reads[OBJECTS] = {"object_to_data": 0.95}
    filed_now = await say(desk, OBJECTS, "应该是130元", "没有证据", "我叫赵敏，电话13812345678", "提交")
    data = filed_now["messages"][0]["data"]
    again = await say(desk, "form:confirm")
    assert (filed_now["route"], data["type"], data["status"]) == ("objection", "objection", "received")
    assert data["number"] in again["messages"][0]["text"]
    stored = await desk.program.stores.objections.get(data["number"])
    assert stored
    assert (stored.data.place, stored.data.field, stored.data.should_say) == (DataPlace.GUIDE, "fee", "130元")
    assert (stored.person.name, stored.person.phone) == ("赵敏", "13812345678")
    assert "13812345678" not in str(desk.engine.turns)
    status, body = await desk.call("GET", f"/api/v1/tickets/{stored.number}", params={"phone_tail": "5678"})
    assert (status, body["type"]["value"], body["status"]["label"]) == (200, "objection", "已收到")
    assert faults(body, {"$ref": "#/components/schemas/Ticket"}, routes._description()) == []
    by_code, _ = await desk.call("GET", f"/api/v1/tickets/{stored.number}", params={"query_code": stored.query_code})
    assert by_code == 200


async def test_another_conversation_finds_it_by_its_query_code(desk: Desk) -> None:
    """The chat asks for the same proof as for a ticket."""
    await keep(desk, filed())
    _, wrong = await desk.ask(f"{NUMBER} 1234", "1", "other")
    assert "没查到" in wrong["messages"][0]["text"]
    _, right = await desk.ask(f"{NUMBER} 5678", "2", "other")
    assert "市政数局在看" in right["messages"][0]["text"]
    _, coded = await desk.ask(f"查询码{CODE}", "3", "third")
    assert coded["messages"][0]["data"]["number"] == NUMBER


@pytest.mark.parametrize("status", ObjectionStatus)
async def test_every_status_is_told_and_described(desk: Desk, status: ObjectionStatus) -> None:
    """In the interface and in the chat; the decision only once the letter has gone out."""
    await keep(desk, standing(status))
    code, body = await desk.call("GET", f"/api/v1/tickets/{NUMBER}", params={"query_code": CODE})
    assert (code, body["status"]["value"]) == (200, status.value)
    assert faults(body, {"$ref": "#/components/schemas/Ticket"}, routes._description()) == []
    assert (body["answer"] is not None) is (status is ObjectionStatus.TOLD)
    _, told = await desk.ask(f"查询码{CODE}")
    assert status.label in told["messages"][0]["text"]


async def test_a_marked_field_is_marked_wherever_it_is_told(desk: Desk) -> None:
    """In the list of facets, in the analysis, in the answer; the decision takes the mark and changes the text."""
    desk.engine.reads["身份证丢失补领多少钱"] = {"ask_fee": 0.95}
    marked = await keep(desk, moved(filed(), MARK))
    _, item = await desk.call("GET", f"/api/v1/items/{ITEM}")
    assert faults(item, {"$ref": "#/components/schemas/Item"}, routes._description()) == []
    assert list(item["disputed"]) == ["fee"]
    assert "有异议，核实中" in item["facets"]["fee"]
    _, analysis = await desk.call("POST", "/api/v1/analyze", json={"text": "身份证丢失补领多少钱"})
    assert faults(analysis, {"$ref": "#/components/schemas/Analysis"}, routes._description()) == []
    assert next(one["disputed"] for one in analysis["items"] if one["code"] == ITEM) == item["disputed"]
    answer = await say(desk, "身份证丢失补领多少钱")
    assert "有异议，核实中" in answer["messages"][0]["text"]
    await keep(desk, moved(marked, DECIDE))
    _, after = await desk.call("GET", f"/api/v1/items/{ITEM}")
    assert after["disputed"] == {}
    assert after["facets"]["fee"].startswith("每证40元")
    assert after["version"] == item["version"] + 1


async def letter(desk: Desk, path: str) -> tuple[int, str]:
    """A page of letters, which nobody may keep."""
    async with desk.client.get(path) as response:
        assert response.headers["Cache-Control"] == "no-store"
        return response.status, await response.text()


async def test_the_letter_opens_with_number_and_code(desk: Desk) -> None:
    """However the code is written; without one it is asked for."""
    await keep(desk, moved(filed(), MARK, DECIDE, TELL))
    status, page = await letter(desk, f"/letters/{NUMBER}?code={CODE.lower()}")
    assert status == 200
    for piece in ("处理决定告知书", NUMBER, "王小明", "予以更正", "每证40元", "行政复议"):
        assert piece in page
    status, page = await letter(desk, f"/letters/?number={NUMBER}&code={CODE}")
    assert (status, "处理决定告知书" in page) == (200, True)
    for path in ("/letters/", f"/letters/{NUMBER}"):
        status, page = await letter(desk, path)
        assert (status, "王小明" in page, 'name="code"' in page) == (200, False, True)


async def test_a_letter_that_is_not_sent_is_not_shown(desk: Desk) -> None:
    """Neither before the decision nor before it is told."""
    decided = await keep(desk, moved(filed(), MARK, DECIDE))
    status, page = await letter(desk, f"/letters/{NUMBER}?code={CODE}")
    assert (status, "还没有决定" in page, "每证40元" in page) == (404, True, False)
    await keep(desk, moved(decided, TELL))
    assert (await letter(desk, f"/letters/{NUMBER}?code={CODE}"))[0] == 200


async def test_letters_cannot_be_guessed(desk: Desk) -> None:
    """After five wrong codes not even the right one opens; a wrong number tells nothing else than a wrong code."""
    await keep(desk, moved(filed(), MARK, DECIDE, TELL))
    _, unknown = await letter(desk, "/letters/SL20261123-0002-A?code=ABCD2345")
    pages = [await letter(desk, f"/letters/{NUMBER}?code=ABCD234{last}") for last in "56789"]
    assert pages[0][0] == 404
    assert "对不上" in pages[0][1]
    assert "对不上" in unknown
    status, page = await letter(desk, f"/letters/{NUMBER}?code={CODE}")
    assert (status, "王小明" in page) == (429, False)


async def test_what_is_typed_into_the_page_stays_text(desk: Desk) -> None:
    """No number can bring markup along."""
    status, page = await letter(desk, "/letters/?number=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&code=ABCD2345")
    assert status == 404
    assert "<script>alert" not in page


async def test_corrections_of_one_field_are_counted(desk: Desk) -> None:
    """Two decisions, two versions, the newer text."""
    first = await keep(desk, moved(filed(), MARK, DECIDE))
    again = replace(DECIDE.ruling, corrected_to="每证50元") if DECIDE.ruling else None
    second = moved(filed("SL20261123-0002-A"), MARK, replace(DECIDE, ruling=again))
    second = replace(second, query_code="ZZZZ2222", received_at=first.received_at + timedelta(hours=1))
    await keep(desk, second)
    (correction,) = await desk.program.stores.objections.corrections()
    assert (correction.text, correction.revision) == ("每证50元", 2)
