"""Candidates of the call pad: the same as the bot's answer, in time, with or without the engine."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.domain.calls.candidate import BlockKind, Found
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Inbound, Stored
from bot.domain.tickets.terms import TicketType
from bot.services.ports import Done
from tests.integration.consoles.call_office import CallOffice, ask, open_call_office
from tests.integration.consoles.staff_desk import browser_at, named

pytestmark = pytest.mark.asyncio(loop_scope="module")
TEAM_OPERATOR = named("operator")
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = (
    "我身份证丢了补办要啥材料",
    "喂你好我想问下孩子刚出生落户口咋整",
    "护照到期了换一本得多少钱",
    "去香港澳门的通行证在哪儿办",
    "居住证咋办理啊",
    "想开个小饭店营业执照怎么办",
    "食品经营许可证几天能下来",
    "社保卡丢了去哪补",
    "灵活就业社保咋交",
    "失业金怎么领",
    "公积金能不能提出来装修",
    "房产证丢了补一个要带啥",
    "两口子离婚登记需要什么手续",
    "结婚登记带啥东西",
    "低保申请条件是啥",
    "残疾证在哪块办",
    "老年证能不能让人代办",
    "我家养狗要不要登记",
    "驾照到期换证可以网上办吗",
    "机动车年检在哪",
    "医保异地就医备案怎么弄",
    "生育津贴多久能到账",
    "宅基地确权的证丢了",
    "农村危房改造补贴咋申请",
    "大学生创业补贴有吗",
    "教师资格证认定啥时候报",
    "水费过户咋办",
    "供热报停去哪申请",
    "电表新装得多长时间",
    "商标注册找谁",
    "法院起诉要啥材料",
    "身份证",
    "办证",
    "多少钱",
    "我家楼下路灯坏了一个月没人修",
    "我要投诉楼上半夜装修扰民",
    "我要举报有人往河里倒垃圾",
    "老板拖欠工资三个月不给",
    "建议在学校门口装个红绿灯",
    "小区停水三天了没人管",
    "我要投诉",
    "我的投诉处理到哪一步了",
    "帮我转人工",
    "你好",
    "谢谢你啊",
    "今天天气真好",
    "长春的社保咋办",
    "着火了快来人",
    "煤气漏了满屋子味",
    "身份证丢了补办多少钱还有护照在哪办",
    "社保卡丢了咋补另外医保异地备案怎么弄",
    "护照多少钱几天能办好",
    "我电话13804341234身份证丢了补办要啥",
    "身份證丟了怎麼補辦",
    "asdfgh",
    "？？？",
)


STORY = (
    "身份证丢了补办要啥材料 还有我叫李桂兰 红旗街道幸福小区3号楼2单元楼下路灯坏了一个月没人修"
    " 找了物业三次社区两次都说不归他们管 老人晚上下楼摔了一跤 我电话13804341234"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CallOffice]:
    """The pad with the whole list."""
    async with open_call_office(tmp_path_factory.mktemp("calls")) as running:
        yield running


@pytest.fixture(autouse=True)
def fair(office: CallOffice) -> None:
    """The engine answers and is trusted, unless a test says otherwise."""
    office.engine.weather = "fair"
    office.clock.move(minutes=1)


async def bot_says(office: CallOffice, text: str) -> Done:
    """What the bot brings forth for a first message."""
    inbound = Inbound(channel="api", external_id="1", conversation="c", text=text)
    done, _ = await office.turns.take(Stored(1, inbound, AT), Conversation("c", "api", AT))
    return done


def first(found: Found) -> tuple[str, str]:
    """What stands first: an item with its facet, or the kind of the block."""
    if found.alarms:
        return "alarm", ""
    block = found.blocks[0] if found.blocks else None
    if block is None or block.kind in (BlockKind.DEMAND, BlockKind.WISH, BlockKind.ITEM, BlockKind.OFFICE):
        return "form" if block and block.kind is BlockKind.DEMAND else "other", ""
    candidate = block.candidates[0]
    return candidate.code, candidate.facet.value


def answered(done: Done) -> tuple[str, str]:
    """The same of the bot's answer."""
    if done.outcome.by == "rules":
        return "alarm", ""
    if done.conversation.papers.draft is not None:
        return "form", ""
    data = next((reply.data for reply in done.outcome.answer.replies if {"item", "candidates"} & reply.data.keys()), {})
    return (data.get("item") or data["candidates"][0], data["facet"]) if data else ("other", "")


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("weather", ["fair", "down"])
async def test_the_first_candidate_is_what_the_bot_answers(office: CallOffice, text: str, weather: str) -> None:
    """The same item and facet, the same form, the same alarm; with the engine and without it."""
    office.engine.weather = weather
    found = await office.parts.reader.read(text)
    assert first(found) == answered(await bot_says(office, text))


