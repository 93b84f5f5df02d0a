"""Knowledge gaps and figures of the call pad, through their doors."""

import asyncio
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.calls.pick import Shown
from bot.domain.guides.facet import Facet
from bot.domain.staff.audit_trail import Head
from tests.integration.consoles.call_office import CallOffice, open_call_office
from tests.integration.consoles.staff_desk import Browser, browser_at, named

DOG, CARD = "SL-GA-031", "SL-GA-003"
ODD = "旺财的小牌牌要上哪整"
SHOWN = (Shown(CARD, "overview", 0.5), Shown("SL-GA-004", "overview", 0.4), Shown(DOG, "overview", 0.3))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[CallOffice]:
    """The pad."""
    async with open_call_office(tmp_path) as running:
        yield running


@pytest.fixture
async def officer(office: CallOffice) -> AsyncIterator[Browser]:
    """Somebody who looks after the list."""
    async with browser_at(office) as browser:
        await browser.sign_in("officer")
        yield browser


async def pick(office: CallOffice, text: str, code: str = "", times: int = 1) -> None:
    """The operator picked this, or none."""
    for _ in range(times):
        await office.parts.pad.pick(
            uuid.uuid4().hex, "c" * 32, named("operator"), text=text, shown=SHOWN, code=code, facet="overview"
        )


async def first_code(office: CallOffice, text: str) -> str:
    """The item that is shown first."""
    found = await office.parts.reader.read(text)
    return next((block.candidates[0].code for block in found.blocks if block.candidates), "")


async def test_the_same_question_is_one_line(office: CallOffice, officer: Browser) -> None:
    """However it was put; numbers are masked, marks are escaped."""
    await pick(office, ODD, times=2)
    await pick(office, f"你好，{ODD}呢？")
    await pick(office, "<b>13804341234</b>谁的号码")
    page = await officer.open("/desk/gaps")
    assert len(re.findall('<section class="gap"', page)) == 2
    assert "3 次" in page
    assert "<b>" not in page
    assert "13804341234" not in page


async def test_an_example_helps_at_once_and_can_be_taken_back(office: CallOffice, officer: Browser) -> None:
    """Without training: the next search finds it, the list no longer has it; taken back, all is as before."""
    before = await first_code(office, ODD)
    assert before != DOG
    await pick(office, ODD)
    await officer.open("/desk/gaps")
    fields = {"text": ODD, "item": f"养犬登记（{DOG}）", "facet": "location"}
    page = await officer.send("/desk/gaps/examples", fields)
    assert "现在起就能搜到" in page
    assert '<section class="gap"' not in page
    assert await first_code(office, ODD) == DOG
    assert await first_code(office, f"你好我问下{ODD}啊") == DOG
    form = re.search(r'name="form" value="([^"]+)"', page)
    assert form is not None
    page = await officer.send("/desk/gaps/back", {"form": form[1]})
    assert '<section class="gap"' in page
    assert await first_code(office, ODD) == before


async def test_the_bot_learns_with_the_pad(office: CallOffice) -> None:
    """Both search the same list."""
    await office.parts.learning.teach(ODD, DOG, Facet.LOCATION, "officer")
    found = await office.parts.reader.read(ODD)
    assert found.blocks[0].candidates[0].code == DOG
    assert "旺财" in found.blocks[0].candidates[0].why
    hits = office.engine.knowledge.desk.search.find(ODD)
    assert hits[0].codes == (DOG,)


async def test_a_duplicate_is_told_and_not_added(office: CallOffice, officer: Browser) -> None:
    """Neither for the same item nor for another; what is too long, too short or unknown is refused."""
    await officer.open("/desk/gaps")
    fields = {"text": ODD, "item": DOG, "facet": "location"}
    await officer.send("/desk/gaps/examples", fields)
    page = await officer.send("/desk/gaps/examples", fields | {"item": CARD, "text": f"{ODD}？"})
    assert "已经是“养犬登记”的示例" in page
    assert len(await office.parts.learning.all()) == 1
    assert "请从列表里选择事项" in await officer.send(
        "/desk/gaps/examples", fields | {"item": "没有的", "text": "别的问法"}
    )
    assert "3到120个字" in await officer.send("/desk/gaps/examples", fields | {"text": "长" * 200})
    await officer.send("/desk/gaps/examples", fields | {"facet": "colour"})
    assert officer.status == 400


