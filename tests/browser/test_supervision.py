"""Supervision in a real browser: at a desk and on a phone, bell and heartbeat included."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from tests.browser.desk_clerk import DESKTOP, PHONE, Clerk, clerk_at
from tests.browser.test_desk_sign_in import CONTRAST
from tests.integration.consoles.supervision_office import SupervisionOffice, open_supervision

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PAGES = (
    "/desk/supervision",
    "/desk/supervision?by=month",
    "/desk/supervision/tickets?trait=late-now",
    "/desk/supervision/reminders",
    "/desk/reminders",
)


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[tuple[SupervisionOffice, str]]:
    """The pages after some weeks, and their address."""
    async with open_supervision(tmp_path) as office, TestServer(office.office.app) as server:
        await office.busy()
        yield office, str(server.make_url("")).rstrip("/")


async def enter(clerk: Clerk, login: str, path: str = "/desk/supervision") -> None:
    """Through the door to a page."""
    await clerk.open(path)
    await clerk.sign_in(login)
    await clerk.page.wait_for_url(f"**{path}")
    await clerk.ready()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_supervision_fits_and_can_be_read(
    running: tuple[SupervisionOffice, str], chromium: Browser, size: tuple[int, int], tmp_path: Path
) -> None:
    """Nothing sticks out, every text stands out from its ground (WCAG 1.4.3), at the largest text too."""
    async with clerk_at(chromium, running[1], size) as chief:
        await enter(chief, "chief")
        for turn in range(3):
            for path in PAGES:
                await chief.open(path)
                assert await chief.overflow() <= 0, path
                assert await chief.page.evaluate(CONTRAST) == [], path
                name = f"{turn}{path.replace('/', '-').replace('?', '-')}.png"
                await chief.page.screenshot(path=tmp_path / name, full_page=True)
            await chief.page.click("#text-size")


async def test_a_figure_leads_to_its_tickets_and_on_to_one(
    running: tuple[SupervisionOffice, str], chromium: Browser
) -> None:
    """By keyboard: the first figure, its list, the ticket."""
    async with clerk_at(chromium, running[1]) as chief:
        await enter(chief, "chief")
        late = chief.page.locator(".stand-late-now")
        count = await late.locator("strong").inner_text()
        await late.focus()
        await chief.press("Enter")
        await chief.page.wait_for_url("**/desk/supervision/tickets?trait=late-now")
        assert f"共 {count} 件" in await chief.page.locator("#found").inner_text()
        assert await chief.page.locator("tr[data-number]").count() == int(count)
        number = await chief.page.locator("tr[data-number]").first.get_attribute("data-number")
        await chief.page.locator("[data-line]").first.focus()
        await chief.press("Enter")
        await chief.page.wait_for_url(f"**/desk/tickets/{number}")


async def test_a_file_is_taken_twice_with_a_reason(running: tuple[SupervisionOffice, str], chromium: Browser) -> None:
    """The page stays open; masked by a link, whole by a form that asks why."""
    async with clerk_at(chromium, running[1]) as chief:
        await enter(chief, "chief")
        async with chief.page.expect_download() as taken:
            await chief.page.get_by_role("link", name="导出 CSV").click()
        assert (await taken.value).suggested_filename.startswith("工单2")
        await chief.page.get_by_text("导出完整的个人信息").click()
        await chief.page.fill("#export-reason", "省里抽查回访")
        async with chief.page.expect_download() as taken:
            await chief.press("Enter")
        assert (await taken.value).suggested_filename.startswith("工单（含个人信息）")
        assert chief.page.url.endswith("/desk/supervision")


async def test_the_bell_and_the_banner_keep_up(running: tuple[SupervisionOffice, str], chromium: Browser) -> None:
    """Unread reminders are counted until they are read; a standstill turns the banner red, life takes it away."""
    office, url = running
    async with clerk_at(chromium, url) as chief:
        await enter(chief, "chief")
        banner, bell = chief.page.locator("#heartbeat"), chief.page.locator(".bell-count")
        await bell.wait_for(state="visible")
        assert int(await bell.inner_text()) > 0
        assert await banner.is_hidden()
        await chief.press("g", "r")
        await chief.page.wait_for_url("**/desk/reminders")
        assert await chief.page.get_by_text("未读").count() > 0
        await chief.ready()
        await chief.page.clock.install()
        await chief.page.reload()
        await chief.ready()
        await bell.wait_for(state="hidden")
        office.office.clock.move(minutes=10)
        await chief.page.clock.run_for(31_000)
        await banner.wait_for(state="visible")
        assert "时钟停了，自" in await banner.inner_text()
        assert "is-stopped" in str(await banner.get_attribute("class"))
        await office.worker.once()
        await chief.page.clock.run_for(31_000)
        await banner.wait_for(state="hidden")
