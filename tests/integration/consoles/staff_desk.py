"""The staff's pages on SQLite, as `bot/web.py` joins them, and somebody at a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.adapters.store.database import Database
from bot.channels.http_errors import errors_as_json
from bot.consoles.app import ConsoleParts, add_console
from bot.consoles.shell import redirect, render, require, signed_in
from bot.domain.tickets.terms import Role
from bot.joins.staff import StaffRoom
from bot.services.staff.accounts import COMMAND_LINE
from bot.services.tickets.ports import Staff
from bot.web import MOST_BYTES, safe_headers
from tests.contract.staff_stores import HandClock, quick_room

ACTS: web.AppKey[list[str]] = web.AppKey("acts", list)
"""Who got something done."""
OWN = "玉米地旁边的红拖拉机"
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TEAM = (
    Staff("boss", "赵主任", Role.ADMINISTRATOR),
    Staff("chief", "孙督办", Role.SUPERVISOR),
    Staff("officer", "李经办", Role.OFFICER),
    Staff("operator", "钱话务", Role.OPERATOR),
    Staff("police", "周警官", Role.DEPARTMENT, "市公安局"),
)


@dataclass(frozen=True)
class StaffDesk:
    """The running pages."""

    room: StaffRoom
    clock: HandClock
    app: web.Application

    async def hire(self, staff: Staff) -> None:
        """An account whose password is `OWN`."""
        first = await self.room.accounts.add(staff, COMMAND_LINE)
        await self.room.door.change_password(staff, first, OWN, "10.0.0.1")


@asynccontextmanager
async def open_staff_desk(folder: Path, *, secure: bool = False, proxies: int = 0) -> AsyncIterator[StaffDesk]:
    """The pages with a database of their own, everybody of `TEAM`, and some pages to be walled off."""
    database, clock = Database(f"sqlite:///{folder / 'desk.sqlite3'}"), HandClock()
    await database.migrate()
    room = quick_room(database, clock)
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[safe_headers, errors_as_json])
    add_console(app, ConsoleParts(room.door, room.accounts, room.audit, secure_cookies=secure, proxies=proxies))
    app[ACTS] = []
    app.router.add_get("/desk/", home)
    app.router.add_get("/desk/supervision", supervision)
    app.router.add_get("/desk/events", events)
    app.router.add_post("/desk/act", act)
    app.router.add_get("/desk/broken", broken)
    desk = StaffDesk(room, clock, app)
    for staff in TEAM:
        await desk.hire(staff)
    try:
        yield desk
    finally:
        await database.close()


async def home(request: web.Request) -> web.StreamResponse:
    """The page that everybody sees first."""
    await signed_in(request)
    return render(request, "base.html")


async def supervision(request: web.Request) -> web.StreamResponse:
    """A page for some."""
    await require(request, {Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OFFICER})
    return render(request, "base.html")


async def events(request: web.Request) -> web.StreamResponse:
    """What a page asks by itself."""
    await signed_in(request, is_activity=False)
    return web.json_response({})


async def act(request: web.Request) -> web.StreamResponse:
    """Something that changes something; it lets itself be repeated."""
    staff = await signed_in(request)
    request.app[ACTS].append(staff.login)
    return redirect(request, "/desk/", flash="办好了 <b>")


async def broken(request: web.Request) -> web.StreamResponse:
    """A page with a fault in it."""
    await signed_in(request)
    raise RuntimeError


class Browser:
    """Somebody at a browser: keeps cookies, shows pages, sends the forms that stand on them."""

    def __init__(self, desk: StaffDesk, client: TestClient[web.Request, web.Application]) -> None:
        """`client` keeps the cookies."""
        self._desk, self.client = desk, client
        self.page, self.status, self.at = "", 0, ""
        self.response: aiohttp.ClientResponse

    async def open(self, path: str, **headers: str) -> str:
        """Go to a page, wherever it leads."""
        return await self._show(await self.client.get(path, headers=PAGE | headers))

    async def send(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> str:
        """Send a form of the page that is open."""
        body = {"csrf": self.csrf} | (fields or {})
        return await self._show(await self.client.post(path, data=body, headers=PAGE | headers))

    async def post(self, path: str, data: object, **headers: str) -> str:
        """Send anything, without what forms carry."""
        return await self._show(await self.client.post(path, data=data, headers=PAGE | headers))

    async def sign_in(self, login: str, password: str = OWN, onward: str = "") -> str:
        """Through the door."""
        await self.open(f"/desk/sign-in?{urlencode({'next': onward})}" if onward else "/desk/sign-in")
        return await self.send("/desk/sign-in", {"login": login, "password": password, "next": onward})

    @property
    def csrf(self) -> str:
        """What the forms of the open page carry."""
        found = re.search(r'name="csrf" content="(\w*)"', self.page)
        return found[1] if found else ""

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps for /desk."""
        kept = self.client.session.cookie_jar.filter_cookies(self.client.make_url("/desk/"))
        return {name: cookie.value for name, cookie in kept.items()}

    async def _show(self, response: aiohttp.ClientResponse) -> str:
        self.response, self.page, self.status = response, await response.text(), response.status
        self.at = response.url.raw_path_qs
        return self.page


@asynccontextmanager
async def browser_at(desk: StaffDesk) -> AsyncIterator[Browser]:
    """A browser that knows nothing yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with TestClient(TestServer(desk.app), cookie_jar=jar) as client:
        yield Browser(desk, client)


def named(login: str, **changes: object) -> Staff:
    """One of the team, or somebody like her."""
    return replace(next(staff for staff in TEAM if staff.login == login), **changes)  # type: ignore[arg-type]
