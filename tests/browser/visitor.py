"""A citizen at the page: what she does and what she sees."""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request

NETWORK_NOISE = "Failed to load resource"
"""Chromium reports every failed request itself; where a test makes them fail, that is no fault of the page."""


@dataclass
class Visitor:
    """One page in a browser that knows nothing yet. `requests` and `complaints` gather what the page does."""

    context: BrowserContext
    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    meets_trouble: bool = False

    def watch(self) -> None:
        """Listen before the page is opened."""
        self.context.on("request", self._requested)
        self.page.on("console", self._logged)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    async def arrive(self, *, reads_notice: bool = True) -> None:
        """Open the page; the privacy notice is read and put away unless told otherwise."""
        await self.page.goto(self.url)
        await self.page.wait_for_selector("html.ready")
        if reads_notice:
            await self.page.click("#privacy-ok")

    async def write(self, text: str) -> None:
        """Type a text and send it with Enter, without waiting for anything."""
        await self.page.fill("#ask", text)
        await self.page.press("#ask", "Enter")

    async def ask(self, text: str) -> dict[str, Any]:
        """Say something and read the answer: the first of its bubbles as the server sent it."""
        async with self.page.expect_response(lambda r: r.url.endswith("/chat/messages") and r.ok) as found:
            await self.write(text)
        return await self.answer(json.loads(await (await found.value).text()))

    async def press(self, title: str) -> dict[str, Any]:
        """Press a choice below the newest answer, or a starter, and read the answer."""
        async with self.page.expect_response(lambda r: r.url.endswith("/chat/messages") and r.ok) as found:
            await self.choice(title).click()
        return await self.answer(json.loads(await (await found.value).text()))

    async def press_tool(self, title: str) -> None:
        """Press a button of the head."""
        await self.page.locator(".head-tools").get_by_role("button").filter(has_text=title).click()

    async def answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        """The first bubble of an answer, once the page shows the last."""
        bubbles = len(sent["lines"])
        assert bubbles, "the answer came late"
        await self.page.wait_for_function(
            "text => [...document.querySelectorAll('.line-assistant')].some(l => l.innerText.includes(text))",
            arg=sent["lines"][-1]["text"].splitlines()[-1][:12],
        )
        return dict(sent["lines"][0])

    def choice(self, title: str) -> Locator:
        """The last button of that title."""
        return self.page.get_by_role("button", name=title, exact=True).last

    async def said(self) -> list[str]:
        """Her own bubbles, from the top."""
        return await self.page.locator(".body-citizen").all_inner_texts()

    async def bubbles(self) -> list[str]:
        """All bubbles in their order, citizen's and assistant's."""
        return await self.page.locator(".line .body").all_inner_texts()

    async def kept(self, name: str) -> Any:
        """What the page keeps on this device under a name."""
        raw = await self.page.evaluate("name => localStorage.getItem('shuangliao.' + name)", name)
        return json.loads(raw) if raw else None

    async def focused(self) -> str:
        """What has the focus: its id, else its text."""
        return str(await self.page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()"))

    async def overflow(self) -> int:
        """Pixels that the page or the conversation sticks out sideways; 0 or less is good."""
        return int(
            await self.page.evaluate(
                "Math.max(document.documentElement.scrollWidth - innerWidth,"
                " ...[...document.querySelectorAll('main, .foot, .head')].map(e => e.scrollWidth - e.clientWidth))"
            )
        )

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _logged(self, message: ConsoleMessage) -> None:
        noise = self.meets_trouble and NETWORK_NOISE in message.text
        if message.type in ("error", "warning") and not noise:
            self.complaints.append(f"{message.type}: {message.text}")
