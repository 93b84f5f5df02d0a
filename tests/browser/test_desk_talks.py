"""An operator's live desk without a mouse: five talks at once, handing on, overseers, a phone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect

from bot.domain.handoff.handoff import TalkStatus
from tests.browser.desk_clerk import DESKTOP, PHONE, clerk_at
from tests.browser.talk_clerk import DESK, queued, said, taken
from tests.browser.test_desk_sign_in import CONTRAST
from tests.browser.test_desk_tickets import come_in
from tests.integration.consoles.talk_office import TalkOffice, open_talk_office

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WIDE = (1920, 1080)
SCREENS = pytest.mark.parametrize("size", [DESKTOP, WIDE, PHONE], ids=["desktop", "wide", "phone"])


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path) -> AsyncIterator[TalkOffice]:
    """The live desk."""
    async with open_talk_office(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def url(office: TalkOffice) -> AsyncIterator[str]:
    """Its address."""
    async with TestServer(office.app) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_five_talks_at_once_from_two_channels(office: TalkOffice, url: str, chromium: Browser) -> None:
    """The emergency first; each line reaches its own citizen; what is not looked at is counted as unread."""
    queued(office, 5)
    async with clerk_at(chromium, url, WIDE) as clerk:
        await come_in(clerk, "operator", DESK)
        for number in (5, 1, 2, 3, 4):
            await taken(clerk, number)
        await expect(clerk.page.locator(".pane")).to_have_count(3)
        await expect(clerk.page.locator("#waiting-none")).to_be_visible()
        for place, number in enumerate((5, 1, 2, 3, 4), 1):
            await clerk.press(f"Alt+{place}")
            await expect(clerk.page.locator(f"#say-{number}")).to_be_focused()
            await clerk.write(f"答复{number}")
            await clerk.press("Shift+Enter")
            await clerk.write("第二行")
            await clerk.press("Enter")
            await expect(clerk.page.locator(f'.pane[data-number="{number}"] .is-mine[data-delivery]')).to_contain_text(
                f"答复{number}"
            )
        assert {number: said(office, number) for number in range(1, 6)} == {
            number: [f"答复{number}\n第二行"] for number in range(1, 6)
        }
        await clerk.write("正在写")
        office.talks.hear("web:5", "citizen", "救护车到了吗")
        office.talks.hear("web:3", "citizen", "<b>还在吗</b>")
        await expect(clerk.page.locator('#mine [data-key="5"] .unread')).to_have_text("1条未读")
        await expect(clerk.page.locator('#mine [data-key="3"]')).to_contain_text("<b>还在吗</b>")
        await expect(clerk.page).to_have_title(re.compile(r"^\(2\) 人工会话"))
        await clerk.write("的话")
        assert await clerk.page.input_value("#say-4") == "正在写的话"
        await clerk.press("Alt+1")
        await expect(clerk.page).to_have_title(re.compile(r"^\(1\) 人工会话"))


async def test_the_end_of_a_talk_stays_in_sight_when_room_is_lost(
    office: TalkOffice, url: str, chromium: Browser
) -> None:
    """A smaller window keeps the newest line; who has scrolled up to read stays where she reads."""
    queued(office, 1)
    for number in range(40):
        office.talks.hear("web:1", "citizen", f"第{number}句")
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)
        last = clerk.page.locator(".log-lines").get_by_text("第39句", exact=True)
        await expect(last).to_be_in_viewport()
        await clerk.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1] - 200})
        await expect(last).to_be_in_viewport(ratio=1)
        log = clerk.page.locator(".log")
        await log.evaluate("log => { log.scrollTop = 0; }")
        await expect(last).not_to_be_in_viewport()
        await clerk.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1] - 300})
        await expect(last).not_to_be_in_viewport()


async def test_a_canned_text_comes_by_its_first_letters(office: TalkOffice, url: str, chromium: Browser) -> None:
    """Slash opens, typing narrows, Enter inserts and marks the gap; Esc goes back; two slashes are one."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)
        await clerk.press("/")
        await clerk.write("久等")
        await expect(clerk.page.locator("[role=option]")).to_have_count(1)
        await clerk.press("Enter")
        await expect(clerk.page.locator("#say-1")).to_be_focused()
        assert await clerk.page.input_value("#say-1") == "让您久等了。查到的情况是：◯◯。"
        await clerk.write("周六上午办公")
        assert await clerk.page.input_value("#say-1") == "让您久等了。查到的情况是：周六上午办公。"
        await clerk.press("Control+a", "Delete", "/", "Escape")
        await expect(clerk.page.locator("#say-1")).to_be_focused()
        await clerk.press("/", "/")
        assert await clerk.page.input_value("#say-1") == "/"


