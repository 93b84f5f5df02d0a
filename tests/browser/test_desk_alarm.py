"""An emergency in the queue is heard and stands in the title until somebody has it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect

from bot.domain.handoff.handoff import Reason
from tests.browser.desk_clerk import clerk_at
from tests.browser.talk_clerk import DESK, queued, taken
from tests.browser.test_desk_tickets import come_in
from tests.integration.consoles.talk_office import TalkOffice, open_talk_office

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
COUNTED = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) { window.tones += 1; return start.call(this, when); };
"""
ALARM = 6
"""Two tones, three times."""


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path) -> AsyncIterator[TalkOffice]:
    """The live desk."""
    async with open_talk_office(tmp_path) as running:
        yield running


async def test_an_emergency_is_heard_once_and_marks_the_title(office: TalkOffice, chromium: Browser) -> None:
    """Somebody who only asks makes no noise; taken, the emergency no longer stands in the title."""
    async with TestServer(office.app) as server, clerk_at(chromium, str(server.make_url("")).rstrip("/")) as clerk:
        await clerk.page.add_init_script(COUNTED)
        await come_in(clerk, "operator", DESK)
        await clerk.press("Alt+q")
        office.talks.hear("web:9", "citizen", "平常的问题")
        office.talks.ask("web:9", Reason.ASKED)
        await expect(clerk.page.locator("#waiting li")).to_have_count(1)
        assert await clerk.page.evaluate("window.tones") == 0
        queued(office, 1)
        await expect(clerk.page).to_have_title(re.compile("^【紧急】"))
        await clerk.page.wait_for_function(f"window.tones === {ALARM}")
        await expect(clerk.page.locator("#talks-word")).to_contain_text("紧急会话")
        await taken(clerk, 2)
        await expect(clerk.page).to_have_title(re.compile("^人工会话"))
        assert await clerk.page.evaluate("window.tones") == ALARM
