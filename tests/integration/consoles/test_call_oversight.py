"""The calls that go on, as a supervisor sees them."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.consoles.call_office import CallOffice, ask, open_call_office
from tests.integration.consoles.staff_desk import Browser, browser_at

CALL = "d" * 32
TEXT = "喂 我叫李桂兰 身份证丢了 我电话13804341234 补一张要多少钱"
NOW = "/desk/calls/now"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[CallOffice]:
    """The pad."""
    async with open_call_office(tmp_path) as running:
        yield running


async def talks(office: CallOffice, text: str = TEXT) -> None:
    """The operator is in a call and has written this."""
    async with browser_at(office) as operator:
        await operator.sign_in("operator", onward="/desk/calls/")
        body = {"text": text, "caller": "", "version": 0}
        assert (await ask(operator, f"/desk/calls/{CALL}/draft", body))[0] == 200


async def acts(office: CallOffice, path: str, body: dict[str, object]) -> None:
    """The operator does something on the pad."""
    async with browser_at(office) as operator:
        await operator.sign_in("operator", onward="/desk/calls/")
        assert (await ask(operator, f"/desk/calls/{CALL}/{path}", body))[0] == 200


async def looks(office: CallOffice, login: str = "chief") -> str:
    """What somebody reads on the page."""
    async with browser_at(office) as browser:
        return await browser.sign_in(login, onward=NOW)


async def test_nobody_talks(office: CallOffice) -> None:
    """The page says so."""
    page = await looks(office)
    assert "现在没有通话" in page
    assert "今天还没有收尾的来电" in page


async def test_a_running_call_is_seen_masked(office: CallOffice) -> None:
    """Who talks about what; number and name stay covered, as nobody gave a reason to see them."""
    await talks(office)
    page = await looks(office)
    assert f'data-call="{CALL}"' in page
    assert "身份证丢了" in page
    assert "13804341234" not in page


@pytest.mark.parametrize(
    ("text", "shown"), [("", "还没有记下内容"), ("很长" * 200 + "末尾", "…"), ("<b>x", "&lt;b&gt;x")]
)
async def test_odd_words_fit(office: CallOffice, text: str, shown: str) -> None:
    """None yet, many, and such as look like markup."""
    await talks(office, text)
    assert shown in await looks(office)


async def test_what_was_read_out_is_named(office: CallOffice) -> None:
    """The newest pick of the call; that none fitted is said too."""
    await talks(office)
    pick = {"text": TEXT, "shown": [{"code": "SL-GA-003", "facet": "fee", "score": 0.5}], "facet": "fee"}
    await acts(office, "pick", {**pick, "pick": uuid.uuid4().hex, "code": "SL-GA-003"})
    assert "居民身份证丢失补领" in await looks(office)
    office.clock.move(seconds=5)
    await acts(office, "pick", {**pick, "pick": uuid.uuid4().hex, "code": ""})
    assert "都不是" in await looks(office)


async def test_a_forgotten_call_stands_out(office: CallOffice) -> None:
    """Half an hour without a word."""
    await talks(office)
    assert "没有动静" not in await looks(office)
    office.clock.move(minutes=31)
    assert "没有动静" in await looks(office)


async def test_an_ended_call_is_counted(office: CallOffice) -> None:
    """By operator and outcome; it does not go on."""
    await talks(office)
    await acts(office, "end", {"outcome": "answered", "remark": "", "text": TEXT, "version": 1})
    page = await looks(office)
    assert "现在没有通话" in page
    assert 'data-label="已答复">1<' in page


@pytest.mark.parametrize("login", ["operator", "police"])
async def test_it_is_for_those_who_look_after_the_hotline(office: CallOffice, login: str) -> None:
    """Neither operators nor departments look over others' shoulders."""
    async with browser_at(office) as browser:
        await browser.sign_in(login)
        await browser.open(NOW)
        assert browser.status == 403


async def test_a_page_that_renews_itself_keeps_nobody_signed_in(office: CallOffice, browser: Browser) -> None:
    """The page asks every few seconds; whoever left her chair is still signed out in time."""
    await browser.sign_in("chief", onward=NOW)
    for _ in range(4):
        office.clock.move(minutes=10)
        await browser.client.get(NOW, headers={"X-Live": "1"})
    await browser.open(NOW)
    assert "/desk/sign-in" in str(browser.at)


@pytest.fixture
async def browser(office: CallOffice) -> AsyncIterator[Browser]:
    """A supervisor's."""
    async with browser_at(office) as opened:
        yield opened