async def test_each_candidate_quotes_its_guide(office: CallOffice) -> None:
    """At most five, each with the field, version, date, and the words that matched."""
    found = await office.parts.reader.read("我身份证丢了补办要啥材料")
    shown = found.blocks[0].candidates
    assert 1 < len(shown) <= 5
    assert len({one.code for one in shown}) == len(shown)
    assert (shown[0].name, shown[0].facet.value) == ("居民身份证丢失补领", "materials")
    assert "居民户口簿" in shown[0].field
    assert shown[0].version >= 1
    assert "身份证" in shown[0].why
    assert shown[0].score >= shown[-1].score


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证丢了补办要啥材料还有我家楼下路灯坏了一个月没人修", ["answer", "demand"]),
        ("身份证丢了补办要啥材料\n养犬登记在哪办", ["answer", "answer"]),
        ("我家楼下路灯坏了一个月没人修 另外我想问一下养犬登记在哪办", ["answer", "demand"]),
    ],
)
async def test_several_matters_give_several_blocks(office: CallOffice, text: str, kinds: list[str]) -> None:
    """One after the other, without a mark between them, or on lines of their own."""
    found = await office.parts.reader.read(text)
    assert [block.kind.value for block in found.blocks] == kinds


async def test_chance_words_of_a_long_story_are_not_shown_where_its_matters_tell(office: CallOffice) -> None:
    """Each block is of one matter; none is of the whole text, which shares words with anything."""
    found = await office.parts.reader.read(STORY)
    assert [block.kind.value for block in found.blocks] == ["which", "demand"]
    assert all(len(block.said) < len(STORY) for block in found.blocks)


async def test_a_demand_shows_its_type_category_and_department(office: CallOffice) -> None:
    """As a form would propose them."""
    found = await office.parts.reader.read("红旗街道我家小区停水三天了没人管")
    demand = found.blocks[0].demand
    assert demand is not None
    assert (demand.type, demand.district) == (TicketType.COMPLAINT, "红旗街道")
    assert demand.category
    assert demand.department


async def test_an_emergency_shows_its_numbers(office: CallOffice) -> None:
    """Whatever else is told."""
    found = await office.parts.reader.read("我想问下身份证咋办 哎呀着火了快来人")
    assert "119" in found.alarms[0].call


async def test_a_slow_engine_is_not_waited_for(office: CallOffice) -> None:
    """After 200 ms the cues read, and the answer says so."""
    office.engine.weather = "slow"
    began = time.monotonic()
    found = await office.parts.reader.read("我身份证丢了补办要啥材料 还有我家路灯坏了没人修")
    assert time.monotonic() - began < 2.0
    assert found.by == "cues"
    assert found.blocks[0].candidates[0].name == "居民身份证丢失补领"
    assert found.blocks[1].demand is not None


async def test_keys_at_an_engine_that_hangs_do_not_wait_for_it(office: CallOffice) -> None:
    """One key of a whole sentence waits; the page is told when to ask again, and then it is tried again."""
    text = "我身份证丢了补办要啥材料"
    async with browser_at(office) as browser:
        await browser.sign_in("operator", onward="/desk/calls/")
        assert (await ask(browser, "/desk/calls/candidates", {"text": text}))[1]["by"] == "rasa"
        office.engine.asked.clear()
        office.engine.weather = "slow"
        for length in range(2, len(text) + 1):
            _, found = await ask(browser, "/desk/calls/candidates", {"text": text[:length]})
            assert (found["by"], found["again_ms"]) == ("cues", 2500)
        assert found["blocks"][0]["candidates"][0]["name"] == "居民身份证丢失补领"
        assert len(office.engine.asked) == 1
        office.clock.move(seconds=2.5)
        assert (await ask(browser, "/desk/calls/candidates", {"text": text}))[1]["again_ms"] == 4000
        assert len(office.engine.asked) == 2
        office.engine.weather = "fair"
        office.clock.move(seconds=4)
        _, found = await ask(browser, "/desk/calls/candidates", {"text": text})
        assert (found["by"], found["again_ms"]) == ("rasa", 0)


