"""The door as a browser meets it."""

from pathlib import Path

import pytest

from tests.integration.consoles.staff_desk import OWN, PAGE, Browser, StaffDesk, browser_at, open_staff_desk


async def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(browser: Browser) -> None:
    """The page that was asked for opens after the sign-in."""
    page = await browser.open("/desk/supervision?late=1")
    assert "登录工单台" in page
    assert browser.at == "/desk/sign-in?next=/desk/supervision?late%3D1"
    page = await browser.send("/desk/sign-in", {"login": "chief", "password": OWN, "next": "/desk/supervision?late=1"})
    assert browser.at == "/desk/supervision?late=1"
    assert "孙督办" in page


async def test_a_script_gets_401(browser: Browser) -> None:
    """As JSON, without a redirect that a script would follow."""
    await browser.open("/desk/events", Accept="text/event-stream")
    assert (browser.status, browser.response.content_type) == (401, "application/json")
    assert "登录" in browser.page


async def test_a_wrong_password_leads_nowhere(browser: Browser) -> None:
    """The login stays in its field, the password does not; which of both was wrong is not said."""
    answers = []
    for login in ("chief", "nobody"):
        answers.append((await browser.sign_in(login, "wrong-password-1")).replace(login, "LOGIN"))
        assert "登录名或密码不对" in browser.page
        assert f'value="{login}"' in browser.page
        assert "wrong-password-1" not in browser.page
        assert (await browser.client.get("/desk/", headers=PAGE, allow_redirects=False)).status == 303
    assert answers[0] == answers[1]


async def test_after_five_wrong_passwords_the_door_is_shut(browser: Browser, staff_desk: StaffDesk) -> None:
    """It says until when, and means it also for the right password."""
    for _ in range(5):
        await browser.sign_in("chief", "wrong")
    page = await browser.sign_in("chief")
    assert (browser.status, "请在12:01:00以后再试" in page) == (429, True)
    staff_desk.clock.move(seconds=60)
    await browser.sign_in("chief")
    assert browser.at == "/desk/"


async def test_the_address_behind_a_proxy_counts(tmp_path: Path) -> None:
    """Guessers behind the proxy do not shut out everybody else behind it; what a guesser makes up does not count."""
    async with open_staff_desk(tmp_path, proxies=1) as desk, browser_at(desk) as browser:
        for number in range(30):
            forged = f"1.2.3.{number}, 203.0.113.9"
            await browser.open("/desk/sign-in")
            await browser.send("/desk/sign-in", {"login": f"x{number}", "password": "x"}, **{"X-Forwarded-For": forged})
        await browser.open("/desk/sign-in")
        fields = {"login": "chief", "password": OWN}
        await browser.send("/desk/sign-in", fields, **{"X-Forwarded-For": "9.9.9.9, 203.0.113.9"})
        assert browser.status == 429
        await browser.send("/desk/sign-in", fields, **{"X-Forwarded-For": "203.0.113.10"})
        assert browser.at == "/desk/"


async def test_a_planted_token_is_of_no_use(browser: Browser) -> None:
    """Session fixation: the token before the sign-in opens nothing after it."""
    await browser.open("/desk/sign-in")
    planted = browser.cookies["desk"]
    await browser.sign_in("chief")
    assert browser.cookies["desk"] != planted
    browser.client.session.cookie_jar.update_cookies({"desk": planted}, browser.client.make_url("/desk/"))
    await browser.client.get("/desk/", headers=PAGE | {"Cookie": f"desk={planted}"})
    async with browser.client.session.get(
        browser.client.make_url("/desk/"), headers=PAGE, cookies={"desk": planted}, allow_redirects=False
    ) as response:
        assert response.status == 303


