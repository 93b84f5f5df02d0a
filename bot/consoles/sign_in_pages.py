"""Signing in and out, one's own password."""

from datetime import datetime

from aiohttp import web

from bot.consoles.cookies import flash_of
from bot.consoles.errors import GoTo
from bot.consoles.shell import (
    COOKIES,
    OWN_PASSWORD,
    SIGN_IN,
    SIGN_OUT,
    STAFF,
    address_of,
    form_of,
    fresh_token,
    redirect,
    render,
    safe_next,
    signed_in,
    token_of,
)
from bot.domain.clocks.office_hours import CHINA
from bot.domain.staff.passwords import LEAST, MOST, PasswordFault
from bot.services.staff.sign_in import PasswordRefused, ShutOut, SignIn, WrongPassword

REFUSED = {
    PasswordFault.SHORT: f"新密码太短，至少{LEAST}位。",
    PasswordFault.LONG: f"新密码太长，最多{MOST}位。",
    PasswordFault.LOGIN: "新密码不能用登录名。",
    PasswordFault.COMMON: "这个密码太常见，容易被猜中，请换一个。",
    PasswordFault.SAME: "新密码不能和原密码一样。",
}


class SignInPages:
    """The door."""

    def __init__(self, door: SignIn) -> None:
        """On the service that decides who comes in."""
        self._door = door

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk", self.entrance)
        app.router.add_get(SIGN_IN, self.form)
        app.router.add_post(SIGN_IN, self.enter)
        app.router.add_post(SIGN_OUT, self.leave)
        app.router.add_get(OWN_PASSWORD, self.password_form)
        app.router.add_post(OWN_PASSWORD, self.change_password)
        app.router.add_get("/desk/alive", self.alive)

    async def entrance(self, _request: web.Request) -> web.StreamResponse:
        """`/desk` without the slash."""
        raise GoTo("/desk/")

    async def form(self, request: web.Request) -> web.StreamResponse:
        """The sign-in; who is signed in already goes on."""
        onward = safe_next(request.query.get("next", ""))
        if await self._door.who(token_of(request), is_activity=False) is not None:
            raise GoTo(onward)
        token = fresh_token(request)
        response = _sign_in(request, onward)
        request.app[COOKIES].give(response, token)
        return response

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Check login and password; a new token, whatever came along."""
        form = await form_of(request)
        login, onward = form.get("login", ""), safe_next(form.get("next", ""))
        try:
            token = await self._door.enter(login, form.get("password", ""), address_of(request))
        except WrongPassword:
            return _sign_in(request, onward, login=login, wrong="登录名或密码不对。")
        except ShutOut as shut:
            return _sign_in(request, onward, http_status=429, login=login, wrong=_too_often(shut.until))
        await self._door.sweep()
        response = redirect(request, onward)
        request.app[COOKIES].give(response, token)
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Sign out."""
        await self._door.leave(token_of(request))
        response = redirect(request, SIGN_IN)
        request.app[COOKIES].take(response)
        return response

    async def password_form(self, request: web.Request) -> web.StreamResponse:
        """One's own password."""
        await signed_in(request)
        return render(request, "password.html", wrong="", least=LEAST, must=_must(request))

    async def change_password(self, request: web.Request) -> web.StreamResponse:
        """Set a new one; everybody else who uses this account is signed out."""
        staff = await signed_in(request)
        form = await form_of(request)
        old, new = form.get("old", ""), form.get("new", "")
        if new != form.get("again", ""):
            return _password(request, "两次输入的新密码不一样。")
        try:
            token = await self._door.change_password(staff, old, new, address_of(request))
        except WrongPassword:
            return _password(request, "原密码不对。")
        except ShutOut as shut:
            return _password(request, _too_often(shut.until), http_status=429)
        except PasswordRefused as refused:
            return _password(request, REFUSED[refused.fault])
        response = redirect(request, "/desk/")
        cookies = request.app[COOKIES]
        cookies.give(response, token)
        cookies.give_flash(response, flash_of(token, "done", "密码已修改，其他地方的登录已全部退出。"))
        return response

    async def alive(self, request: web.Request) -> web.StreamResponse:
        """A sign of life from a page that is being worked on."""
        await signed_in(request)
        return web.json_response({"ok": True})


def _sign_in(
    request: web.Request, onward: str, *, http_status: int = 200, login: str = "", wrong: str = ""
) -> web.Response:
    return render(request, "sign_in.html", http_status=http_status, onward=onward, login=login[:80], wrong=wrong)


def _password(request: web.Request, wrong: str, *, http_status: int = 200) -> web.Response:
    return render(request, "password.html", http_status=http_status, wrong=wrong, least=LEAST, must=_must(request))


def _must(request: web.Request) -> bool:
    return bool(request[STAFF].must_change_password)


def _too_often(until: datetime) -> str:
    return f"输错次数太多，为保护账号已暂停登录，请在{until.astimezone(CHINA):%H:%M:%S}以后再试。"