async def test_a_talk_is_passed_on_with_a_word(office: TalkOffice, url: str, chromium: Browser) -> None:
    """The colleague is told, takes it, reads everything and the word; the first one's desk is free again."""
    queued(office, 1)
    async with clerk_at(chromium, url) as one, clerk_at(chromium, url) as two:
        await come_in(two, "wang8021", DESK)
        await come_in(one, "operator", DESK)
        await taken(one, 1)
        await one.write("我请同事看一下")
        await one.press("Enter")
        await expect(one.page.locator(".is-mine[data-delivery]")).to_have_count(1)
        await one.press("Alt+x")
        await expect(one.page.locator("#transfer-to option")).to_have_count(2)
        await one.press("Tab")
        await one.write("懂房产的看下")
        await one.press("Tab", "Tab", "Enter")
        await expect(one.page.locator(".pane")).to_have_count(0)
        await expect(one.page.locator("#take-next")).to_be_focused()
        await expect(two.page.locator("#waiting")).to_contain_text("转给您：懂房产的看下")
        await taken(two, 1)
        await expect(two.page.locator(".log")).to_contain_text("我请同事看一下")
        await expect(two.page.locator(".summary")).to_contain_text("钱话务：懂房产的看下")
    assert office.talks.talks[1].operator == "wang8021"


async def test_back_to_the_assistant_and_closed(office: TalkOffice, url: str, chromium: Browser) -> None:
    """A slip of the finger does neither: both ask first; the next talk has the cursor."""
    queued(office, 2)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 2)
        await taken(clerk, 1)
        await clerk.press("Alt+r", "Escape")
        await expect(clerk.page.locator("#say-1")).to_be_focused()
        await clerk.press("Alt+r", "Tab", "Enter")
        await expect(clerk.page.locator("#say-2")).to_be_focused()
        await clerk.press("Alt+e", "ArrowDown", "Enter")
        await expect(clerk.page.locator(".pane")).to_have_count(0)
    assert office.talks.talks[1].status is TalkStatus.RETURNED
    assert (office.talks.talks[2].status, office.talks.talks[2].outcome) == (TalkStatus.CLOSED, "ticket")


async def test_somebody_else_was_quicker(office: TalkOffice, url: str, chromium: Browser) -> None:
    """She is told who; the queue shows the rest, and the next one is hers."""
    queued(office, 2)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await expect(clerk.page.locator("#waiting li")).to_have_count(2)
        office.talks._put(office.talks.talks[2], "taken", "wang8021", status=TalkStatus.LIVE, operator="wang8021")
        await clerk.page.locator('#waiting [data-key="2"] button').focus()
        await clerk.press("Enter")
        await expect(clerk.page.locator("#fault")).to_contain_text("由王话务接待")
        await expect(clerk.page.locator("#waiting li")).to_have_count(1)
        await taken(clerk, 1)


async def test_an_overseer_reads_along_and_takes_over(office: TalkOffice, url: str, chromium: Browser) -> None:
    """Looking on is not being on duty; who joins leads, and the operator is told."""
    queued(office, 1)
    async with clerk_at(chromium, url) as hers, clerk_at(chromium, url) as chief:
        await come_in(hers, "operator", DESK)
        await taken(hers, 1)
        await come_in(chief, "chief", DESK)
        await chief.page.click("#others a")
        await chief.ready()
        await hers.write("我来处理")
        await hers.press("Enter")
        await expect(chief.page.locator("#log")).to_contain_text("我来处理")
        assert "chief" not in office.talks.present_at
        await chief.page.click("#join")
        await chief.press("Tab", "Enter")
        await expect(chief.page.locator(".pane .log")).to_contain_text("我来处理")
        await expect(hers.page.locator(".pane-gone")).to_contain_text("由孙督办接待")
    assert office.talks.talks[1].operator == "chief"


@SCREENS
async def test_the_desk_fits_and_can_be_read(
    office: TalkOffice, url: str, chromium: Browser, size: tuple[int, int]
) -> None:
    """Nothing sticks out, all text has contrast, on a phone one talk fills the screen and leads back."""
    queued(office, 6)
    async with clerk_at(chromium, url, size) as clerk:
        await come_in(clerk, "operator", DESK)
        await expect(clerk.page.locator("#waiting li")).to_have_count(6)
        assert await clerk.page.evaluate(CONTRAST) == []
        for number in (6, 1, 2):
            await taken(clerk, number)
        await expect(clerk.page.locator(".pane")).to_have_count({DESKTOP: 2, WIDE: 3, PHONE: 1}[size])
        assert await clerk.overflow() == 0
        assert await clerk.page.evaluate(CONTRAST) == []
        assert await clerk.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        if size == PHONE:
            await clerk.page.click(".pane-back")
            await clerk.page.click('#mine [data-key="6"] button')
            await expect(clerk.page.locator("#say-6")).to_be_focused()
        for path in ("/desk/talks/done", "/desk/talks/6"):
            await clerk.open(path)
            assert await clerk.overflow() == 0, path
            assert await clerk.page.evaluate(CONTRAST) == [], path
