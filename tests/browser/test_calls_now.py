"""The page of the calls that go on, in a supervisor's browser: it renews itself, is read aloud, and fits."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.call_clerk import CARD, chosen, enter, pad_pages
from tests.browser.desk_clerk import DESKTOP, PHONE, clerk_at
from tests.browser.test_accessibility import faults

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_supervisor_sees_calls_come_and_go(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    """What the operator writes and reads out appears by itself; so does the end."""
    async with (
        pad_pages(tmp_path) as (_, url),
        clerk_at(chromium, url) as operator,
        clerk_at(chromium, url, size) as chief,
    ):
        await enter(chief, "chief", "/desk/calls/now")
        await expect(chief.page.locator("main")).to_contain_text("现在没有通话")
        assert await faults(chief.page) == []
        await enter(operator)
        await operator.write(CARD)
        await chosen(operator.page, "居民身份证丢失补领")
        await operator.press("Enter")
        row = chief.page.locator("[data-call]")
        await expect(row).to_contain_text("居民身份证丢失补领", timeout=20_000)
        await expect(chief.page.locator("#now-word")).to_have_text("正在通话 1 通")
        assert await faults(chief.page) == []
        assert await chief.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await operator.press("Control+Enter")
        await operator.page.check("#end [value=answered]")
        await operator.press("Control+Enter")
        await operator.page.wait_for_url("**/desk/calls/?new=1")
        await expect(chief.page.locator("main")).to_contain_text("现在没有通话", timeout=20_000)
        await expect(chief.page.locator('[data-label="已答复"]')).to_have_text("1")
