"""What every page of the staff uses: who is signed in, what she may do, how a page is shown, how a form is checked.

A page is a handler registered under `/desk`. It begins with `signed_in` or `require` and ends with `render`,
`redirect` or a response of its own. Forms carry `{{ csrf_field }}`, scripts send the header `X-CSRF`; the middleware
of this module refuses everything else that changes something, before any handler runs.
"""

import asyncio
import json
from collections.abc import Collection
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.consoles.cookies import Cookies, csrf_of, flash_of, new_token
from bot.consoles.errors import ConsoleFault, GoTo, Told, answered, fault, wants_page
from bot.consoles.pages import Pages
from bot.domain.tickets.terms import Role
from bot.services.staff.origin import origin
from bot.services.staff.sign_in import SignIn
from bot.services.tickets.ports import Staff

DOOR = web.AppKey("door", SignIn)
PAGES = web.AppKey("pages", Pages)
COOKIES = web.AppKey("cookies", Cookies)
PROXIES = web.AppKey("proxies", int)
HOME, SIGN_IN, SIGN_OUT, OWN_PASSWORD = "/desk/", "/desk/sign-in", "/desk/sign-out", "/desk/password"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
STAFF = web.RequestKey("staff", Staff)
_FRESH = web.RequestKey("fresh_token", str)


async def signed_in(request: web.Request, *, is_activity: bool = True) -> Staff:
    """Who asks. Pages are sent to the sign-in, scripts get 401.

    `is_activity` is False for what a page asks by itself (event streams, polling): it does not keep a session alive.
    """
    session = await request.app[DOOR].who(token_of(request), is_activity=is_activity)
    if session is None:
        if wants_page(request) and request.method in _SAFE_METHODS:
            raise GoTo(f"{SIGN_IN}?next={quote(request.path_qs)}")
        raise fault(401)
    request[STAFF] = session.staff
    if session.staff.must_change_password and request.path not in {OWN_PASSWORD, SIGN_OUT}:
        if wants_page(request):
            raise GoTo(OWN_PASSWORD)
        raise ConsoleFault(403, "must_change_password", "请先修改初始密码。")
    return session.staff


async def require(request: web.Request, roles: Collection[Role], *, is_activity: bool = True) -> Staff:
    """Who asks, if hers is one of these roles; else 403."""
    staff = await signed_in(request, is_activity=is_activity)
    if staff.role not in roles:
        raise fault(403)
    return staff


def is_live(request: web.Request) -> bool:
    """Whether an open page asks for itself again: nobody worked, and nobody reads a word that is shown once."""
    return "X-Live" in request.headers


def render(request: web.Request, template: str, *, http_status: int = 200, **values: Any) -> web.Response:
    """A page from a template; `values` are escaped where they are shown.

    Every template knows besides: `staff` (None before the sign-in), `roles`, `nav`, `csrf`, `csrf_field`, `flashes`,
    `path`, and the filters `moment`, `day`, `label`.
    """
    staff = request.get(STAFF)
    cookies = request.app[COOKIES]
    is_seen = http_status < web.HTTPBadRequest.status_code and not is_live(request)
    flashes = cookies.flashes(request) if is_seen else []
    known = {"staff": staff, "csrf": csrf_of(token_of(request)), "flashes": flashes, "path": request.path}
    page = request.app[PAGES].page(template, staff, known | values)
    response = web.Response(text=page, content_type="text/html", charset="utf-8", status=http_status)
    if flashes:
        cookies.forget_flash(response)
    return response


async def render_beside(request: web.Request, template: str, **values: Any) -> web.Response:
    """The same in a thread, for pages of some hundred lines: nobody else waits for them."""
    return await asyncio.to_thread(render, request, template, **values)


def redirect(request: web.Request, location: str, *, flash: str = "", kind: str = "done") -> web.Response:
    """Go to another page of ours (303); `flash` is shown there once. `kind`: done, note or wrong."""
    response = web.Response(status=303, headers={"Location": location})
    if flash:
        request.app[COOKIES].give_flash(response, flash_of(token_of(request), kind, flash))
    return response


async def form_of(request: web.Request) -> dict[str, str]:
    """The text fields of a form, each once; 400 for a body that is none. Files: `await request.post()`."""
    try:
        fields = await request.post()
    except (ValueError, LookupError) as error:
        raise fault(400) from error
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def address_of(request: web.Request) -> str:
    """Where a request comes from, past our own proxies."""
    return origin(request.remote, request.headers.getall("X-Forwarded-For", []), request.app[PROXIES])


def token_of(request: web.Request) -> str:
    """The token of the session, or of the visit before the sign-in; empty if there is none."""
    return request.get(_FRESH) or request.app[COOKIES].token(request)


def fresh_token(request: web.Request) -> str:
    """The token that a visitor before the sign-in has, or a new one: its form needs something to be checked against."""
    token = token_of(request) or new_token()
    request[_FRESH] = token
    return token


def safe_next(path: str) -> str:
    """Where to go after the sign-in: a page of ours, never another site."""
    if not path.startswith("/desk/") or not (path.isascii() and path.isprintable()) or "\\" in path:
        return HOME
    return HOME if path.partition("?")[0] in {SIGN_IN, SIGN_OUT} else path


@web.middleware
async def desk_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Under `/desk`: forms are checked, errors are pages, nothing is kept by browsers or proxies."""
    if request.path.startswith("/static/desk/"):
        response = await handler(request)
        response.headers["Cache-Control"] = "no-cache"
        return response
    if request.path != "/desk" and not request.path.startswith("/desk/"):
        return await handler(request)
    outcome = await answered(request, _checked(handler))
    shown = await _told(request, outcome) if isinstance(outcome, Told) else outcome
    if not shown.prepared:
        shown.headers["Cache-Control"] = "no-store"
    return shown


def _checked(handler: Handler) -> Handler:
    async def check_first(request: web.Request) -> web.StreamResponse:
        if request.method not in _SAFE_METHODS:
            await _refuse_forgeries(request)
        return await handler(request)

    return check_first


async def _refuse_forgeries(request: web.Request) -> None:
    """403 for what no page of ours sent (OWASP: token, then origin)."""
    origin, site = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
    is_ours = site == "same-origin" or not origin or _host(origin) == _host(f"//{request.host}")
    if not is_ours:
        raise ConsoleFault(403, "foreign_origin", "这个请求不是从本系统的页面发出的，已拒绝。")
    sent = request.headers.get("X-CSRF", "")
    if not sent and request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        sent = (await form_of(request)).get("csrf", "")
    if not request.app[COOKIES].is_csrf(request, sent):
        raise ConsoleFault(403, "csrf", "页面已过期，请返回上一页刷新后重新提交。")


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


async def _told(request: web.Request, told: Told) -> web.Response:
    if not wants_page(request):
        error = {"code": told.code, "message": told.message, "number": told.number}
        return web.json_response({"error": error}, status=told.status, headers=told.headers, dumps=_dumps)
    if STAFF not in request and told.status < web.HTTPInternalServerError.status_code:
        with suppress(GoTo, ConsoleFault):
            await signed_in(request, is_activity=False)
    response = render(request, "error.html", http_status=told.status, told=told, sign_in=SIGN_IN)
    response.headers.update(told.headers)
    return response
