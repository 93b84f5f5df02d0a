"""The talks of a day and a talk that is read."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.handoff.handoff import Reason
from bot.domain.tickets.terms import Rating
from tests.integration.consoles.talk_office import TalkOffice, asked, at_desk, open_talk_office

HERE = "/desk/talks/done"


@pytest.fixture
async def talk_office(tmp_path: Path) -> AsyncIterator[TalkOffice]:
    """The live desk."""
    async with open_talk_office(tmp_path) as running:
        yield running


async def test_the_day_tells_wait_duration_outcome_and_rating(talk_office: TalkOffice) -> None:
    """Of talks she took part in; nothing of what was said."""
    office, talks = talk_office, talk_office.talks
    talks.hear("web:1", "citizen", "我叫李桂兰")
    talks.ask("web:1", Reason.EMERGENCY)
    talks.ask("web:2")
    office.clock.move(seconds=65)
    async with at_desk(office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        office.clock.move(seconds=600)
        await asked(browser, "/desk/talks/1/close", version="2", outcome="ticket")
        talks.talks[1] = replace(talks.talks[1], rating=Rating.DISSATISFIED)
        page = await browser.open(HERE)
    for words in ("1通", "紧急情况", "钱话务", "1分05秒", "10分00秒", "已登记工单", "不满意"):
        assert words in page, words
    assert "李桂兰" not in page
    assert "/desk/talks/2" not in page


async def test_overseers_see_every_talk_of_the_day(talk_office: TalkOffice) -> None:
    """Also those that nobody took; another day shows its own, a day to come and nonsense show today."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "chief") as chief:
        assert "没有接起" in await chief.open(HERE)
        talk_office.clock.move(hours=24)
        await chief.sign_in("chief")
        assert "这一天没有会话" in await chief.open(HERE)
        assert "没有接起" in await chief.open(f"{HERE}?day=2026-11-23")
        for odd in ("2999-01-01", "x", "2026-13-45"):
            assert "11月24日" in await chief.open(f"{HERE}?day={odd}")


async def test_each_look_at_a_talk_is_noted(talk_office: TalkOffice) -> None:
    """What was said before, while and until; escaped, whatever it was."""
    office, talks = talk_office, talk_office.talks
    talks.hear("web:1", "citizen", "<script>alert(1)</script>")
    talks.hear("web:1", "assistant", "请说明情况")
    talks.ask("web:1")
    async with at_desk(office, "operator") as hers, at_desk(office, "chief") as chief:
        await asked(hers, "/desk/talks/next")
        office.clock.move(seconds=10)
        await asked(hers, "/desk/talks/1/say", text="您好", form="0123456789")
        await asked(hers, "/desk/talks/1/close", version="2", outcome="answered")
        office.clock.move(seconds=10)
        talks.hear("web:1", "citizen", "以后说的")
        page = await chief.open("/desk/talks/1")
        await chief.open("/desk/talks/1")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert all(words in page for words in ("请说明情况", "您好", "钱话务", "已解答", "接起"))
    assert "以后说的" not in page
    assert await office.deeds("talk_seen") == [("chief", "talk:1"), ("chief", "talk:1"), ("operator", "talk:1")]


async def test_nobody_reads_what_is_not_hers(talk_office: TalkOffice) -> None:
    """A colleague's talk and one that waits are not there for an operator; nothing is noted."""
    talk_office.talks.ask("web:1")
    talk_office.talks.ask("web:2")
    async with at_desk(talk_office, "wang8021") as other, at_desk(talk_office, "operator") as browser:
        await asked(other, "/desk/talks/next")
        for number in ("1", "2", "3"):
            await browser.open(f"/desk/talks/{number}")
            assert browser.status == 404
    assert await talk_office.deeds("talk_seen") == [("wang8021", "talk:1")]


async def test_the_desk_stands_without_the_call_pad(talk_office: TalkOffice) -> None:
    """No search of guides and no work order are offered where those pages are not there."""
    async with at_desk(talk_office, "operator") as browser:
        assert "查指南" not in browser.page
        assert "登记 <kbd>" not in browser.page
        await browser.open("/desk/talks")
        assert browser.at == "/desk/talks/"
