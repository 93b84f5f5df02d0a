"""Every page of the staff and the chat page under axe-core: nothing serious stands in anybody's way."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.domain.handoff.handoff import Reason
from tests.browser.conftest import Come
from tests.browser.desk_clerk import DESKTOP, PHONE, Clerk, clerk_at, staff_pages
from tests.browser.test_desk_tickets import come_in
from tests.integration.consoles.call_office import open_call_office
from tests.integration.consoles.objection_office import open_objection_office
from tests.integration.consoles.staff_desk import StaffDesk
from tests.integration.consoles.supervision_office import open_supervision
from tests.integration.consoles.talk_office import open_talk_office
from tests.integration.consoles.ticket_office import TicketOffice, open_ticket_office

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
GRAVE = frozenset({"serious", "critical"})
STANDARD = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
STATIONS = ("received", "poor", "bad", "extension")


async def faults(page: Page) -> list[str]:
    """What axe-core finds that is serious: the rule, and where."""
    found: Any = await Axe().run(page, options=STANDARD)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])}) {one['nodes'][0]['failureSummary'][:160]}"
        for one in found.response["violations"]
        if one["impact"] in GRAVE
    ]


@asynccontextmanager
async def clerk_on(office: StaffDesk, chromium: Browser, size: tuple[int, int]) -> AsyncIterator[Clerk]:
    """A clerk at the pages of an office."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TestServer(office.app))
        yield await stack.enter_async_context(clerk_at(chromium, str(server.make_url("")).rstrip("/"), size))


async def passes(clerk: Clerk, *paths: str) -> None:
    """Nothing serious on these pages, with every box open."""
    for path in paths:
        await clerk.open(path)
        await clerk.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert await faults(clerk.page) == [], path


@pytest_asyncio.fixture(loop_scope="session")
async def tickets(tmp_path: Path) -> AsyncIterator[TicketOffice]:
    """The pages about tickets."""
    async with open_ticket_office(tmp_path) as running:
        yield running


async def test_the_check_finds_what_it_should(chromium: Browser) -> None:
    """A button without a name and a text that is too pale are serious."""
    page = await chromium.new_page()
    await page.set_content(
        "<html lang=zh><title>x</title><main><button></button><p style='color:#ccc'>这一行字太淡</p></main>"
    )
    assert {fault.partition(":")[0] for fault in await faults(page)} == {"button-name", "color-contrast"}
    await page.close()


@SIZES
async def test_accounts_and_the_door(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """Sign-in, staff, one account, the audit trail, the password, a page that is not there."""
    async with staff_pages(tmp_path) as (_, url), clerk_at(chromium, url, size) as boss:
        await boss.open("/desk/sign-in")
        assert await faults(boss.page) == []
        await come_in(boss, "boss")
        for path in ("/desk/staff", "/desk/staff/police", "/desk/audit", "/desk/password", "/desk/none"):
            await boss.open(path)
            assert await faults(boss.page) == [], path
        await boss.press("?")
        assert await faults(boss.page) == []


@SIZES
async def test_tickets(tickets: TicketOffice, chromium: Browser, size: tuple[int, int]) -> None:
    """Queue, list, and tickets at several stations with every form open."""
    found = [await tickets.at(station) for station in STATIONS]
    async with clerk_on(tickets, chromium, size) as clerk:
        await come_in(clerk, "chief")
        await passes(clerk, "/desk/", "/desk/tickets", *(f"/desk/tickets/{ticket.number}" for ticket in found))


@SIZES
async def test_supervision(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """The overview, the lists that its figures open to, and the reminders."""
    async with open_supervision(tmp_path) as running, clerk_on(running.office, chromium, size) as chief:
        await running.busy()
        await come_in(chief, "chief")
        await passes(chief, "/desk/supervision", "/desk/supervision/tickets", "/desk/supervision/reminders")
        await passes(chief, "/desk/reminders")


@SIZES
async def test_objections(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """The list, and one that has just come."""
    async with open_objection_office(tmp_path) as office, clerk_on(office, chromium, size) as clerk:
        objection = await office.objected()
        await come_in(clerk, "officer")
        told = await office.objection_at("told")
        await passes(clerk, "/desk/objections/", f"/desk/objections/{objection.number}")
        await passes(clerk, f"/desk/objections/{told.number}", "/desk/objections/figures")
        await passes(clerk, "/desk/objections/figures/list?trait=upheld")


@SIZES
async def test_the_call_pad(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """Empty, with candidates; today's calls, the gaps."""
    async with open_call_office(tmp_path) as office, clerk_on(office, chromium, size) as clerk:
        await come_in(clerk, "operator", "/desk/calls/")
        assert await faults(clerk.page) == []
        await clerk.write("身份证丢了咋补")
        await expect(clerk.page.locator("main")).to_contain_text("居民身份证")
        assert await faults(clerk.page) == []
        await passes(clerk, "/desk/calls/today", "/desk/gaps")


@SIZES
async def test_the_live_desk(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """Empty, with a queue, with talks, with each box open; a talk that is read, the talks of a day."""
    async with open_talk_office(tmp_path) as office, clerk_on(office, chromium, size) as clerk:
        await come_in(clerk, "operator", "/desk/talks/")
        assert await faults(clerk.page) == []
        for at, reason in enumerate((Reason.ASKED, Reason.EMERGENCY, Reason.ANGRY)):
            office.talks.hear(f"web:{at}", "citizen", "楼道里没有灯")
            office.talks.hear(f"web:{at}", "assistant", "请说明地点")
            office.talks.ask(f"web:{at}", reason)
        await expect(clerk.page.locator("#waiting li")).to_have_count(3)
        assert await faults(clerk.page) == []
        for number in (2, 1):
            await clerk.press("Alt+t")
            await expect(clerk.page.locator(f"#say-{number}")).to_be_focused()
        await clerk.write("您好")
        await clerk.press("Enter")
        await expect(clerk.page.locator(".is-mine[data-delivery]")).to_have_count(1)
        assert await faults(clerk.page) == []
        await clerk.press("/")
        assert await faults(clerk.page) == []
        for key in ("Alt+x", "Alt+e"):
            await clerk.press("Escape", key)
            await expect(clerk.page.locator("dialog[open]")).to_be_visible()
            assert await faults(clerk.page) == [], key
        await passes(clerk, "/desk/talks/1", "/desk/talks/done")


@pytest.mark.parametrize("width", [390, 1366], ids=["phone", "desktop"])
async def test_the_chat_page(come: Come, width: int) -> None:
    """Before and after an answer."""
    visitor = await come(width=width)
    assert await faults(visitor.page) == []
    await visitor.page.get_by_role("textbox").fill("身份证丢了咋补")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page.locator("body")).to_contain_text("身份证丢了咋补")
    assert await faults(visitor.page) == []
