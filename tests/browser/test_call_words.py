"""What callers say and operators paste: long, rough, empty, foreign, wrong; and callers with a history."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.call_clerk import CARD, LAMP, NUMBER, chosen, enter, hear, pad_pages
from tests.browser.desk_clerk import DESKTOP, PHONE, clerk_at
from tests.integration.consoles.call_office import CallOffice, ask
from tests.integration.consoles.staff_desk import browser_at

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
CHATTER = "喂你好能听见吗我这边信号不太好我在地里呢风大我跟你说啊就是我家的事儿我想打听打听你别着急慢慢听我说啊那什么"
ROUGH = (
    f"{CHATTER * 20} 还有就是养犬登记在哪办 另外红旗街道幸福小区3号楼楼下路灯坏了一个月没人修"
    f" 对了护照到期换一本多少钱 再问一下{CHATTER * 18}"
)
"""Some two thousand characters without a mark, as a machine writes down what it hears."""


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[tuple[CallOffice, str]]:
    """The pad and its address."""
    async with pad_pages(tmp_path) as pages:
        yield pages


async def test_a_rough_transcript_of_two_thousand_characters_is_pasted(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """Its matters are told apart, also those far behind; the page holds, and the words are kept whole."""
    assert 1900 < len(ROUGH) < 2200
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        page = clerk.page
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await enter(clerk)
        await page.evaluate("text => navigator.clipboard.writeText(text)", ROUGH)
        await clerk.press("Control+v")
        await expect(page.locator("#heard")).to_have_value(ROUGH)
        await expect(page.locator("#found")).to_have_attribute("data-text", ROUGH)
        await expect(page.locator(".block-demand")).to_have_count(1)
        shown = await page.locator(".candidate-name").all_inner_texts()
        assert "养犬登记" in shown
        assert await clerk.overflow() <= 0
        await expect(page.locator("#pad[data-unsaved]")).to_have_count(0)
        await page.reload()
        await clerk.ready()
        await expect(page.locator("#heard")).to_have_value(ROUGH)


@pytest.mark.parametrize(
    "text", ["😀👍🏻🙏", "？？？", "   ", "<b>&amp;</b>"], ids=["emoji", "marks", "blanks", "markup"]
)
async def test_what_says_nothing_shows_nothing(running: tuple[CallOffice, str], chromium: Browser, text: str) -> None:
    """No candidate, no complaint, and the next words are read as ever."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await clerk.page.fill("#heard", text)
        await expect(clerk.page.locator("#found")).to_have_attribute("data-text", text)
        assert await clerk.page.locator("#trouble:visible").count() == 0
        await clerk.press("Enter")
        assert await clerk.page.input_value("#heard") == text
        await hear(clerk, CARD)
        await chosen(clerk.page, "居民身份证丢失补领")


@pytest.mark.parametrize(
    "text", ["身份證丟了補辦要啥材料", "😀身份证丢了补办要啥材料👍"], ids=["traditional", "with-emoji"]
)
async def test_other_scripts_are_read(running: tuple[CallOffice, str], chromium: Browser, text: str) -> None:
    """As the bot reads them."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await clerk.page.fill("#heard", text)
        await chosen(clerk.page, "居民身份证丢失补领")


async def test_a_number_that_is_none_is_told(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """Letters, too few digits, an identity number: nothing is looked up, what was typed stays."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        for typed in ("abc", "1380434", "220382199001011234"):
            await clerk.press("F4")
            await clerk.write(typed)
            await clerk.press("Enter")
            await clerk.page.wait_for_selector("#caller-known .fault:has-text('不是完整的电话号码')")
            await expect(clerk.page.locator("#caller")).to_have_value(typed)
        await clerk.press("F4", "Delete", "Enter")
        await expect(clerk.page.locator("#caller-known")).to_be_empty()
    assert "caller_seen" not in [one.deed.action for one in await office.room.audit.newest(9)]


async def ten_tickets(office: CallOffice) -> None:
    """A caller who has come ten times, with long stories under a long name."""
    async with browser_at(office) as browser:
        await browser.sign_in("operator", onward="/desk/calls/")
        for number in range(10):
            call, story = uuid.uuid4().hex, f"第{number}回 {LAMP} " * 4
            await ask(browser, f"/desk/calls/{call}/draft", {"text": story, "caller": NUMBER, "version": 0})
            order = {"form": uuid.uuid4().hex, "matter": story, "type": "complaint", "place": "楼下", "phone": NUMBER}
            order |= {"name": "欧阳诸葛慕容司马上官", "privacy": "named"}
            status, _ = await ask(browser, f"/desk/calls/{call}/orders", order)
            assert status == 200
            await ask(browser, f"/desk/calls/{call}/end", {"outcome": "filed", "text": story, "version": 1})
            office.clock.move(minutes=1)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_caller_with_ten_tickets_does_not_push_the_work_order_away(
    running: tuple[CallOffice, str], chromium: Browser, size: tuple[int, int]
) -> None:
    """Three tickets in sight, the rest and the calls on demand, by keyboard; what is heard stays on the screen."""
    office, url = running
    await ten_tickets(office)
    async with clerk_at(chromium, url, size) as clerk:
        page = clerk.page
        await enter(clerk)
        await hear(clerk, f"{CARD} 另外{LAMP}")
        await clerk.press("F4")
        await clerk.write(NUMBER)
        await clerk.press("Enter")
        await expect(page.locator("#caller-known .known:visible")).to_have_count(3)
        rest = page.locator("#caller-known summary")
        await expect(rest).to_have_text(["其余 7 件工单", "来过 10 次电话，最近 2026-11-23 12:09"])
        await rest.first.focus()
        await clerk.press("Enter")
        await expect(page.locator("#caller-known .known:visible")).to_have_count(10)
        await clerk.press("Enter", "F9")
        await expect(page.locator("#o-type")).to_have_value("complaint")
        await expect(page.locator("#o-matter")).to_be_in_viewport()
        if size == DESKTOP:
            await expect(page.locator("#heard")).to_be_in_viewport(ratio=1)
        assert await clerk.overflow() <= 0