async def test_a_work_order_does_not_wait_for_an_engine_that_hangs(office: CallOffice) -> None:
    """It is half-filled by words."""
    office.engine.weather = "slow"
    order = await office.parts.orders.half_filled("f" * 32, "红旗街道我家小区停水三天了没人管", "")
    assert (order.type, order.district) == ("complaint", "红旗街道")
    assert order.department


async def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(office: CallOffice) -> None:
    """Half an hour without a key ends the session, although the pad still looks for the engine."""
    async with browser_at(office) as browser:
        await browser.sign_in("operator", onward="/desk/calls/")
        for minutes, live, status in ((20, "", 200), (20, "1", 200), (20, "1", 401)):
            office.clock.move(minutes=minutes)
            headers = {"X-Live": live} if live else {}
            assert (await ask(browser, "/desk/calls/candidates", {"text": "身份证"}, **headers))[0] == status


async def test_the_engine_sees_no_numbers(office: CallOffice) -> None:
    """What it is asked is masked, as in a conversation."""
    office.engine.asked.clear()
    await office.parts.reader.read("我电话13804341234身份证丢了补办要啥")
    assert office.engine.asked == ["我电话[电话]身份证丢了补办要啥"]


async def test_the_door_answers_in_json_and_stores_nothing(office: CallOffice) -> None:
    """Roles are walls, shapes are checked, nonsense is no error."""
    async with browser_at(office) as browser:
        await browser.sign_in("operator", onward="/desk/calls/")
        status, found = await ask(browser, "/desk/calls/candidates", {"text": "身份证丢了补办要啥"})
        assert (status, found["by"]) == (200, "rasa")
        assert found["blocks"][0]["candidates"][0]["source"].startswith("市公安局 办事指南第")
        for body in ({"text": 5}, ["text"], {"text": "长" * 20_001}):
            assert (await ask(browser, "/desk/calls/candidates", body))[0] == 400
        for text in ("", "\x00\x01", "。。。", "😀" * 50, "\ud800"):
            assert (await ask(browser, "/desk/calls/candidates", {"text": text}))[1]["blocks"] == []
        status, answer = await ask(browser, "/desk/calls/candidates", {"text": "x"}, **{"X-CSRF": "no"})
        assert (status, answer["error"]["code"]) == (403, "csrf")
        assert list(await office.parts.pad.open_calls(TEAM_OPERATOR)) == []


async def test_departments_stay_outside(office: CallOffice) -> None:
    """The call pad is not for their accounts."""
    async with browser_at(office) as browser:
        await browser.sign_in("police")
        await browser.open("/desk/calls/")
        assert browser.status == 403
        assert (await ask(browser, "/desk/calls/candidates", {"text": "x"}))[0] == 403


async def test_another_facet_is_quoted(office: CallOffice) -> None:
    """By its item and name; unknown ones are not found."""
    async with browser_at(office) as browser:
        await browser.sign_in("operator")
        await browser.open("/desk/calls/facet?code=SL-GA-003&facet=fee", Accept="application/json")
        assert "元" in browser.page
        await browser.open("/desk/calls/facet?code=SL-GA-003&facet=colour", Accept="application/json")
        assert browser.status == 404
        await browser.open("/desk/calls/facet?code=XX&facet=fee", Accept="application/json")
        assert browser.status == 404


async def test_many_operators_are_answered_at_once(office: CallOffice) -> None:
    """Nothing is shared between two texts."""
    found = await asyncio.gather(*(office.parts.reader.read(text) for text in SAID))
    alone = [await office.parts.reader.read(text) for text in SAID]
    assert found == alone
