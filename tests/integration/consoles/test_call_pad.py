"""The call pad through its door: drafts, callers, work orders, picks and the wrap-up."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.tickets.terms import Role, Status
from tests.integration.consoles.call_office import CallOffice, ask, open_call_office
from tests.integration.consoles.staff_desk import Browser, browser_at, named

CALL = "c" * 32
TEXT = "我叫李桂兰 红旗街道幸福小区3号楼楼下路灯坏了一个月没人修 我电话13804341234"
ORDER: dict[str, Any] = {
    "form": "f" * 32,
    "matter": "楼下路灯坏了一个月没人修",
    "type": "complaint",
    "category": "公用事业",
    "department": "",
    "district": "红旗街道",
    "place": "幸福小区3号楼",
    "name": "李桂兰",
    "phone": "13804341234",
    "privacy": "named",
}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[CallOffice]:
    """The pad."""
    async with open_call_office(tmp_path) as running:
        yield running


@pytest.fixture
async def operator(office: CallOffice) -> AsyncIterator[Browser]:
    """Somebody who answers calls."""
    async with browser_at(office) as browser:
        await browser.sign_in("operator", onward="/desk/calls/")
        yield browser


async def write(browser: Browser, text: str = TEXT, *, version: int = 0, call: str = CALL) -> tuple[int, Any]:
    """What the page saves."""
    return await ask(browser, f"/desk/calls/{call}/draft", {"text": text, "caller": "", "version": version})


async def end(browser: Browser, outcome: str = "answered", remark: str = "", version: int = 1) -> tuple[int, Any]:
    """The wrap-up."""
    body = {"outcome": outcome, "remark": remark, "text": TEXT, "version": version}
    return await ask(browser, f"/desk/calls/{CALL}/end", body)


async def test_a_call_that_was_left_open_is_found_again(office: CallOffice, operator: Browser, tmp_path: Path) -> None:
    """After a restart too, with its words and its tickets."""
    assert (await write(operator))[0] == 200
    assert (await ask(operator, f"/desk/calls/{CALL}/orders", ORDER))[0] == 200
    async with open_call_office(tmp_path) as restarted, browser_at(restarted) as browser:
        page = await browser.sign_in("operator", onward="/desk/calls/")
        assert f'data-call="{CALL}" data-version="1"' in page
        assert f">{TEXT}</textarea>" in page
        assert "SL20261123-0001" in page
        fresh = await browser.open("/desk/calls/?new=1")
        assert f'data-call="{CALL}"' not in fresh
        assert "还有 1 通来电没有收尾" in fresh


async def test_what_was_begun_is_found_again(office: CallOffice, operator: Browser, tmp_path: Path) -> None:
    """A half-typed number, half a work order, the wrap-up as far as it was chosen; after a restart too."""
    half = ORDER | {"matter": "楼下'路灯'<b>", "place": "", "phone": "138", "is_urgent": True}
    body = {"text": TEXT, "caller": "1380434", "version": 0, "orders": [half], "outcome": "handed", "remark": "转住建"}
    assert (await ask(operator, f"/desk/calls/{CALL}/draft", body))[0] == 200
    async with open_call_office(tmp_path) as restarted, browser_at(restarted) as browser:
        page = await browser.sign_in("operator", onward="/desk/calls/")
        assert 'value="1380434"' in page
        found = re.search("data-unfinished='([^']*)'", page)
        assert found is not None
        begun = json.loads(found[1])
        assert (begun["outcome"], begun["remark"]) == ("handed", "转住建")
        assert begun["orders"][0] == half | {"no_place": "", "happened": "", "no_phone": False}


async def test_a_number_is_kept_as_it_was_typed_and_found_by_what_it_means(
    office: CallOffice, operator: Browser
) -> None:
    """With strokes or a word beside it; what is no number is kept but found by nothing."""
    for version, typed in enumerate(("138-0434-1234 李大娘", "不知道", "13804341234")):
        body = {"text": TEXT, "caller": typed, "version": version}
        _, answer = await ask(operator, f"/desk/calls/{CALL}/draft", body)
        assert answer["call"]["caller"] == typed
        found = await office.parts.pad.caller("13804341234", "d" * 32, named("operator"))
        assert len(found.calls) == (typed != "不知道")


async def test_a_form_that_was_filed_at_the_last_moment_does_not_come_back(operator: Browser) -> None:
    """The browser died between the filing and the next save: the ticket is shown, the form is not."""
    body = {"text": TEXT, "caller": "", "version": 0, "orders": [ORDER]}
    await ask(operator, f"/desk/calls/{CALL}/draft", body)
    await ask(operator, f"/desk/calls/{CALL}/orders", ORDER)
    page = await operator.open("/desk/calls/")
    assert '"orders": []' in page
    assert "SL20261123-0001" in page


@pytest.mark.parametrize(
    "wrong",
    [{"orders": [{}]}, {"orders": [ORDER, ORDER]}, {"orders": "x"}, {"outcome": "what"}, {"remark": 5}],
    ids=["form-without-id", "two-forms", "no-list", "outcome", "remark"],
)
async def test_what_no_page_begins_is_refused(operator: Browser, wrong: dict[str, Any]) -> None:
    """Nothing is stored."""
    body = {"text": TEXT, "caller": "", "version": 0} | wrong
    assert (await ask(operator, f"/desk/calls/{CALL}/draft", body))[0] == 400
    await operator.open(f"/desk/calls/?call={CALL}")
    assert operator.status == 404


async def test_two_tabs_are_told_of_each_other(operator: Browser) -> None:
    """The second save of an old version is refused with the other's words."""
    await write(operator, "左边")
    assert (await write(operator, "左边还有", version=1))[0] == 200
    status, answer = await write(operator, "右边", version=1)
    assert (status, answer["error"]["code"], answer["call"]["text"]) == (409, "changed", "左边还有")
    assert (await write(operator, "右边", version=2))[1]["call"]["version"] == 3


