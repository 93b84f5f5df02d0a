"""What the operator typed is never lost: reload, a dead server, a session that ran out, a browser that died."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from tests.browser.call_clerk import LAMP, NUMBER, enter, hear, pad_pages
from tests.browser.desk_clerk import Clerk, clerk_at
from tests.integration.consoles.call_office import CallOffice, open_call_office
from tests.integration.consoles.staff_desk import named

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
HALF, REMARK = "1380434", "转住建局，等回"


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[tuple[CallOffice, str]]:
    """The pad and its address."""
    async with pad_pages(tmp_path) as pages:
        yield pages


async def begin(clerk: Clerk) -> None:
    """Something in every field that can be typed in."""
    page = clerk.page
    await hear(clerk, LAMP)
    await clerk.press("F9")
    await expect(page.locator("#o-type")).to_have_value("complaint")
    await page.fill("#o-matter", "路灯坏了，老人摔了")
    await page.fill("#o-happened", "上个月底")
    await page.check("#order [name=is_urgent]")
    await page.select_option("#o-privacy", index=1)
    await clerk.press("F4")
    await clerk.write(HALF)
    await clerk.press("Control+Enter", "ArrowDown", "ArrowDown")
    await expect(page.locator("#end [value=handed]")).to_be_checked()
    await page.fill("#remark", REMARK)


async def all_is_there(page: Page) -> None:
    """What `begin` left."""
    await expect(page.locator("#heard")).to_have_value(LAMP)
    await expect(page.locator("#caller")).to_have_value(HALF)
    await expect(page.locator("#o-matter")).to_have_value("路灯坏了，老人摔了")
    await expect(page.locator("#o-happened")).to_have_value("上个月底")
    await expect(page.locator("#o-type")).to_have_value("complaint")
    await expect(page.locator("#o-district")).to_have_value("红旗街道")
    await expect(page.locator("#o-phone")).to_have_value(NUMBER)
    await expect(page.locator("#order [name=is_urgent]")).to_be_checked()
    await expect(page.locator("#o-privacy")).not_to_have_value("named")
    await expect(page.locator("#end [value=handed]")).to_be_checked()
    await expect(page.locator("#remark")).to_have_value(REMARK)


async def saved(page: Page) -> None:
    """Wait until nothing is kept in the browser any more: the server has it."""
    await expect(page.locator("#pad[data-unsaved]")).to_have_count(0)


async def test_everything_is_there_after_a_reload_and_in_a_new_browser(
    running: tuple[CallOffice, str], chromium: Browser
) -> None:
    """Text, half a number, half a work order, the wrap-up; the order is then filed as it stands, and is gone."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await begin(clerk)
        await clerk.page.reload()
        await clerk.ready()
        await all_is_there(clerk.page)
        await saved(clerk.page)
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await all_is_there(clerk.page)
        await clerk.page.focus("#order .button-main")
        await clerk.press("Enter")
        await clerk.page.wait_for_selector("#filed .read-out:has-text('查询码')")
        await saved(clerk.page)
        await clerk.page.reload()
        await clerk.ready()
        await expect(clerk.page.locator("#filed .read-out")).to_have_count(1)
        await expect(clerk.page.locator("#order")).to_be_hidden()
        await expect(clerk.page.locator("#remark")).to_have_value(REMARK)
    (call,) = await office.parts.pad.open_calls(named("operator"))
    (ticket,) = await office.parts.pad.tickets_of(call)
    assert ticket.title.startswith("路灯坏了")


async def test_a_session_that_ran_out_loses_nothing(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """What she types at a dead session stays in her tab, is shown again after the sign-in, and is then saved."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        await begin(clerk)
        await clerk.page.fill("#remark", "")
        await clerk.page.fill("#caller", "")
        await saved(clerk.page)
        office.clock.move(minutes=40)
        await clerk.page.fill("#remark", REMARK)
        await clerk.page.fill("#caller", HALF)
        await clerk.page.wait_for_selector("#signed-out:visible")
        await clerk.page.focus("#signed-out a")
        await clerk.press("Enter")
        await clerk.page.wait_for_selector("#password")
        await clerk.sign_in("operator")
        await clerk.page.wait_for_selector("#heard")
        await clerk.ready()
        await all_is_there(clerk.page)
        await saved(clerk.page)
    (call,) = await office.parts.pad.open_calls(named("operator"))
    assert (call.text, call.unfinished.caller, call.unfinished.remark) == (LAMP, HALF, REMARK)


async def test_who_signs_in_after_her_finds_nothing_of_it(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """In the same tab of the same browser."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        office.clock.move(minutes=40)
        await clerk.write(LAMP)
        await clerk.page.wait_for_selector("#signed-out:visible")
        await enter(clerk, "officer", "/desk/calls/?new=1")
        await expect(clerk.page.locator("#heard")).to_have_value("")
        assert LAMP not in str(await clerk.page.evaluate("JSON.stringify(Object.values(sessionStorage))"))
    assert list(await office.parts.pad.open_calls(named("officer"))) == []


async def test_she_signs_in_anew_in_another_window(running: tuple[CallOffice, str], chromium: Browser) -> None:
    """The first window saves by itself as soon as somebody is signed in, with the new session's token."""
    office, url = running
    async with clerk_at(chromium, url) as clerk:
        await enter(clerk)
        office.clock.move(minutes=40)
        await clerk.write(LAMP)
        await clerk.page.wait_for_selector("#signed-out:visible")
        other = Clerk(await clerk.page.context.new_page(), url)
        await enter(other, path="/desk/calls/today")
        await saved(clerk.page)
        await expect(clerk.page.locator("#signed-out")).to_be_hidden()
    (call,) = await office.parts.pad.open_calls(named("operator"))
    assert call.text == LAMP


async def test_a_server_that_is_started_anew_gets_what_was_typed_meanwhile(tmp_path: Path, chromium: Browser) -> None:
    """The open page says that nothing is saved, and saves when the server is there again."""
    async with open_call_office(tmp_path) as office:
        server = TestServer(office.app)
        await server.start_server()
        port, url = server.port, str(server.make_url("")).rstrip("/")
        async with clerk_at(chromium, url) as clerk:
            await enter(clerk)
            await hear(clerk, "我家楼下")
            await saved(clerk.page)
            await server.close()
            await clerk.write("路灯坏了")
            await clerk.page.wait_for_selector("#saved:has-text('没有保存')")
            async with open_call_office(tmp_path) as again, TestServer(again.app, port=port):
                await saved(clerk.page)
                (call,) = await again.parts.pad.open_calls(named("operator"))
                assert call.text == "我家楼下路灯坏了"
            clerk.complaints.clear()
