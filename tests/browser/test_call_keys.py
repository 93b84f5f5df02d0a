"""Every key that the call pad promises, in a real browser; the mouse is never touched."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.domain.calls.pick import Pick
from bot.domain.guides.facet import Facet
from bot.settings import ROOT
from tests.browser.call_clerk import CARD, LAMP, NUMBER, chosen, enter, focus_is, hear, pad_pages
from tests.browser.desk_clerk import Clerk, clerk_at
from tests.integration.consoles.call_office import CallOffice
from tests.integration.consoles.staff_desk import named

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
FACETS = tuple(Facet)
HELP = "docs/callpad.md"


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[tuple[CallOffice, str]]:
    """The pad and its address."""
    async with pad_pages(tmp_path) as pages:
        yield pages


async def picks(office: CallOffice) -> list[Pick]:
    """What was adopted, the oldest first."""
    now = office.clock.now()
    return list(reversed(await office.parts.picks.between(now.replace(year=2025), now.replace(year=2027), 99)))


async def place_of(clerk: Clerk, name: str) -> int:
    """How many rows stand above the first one of an item."""
    row = clerk.page.locator(".candidate", has=clerk.page.locator(f".candidate-name:text-is('{name}')")).first
    return int((await row.get_attribute("id") or "").removeprefix("candidate-"))


async def test_arrows_walk_over_all_matters_and_enter_adopts(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """From the first candidate of the first matter to the last of the last, not beyond; the text is left as it is."""
    office, url = running
    text = f"{CARD} 另外养犬登记在哪办"
    async with clerk_at(chromium, url) as clerk:
        await clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await enter(clerk)
        await hear(clerk, text)
        rows = clerk.page.locator(".candidate")
        count = await rows.count()
        assert await clerk.page.locator(".block").count() == 2
        await clerk.press("ArrowUp")
        await expect(rows.first).to_have_attribute("aria-selected", "true")
        await clerk.press(*["ArrowDown"] * (count + 2))
        await expect(rows.last).to_have_attribute("aria-selected", "true")
        await expect(clerk.page.locator("#heard")).to_have_attribute("aria-activedescendant", f"candidate-{count - 1}")
        for name, label in (("居民身份证丢失补领", "要带什么"), ("养犬登记", "去哪儿办")):
            await clerk.press(*["ArrowUp"] * count)
            await clerk.press(*["ArrowDown"] * await place_of(clerk, name))
            await clerk.press("Enter")
            await clerk.page.wait_for_selector(f"#done:has-text('已采用：{name}（{label}），已复制')")
            office.clock.move(seconds=1)
        copied = await clerk.page.evaluate("navigator.clipboard.readText()")
        assert "养犬登记（去哪儿办）" in copied
        assert "来源：" in copied
        assert await clerk.page.input_value("#heard") == text
        await focus_is(clerk.page, "#heard")
    assert [(one.code, one.facet) for one in await picks(office)] == [
        ("SL-GA-003", "materials"),
        ("SL-GA-031", "location"),
    ]


async def test_every_facet_has_a_key(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """Alt with 1 to 9, then Alt and Shift with 1 to 5; the number stands in the candidate."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await hear(clerk, CARD)
        await chosen(clerk.page, "居民身份证丢失补领")
        keys = [f"Alt+Digit{number}" for number in range(1, 10)]
        keys += [f"Alt+Shift+Digit{number}" for number in range(1, len(FACETS) - 8)]
        assert len(keys) == len(FACETS) == 14
        for key, facet in zip(keys, FACETS, strict=True):
            await clerk.press(key)
            current = clerk.page.locator(".is-chosen .facet[aria-current]")
            await expect(current).to_have_attribute("data-facet", facet.value)
            number, shift = key[-1], "⇧" if "Shift" in key else ""
            await expect(current.locator("kbd")).to_have_text(f"{shift}{number}")
        await expect(clerk.page.locator(".is-chosen .candidate-field")).not_to_be_empty()


@pytest.mark.parametrize("key", ["F8", "Alt+Digit0"])
async def test_none_of_these_has_two_keys(running: tuple[CallOffice, str], chromium: Browser, key: str) -> None:
    """What is noted is what stands in the field now, be it ever so new."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await hear(clerk, "护照")
        await clerk.press("Control+a")
        await clerk.write("旺财的小牌牌要上哪整")
        await clerk.press(key)
        await clerk.page.wait_for_selector("#done:has-text('都不是')")
    (pick,) = await picks(office)
    assert (pick.text, pick.code, pick.rank) == ("旺财的小牌牌要上哪整", "", 0)
    assert [group.text for group in await office.parts.gaps.waiting()] == ["旺财的小牌牌要上哪整"]


async def test_enter_adopts_nothing_that_was_not_seen(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """Pressed before the candidates of the new words were there, it only says so."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await hear(clerk, "护照到期换一本多少钱")
        await clerk.press("Control+a")
        await clerk.write("养犬登记在哪办")
        await clerk.press("Enter")
        await clerk.page.wait_for_selector("#done:has-text('候选刚刚更新')")
        assert await picks(office) == []
        await chosen(clerk.page, "养犬登记")
        await clerk.press("Enter")
        await clerk.page.wait_for_selector("#done:has-text('已采用：养犬登记')")


