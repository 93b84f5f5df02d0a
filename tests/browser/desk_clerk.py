"""Somebody of the staff at a real browser, on pages of the test's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, ConsoleMessage, Page

from tests.integration.consoles.staff_desk import OWN, StaffDesk, open_staff_desk

DESKTOP, PHONE = (1366, 768), (390, 844)
PATIENCE_MS = 15_000


@dataclass
class Clerk:
    """One page; `complaints` gathers what it logs or asks of others."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        """Go to a page of ours."""
        await self.page.goto(f"{self.url}{path}")
        await self.ready()

    async def ready(self) -> None:
        """Wait until the page's scripts have begun."""
        await self.page.wait_for_selector("html.ready")

    async def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def write(self, text: str) -> None:
        """Into whatever has the focus."""
        await self.page.keyboard.type(text)

    async def sign_in(self, login: str, password: str = OWN) -> None:
        """Where the cursor stands when the door opens."""
        await self.write(login)
        await self.press("Tab")
        await self.write(password)
        await self.press("Enter")

    async def focused(self) -> str:
        """What has the focus: its id, else its words."""
        return str(await self.page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()"))

    async def overflow(self) -> int:
        """Pixels that the page sticks out sideways; 0 is good."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def listen(self) -> None:
        """Note what the page logs and whom it asks."""
        self.page.on("console", self._logged)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:")):
            self.complaints.append(url)


@asynccontextmanager
async def staff_pages(folder: Path) -> AsyncIterator[tuple[StaffDesk, str]]:
    """The pages and their address."""
    async with open_staff_desk(folder) as desk, TestServer(desk.app) as server:
        yield desk, str(server.make_url("")).rstrip("/")


@asynccontextmanager
async def clerk_at(chromium: Browser, url: str, size: tuple[int, int] = DESKTOP) -> AsyncIterator[Clerk]:
    """A clerk with a browser that knows nothing yet; at the end nothing may have gone wrong in it."""
    width, height = size
    context = await chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    clerk = Clerk(await context.new_page(), url)
    clerk.listen()
    try:
        yield clerk
    finally:
        await context.close()
    assert clerk.complaints == []