async def test_who_taught_what_stands_in_the_trail(office: CallOffice, officer: Browser) -> None:
    """Teaching, taking back, putting aside and fetching back: who, when, and of which item; the chain holds."""
    await pick(office, ODD)
    await officer.open("/desk/gaps")
    await officer.send("/desk/gaps/examples", {"text": ODD, "item": DOG, "facet": "location"})
    office.clock.move(minutes=5)
    await officer.send("/desk/gaps/back", {"form": ODD})
    for decision in ("new_item", "not_ours"):
        await officer.send("/desk/gaps/aside", {"text": f"{ODD} 13804341234", "decision": decision})
    await officer.send("/desk/gaps/back", {"form": f"{ODD}电话"})
    await officer.send("/desk/gaps/back", {"form": f"{ODD}电话"})
    newest = [one.deed for one in await office.room.audit.newest(5)]
    assert [(deed.actor, deed.action) for deed in reversed(newest)] == [
        ("officer", "example_taught"),
        ("officer", "example_taken_back"),
        ("officer", "gap_new_item"),
        ("officer", "gap_not_ours"),
        ("officer", "gap_reopened"),
    ]
    assert (newest[-1].object, newest[-1].reason) == (DOG, ODD)
    assert (newest[-2].at - newest[-1].at).total_seconds() == 300
    assert "13804341234" not in str(newest)
    assert isinstance(await office.room.audit.verify(), Head)
    async with browser_at(office) as boss:
        await boss.sign_in("boss")
        page = await boss.open("/desk/audit")
    for words in ("添加事项示例", "收回事项示例", "知识缺口：需要新事项", "知识缺口：不属于我们", "知识缺口：收回处理"):
        assert words in page


async def test_two_who_teach_the_same_at_once(office: CallOffice, officer: Browser) -> None:
    """One example, one entry; the other is told whose it is, and the question leaves the list."""
    await pick(office, ODD)
    async with browser_at(office) as other:
        await other.sign_in("operator")
        await other.open("/desk/gaps")
        await officer.open("/desk/gaps")
        fields = {"text": ODD, "item": DOG, "facet": "location"}
        pages = await asyncio.gather(*(one.send("/desk/gaps/examples", fields) for one in (officer, other)))
    assert sorted("现在起就能搜到" in page for page in pages) == [False, True]
    assert sum("已经是“养犬登记”的示例" in page for page in pages) == 1
    assert '<section class="gap"' not in await officer.open("/desk/gaps")
    assert len(await office.parts.learning.all()) == 1
    taught = [one for one in await office.room.audit.newest(9) if one.deed.action == "example_taught"]
    assert len(taught) == 1


async def test_an_example_that_was_taught_but_not_settled_leaves_the_list(office: CallOffice, officer: Browser) -> None:
    """The program may end between the two; teaching it again settles the question."""
    await pick(office, ODD)
    await office.parts.learning.teach(ODD, DOG, Facet.LOCATION, "operator")
    assert '<section class="gap"' in await officer.open("/desk/gaps")
    page = await officer.send("/desk/gaps/examples", {"text": ODD, "item": DOG, "facet": "location"})
    assert "已经是“养犬登记”的示例" in page
    assert '<section class="gap"' not in page


async def test_an_example_that_draws_a_neighbours_sentence_away_is_warned_of(
    office: CallOffice, officer: Browser
) -> None:
    """Nothing is taught before she says so; the words and the item are still there."""
    guide = office.engine.knowledge.desk.catalogue.guide(CARD)
    sentence = next(one for group in guide.examples.values() for one in group)
    before = await first_code(office, sentence)
    await officer.open("/desk/gaps")
    fields = {"text": sentence, "item": f"养犬登记（{DOG}）", "facet": "location"}
    page = await officer.send("/desk/gaps/examples", fields)
    assert officer.status == 409
    assert "还没有添加" in page
    assert f'“{sentence}” <span class="quiet">现在是：{guide.name}' in page
    assert (await office.parts.learning.all(), await first_code(office, sentence)) == ((), before)
    sure = dict(re.findall(r'type="hidden" name="(text|item|facet|sure)" value="([^"]*)"', page))
    assert sure == {"text": sentence, "item": DOG, "facet": "location", "sure": "yes"}
    assert "现在起就能搜到" in await officer.send("/desk/gaps/examples", sure)
    assert len(await office.parts.learning.all()) == 1