async def test_function_keys_lead_everywhere(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """F4 to the number, F2 back, F9 to the order, Ctrl+Enter to the wrap-up, Shift+Enter a new line, Esc clears."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        page = clerk.page
        await enter(clerk)
        await hear(clerk, CARD)
        await clerk.press("F4")
        await focus_is(page, "#caller")
        await clerk.write(NUMBER)
        await clerk.press("Enter")
        await page.wait_for_selector("#caller-known:has-text('没有留下过工单')")
        await clerk.press("F2")
        await focus_is(page, "#heard")
        await clerk.press("End", "Shift+Enter")
        await clerk.write("养犬登记在哪办")
        await expect(page.locator("#heard")).to_have_value(f"{CARD}\n养犬登记在哪办")
        await expect(page.locator(".block")).to_have_count(2)
        await clerk.press("F9")
        await focus_is(page, "#o-matter")
        await expect(page.locator("#o-phone")).to_have_value(NUMBER)
        await clerk.press("F2", "Escape")
        await page.wait_for_selector("dialog[open]:has-text('清空听到的话')")
        await clerk.press("F8", "Escape")
        await expect(page.locator("#heard")).to_have_value(re.compile("养犬"))
        await clerk.press("Escape")
        await page.wait_for_selector("dialog[open]:has-text('清空听到的话')")
        await clerk.press("Tab", "Enter")
        await expect(page.locator("#heard")).to_have_value("")
        await page.wait_for_selector("#nothing:visible")
        await clerk.press("Control+Enter")
        await focus_is(page, "#end [value=answered]")


async def file_by_keys(clerk: Clerk) -> None:
    """The half-filled order, checked field by field with Tab, sent with Enter."""
    page = clerk.page
    await hear(clerk, LAMP)
    await clerk.press("F9")
    await expect(page.locator("#o-type")).to_have_value("complaint")
    await clerk.press(*["Tab"] * 6)
    await focus_is(page, "#o-place")
    await clerk.press("Control+a", "Delete", *["Tab"] * 3)
    await focus_is(page, "#o-phone")
    await expect(page.locator("#o-phone")).to_have_value(NUMBER)
    await clerk.press("Enter")
    await page.wait_for_selector("#fault-place:visible")
    await focus_is(page, "#o-place")
    await clerk.write("幸福小区3号楼")
    await clerk.press("Enter")
    await page.wait_for_selector("#filed .read-out:has-text('查询码')")


async def test_the_order_and_the_wrap_up_by_keys(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """Filed once, read out, wrapped up with a remark; the next call begins with an empty pad."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        page = clerk.page
        await enter(clerk)
        await file_by_keys(clerk)
        await focus_is(page, "#filed .read-out a")
        await clerk.press("Control+Enter")
        await focus_is(page, "#end [value=filed]")
        await clerk.press("ArrowDown")
        await expect(page.locator("#end [value=handed]")).to_be_checked()
        await clerk.press("Control+Enter")
        await page.wait_for_selector("#end-fault:has-text('转交给谁')")
        await focus_is(page, "#remark")
        await clerk.write("转住建局值班室")
        await clerk.press("Control+Enter")
        await page.wait_for_url("**/desk/calls/?new=1")
        await clerk.ready()
        await focus_is(page, "#heard")
        assert await page.input_value("#heard") == ""
        assert await page.locator(".flash-note:visible").count() == 0
    today = await office.parts.pad.today(named("operator"))
    assert [(call.outcome.label if call.outcome else "", call.remark) for call in today] == [
        ("已转交", "转住建局值班室")
    ]


async def test_a_wrap_up_does_not_throw_an_open_order_away_unasked(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """No is the harmless answer: the order is still there."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await hear(clerk, LAMP)
        await clerk.press("F9")
        await expect(clerk.page.locator("#o-type")).to_have_value("complaint")
        await clerk.press("Control+Enter", "Space", "Control+Enter")
        await clerk.page.wait_for_selector("dialog[open]:has-text('工单还没有建')")
        await clerk.press("Enter")
        await expect(clerk.page.locator("dialog[open]")).to_have_count(0)
        await expect(clerk.page.locator("#order")).to_be_visible()
        await expect(clerk.page.locator("#o-matter")).to_have_value(LAMP)


async def test_a_second_call_comes_in(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """Alt+N begins it, g c comes to the pad from elsewhere, the first call is offered again."""
    _, url = running
    async with clerk_at(chromium, url) as clerk:
        page = clerk.page
        await enter(clerk)
        await hear(clerk, CARD)
        await clerk.press("Alt+n")
        await page.wait_for_url("**/desk/calls/?new=1")
        await clerk.ready()
        await expect(page.locator(".flash-note:visible")).to_contain_text(CARD)
        await clerk.open("/desk/calls/today")
        await clerk.press("g", "c")
        await page.wait_for_url("**/desk/calls/")
        await clerk.ready()
        await expect(page.locator("#heard")).to_have_value(CARD)


async def test_what_the_help_lists_is_what_the_guide_promises(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """Each key of the pad's own line and of the overlay stands in the guide."""
    _, url = running
    page_of_keys = (ROOT / HELP).read_text("utf-8")
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        shown = await clerk.page.locator("#pad kbd").all_inner_texts()
        await clerk.page.evaluate("document.activeElement.blur()")
        await clerk.press("?")
        await clerk.page.wait_for_selector("#keys[open]")
        listed = await clerk.page.locator("#keys dt kbd").all_inner_texts()
    for key in {*shown, "F2", "F4", "F8", "F9", "Alt+N", "Ctrl+Enter"}:
        assert f"`{key}`" in page_of_keys or "+".join(f"`{part}`" for part in key.split("+")) in page_of_keys, key
    assert {"F2", "F4", "F8", "F9", "Alt+N", "Ctrl+Enter"} <= set(listed)
