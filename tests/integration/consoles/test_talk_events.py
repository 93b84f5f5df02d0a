"""What an open desk hears."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.consoles.talks.events import TalkEventPages
from bot.domain.handoff.handoff import Reason
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.talk_office import TalkOffice, asked, at_desk, open_talk_office

SOON_S = 8.0


@pytest.fixture
async def talk_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TalkOffice]:
    """The live desk, with a heartbeat that a test can wait for."""
    monkeypatch.setattr(TalkEventPages.__init__, "__defaults__", (0.3,))
    async with open_talk_office(tmp_path) as running:
        yield running


class Ear:
    """What one stream tells, in its order."""

    def __init__(self, stream: aiohttp.ClientResponse) -> None:
        """On an open stream."""
        self._stream = stream

    async def next(self, event: str) -> Any:
        """The data of the next event of that name; None when the stream ends first."""
        async with asyncio.timeout(SOON_S):
            is_next = False
            async for line in self._stream.content:
                text = line.decode().strip()
                is_next = is_next or text == f"event: {event}"
                if is_next and text.startswith("data: "):
                    return json.loads(text.removeprefix("data: "))
        return None

    async def until(self, event: str, wanted: Any) -> Any:
        """The first event of that name that is as wanted."""
        while not wanted(told := await self.next(event)):
            pass
        return told


@asynccontextmanager
async def listening(office: TalkOffice, login: str, query: str = "") -> AsyncIterator[tuple[Browser, Ear]]:
    """Somebody whose desk is open, and what it hears."""
    async with at_desk(office, login) as browser:
        headers = {"Accept": "text/event-stream"}
        async with browser.client.get(f"/desk/talks/events{query}", headers=headers) as stream:
            yield browser, Ear(stream)


def texts(told: Any) -> list[str]:
    """What the lines say."""
    return [line["text"] for line in told["lines"]]


async def test_the_queue_comes_first_and_keeps_up(talk_office: TalkOffice) -> None:
    """Emergencies before all others; of who waits nothing is told that was said."""
    talk_office.talks.hear("web:1", "citizen", "我叫李桂兰")
    talk_office.talks.ask("web:1")
    async with listening(talk_office, "operator") as (_, ear):
        first = await ear.next("queue")
        assert [one["number"] for one in first["waiting"]] == [1]
        assert "李桂兰" not in json.dumps(first, ensure_ascii=False)
        talk_office.talks.ask("telegram:2", Reason.EMERGENCY)
        told = await ear.next("queue")
    assert [(one["number"], one["place"], one["is_urgent"]) for one in told["waiting"]] == [(2, 1, True), (1, 2, False)]
    assert [one["channel"] for one in told["waiting"]] == ["Telegram", "网页"]


async def test_a_talk_that_is_taken_brings_its_lines_then_what_is_new(talk_office: TalkOffice) -> None:
    """What was said before, each new line once, and how far hers has come."""
    talks = talk_office.talks
    talks.hear("web:1", "citizen", "之前")
    talks.ask("web:1")
    talk_office.clock.move(seconds=1)
    async with listening(talk_office, "operator") as (browser, ear):
        await asked(browser, "/desk/talks/next")
        before = await ear.next("lines")
        assert (texts(before), before["lines"][0]["is_before"]) == (["之前"], True)
        talks.hear("web:1", "citizen", "新的")
        assert texts(await ear.next("lines")) == ["新的"]
        await asked(browser, "/desk/talks/1/say", text="您好", form="0123456789")
        said = (await ear.next("lines"))["lines"][0]
        assert (said["is_mine"], said["by"], said["delivery_words"]) == (True, "钱话务", "待送达")
        talks.deliver("web:1", "sent")
        arrived = (await ear.next("lines"))["lines"][0]
    assert (arrived["number"], arrived["delivery_words"]) == (said["number"], "已送达")


async def test_two_tabs_of_one_operator_hear_the_same(talk_office: TalkOffice) -> None:
    """And the look is noted once."""
    talk_office.talks.ask("web:1")
    async with listening(talk_office, "operator") as (one, ear), listening(talk_office, "operator") as (_, other):
        await asked(one, "/desk/talks/next")
        await asked(one, "/desk/talks/1/say", text="您好", form="0123456789")
        for tab in (ear, other):
            await tab.until("lines", lambda told: texts(told) == ["您好"])
    assert await talk_office.deeds("talk_seen") == [("operator", "talk:1")]


async def test_a_colleague_hears_nothing_of_a_talk_and_an_overseer_reads_along(talk_office: TalkOffice) -> None:
    """Only on the page of that talk, whose opening was noted."""
    talks = talk_office.talks
    talks.ask("web:1")
    async with at_desk(talk_office, "operator") as hers:
        await asked(hers, "/desk/talks/next")
        async with (
            listening(talk_office, "wang8021") as (_, other),
            listening(talk_office, "chief", "?read=1") as (_, ear),
        ):
            assert (await other.next("queue"))["others"] == []
            assert (await ear.next("queue"))["others"][0]["operator"] == "钱话务"
            talks.hear("web:1", "citizen", "秘密")
            await ear.until("lines", lambda told: texts(told) == ["秘密"])
            talks.ask("web:2")
            heard = await other.next("queue")
            assert "秘密" not in json.dumps(heard, ensure_ascii=False)
        async with other_stream(talk_office, "wang8021", "?read=1") as status:
            assert status == 404


@asynccontextmanager
async def other_stream(office: TalkOffice, login: str, query: str) -> AsyncIterator[int]:
    """The status that a stream answers with."""
    async with browser_at(office) as browser:
        await browser.sign_in(login)
        async with browser.client.get(f"/desk/talks/events{query}", headers={"Accept": "text/event-stream"}) as stream:
            yield stream.status


async def test_who_loses_a_talk_is_told_why(talk_office: TalkOffice) -> None:
    """Joined by an overseer, or back in the queue after she was away."""
    office = talk_office
    office.talks.ask("web:1")
    async with listening(office, "operator") as (browser, ear), at_desk(office, "chief") as chief:
        await asked(browser, "/desk/talks/next")
        await ear.next("lines")
        await asked(chief, "/desk/talks/1/join")
        assert (await ear.next("gone"))["words"] == "这通会话现在由孙督办接待。"
        office.talks.ask("web:2")
        await asked(browser, "/desk/talks/next")
        await ear.until("lines", lambda told: told["talk"] == 2)
        office.clock.move(seconds=91)
        office.talks.sweep()
        assert "回到排队" in (await ear.until("gone", lambda told: told["talk"] == 2))["words"]


async def test_listening_is_no_work_and_ends_with_the_session(talk_office: TalkOffice) -> None:
    """A desk that is left open keeps nobody signed in, though it shows life."""
    async with listening(talk_office, "operator") as (browser, ear):
        talk_office.clock.move(minutes=20)
        assert (await asked(browser, "/desk/talks/present"))[0] == 200
        talk_office.clock.move(minutes=11)
        assert await ear.next("over") == {}
        assert (await asked(browser, "/desk/talks/present"))[0] == 401


async def test_open_desks_do_not_hold_up_the_stop(talk_office: TalkOffice) -> None:
    """Streams end at once."""
    async with listening(talk_office, "operator") as (_, ear):
        await ear.next("queue")
        talk_office.news.close()
        assert await ear.next("queue") is None
