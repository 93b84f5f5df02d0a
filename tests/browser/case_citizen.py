"""A citizen who tells her case, on the page or in Telegram: the same words, read by the same eyes."""

import asyncio
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from playwright.async_api import FilePayload, expect
from sqlalchemy import func, select

from bot.adapters.store.schema import InboxRow, OutboxRow
from bot.channels.webchat.visitor import COOKIE, conversation_of
from tests.browser.case_city import City
from tests.browser.visitor import Visitor
from tests.integration.channels.fake_telegram import message, pressed

THINKS_S = 20.0
"""So long a citizen thinks before she writes."""
PATIENCE_S = 20.0
BUBBLE = ".line-assistant .body"
NUMBER = re.compile(r"SL\d{8}-\d{4}-[A-Z]")
CODE = re.compile(r"(?:查询码|查詢碼)：(\w+)")


class Citizen(Protocol):
    """What a story needs of whoever tells it. Answers come as the texts of all their bubbles, joined."""

    async def says(self, text: str) -> str:
        """Write a message; the answer."""
        ...

    async def presses(self, title: str) -> str:
        """Press the newest button of that title; the answer."""
        ...

    async def brings(self, name: str, content: bytes, text: str = "") -> str:
        """Send a photo; the answer."""
        ...

    async def reads(self, words: str, times: int = 1) -> str:
        """Wait until so many bubbles hold these words; the text of the last."""
        ...

    async def bubbles(self) -> Sequence[str]:
        """All that was said to her."""
        ...

    async def conversation(self) -> str:
        """The name of her conversation."""
        ...


@dataclass
class WebCitizen:
    """Somebody at the chat page."""

    city: City
    visitor: Visitor

    async def says(self, text: str) -> str:
        """Type and press Enter."""
        return await self._answered(lambda: self.visitor.write(text))

    async def presses(self, title: str) -> str:
        """Press what stands below the newest bubble that offers it."""
        return await self._answered(lambda: self.visitor.choice(title).click())

    async def brings(self, name: str, content: bytes, text: str = "") -> str:
        """Choose a photo by the paper-clip, and send it with or without words."""
        page, file = self.visitor.page, FilePayload(name=name, mimeType="image/png", buffer=content)
        await page.click("#attach")
        async with page.expect_file_chooser() as chooser:
            await page.click("#attach-file")
        await (await chooser.value).set_files([file])
        await expect(page.locator(".card-done")).to_have_count(1)
        await page.fill("#ask", text)
        return await self._answered(lambda: page.click("#send"))

    async def reads(self, words: str, times: int = 1) -> str:
        """On the open page, without a reload."""
        found = self.visitor.page.locator(BUBBLE).filter(has_text=words)
        await expect(found).to_have_count(times, timeout=PATIENCE_S * 1000)
        return await found.last.inner_text()

    async def bubbles(self) -> Sequence[str]:
        """As the page shows them."""
        return await self.visitor.page.locator(BUBBLE).all_inner_texts()

    async def conversation(self) -> str:
        """By the cookie."""
        cookies = await self.visitor.context.cookies()
        return conversation_of(next(one["value"] for one in cookies if one.get("name") == COOKIE))

    async def _answered(self, act: Callable[[], Awaitable[object]]) -> str:
        self.city.clock.at += timedelta(seconds=THINKS_S)
        page = self.visitor.page
        before = await page.locator(BUBBLE).count()
        async with page.expect_response(lambda r: r.url.endswith("/chat/messages") and r.ok) as found:
            await act()
        lines: list[dict[str, Any]] = json.loads(await (await found.value).text())["lines"]
        shown = [BUBBLE, before + len(lines)]
        await page.wait_for_function(
            "([bubble, least]) => document.querySelectorAll(bubble).length >= least", arg=shown
        )
        return "\n".join(line["text"] for line in lines)


@dataclass
class TelegramCitizen:
    """Somebody with the app, in a private chat."""

    city: City
    chat: int = 7
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def says(self, text: str) -> str:
        """Write a message."""
        return await self._brought(message(chat=self.chat, text=text))

    async def presses(self, title: str) -> str:
        """Press the newest button of that title."""
        rows = [row for sent in self._sent for row in sent.get("reply_markup", {}).get("inline_keyboard", [])]
        payload = [key["callback_data"] for row in rows for key in row if key["text"] == title][-1]
        return await self._answered(pressed(self._number(), payload, title, chat=self.chat))

    async def brings(self, name: str, content: bytes, text: str = "") -> str:
        """Send a photo."""
        self.city.telegram.files[name] = content
        size = {"file_id": name, "file_unique_id": name, "width": 90, "height": 90, "file_size": len(content)}
        return await self._brought(message(chat=self.chat, photo=[size], **({"caption": text} if text else {})))

    async def shares_place(self, latitude: float, longitude: float) -> str:
        """Send where she stands."""
        return await self._brought(message(chat=self.chat, location={"latitude": latitude, "longitude": longitude}))

    async def reads(self, words: str, times: int = 1) -> str:
        """Among all that the bot said in this chat."""
        await self._until(lambda: self._told(words, times), f"{words} was not said {times} times")
        found = [text for text in self._texts if words in text]
        assert len(found) == times, found
        return found[-1]

    async def bubbles(self) -> Sequence[str]:
        """As they reached the app."""
        return self._texts

    async def conversation(self) -> str:
        """By the chat's number."""
        return f"telegram:{self.chat}"

    @property
    def _sent(self) -> list[dict[str, Any]]:
        return [sent for sent in self.city.telegram.sent if sent["chat"]["id"] == self.chat]

    @property
    def _texts(self) -> list[str]:
        return [sent["text"] for sent in self._sent]

    def _number(self) -> int:
        return self.chat * 10_000 + next(self._ids)

    async def _told(self, words: str, times: int) -> bool:
        return sum(words in text for text in self._texts) >= times

    async def _brought(self, content: dict[str, Any]) -> str:
        return await self._answered({"update_id": self._number(), "message": content})

    async def _answered(self, update: dict[str, Any]) -> str:
        """Let an update arrive; what was said from then until all is said."""
        self.city.clock.at += timedelta(seconds=THINKS_S)
        before = len(self._texts)
        self.city.telegram.bring(update)
        await self._until(lambda: self._is_over(str(update["update_id"])), "no answer came")
        return "\n".join(self._texts[before:])

    async def _is_over(self, external_id: str) -> bool:
        """The message is answered, and nothing of the conversation is on its way."""
        done = select(func.count()).where(InboxRow.external_id == external_id, InboxRow.state == "done")
        waiting = select(func.count()).where(
            OutboxRow.conversation_id == f"telegram:{self.chat}", OutboxRow.state.in_(("queued", "sending"))
        )
        async with self.city.program.stores.database.statements() as connection:
            is_done = (await connection.execute(done)).scalar_one()
            return bool(is_done) and not (await connection.execute(waiting)).scalar_one()

    @staticmethod
    async def _until(is_so: Callable[[], Awaitable[bool]], else_told: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not await is_so():
                await asyncio.sleep(0.05)
        assert await is_so(), else_told


def number_in(text: str) -> str:
    """The number of the ticket that an answer names."""
    found = NUMBER.search(text)
    assert found, text
    return found[0]


def code_in(text: str) -> str:
    """The query code that an answer names."""
    found = CODE.search(text)
    assert found, text
    return found[1]
