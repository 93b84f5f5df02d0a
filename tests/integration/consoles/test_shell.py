"""What all pages of the staff have in common: forms are checked, rights are walls, errors are pages."""

from io import BytesIO

import pytest

from tests.integration.consoles.staff_desk import ACTS, OWN, PAGE, Browser, StaffDesk

LARGE = "csrf=" + "x" * 2_000_000
JSON = {"Accept": "application/json"}


async def test_a_form_of_the_page_gets_things_done(browser: Browser, staff_desk: StaffDesk) -> None:
    """And what was done is said once, escaped."""
    await browser.sign_in("chief")
    page = await browser.send("/desk/act")
    assert staff_desk.app[ACTS] == ["chief"]
    assert "办好了 &lt;b&gt;" in page
    assert "办好了" not in await browser.open("/desk/")


async def test_a_page_that_asks_for_itself_takes_no_word_away(browser: Browser) -> None:
    """An open page looks for news while a form is on its way: what was done is still said to the eyes it is for."""
    await browser.sign_in("chief")
    await browser.client.post("/desk/act", data={"csrf": browser.csrf}, allow_redirects=False)
    live = await browser.client.get("/desk/", headers={"X-Live": "1"})
    assert "办好了" not in await live.text()
    assert "办好了" in await browser.open("/desk/")


@pytest.mark.parametrize("csrf", [None, "", "0" * 64, "x", "\u0661" * 64])
async def test_without_its_token_nothing_is_done(browser: Browser, staff_desk: StaffDesk, csrf: str | None) -> None:
    """A form from elsewhere changes nothing, on any page, also not on the sign-in."""
    for path in ("/desk/act", "/desk/sign-out", "/desk/staff", "/desk/password", "/desk/nowhere"):
        await browser.sign_in("boss")
        await browser.post(path, {} if csrf is None else {"csrf": csrf})
        assert (browser.status, "页面已过期" in browser.page) == (403, True)
    assert staff_desk.app[ACTS] == []
    await browser.send("/desk/sign-out")
    await browser.open("/desk/sign-in")
    await browser.post("/desk/sign-in", {"login": "boss", "password": OWN} | ({} if csrf is None else {"csrf": csrf}))
    assert browser.status == 403


async def test_the_token_of_another_session_is_none(browser: Browser, staff_desk: StaffDesk) -> None:
    """Also that of one's own earlier session."""
    await browser.sign_in("chief")
    earlier = browser.csrf
    await browser.send("/desk/sign-out")
    await browser.sign_in("chief")
    await browser.post("/desk/act", {"csrf": earlier})
    assert browser.status == 403
    await browser.post("/desk/act", {}, **{"X-CSRF": earlier})
    assert staff_desk.app[ACTS] == []


async def test_scripts_send_the_token_in_a_header(browser: Browser, staff_desk: StaffDesk) -> None:
    """With a JSON body, or none."""
    await browser.sign_in("chief")
    token = browser.csrf
    await browser.post("/desk/act", None, **{"X-CSRF": token})
    await browser.client.post("/desk/act", json={"csrf": token}, headers=JSON)
    assert staff_desk.app[ACTS] == ["chief"]


@pytest.mark.parametrize(
    ("headers", "acts"),
    [
        ({"Origin": "https://evil.example"}, 0),
        ({"Origin": "null"}, 0),
        ({"Origin": "http://["}, 0),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 0),
        ({"Origin": "http://127.0.0.1"}, 1),
        ({"Origin": "https://help.example", "Sec-Fetch-Site": "same-origin"}, 1),
    ],
    ids=["other", "null", "broken", "cross-site", "ours", "browser-says-ours"],
)
async def test_a_form_from_another_site_is_refused(
    browser: Browser, staff_desk: StaffDesk, headers: dict[str, str], acts: int
) -> None:
    """Even if it knew the token."""
    await browser.sign_in("chief")
    await browser.send("/desk/act", **headers)
    assert len(staff_desk.app[ACTS]) == acts


