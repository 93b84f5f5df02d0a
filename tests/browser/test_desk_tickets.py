"""A clerk's day at the tickets, without a mouse; the same pages on a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Status
from tests.browser.desk_clerk import DESKTOP, PHONE, Clerk, clerk_at
from tests.browser.test_desk_sign_in import CONTRAST
from tests.integration.consoles.staff_desk import OWN
from tests.integration.consoles.ticket_office import (
    ANSWER,
    PHOTO,
    POOR_ANSWER,
    TicketOffice,
    attachment,
    open_ticket_office,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SCREENS = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
FINGER_PX = 44


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path) -> AsyncIterator[TicketOffice]:
    """The pages."""
    async with open_ticket_office(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def url(office: TicketOffice) -> AsyncIterator[str]:
    """Their address."""
    async with TestServer(office.app) as server:
        yield str(server.make_url("")).rstrip("/")


async def come_in(clerk: Clerk, login: str, path: str = "/desk/") -> Clerk:
    """Sign in and go to a page."""
    await clerk.open("/desk/sign-in")
    await clerk.page.fill("#login", login)
    await clerk.page.fill("#password", OWN)
    await clerk.press("Enter")
    await clerk.page.wait_for_url("**/desk/")
    await clerk.open(path)
    return clerk


async def done(clerk: Clerk, words: str) -> None:
    """The page says that it was done, and its scripts have begun."""
    await expect(clerk.page.locator(".flash-done")).to_contain_text(words)
    await clerk.ready()


async def test_a_demand_goes_its_whole_way_by_keyboard(office: TicketOffice, url: str, chromium: Browser) -> None:
    """Queue, accept, hand over; sign, answer; send back, answer better, release. Nobody touches a mouse."""
    await office.filed(title="第一件", is_urgent=True)
    ticket = await office.filed(title="楼道排水管漏水")
    async with clerk_at(chromium, url) as hotline, clerk_at(chromium, url) as bureau:
        await come_in(hotline, "operator")
        await hotline.press("j", "j", "k", "ArrowDown")
        assert await hotline.focused() == "楼道排水管漏水"
        await hotline.press("Enter")
        await hotline.page.wait_for_url(f"**/{ticket.number}")
        await hotline.ready()
        await hotline.press("a")
        await done(hotline, "已受理")
        await hotline.press("d")
        assert await hotline.focused() == "dispatch-department"
        await hotline.press("Control+Enter")
        await done(hotline, "已转办")

        await come_in(bureau, "housing")
        await bureau.press("j", "Enter")
        await bureau.page.wait_for_url(f"**/{ticket.number}")
        await bureau.ready()
        await bureau.press("s")
        await done(bureau, "已签收")
        await bureau.press("w")
        assert await bureau.focused() == "submit_answer-answer"
        await bureau.write(POOR_ANSWER)
        await bureau.press("Tab", "Space", "Control+Enter")
        await done(bureau, "答复已提交")

        await expect(hotline.page.locator("#news")).to_contain_text("吴住建（市住房和城乡建设局）")
        await hotline.press("g", "q")
        await hotline.page.wait_for_url("**/desk/")
        await hotline.ready()
        await hotline.open(f"/desk/tickets/{ticket.number}")
        await hotline.press("f", "Control+Enter")
        await expect(hotline.page.locator("#release-fault")).to_contain_text("请写明理由")
        await expect(hotline.page.locator("#release-note")).to_be_focused()
        await hotline.press("Escape", "h")
        await hotline.write("请逐项答复")
        await hotline.press("Control+Enter")
        await done(hotline, "已退回")

        await bureau.open(f"/desk/tickets/{ticket.number}")
        await bureau.press("w", "Control+a")
        await bureau.write(ANSWER)
        await bureau.press("Control+Enter")
        await done(bureau, "答复已提交")
        await hotline.open(f"/desk/tickets/{ticket.number}")
        await expect(hotline.page.locator(".checks")).to_contain_text("都通过了")
        await hotline.press("f", "Control+Enter")
        await done(hotline, "答复已发给市民")
    assert (await office.stored(ticket.number)).status is Status.ANSWERED


async def test_the_queue_keeps_up_by_itself_and_the_focus_stays(
    office: TicketOffice, url: str, chromium: Browser
) -> None:
    """What others take goes, what is new comes, the row under the eye stays under the eye."""
    first, second = await office.filed(title="第一件"), await office.filed(title="第二件")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator")
        await clerk.press("j", "j")
        assert await clerk.focused() == "第二件"
        await office.make(first, Move.WITHDRAW, "officer")
        third = await office.filed(title="第三件")
        await expect(clerk.page.locator(f'tr[data-number="{first.number}"]')).to_have_count(0)
        await expect(clerk.page.locator(f'tr[data-number="{third.number}"]')).to_have_count(1)
        assert await clerk.focused() == "第二件"
        await expect(clerk.page.locator("#live-word")).to_contain_text("待办有变化")
        await clerk.press("Enter")
        await clerk.page.wait_for_url(f"**/{second.number}")


async def test_what_is_typed_outlives_somebody_elses_move(office: TicketOffice, url: str, chromium: Browser) -> None:
    """A word comes while she types; her text is sent all the same and comes back with who was quicker."""
    ticket = await office.at("received")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "officer", f"/desk/tickets/{ticket.number}")
        await clerk.press("t")
        await clerk.write("市民下午在家")
        await office.make(ticket, Move.ACCEPT, "operator")
        await expect(clerk.page.locator("#news")).to_contain_text("钱话务（话务员）刚刚做了“受理”")
        await clerk.press("Control+Enter")
        await expect(clerk.page.locator("#note-fault")).to_contain_text("钱话务")
        assert await clerk.page.input_value("#note-note") == "市民下午在家"
        await clerk.ready()
        await clerk.press("Control+Enter")
        await done(clerk, "备注已保存")
    assert (await office.stored(ticket.number)).steps[-1].note == "市民下午在家"


async def test_a_canned_text_is_filled_in_and_made_fit(office: TicketOffice, url: str, chromium: Browser) -> None:
    """Reason and right way with one choice; the first gap is marked."""
    ticket, other = await office.at("received"), await office.at("in_progress")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", f"/desk/tickets/{ticket.number}")
        await clerk.press("x")
        await clerk.page.select_option("#decline-canned", label="仲裁")
        assert "劳动争议调解仲裁法" in await clerk.page.input_value("#decline-note")
        assert "仲裁委员会" in await clerk.page.input_value("#decline-right_way")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "housing", f"/desk/tickets/{other.number}")
        await clerk.press("y")
        await clerk.page.select_option("#ask_extension-canned", label="需要检测或鉴定")
        assert await clerk.page.evaluate("getSelection().toString() || document.activeElement.value.slice("
                                         "document.activeElement.selectionStart, document.activeElement.selectionEnd)") == "◯◯"  # fmt: skip


async def test_help_names_the_keys_of_the_page(office: TicketOffice, url: str, chromium: Browser) -> None:
    """Those of this ticket at this moment; a letter that is typed into a field is a letter."""
    ticket = await office.at("received")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", f"/desk/tickets/{ticket.number}")
        await clerk.press("?")
        text = await clerk.page.locator("#keys").inner_text()
        for title in ("受理", "不予受理", "内部备注", "下一件", "提交正在填写的表单"):
            assert title in text
        assert "签收" not in text
        await clerk.press("Escape", "t")
        await clerk.write("aaa")
        assert await clerk.page.input_value("#note-note") == "aaa"
        await clerk.press("Escape")
        assert "内部备注" in await clerk.focused()


@SCREENS
async def test_the_pages_fit_and_can_be_read(
    office: TicketOffice, url: str, chromium: Browser, size: tuple[int, int]
) -> None:
    """At every station nothing sticks out, all text has contrast, and a finger finds the moves."""
    files = (attachment(), attachment("b" * 32, "很长很长很长很长很长的情况说明文件名称.pdf", "application/pdf"))
    office.files.kept[files[0].key] = PHOTO
    tickets = [
        await office.at(one, attachments=files, coordinates=(43.5, 123.5)) for one in ("received", "poor", "bad")
    ]
    async with clerk_at(chromium, url, size) as clerk:
        await come_in(clerk, "operator")
        for path in ("/desk/", "/desk/tickets", *(f"/desk/tickets/{ticket.number}" for ticket in tickets)):
            await clerk.open(path)
            await clerk.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert await clerk.overflow() == 0, path
            assert await clerk.page.evaluate(CONTRAST) == [], path
            small = await clerk.page.evaluate(
                "least => [...document.querySelectorAll('.move-button')].filter(b => b.offsetHeight < least).length",
                FINGER_PX if size == PHONE else 36,
            )
            assert small == 0, path


async def test_the_page_works_without_scripts(office: TicketOffice, url: str, chromium: Browser) -> None:
    """Forms open and are sent; only the keys and the news are missing."""
    ticket = await office.at("received")
    context = await chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = await context.new_page()
    await page.goto(f"{url}/desk/sign-in")
    await page.fill("#login", "operator")
    await page.fill("#password", OWN)
    await page.press("#password", "Enter")
    await page.goto(f"{url}/desk/tickets/{ticket.number}")
    await page.click("#move-note > summary")
    await page.fill("#note-note", "没有脚本也行")
    await page.click("#move-note button")
    await expect(page.locator(".flash-done")).to_contain_text("备注已保存")
    await context.close()
