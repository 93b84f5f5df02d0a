"""News while a page is open."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.consoles.tickets.events import EventPages
from bot.domain.tickets.moves import Move
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.ticket_office import TicketOffice, open_ticket_office, sign_in

SOON_S = 8.0


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TicketOffice]:
    """The pages, with a heartbeat that a test can wait for."""
    monkeypatch.setattr(EventPages.__init__, "__defaults__", (0.3,))
    async with open_ticket_office(tmp_path) as running:
        yield running


@asynccontextmanager
async def listening(office: TicketOffice, login: str) -> AsyncIterator[tuple[Browser, aiohttp.ClientResponse]]:
    """Somebody whose page is open, and what it hears."""
    async with browser_at(office) as browser:
        await sign_in(browser, login)
        async with browser.client.get("/desk/events", headers={"Accept": "text/event-stream"}) as stream:
            assert await heard(stream, "hello") == {}
            yield browser, stream


async def heard(stream: aiohttp.ClientResponse, event: str) -> Any:
    """The data of the next event of that name; None when the stream ends first."""
    async with asyncio.timeout(SOON_S):
        is_next = False
        async for line in stream.content:
            text = line.decode().strip()
            is_next = is_next or text == f"event: {event}"
            if is_next and text.startswith("data: "):
                return json.loads(text.removeprefix("data: "))
    return None


async def test_a_change_reaches_every_open_page_that_may_know(office: TicketOffice) -> None:
    """Whoever made it, past all pages; a department hears of its own only."""
    ticket = await office.at("dispatched")
    async with (
        listening(office, "operator") as (_, hotline),
        listening(office, "housing") as (_, own),
        listening(office, "police") as (_, other),
    ):
        await office.make(ticket, Move.SIGN, "housing")
        told = await heard(hotline, "ticket")
        assert told == {
            "number": ticket.number,
            "version": ticket.version + 1,
            "status": "办理中",
            "what": "签收",
            "who": "吴住建（市住房和城乡建设局）",
            "mine": False,
        }
        assert (await heard(own, "ticket"))["mine"] is True
        fresh = await office.at("dispatched", department="市公安局")
        await office.make(fresh, Move.DISPATCH, "operator", department="市公安局")
        assert (await heard(other, "ticket"))["number"] == fresh.number


async def test_what_lies_before_is_not_told_again(office: TicketOffice) -> None:
    """The page shows it already."""
    await office.at("in_review")
    async with listening(office, "operator") as (_, stream):
        ticket = await office.at("received")
        assert (await heard(stream, "ticket"))["number"] == ticket.number


async def test_listening_is_no_work_and_ends_with_the_session(office: TicketOffice) -> None:
    """A page that is left open does not keep anybody signed in."""
    async with listening(office, "operator") as (_, stream):
        office.clock.move(minutes=31)
        assert await heard(stream, "over") == {}
        assert await heard(stream, "ticket") is None


async def test_streams_end_when_the_program_stops(office: TicketOffice) -> None:
    """At once; nobody waits for them."""
    async with listening(office, "operator") as (_, stream):
        office.parts.news.close()
        async with asyncio.timeout(SOON_S):
            assert b"event: ticket" not in await stream.content.read()


async def test_an_open_page_does_not_hold_up_the_stop(office: TicketOffice) -> None:
    """The server closes within seconds although somebody listens."""
    async with listening(office, "operator") as (browser, _), asyncio.timeout(SOON_S):
        await browser.client.server.close()
