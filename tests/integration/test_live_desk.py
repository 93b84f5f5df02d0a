"""The live desk on the whole program: a conversation that a member of staff leads, from the page to the citizen."""

import asyncio
import json
import re
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient

from bot.domain.tickets.terms import Role
from bot.services.staff.accounts import COMMAND_LINE
from bot.services.tickets.ports import Staff
from tests.integration.consoles.staff_desk import OWN, PAGE
from tests.integration.desk import Desk

STAFF = Staff("wang8021", "王话务", Role.OPERATOR)
CONVERSATION = "api:tester:c"
SOON_S = 8.0


class Operator:
    """Somebody at the live desk."""

    def __init__(self, client: TestClient[Any, Any], csrf: str) -> None:
        """`client` keeps the session, `csrf` stands on its pages."""
        self._client, self._csrf = client, csrf

    async def asks(self, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        """As the page's scripts ask."""
        headers = {"X-CSRF": self._csrf, "Accept": "application/json"}
        async with self._client.post(path, data=fields, headers=headers) as response:
            return response.status, await response.json()

    async def hears(self, stream: aiohttp.ClientResponse, text: str) -> dict[str, Any]:
        """The first line with that text."""
        async with asyncio.timeout(SOON_S):
            async for line in stream.content:
                told = line.decode().strip()
                if told.startswith("data: ") and '"lines"' in told:
                    for one in json.loads(told.removeprefix("data: "))["lines"]:
                        if text in one["text"]:
                            found: dict[str, Any] = one
                            return found
        raise AssertionError(text)


@pytest.fixture
async def operator(desk: Desk) -> Operator:
    """Signed in, her page open."""
    room = desk.program.desk.room
    first = await room.accounts.add(STAFF, COMMAND_LINE)
    await room.door.change_password(STAFF, first, OWN, "10.0.0.1")
    csrf = ""
    for fields in ({}, {"login": STAFF.login, "password": OWN}):
        method = desk.client.post if fields else desk.client.get
        async with method("/desk/sign-in", data={"csrf": csrf} | fields if fields else None, headers=PAGE) as response:
            found = re.search(r'name="csrf" content="(\w*)"', await response.text())
            csrf = found[1] if found else ""
    async with desk.client.get("/desk/talks/", headers=PAGE) as response:
        page = await response.text()
    assert response.status == 200
    found = re.search(r'name="csrf" content="(\w*)"', page)
    return Operator(desk.client, found[1] if found else "")


async def test_staff_lead_a_conversation_from_the_page_to_the_citizen(desk: Desk, operator: Operator) -> None:
    """What was said before is read; each line goes once; given back, it is the assistant's again."""
    await desk.ask("你好")
    talk = await desk.program.talks.desk.join(CONVERSATION, STAFF)
    async with desk.client.get("/desk/talks/events", headers={"Accept": "text/event-stream"}) as stream:
        assert (await operator.hears(stream, "你好"))["side"] == "citizen"
        said = {"text": "我来帮您查", "form": "0123456789abcdef"}
        for _ in range(2):
            assert (await operator.asks(f"/desk/talks/{talk.number}/say", **said))[0] == 200
        assert (await operator.hears(stream, "我来帮您查"))["by"] == "王话务"
        await desk.ask("还有一件事", message_id="2")
        assert (await operator.hears(stream, "还有一件事"))["is_before"] is False
    news = await desk.program.stores.history.news(CONVERSATION, 0, 50)
    assert sum("我来帮您查" in line.reply.text for line in news if line.reply) == 1
    assert (await operator.asks("/desk/talks/present"))[0] == 200
    kept = await desk.program.talks.pages.store.get(talk.number)
    assert kept is not None
    status, _ = await operator.asks(f"/desk/talks/{talk.number}/return", version=str(kept.version))
    assert status == 200
    status, told = await operator.asks(f"/desk/talks/{talk.number}/say", text="晚了", form="fedcba9876543210")
    assert (status, told["error"]["message"]) == (409, "这通会话已交回助手。")


async def test_the_day_lists_it_and_the_trail_has_the_look(desk: Desk, operator: Operator) -> None:
    """On the real store."""
    await desk.ask("你好")
    talk = await desk.program.talks.desk.join(CONVERSATION, STAFF)
    async with desk.client.get("/desk/talks/done", headers=PAGE) as response:
        assert f"/desk/talks/{talk.number}" in await response.text()
    async with desk.client.get(f"/desk/talks/{talk.number}", headers=PAGE) as response:
        page = await response.text()
    assert "你好" in page
    assert "介入" in page
    trail = await desk.program.desk.room.audit.newest(20)
    assert [(one.deed.actor, one.deed.object) for one in trail if one.deed.action == "talk_seen"] == [
        ("wang8021", f"talk:{talk.number}")
    ]
    status, _ = await operator.asks("/desk/talks/999999999/take", version="1")
    assert status == 404
