"""The call pad in a real browser: a day of an operator by keyboard alone, two tabs, a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.call_clerk import CARD, LAMP, chosen, enter, pad_pages
from tests.browser.desk_clerk import DESKTOP, PHONE, Clerk, clerk_at
from tests.browser.test_desk_sign_in import CONTRAST
from tests.integration.consoles.call_office import CallOffice

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[tuple[CallOffice, str]]:
    """The pad and its address."""
    async with pad_pages(tmp_path) as pages:
        yield pages


async def file_order(clerk: Clerk) -> None:
    """From what was heard to a number that can be read out."""
    page = clerk.page
    await clerk.press("Control+a")
    await clerk.write(LAMP)
    await page.wait_for_selector(".block-demand:has-text('投诉')")
    await clerk.press("F4")
    await clerk.write("13804341234")
    await clerk.press("Enter")
    await page.wait_for_selector("#caller-known:has-text('没有留下过工单')")
    await clerk.press("F9")
    await expect(page.locator("#o-type")).to_have_value("complaint")
    assert await page.input_value("#o-phone") == "13804341234"
    assert await page.input_value("#o-district") == "红旗街道"
    await page.focus("#order .button-main")
    await clerk.press("Enter")
    await page.wait_for_selector("#filed .read-out:has-text('查询码')")


async def test_a_day_of_an_operator_by_keyboard_alone(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """She answers, switches a facet, says that none fits, files a work order, wraps up, and loses nothing."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await enter(clerk)
        page = clerk.page
        assert await clerk.focused() == "heard"

        await clerk.write(CARD)
        await chosen(page, "居民身份证丢失补领")
        await clerk.press("ArrowDown")
        await clerk.press("ArrowUp")
        await chosen(page, "居民身份证丢失补领")
        await clerk.press("Alt+5")
        await page.wait_for_selector(".is-chosen .facet[aria-current][data-facet=fee]")
        await clerk.press("Enter")
        await page.wait_for_selector("#done:has-text('已采用：居民身份证丢失补领（多少钱），已复制')")
        assert "元" in await page.evaluate("navigator.clipboard.readText()")
        assert await clerk.focused() == "heard"

        await clerk.press("Escape")
        await page.wait_for_selector("dialog[open]")
        await clerk.press("Tab", "Enter")
        await page.wait_for_selector("#nothing:visible")
        await clerk.write("旺财的本本要上哪整")
        await page.wait_for_selector("#found[data-text='旺财的本本要上哪整']")
        await clerk.press("F8")
        await page.wait_for_selector("#done:has-text('都不是')")

        await file_order(clerk)
        await clerk.press("Control+Enter")
        assert await page.is_checked("#end [value=filed]")
        await clerk.press("Control+Enter")
        await page.wait_for_url("**/desk/calls/?new=1")
        await clerk.ready()
        assert await page.input_value("#heard") == ""
        await clerk.open("/desk/calls/today")
        assert "已建工单" in await page.inner_text("main")
    now = office.clock.now()
    picks = await office.parts.picks.between(now, now.replace(year=2027), 9)
    assert sorted((one.code, one.facet, one.rank) for one in picks) == [("", "", 0), ("SL-GA-003", "fee", 1)]


async def test_a_browser_that_died_loses_nothing(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """The text is there at the next sign-in; an old tab is asked which text counts."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await clerk.write(LAMP)
        await clerk.page.wait_for_selector("#saved:has-text('已保存')")
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        assert await clerk.page.input_value("#heard") == LAMP
        tab = await clerk.page.context.new_page()
        await tab.goto(f"{url}/desk/calls/")
        await tab.wait_for_selector("html.ready")
        await clerk.write(" 左边")
        await clerk.page.wait_for_selector("#saved:text-is('已保存')")
        await tab.bring_to_front()
        await tab.keyboard.type(" 右边")
        await tab.wait_for_selector("#two-tabs[open]")
        assert "左边" in await tab.inner_text("#other-text")
        await tab.keyboard.press("Enter")
        assert await tab.input_value("#heard") == f"{LAMP} 左边"


async def test_stale_answers_are_dropped_and_a_slow_engine_is_told(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """What is shown belongs to what stands in the field; no key waits for an engine that rests, the page returns to it."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        office.engine.weather = "slow"
        await clerk.write("护照到期")
        await clerk.page.wait_for_selector("#by-cues:visible")
        office.engine.asked.clear()
        await clerk.press("Control+a")
        await clerk.write(CARD)
        await chosen(clerk.page, "居民身份证丢失补领")
        assert await clerk.page.is_visible("#by-cues")
        assert office.engine.asked == []
        office.engine.weather = "fair"
        office.clock.move(seconds=10)
        await expect(clerk.page.locator("#by-cues")).to_be_hidden()
        assert office.engine.asked != []
        assert "居民身份证丢失补领" in await clerk.page.inner_text("#told")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_pages_fit_and_can_be_read(
    running: tuple[CallOffice, str], chromium: Browser, size: tuple[int, int]
) -> None:
    """Nothing sticks out, every text stands out from its ground (WCAG 1.4.3), at the largest text too."""
    _, url = running
    async with clerk_at(chromium, url, size) as clerk:
        await enter(clerk, "chief")
        for _ in range(2):
            await clerk.page.fill("#heard", f"{CARD} 还有{LAMP} 着火了快来人")
            await clerk.page.wait_for_selector(".alarm")
            await clerk.page.click("#fill-order")
            assert await clerk.overflow() <= 0
            assert await clerk.page.evaluate(CONTRAST) == []
            for path in ("/desk/calls/today", "/desk/gaps", "/desk/calls/figures", "/desk/calls/figures/examples"):
                await clerk.open(path)
                assert await clerk.overflow() <= 0, path
                assert await clerk.page.evaluate(CONTRAST) == [], path
            await clerk.page.click("#text-size")
            await clerk.page.click("#text-size")
            await clerk.open("/desk/calls/?new=1")