async def test_nobody_sees_anothers_call(office: CallOffice, operator: Browser) -> None:
    """It is told like one that does not exist."""
    await write(operator)
    async with browser_at(office) as other:
        await other.sign_in("officer", onward="/desk/calls/")
        await other.open(f"/desk/calls/?call={CALL}")
        assert other.status == 404
        await other.open("/desk/calls/")
        assert (await write(other, version=1))[0] == 404
        assert (await ask(other, f"/desk/calls/{CALL}/orders", ORDER))[0] == 404
        assert (await end(other))[0] == 404


async def test_a_work_order_is_half_filled_from_the_text(operator: Browser) -> None:
    """Type, place, district, name and telephone; the caller's own number goes first."""
    status, answer = await ask(operator, f"/desk/calls/{CALL}/order-draft", {"text": TEXT, "caller": ""})
    order = answer["order"]
    assert status == 200
    assert (order["type"], order["district"], order["phone"]) == ("complaint", "红旗街道", "13804341234")
    assert "幸福小区" in order["place"]
    assert order["matter"] == TEXT
    _, answer = await ask(operator, f"/desk/calls/{CALL}/order-draft", {"text": TEXT, "caller": "04347000100"})
    assert answer["order"]["phone"] == "04347000100"
    _, answer = await ask(operator, f"/desk/calls/{CALL}/order-draft", {"text": "", "caller": ""})
    assert (answer["order"]["matter"], answer["order"]["type"]) == ("", "")


async def test_of_several_matters_the_demand_is_filed(operator: Browser) -> None:
    """The question about an item stays out of the work order."""
    text = "身份证丢了补办要啥材料还有我家楼下路灯坏了一个月没人修"
    _, answer = await ask(operator, f"/desk/calls/{CALL}/order-draft", {"text": text, "caller": ""})
    assert answer["order"]["matter"] == "我家楼下路灯坏了一个月没人修"


async def test_a_checked_order_is_filed_for_the_caller(office: CallOffice, operator: Browser) -> None:
    """By telephone, by the operator, with the clock of acceptance; what to read out comes back."""
    await write(operator)
    status, answer = await ask(operator, f"/desk/calls/{CALL}/orders", ORDER)
    assert status == 200
    filed = answer["filed"]
    ticket = await office.tickets.get(filed["number"])
    assert ticket is not None
    assert (ticket.channel, ticket.conversation, ticket.status) == ("phone", f"phone:{CALL}", Status.RECEIVED)
    assert (ticket.steps[0].actor.role, ticket.steps[0].actor.name) == (Role.OPERATOR, "operator")
    assert (ticket.person.name, ticket.person.phone) == ("李桂兰", "13804341234")
    assert [clock.key for clock in ticket.clocks] == ["accept"]
    assert filed["query_code"] == ticket.query_code
    assert filed["due"].startswith("12月1日（周二）")
    assert "工作日" in filed["why"]


async def test_the_same_form_sent_twice_files_once(office: CallOffice, operator: Browser) -> None:
    """One after the other and both at once; another form is another ticket."""
    await write(operator)
    path = f"/desk/calls/{CALL}/orders"
    answers = await asyncio.gather(*(ask(operator, path, ORDER) for _ in range(3)))
    again = await ask(operator, path, ORDER | {"matter": "改了也没用，已经建好"})
    assert len({answer["filed"]["number"] for _, answer in (*answers, again)}) == 1
    assert len(await office.tickets.of_conversation(f"phone:{CALL}")) == 1
    _, other = await ask(operator, path, ORDER | {"form": "e" * 32})
    assert other["filed"]["number"] != again[1]["filed"]["number"]


async def test_what_is_missing_is_told_by_field(operator: Browser) -> None:
    """Nothing is filed; nothing typed is lost."""
    await write(operator)
    wrong = {"matter": "", "type": "", "place": "", "phone": "1380434"}
    status, answer = await ask(operator, f"/desk/calls/{CALL}/orders", ORDER | wrong)
    assert status == 422
    assert set(answer["faults"]) == {"matter", "type", "place", "phone"}
    whole = {"place": "", "no_place": "来电人说不清楚", "phone": "", "no_phone": True}
    assert (await ask(operator, f"/desk/calls/{CALL}/orders", ORDER | whole))[0] == 200


