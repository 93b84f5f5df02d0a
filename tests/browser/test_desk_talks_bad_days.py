"""The live desk on bad days: lost connections, sessions that end, two tabs, closed pages. No word is lost or doubled."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect

from bot.domain.handoff.handoff import TalkStatus
from tests.browser.desk_clerk import clerk_at
from tests.browser.talk_clerk import DESK, queued, said, taken
from tests.browser.test_desk_tickets import come_in
from tests.integration.consoles.staff_desk import OWN
from tests.integration.consoles.talk_office import TalkOffice, open_talk_office

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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


async def test_a_lost_connection_loses_no_word_and_says_none_twice(
    office: TalkOffice, url: str, chromium: Browser
) -> None:
    """The band says so; what was sent meanwhile follows once, also where only the answer was lost."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)

        async def lose_the_answer(route: object) -> None:
            await route.fetch()  # type: ignore[attr-defined]
            await route.abort()  # type: ignore[attr-defined]

        await clerk.page.route("**/say", lose_the_answer)
        await clerk.write("第一句")
        await clerk.press("Enter")
        await expect(clerk.page.locator(".is-pending")).to_contain_text("未发出")
        await clerk.page.context.set_offline(True)
        await clerk.page.unroute("**/say")
        await clerk.write("第二句")
        await clerk.press("Enter")
        await clerk.write("写了一半")
        await clerk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(clerk.page.locator("#offline")).to_be_visible()
        await expect(clerk.page.locator(".is-pending")).to_have_count(2)
        await clerk.page.context.set_offline(False)
        await expect(clerk.page.locator("#offline")).to_be_hidden()
        await expect(clerk.page.locator(".is-pending")).to_have_count(0)
        await expect(clerk.page.locator(".line.is-mine")).to_have_count(2)
        assert await clerk.page.input_value("#say-1") == "写了一半"
    assert said(office, 1) == ["第一句", "第二句"]


async def test_what_is_typed_outlives_the_session(office: TalkOffice, url: str, chromium: Browser) -> None:
    """Signed out for want of work, signed in again: the same talk, the same half sentence."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)
        await clerk.write("写到一半")
        office.clock.move(minutes=31)
        await clerk.press("Enter")
        await clerk.page.wait_for_url("**/desk/sign-in?next=**")
        await clerk.page.fill("#login", "operator")
        await clerk.page.fill("#password", OWN)
        await clerk.press("Enter")
        await clerk.page.wait_for_url(f"**{DESK}")
        await expect(clerk.page.locator(".line.is-mine[data-delivery]")).to_contain_text("写到一半")
    assert said(office, 1) == ["写到一半"]


async def test_two_tabs_show_the_same(office: TalkOffice, url: str, chromium: Browser) -> None:
    """A line that one sends stands once in both; the draft is shared."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        other = await clerk.page.context.new_page()
        await other.goto(f"{url}{DESK}")
        await taken(clerk, 1)
        await expect(other.locator(".pane")).to_have_count(1)
        await clerk.write("您好")
        await expect(other.locator("#say-1")).to_have_value("您好")
        await clerk.press("Enter")
        for page in (clerk.page, other):
            await expect(page.locator(".line.is-mine[data-delivery]")).to_have_count(1)
        await expect(other.locator("#say-1")).to_have_value("")
    assert said(office, 1) == ["您好"]


async def test_an_open_page_shows_life_and_a_closed_one_gives_its_talks_back(
    office: TalkOffice, url: str, chromium: Browser
) -> None:
    """Every twenty seconds; ninety seconds after the last one the next operator has it all."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await clerk.page.clock.install()
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)
        office.clock.move(seconds=80)
        async with clerk.page.expect_response("**/present") as present:
            await clerk.page.clock.run_for(21_000)
        assert (await present.value).ok
        office.clock.move(seconds=80)
        office.talks.sweep()
        assert office.talks.talks[1].status is TalkStatus.LIVE
    office.clock.move(seconds=91)
    office.talks.sweep()
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "wang8021", DESK)
        await taken(clerk, 1)


async def test_who_was_away_too_long_keeps_what_she_wrote(office: TalkOffice, url: str, chromium: Browser) -> None:
    """The talk is marked as gone with the reason; Esc clears it away."""
    queued(office, 1)
    async with clerk_at(chromium, url) as clerk:
        await come_in(clerk, "operator", DESK)
        await taken(clerk, 1)
        await clerk.write("差一点")
        office.clock.move(seconds=91)
        office.talks.sweep()
        await expect(clerk.page.locator(".pane-gone")).to_contain_text("回到排队")
        assert await clerk.page.input_value("#say-1") == "差一点"
        await clerk.press("Escape")
        await expect(clerk.page.locator(".pane")).to_have_count(0)
        await taken(clerk, 1)