@pytest.mark.parametrize(
    ("login", "staff", "supervision", "nav"),
    [
        ("boss", 200, 200, ["我的待办", "全部工单", "督办", "人员"]),
        ("chief", 403, 200, ["我的待办", "全部工单", "督办"]),
        ("officer", 403, 200, ["我的待办", "全部工单", "督办"]),
        ("operator", 403, 403, ["我的待办", "全部工单"]),
        ("police", 403, 403, ["我的待办", "全部工单"]),
    ],
)
async def test_roles_are_walls(browser: Browser, login: str, staff: int, supervision: int, nav: list[str]) -> None:
    """Who may not go somewhere does not see the way, and does not get there either."""
    page = await browser.sign_in(login)
    shown = [title for title in ("我的待办", "全部工单", "督办", "人员") if f">{title}</a>" in page]
    assert shown == nav
    for path, status in (("/desk/staff", staff), ("/desk/audit", staff), ("/desk/supervision", supervision)):
        await browser.open(path)
        assert browser.status == status
    await browser.open("/desk/")
    for path in ("/desk/staff", "/desk/staff/boss", "/desk/staff/boss/reset", "/desk/staff/boss/active"):
        if login != "boss":
            await browser.open("/desk/")
            assert "没有权限" in await browser.send(path, {"active": "no"})


async def test_errors_are_pages_in_chinese(browser: Browser) -> None:
    """With the way back; scripts get the same as JSON."""
    await browser.sign_in("chief")
    for path, status, told in (
        ("/desk/nowhere", 404, "找不到"),
        ("/desk/act", 405, "不支持"),
        ("/desk/broken", 500, "系统出错"),
    ):
        page = await browser.open(path)
        assert (browser.status, told in page, "回到我的待办" in page) == (status, True, True)
        response = await browser.client.get(path, headers=JSON)
        assert (response.status, set((await response.json())["error"])) == (status, {"code", "message", "number"})


async def test_a_fault_of_ours_has_a_number_that_the_log_knows(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """Who reads it out helps to find it; nothing of the inside is shown."""
    await browser.sign_in("chief")
    page = await browser.open("/desk/broken")
    number = page.split('error-number">')[1][:8]
    assert number in caplog.text
    assert "Traceback" not in page
    assert "RuntimeError" not in page


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"csrf=\xff\xfe", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"csrf=a", {"Content-Type": "application/x-www-form-urlencoded; charset=klingon"}, 400),
        (b"nonsense", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (b"nonsense", {"Content-Type": "multipart/form-data"}, 400),
        (LARGE, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
        (b"{}", {"Content-Type": "application/json"}, 403),
    ],
    ids=["no-utf8", "odd-charset", "no-multipart", "no-boundary", "too-large", "json"],
)
async def test_a_body_that_is_no_form_is_refused(
    browser: Browser, staff_desk: StaffDesk, body: bytes | str, headers: dict[str, str], status: int
) -> None:
    """In words, without a fault of ours."""
    await browser.sign_in("chief")
    await browser.post("/desk/act", BytesIO(body.encode()) if isinstance(body, str) else body, **headers)
    assert browser.status == status
    assert staff_desk.app[ACTS] == []


async def test_nothing_is_kept_and_nothing_comes_from_elsewhere(browser: Browser) -> None:
    """No store of browser or proxy keeps a page; no script or style stands in it."""
    for path in ("/desk/sign-in", "/desk/", "/desk/nowhere"):
        page = await browser.open(path)
        assert browser.response.headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in browser.response.headers["Content-Security-Policy"]
        for inline in ("<style", "style=", "onclick", "https://", "http://"):
            assert inline not in page
        assert "<script>" not in page


async def test_redirects_carry_the_headers_too(browser: Browser) -> None:
    """A redirect is a response like any other."""
    response = await browser.client.get("/desk/", headers=PAGE, allow_redirects=False)
    assert response.status == 303
    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response.headers


async def test_a_made_up_word_is_not_shown(browser: Browser) -> None:
    """A cookie that somebody planted puts no words on the page."""
    await browser.sign_in("chief")
    jar = browser.client.session.cookie_jar
    for value in ("WyJkb25lIiwiaGEiXQ==.0", "x", ".", "a.b.c", "\u00e9.x"):
        jar.update_cookies({"desk_flash": value}, browser.client.make_url("/desk/"))
        assert 'class="flash' not in await browser.open("/desk/")
        assert browser.status == 200


async def test_static_files_are_served(browser: Browser) -> None:
    """To anybody, asked for anew each time, and nothing from outside the folder."""
    for path in ("desk.css", "icon.svg", "js/main.js", "js/keys.js", "js/fetch.js", "js/confirm.js"):
        await browser.open(f"/static/desk/{path}")
        assert (browser.status, browser.response.headers["Cache-Control"]) == (200, "no-cache")
    await browser.open("/static/desk/%2e%2e/shell.py")
    assert browser.status in {403, 404}


async def test_the_entrance_without_its_slash(browser: Browser) -> None:
    """Who types /desk arrives."""
    await browser.sign_in("chief")
    await browser.open("/desk")
    assert browser.at == "/desk/"
