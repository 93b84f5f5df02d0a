"""The staff's door and accounts, without a mouse, at a desk and on a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.desk_clerk import DESKTOP, PHONE, clerk_at, staff_pages
from tests.contract.staff_stores import HandClock
from tests.integration.consoles.staff_desk import OWN, StaffDesk, named

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SCREENS = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
PAGES = ("/desk/sign-in", "/desk/", "/desk/staff", "/desk/staff/police", "/desk/audit", "/desk/password", "/desk/none")
CONTRAST = """() => {
  const light = (channel) => { const c = channel / 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = numbers(getComputedStyle(e).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.offsetParent) continue;
    const [a, b] = [luminance(numbers(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${element.textContent.trim().slice(0, 20)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def pages(tmp_path: Path) -> AsyncIterator[tuple[StaffDesk, str]]:
    """The pages and their address."""
    async with staff_pages(tmp_path) as running:
        yield running


async def test_an_administrator_hires_somebody_by_keyboard(pages: tuple[StaffDesk, str], chromium: Browser) -> None:
    """Sign in, go to the staff, fill in, read the first password; the newcomer signs in and makes it her own."""
    _, url = pages
    async with clerk_at(chromium, url) as boss:
        await boss.open("/desk/staff")
        await boss.sign_in("boss")
        await boss.page.wait_for_url("**/desk/staff")
        await boss.ready()
        await boss.page.focus("#new-login")
        await boss.write("wangwu")
        await boss.press("Tab")
        await boss.write("王五")
        await boss.press("Tab", "Tab", "ArrowDown", "Tab", "Enter")
        password = await boss.page.locator("#first-password").inner_text()
    async with clerk_at(chromium, url) as newcomer:
        await newcomer.open("/desk/")
        await newcomer.sign_in("wangwu", password)
        await newcomer.page.wait_for_url("**/desk/password")
        await newcomer.ready()
        assert await newcomer.focused() == "old"
        await newcomer.write(password)
        for _ in range(2):
            await newcomer.press("Tab", "Tab")
            await newcomer.write("春天的玉米地长得真好")
        await newcomer.press("Enter")
        await newcomer.page.wait_for_url("**/desk/")
        assert await newcomer.page.locator(".flash-done").inner_text() == "密码已修改，其他地方的登录已全部退出。"
        assert "市公安局" in await newcomer.page.locator(".who").inner_text()


async def test_a_wrong_password_leaves_the_focus_where_one_types(
    pages: tuple[StaffDesk, str], chromium: Browser
) -> None:
    """The login stays, the password is typed anew, Enter sends."""
    async with clerk_at(chromium, pages[1]) as chief:
        await chief.open("/desk/sign-in")
        assert await chief.focused() == "login"
        await chief.write("chief")
        await chief.press("Tab")
        await chief.write("wrong")
        await chief.press("Enter")
        await chief.page.wait_for_selector(".flash-wrong")
        assert await chief.focused() == "password"
        await chief.write(OWN)
        await chief.press("Enter")
        await chief.page.wait_for_url("**/desk/")


async def test_shortcuts_lead_through_the_pages(pages: tuple[StaffDesk, str], chromium: Browser) -> None:
    """`?` lists them, Escape closes, two keys go somewhere; in a field they are letters."""
    async with clerk_at(chromium, pages[1]) as boss:
        await boss.open("/desk/sign-in")
        await boss.sign_in("boss")
        await boss.page.wait_for_url("**/desk/")
        await boss.ready()
        await boss.press("?")
        listed = await boss.page.locator("#keys dd").all_inner_texts()
        assert {"我的待办", "全部工单", "督办", "人员", "显示快捷键"} <= set(listed)
        await boss.press("g", "p")
        assert boss.page.url.endswith("/desk/")
        await boss.press("Escape", "g", "p")
        await boss.page.wait_for_url("**/desk/staff")
        await boss.ready()
        await boss.page.focus("#new-login")
        await boss.press("g", "q", "?")
        assert await boss.page.input_value("#new-login") == "gq?"
        assert boss.page.url.endswith("/desk/staff")


async def test_what_cannot_be_taken_back_is_asked_about(pages: tuple[StaffDesk, str], chromium: Browser) -> None:
    """The harmless answer has the focus; Escape changes nothing and gives the focus back; a double click acts once."""
    desk, url = pages
    async with clerk_at(chromium, url) as boss:
        await boss.open("/desk/staff/police")
        await boss.sign_in("boss")
        await boss.page.wait_for_url("**/desk/staff/police")
        await boss.ready()
        off = boss.page.get_by_role("button", name="停用账号")
        await off.focus()
        await boss.press("Enter")
        assert await boss.focused() == "取消"
        await boss.press("Escape")
        assert await boss.focused() == "停用账号"
        await boss.press("Enter", "Tab", "Enter")
        await boss.page.wait_for_url("**/desk/staff")
        assert "已停用，并已退出登录：周警官" in await boss.page.locator(".flash").inner_text()
    account = await desk.room.staff.find("police")
    assert account is not None
    assert account.staff == named("police", is_active=False)


@SCREENS
async def test_every_page_fits_and_can_be_read(
    pages: tuple[StaffDesk, str], chromium: Browser, size: tuple[int, int], tmp_path: Path
) -> None:
    """At each size of text: nothing sticks out, and every text stands out from its ground (WCAG 1.4.3: 4.5 to 1)."""
    async with clerk_at(chromium, pages[1], size) as boss:
        for turn in range(3):
            for path in PAGES:
                await boss.open(path)
                assert await boss.overflow() <= 0
                assert await boss.page.evaluate(CONTRAST) == []
                name = f"{turn}{path.replace('/', '-')}.png"
                await boss.page.screenshot(path=tmp_path / name, full_page=True)
                if path == "/desk/sign-in" and turn == 0:
                    await boss.sign_in("boss")
                    await boss.page.wait_for_url("**/desk/")
            await boss.page.click("#text-size")


async def test_who_does_nothing_is_warned_in_time(pages: tuple[StaffDesk, str], chromium: Browser) -> None:
    """Two minutes before the end; one press of Enter goes on."""
    desk, url = pages
    async with clerk_at(chromium, url) as chief:
        await chief.open("/desk/")
        await chief.sign_in("chief")
        await chief.page.wait_for_url("**/desk/")
        await chief.ready()
        await chief.page.clock.install()
        await chief.page.reload()
        await chief.ready()
        await chief.page.clock.run_for(27 * 60 * 1000)
        assert await chief.page.locator("dialog[open]").count() == 0
        _move(desk.clock, minutes=29)
        await chief.page.clock.run_for(90 * 1000)
        assert "自动退出登录" in await chief.page.locator("dialog[open]").inner_text()
        async with chief.page.expect_response("**/desk/alive") as answered:
            await chief.press("Enter")
        assert (await answered.value).ok
        _move(desk.clock, minutes=29)
        await chief.open("/desk/")
        assert chief.page.url.endswith("/desk/")


def _move(clock: HandClock, *, minutes: float) -> None:
    clock.move(minutes=minutes)