@pytest.mark.parametrize(
    ("wanted", "at"),
    [
        ("/desk/supervision", "/desk/supervision"),
        ("https://evil.example/desk/", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("/\\evil.example", "/desk/"),
        ("/desk/\\..\\evil", "/desk/"),
        ("/deskevil", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("/desk/\r\nSet-Cookie: a=b", "/desk/"),
        ("/desk/sign-out", "/desk/"),
        ("http://[", "/desk/"),
        ("", "/desk/"),
    ],
)
async def test_the_way_after_the_sign_in_is_always_ours(browser: Browser, wanted: str, at: str) -> None:
    """No open redirect, whatever stands in the address or in the form."""
    await browser.sign_in("chief", onward=wanted)
    assert browser.at == at


async def test_signing_out_is_for_good(browser: Browser) -> None:
    """The cookie goes, and the token with it."""
    await browser.sign_in("chief")
    token = browser.cookies["desk"]
    await browser.send("/desk/sign-out")
    assert browser.at == "/desk/sign-in"
    assert browser.cookies.get("desk") != token
    async with browser.client.session.get(
        browser.client.make_url("/desk/"), headers=PAGE, cookies={"desk": token}, allow_redirects=False
    ) as response:
        assert response.status == 303


async def test_a_session_runs_out(browser: Browser, staff_desk: StaffDesk) -> None:
    """Pages lead to the door, a form that is sent too late says so; event streams keep nothing alive."""
    await browser.sign_in("chief")
    staff_desk.clock.move(minutes=20)
    await browser.open("/desk/events", Accept="application/json")
    assert browser.status == 200
    staff_desk.clock.move(minutes=11)
    await browser.open("/desk/")
    assert browser.at.startswith("/desk/sign-in")
    await browser.sign_in("chief")
    staff_desk.clock.move(minutes=31)
    await browser.send("/desk/act")
    assert (browser.status, "去登录" in browser.page) == (401, True)


async def test_who_is_switched_off_is_out_in_mid_session(browser: Browser, staff_desk: StaffDesk) -> None:
    """The next click leads to the door."""
    await browser.sign_in("police")
    async with browser_at(staff_desk) as boss:
        await boss.sign_in("boss")
        await boss.open("/desk/staff/police")
        await boss.send("/desk/staff/police/active", {"active": "no"})
    await browser.open("/desk/")
    assert browser.at.startswith("/desk/sign-in")


async def test_a_first_password_must_be_changed_before_anything_else(browser: Browser, staff_desk: StaffDesk) -> None:
    """Every page leads there; scripts are refused; afterwards all is open."""
    first = await staff_desk.room.accounts.reset("chief", (await _boss(staff_desk)))
    page = await browser.sign_in("chief", first)
    assert browser.at == "/desk/password"
    assert "设置自己的密码" in page
    assert "全部工单" not in page
    await browser.open("/desk/supervision")
    assert browser.at == "/desk/password"
    await browser.open("/desk/events", Accept="application/json")
    assert browser.status == 403
    await browser.open("/desk/password")
    page = await browser.send("/desk/password", {"old": first, "new": OWN + "2", "again": OWN + "2"})
    assert browser.at == "/desk/"
    assert "密码已修改" in page
    assert "全部工单" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"old": "wrong", "new": "春天的玉米地长得真好", "again": "春天的玉米地长得真好"}, "原密码不对"),
        ({"old": OWN, "new": "春天的玉米地长得真好", "again": "别的"}, "两次输入的新密码不一样"),
        ({"old": OWN, "new": "short", "again": "short"}, "至少10位"),
        ({"old": OWN, "new": "1234567890", "again": "1234567890"}, "太常见"),
        ({"old": OWN, "new": OWN, "again": OWN}, "不能和原密码一样"),
        ({}, "原密码不对"),
    ],
)
async def test_a_password_is_not_changed_when_something_is_wrong(
    browser: Browser, fields: dict[str, str], told: str
) -> None:
    """It says what; the old one goes on."""
    await browser.sign_in("chief")
    assert told in await browser.send("/desk/password", fields)
    await browser.send("/desk/sign-out")
    await browser.sign_in("chief")
    assert browser.at == "/desk/"


async def test_cookies_are_kept_from_scripts_and_other_sites(tmp_path: Path, browser: Browser) -> None:
    """HttpOnly, SameSite, only under /desk; over https also Secure, with the prefix that browsers insist on."""
    await browser.open("/desk/sign-in")
    plain = browser.response.headers["Set-Cookie"]
    (tmp_path / "https").mkdir()
    async with open_staff_desk(tmp_path / "https", secure=True) as desk, browser_at(desk) as other:
        await other.open("/desk/sign-in")
        secure = other.response.headers["Set-Cookie"]
    for cookie in (plain, secure):
        assert {"HttpOnly", "Path=/desk", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in plain
    assert secure.startswith("__Secure-desk=")
    assert "; Secure" in secure


async def _boss(desk: StaffDesk) -> object:
    account = await desk.room.door._staff.find("boss")
    assert account is not None
    return account.staff.actor
