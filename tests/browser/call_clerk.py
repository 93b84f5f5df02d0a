"""An operator at the call pad in a real browser, without a mouse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from tests.browser.desk_clerk import PATIENCE_MS, Clerk
from tests.integration.consoles.call_office import CallOffice, open_call_office

CARD = "身份证丢了补办要啥材料"
LAMP = "红旗街道幸福小区3号楼楼下路灯坏了一个月没人修 我电话13804341234"
NUMBER = "13804341234"


@asynccontextmanager
async def pad_pages(folder: Path) -> AsyncIterator[tuple[CallOffice, str]]:
    """The pad and its address; what is expected may take as long as on a busy machine."""
    expect.set_options(timeout=PATIENCE_MS)
    async with open_call_office(folder) as office, TestServer(office.app) as server:
        yield office, str(server.make_url("")).rstrip("/")


async def enter(clerk: Clerk, login: str = "operator", path: str = "/desk/calls/") -> None:
    """Through the door to the pad; the cursor stands in the text."""
    await clerk.open(path)
    await clerk.sign_in(login)
    await clerk.page.wait_for_url(f"**{path}")
    await clerk.ready()


async def hear(clerk: Clerk, text: str) -> None:
    """Type it in the place of what stands there, and wait until the candidates belong to it."""
    await clerk.press("F2", "Control+a")
    await clerk.write(text)
    await expect(clerk.page.locator("#found")).to_have_attribute("data-text", text)


async def chosen(page: Page, name: str) -> None:
    """Wait until this candidate is the chosen one."""
    await page.wait_for_selector(f".candidate.is-chosen .candidate-name:text-is('{name}')")


async def focus_is(page: Page, selector: str) -> None:
    """Wait until the focus is there."""
    await expect(page.locator(selector)).to_be_focused()