async def test_the_caller_is_recognised_and_the_look_is_noted(office: CallOffice, operator: Browser) -> None:
    """Her tickets and earlier calls; the trail names who looked, without the number."""
    body = {"text": TEXT, "caller": "138-0434-1234", "version": 0}
    await ask(operator, f"/desk/calls/{CALL}/draft", body)
    await ask(operator, f"/desk/calls/{CALL}/orders", ORDER)
    await end(operator, "filed")
    path = f"/desk/calls/{uuid.uuid4().hex}/caller"
    status, answer = await ask(operator, path, {"number": "13804341234"})
    caller = answer["caller"]
    assert status == 200
    assert [one["title"] for one in caller["tickets"]] == ["楼下路灯坏了一个月没人修"]
    assert [one["outcome"] for one in caller["calls"]] == ["已建工单"]
    assert "13804341234" not in str(caller["calls"])
    newest = (await office.room.audit.newest(1))[0].deed
    assert (newest.actor, newest.action, newest.object) == ("operator", "caller_seen", "****1234")
    assert (await ask(operator, path, {"number": "12"}))[0] == 422


async def test_a_number_in_the_address_is_taken_over(operator: Browser) -> None:
    """A telephone program may open the page with it; it begins a new call."""
    await write(operator)
    page = await operator.open("/desk/calls/?caller=13804341234")
    assert 'value="13804341234"' in page
    assert f'data-call="{CALL}"' not in page


async def test_a_call_is_wrapped_up_once(operator: Browser) -> None:
    """It stands in the list of today and takes nothing more."""
    await write(operator)
    assert (await end(operator, ""))[0] == 422
    assert (await end(operator, "handed"))[1]["error"]["code"] == "remark"
    assert (await end(operator, "handed", "转住建局"))[0] == 200
    status, answer = await end(operator, version=2)
    assert (status, answer["error"]["code"]) == (409, "over")
    assert (await write(operator, "还有", version=2))[1]["error"]["code"] == "over"
    page = await operator.open("/desk/calls/today")
    assert "已转交" in page
    assert "转住建局" in page
    assert "13804341234" not in page


async def test_a_call_without_a_word_can_be_wrapped_up(operator: Browser) -> None:
    """Nobody spoke; that counts too."""
    assert (await end(operator, "no_answer", "无声电话", version=0))[0] == 200


async def test_a_pick_is_kept_with_what_was_shown(office: CallOffice, operator: Browser) -> None:
    """Masked, with its rank; only what was shown can be picked."""
    shown = [{"code": code, "facet": "fee", "score": 0.4} for code in ("SL-GA-003", "SL-GA-004")]
    body = {"pick": "1" * 32, "text": TEXT, "shown": shown, "code": "SL-GA-004", "facet": "fee"}
    for _ in range(2):
        assert (await ask(operator, f"/desk/calls/{CALL}/pick", body))[0] == 200
    now = office.clock.now()
    (pick,) = await office.parts.picks.between(now, now.replace(year=2027), 9)
    assert (pick.code, pick.rank, pick.operator, len(pick.shown)) == ("SL-GA-004", 2, "operator", 2)
    assert "[电话]" in pick.text
    for wrong in ({"code": "SL-GA-031"}, {"code": "NO"}, {"facet": "colour"}, {"pick": "x"}, {"shown": "all"}):
        assert (await ask(operator, f"/desk/calls/{CALL}/pick", body | {"pick": "2" * 32} | wrong))[0] == 400


async def test_calls_are_for_those_who_answer(office: CallOffice) -> None:
    """A department's account is kept out of every page; an operator out of the figures."""
    async with browser_at(office) as police:
        await police.sign_in("police")
        for path in ("/desk/calls/", "/desk/calls/today", "/desk/gaps", "/desk/calls/figures"):
            await police.open(path)
            assert police.status == 403
    async with browser_at(office) as operator:
        await operator.sign_in("operator")
        for path in ("/desk/calls/figures", "/desk/calls/figures.csv", "/desk/calls/figures/examples"):
            await operator.open(path)
            assert operator.status == 403


@pytest.mark.parametrize("call", ["x", "C" * 32, "%00", "f" * 31])
async def test_ids_that_no_page_makes_are_refused(operator: Browser, call: str) -> None:
    """Nothing is stored under them."""
    assert (await write(operator, call=call))[0] == 404


async def test_the_officer_may_answer_too(office: CallOffice) -> None:
    """Everybody but departments."""
    for login in ("officer", "chief", "boss"):
        async with browser_at(office) as browser:
            page = await browser.sign_in(login, onward="/desk/calls/")
            assert 'id="heard"' in page
            assert named(login).name in page
