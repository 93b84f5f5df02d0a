"""Notices that staff or clocks cause: they reach a page that is open, without a reload."""

import asyncio
from typing import Any

import pytest
from aiohttp import CookieJar

from bot.channels.webchat import news
from bot.channels.webchat.visitor import COOKIE, conversation_of
from bot.domain.talk.message import Kind, Reply
from bot.services.tickets.ports import Change, Notice
from bot.settings import Settings
from tests.integration.desk import Desk, opened
from tests.integration.fake_engine import FakeEngine

ANSWERED = Reply(Kind.TICKET, "您的诉求已经答复：水管修好了。", data={"number": "SL20261123-0001-K"})


@pytest.fixture
async def visitor(desk: Desk) -> Desk:
    """A desk whose page was opened, so that there is a cookie."""
    async with desk.client.get("/") as response:
        assert response.status == 200
    return desk


async def become_another(desk: Desk) -> None:
    """Another visitor at the same browser."""
    jar = desk.client.session.cookie_jar
    assert isinstance(jar, CookieJar)
    jar.clear()
    async with desk.client.get("/"):
        pass


def conversation(desk: Desk) -> str:
    """The visitor's conversation."""
    return conversation_of(desk.client.session.cookie_jar.filter_cookies(desk.client.make_url("/"))[COOKIE].value)


async def tell(desk: Desk, reply: Reply = ANSWERED) -> None:
    """A clerk's move tells the visitor something."""
    notice = Notice(conversation(desk), "web", reply)
    await desk.program.stores.tickets.save(Change((), (notice,)), desk.program.clock.now())


async def lines(desk: Desk) -> dict[str, Any]:
    """`GET /chat/lines` from the beginning."""
    async with desk.client.get("/chat/lines", params={"after": 0}) as response:
        return dict(await response.json())


async def send(desk: Desk, text: str) -> None:
    """A message, answered."""
    body = {"message_id": "m1", "text": text, "payload": ""}
    async with desk.client.post("/chat/messages", json=body) as response:
        assert response.status == 200


async def news_after(desk: Desk, after: object) -> tuple[int, dict[str, Any]]:
    """`GET /chat/news` as the page does it."""
    async with desk.client.get("/chat/news", params={"after": str(after)}) as response:
        return response.status, await response.json()


async def test_a_notice_reaches_a_page_that_waits(visitor: Desk) -> None:
    """Within about a second, without a reload, and where to wait from next."""
    await send(visitor, "start")
    start = (await lines(visitor))["news"]
    waiting = asyncio.create_task(news_after(visitor, start))
    await asyncio.sleep(0.2)
    await tell(visitor)
    status, body = await asyncio.wait_for(waiting, 3)
    (line,) = body["lines"]
    assert (status, line["text"], line["speaker"]) == (200, ANSWERED.text, "assistant")
    assert body["after"] == line["notice"] > start


async def test_what_was_told_while_the_page_was_shut_is_in_the_history_only(visitor: Desk) -> None:
    """The history shows it, and the wait begins behind it: it is not told as news again."""
    await send(visitor, "start")
    await tell(visitor)
    history = await lines(visitor)
    assert history["lines"][-1]["notice"] == history["news"] > 0
    notice = await visitor.program.stores.history.news(conversation(visitor), history["news"], 10)
    assert notice == []


async def test_what_the_page_fetched_counts_as_delivered(visitor: Desk) -> None:
    """Staff see that the notice arrived."""
    await send(visitor, "start")
    await tell(visitor)
    await news_after(visitor, 0)
    for _ in range(50):
        counts = await visitor.program.stores.outbox.counts()
        if ("web", "queued") not in counts:
            break
        await asyncio.sleep(0.1)
    assert ("web", "queued") not in counts


async def test_nobody_hears_another_s_news(visitor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another visitor's wait ends without a word, and without a cookie there is none."""
    monkeypatch.setattr(news, "WAIT_S", 0.1)
    await send(visitor, "start")
    await tell(visitor)
    await become_another(visitor)
    assert (await news_after(visitor, 0))[1] == {"after": 0, "lines": []}
    jar = visitor.client.session.cookie_jar
    assert isinstance(jar, CookieJar)
    jar.clear()
    assert (await news_after(visitor, 0))[1] == {"after": 0, "lines": []}


@pytest.mark.parametrize("after", ["-1", "x", "", "9" * 13])
async def test_a_position_of_news_must_be_a_number(visitor: Desk, after: str) -> None:
    """400 for anything else."""
    assert (await news_after(visitor, after))[0] == 400


async def test_a_stop_does_not_wait_for_pages_that_wait(
    shared_knowledge: None, engine: FakeEngine, desk_settings: Settings
) -> None:
    """The door closes at once, though a page would have waited on for half a minute."""
    async with asyncio.timeout(10):
        async with opened(desk_settings, engine) as desk:
            async with desk.client.get("/"):
                waiting = asyncio.create_task(news_after(desk, 0))
            await asyncio.sleep(0.2)
            await desk.program.news.close()
            assert (await waiting)[1] == {"after": 0, "lines": []}