async def test_an_example_of_the_item_itself_is_no_conflict(office: CallOffice, officer: Browser) -> None:
    """Nor is one that is like nothing else."""
    await officer.open("/desk/gaps")
    guide = office.engine.knowledge.desk.catalogue.guide(CARD)
    own = next(one for group in guide.examples.values() for one in group)
    for text, item in ((own, CARD), (ODD, DOG)):
        page = await officer.send("/desk/gaps/examples", {"text": text, "item": item, "facet": "overview"})
        assert "现在起就能搜到" in page


async def test_personal_data_is_not_learned(office: CallOffice) -> None:
    """What is kept has placeholders."""
    learned = await office.parts.learning.teach("我电话13804341234狗证咋办", DOG, Facet.OVERVIEW, "officer")
    assert learned.text == "我电话[电话]狗证咋办"


async def test_another_process_learns_within_a_second(office: CallOffice, tmp_path: Path) -> None:
    """Its own look into the store is enough; nothing is told to it."""
    await office.parts.learning.teach(ODD, DOG, Facet.LOCATION, "officer")
    search = office.engine.knowledge.search
    search.adopt(search.prepare(()))
    async with open_call_office(tmp_path) as other:
        assert await first_code(other, ODD) == DOG
        await other.parts.learning.take_back((await other.parts.learning.all())[0].form, "chief")
        learned = await office.parts.learning.teach("小狗上户口本", DOG, Facet.OVERVIEW, "officer")
        runner = asyncio.create_task(other.parts.learning.run())
        for _ in range(200):
            if await first_code(other, learned.text) == DOG:
                break
            await asyncio.sleep(0.005)
        runner.cancel()
        assert await first_code(other, learned.text) == DOG


@pytest.mark.parametrize(("decision", "label"), [("new_item", "需要新事项"), ("not_ours", "不属于我们")])
async def test_a_group_is_put_aside(office: CallOffice, officer: Browser, decision: str, label: str) -> None:
    """It leaves the list with all its wordings and stands among the decided ones."""
    await pick(office, ODD)
    await pick(office, f"{ODD}啊")
    await officer.open("/desk/gaps")
    page = await officer.send("/desk/gaps/aside", {"text": ODD, "decision": decision})
    assert f"已记为“{label}”" in page
    assert '<section class="gap"' not in page
    await officer.send("/desk/gaps/aside", {"text": ODD, "decision": "example"})
    assert officer.status == 400


async def test_figures_open_to_their_examples(office: CallOffice, officer: Browser) -> None:
    """Rates at 1 and 3, how often none fitted, the items that fail; each with its picks."""
    await pick(office, "身份证丢了", CARD, times=2)
    await pick(office, "狗证", DOG)
    await pick(office, ODD)
    page = await officer.open("/desk/calls/figures")
    assert re.findall(r'class="rate-number">([^<]+)<', page) == ["50.0%", "75.0%", "25.0%"]
    assert "居民身份证丢失补领" in page
    for group, count in (("all", 4), ("first", 2), ("third", 3), ("none", 1), (f"item:{DOG}", 1), (f"item:{CARD}", 2)):
        page = await officer.open(f"/desk/calls/figures/examples?group={group}")
        assert f"共 {count} 次" in page
    await officer.open("/desk/calls/figures/examples?group=what")
    assert officer.status == 404


async def test_figures_are_of_the_days_that_are_asked_for(office: CallOffice, officer: Browser) -> None:
    """Both days included, in China; days that are none are refused."""
    await pick(office, ODD)
    assert "共 1 次" in await officer.open("/desk/calls/figures/examples?from=2026-11-23&until=2026-11-23&group=all")
    assert "共 0 次" in await officer.open("/desk/calls/figures/examples?from=2026-11-22&until=2026-11-22&group=all")
    assert "共 1 次" in await officer.open("/desk/calls/figures/examples?from=2026-11-24&until=2026-11-22&group=all")
    for wrong in ("from=gestern", "from=0001-01-01", "until=9999-12-31"):
        await officer.open(f"/desk/calls/figures?{wrong}")
        assert officer.status == 400


async def test_the_file_is_harmless(office: CallOffice, officer: Browser) -> None:
    """A mark for UTF-8 first, no cell that reckons."""
    await pick(office, "=HYPERLINK(1)")
    body = await officer.open("/desk/calls/figures.csv?group=none")
    assert officer.response.content_type == "text/csv"
    assert body.lstrip("\ufeff").startswith("时间,话务员")
    assert "'=HYPERLINK(1)" in body
    assert "都不是" in body
