"""Adds the staff's pages to the public application."""

from dataclasses import dataclass

from aiohttp import web

from bot.consoles.account_pages import AccountPages
from bot.consoles.cookies import Cookies
from bot.consoles.pages import STATIC, Pages
from bot.consoles.shell import COOKIES, DOOR, PAGES, PROXIES, desk_pages
from bot.consoles.sign_in_pages import SignInPages
from bot.services.staff.accounts import Accounts
from bot.services.staff.ports import Audit
from bot.services.staff.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """What the staff's pages stand on. `proxies` counts our own reverse proxies before the program."""

    door: SignIn
    accounts: Accounts
    audit: Audit
    secure_cookies: bool
    proxies: int = 0


def add_console(app: web.Application, parts: ConsoleParts) -> None:
    """Sign-in, accounts, static files, and the middleware that all pages under `/desk` rely on.

    The middleware must be the innermost one: what it makes a page of, no other makes JSON of.
    """
    app[DOOR], app[PAGES] = parts.door, Pages(parts.door.patience.idle)
    app[COOKIES], app[PROXIES] = Cookies(secure=parts.secure_cookies), parts.proxies
    app.middlewares.append(desk_pages)
    app.router.add_static("/static/desk/", STATIC)
    SignInPages(parts.door).add_to(app)
    AccountPages(parts.accounts, parts.audit).add_to(app)
