"""One program and one Chromium for all browser tests; every visitor comes with a browser of her own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.phrasebook import YamlPhrasebook
from bot.services.talk.courier import Courier
from tests.browser.case_citizen import TelegramCitizen, WebCitizen
from tests.browser.case_city import City, open_city
from tests.browser.case_clerk import Office, office_of
from tests.browser.desk_under_weather import Desk, open_desk
from tests.browser.visitor import Visitor
from tests.contract.staff_stores import QUICK

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 20_000

Come = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """The program; it reads all knowledge once."""
    async with open_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
def desk(running_desk: Desk) -> Desk:
    """The program in fair weather."""
    running_desk.weather.now = "fair"
    running_desk.weather.sent.clear()
    return running_desk


@pytest_asyncio.fixture(loop_scope="session")
async def come(desk: Desk, chromium: Browser) -> AsyncIterator[Come]:
    """Lets visitors in, each with a screen of a given width and height.

    At the end no page may have asked anybody but our own server, or complained on its console.
    """
    visitors: list[Visitor] = []
    async with AsyncExitStack() as stack:

        async def arrive(
            *,
            width: int = 390,
            height: int = 844,
            reads_notice: bool = True,
            meets_trouble: bool = False,
            **options: Any,
        ) -> Visitor:
            context = await chromium.new_context(
                viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
            )
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            visitor = Visitor(context, await context.new_page(), f"{desk.url}/", meets_trouble=meets_trouble)
            visitor.watch()
            visitors.append(visitor)
            await visitor.arrive(reads_notice=reads_notice)
            return visitor

        yield arrive
    for visitor in visitors:
        assert [url for url in visitor.requests if not url.startswith((visitor.url, "data:"))] == []
        assert visitor.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(come: Come) -> Visitor:
    """A visitor on a phone who has read the privacy notice."""
    return await come()


@pytest_asyncio.fixture(loop_scope="session")
async def city(
    tmp_path: Path, knowledge: Knowledge, phrasebook: YamlPhrasebook, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[City]:
    """A city for one case; seconds are saved where nothing is lost.

    The knowledge that is loaded already is taken, passwords are hashed quickly, Telegram lets the bot speak at any pace.
    """
    monkeypatch.setattr("bot.bootstrap.knowledge_of", lambda _settings: (knowledge, phrasebook))
    monkeypatch.setitem(Courier.__init__.__kwdefaults__, "per_conversation", 50)
    monkeypatch.setattr("bot.joins.staff.Argon2Passwords", lambda: Argon2Passwords(QUICK))
    async with open_city(tmp_path, knowledge.fallback) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def office(city: City, chromium: Browser) -> AsyncIterator[Office]:
    """Its staff at their pages."""
    async with office_of(city, chromium) as staff:
        yield staff


@pytest_asyncio.fixture(loop_scope="session")
async def web(city: City, chromium: Browser) -> AsyncIterator[WebCitizen]:
    """Somebody at the chat page of the city, on a phone."""
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(context, await context.new_page(), f"{city.url}/")
    visitor.watch()
    await visitor.arrive()
    yield WebCitizen(city, visitor)
    await context.close()
    assert visitor.complaints == []


@pytest.fixture
def telegram(city: City) -> TelegramCitizen:
    """Somebody with Telegram."""
    return TelegramCitizen(city)
