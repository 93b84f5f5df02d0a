"""Who a visitor of the page is: a random cookie that scripts cannot read; its hash names the conversation."""

import hashlib
import secrets

from aiohttp import web

from bot.channels.http_errors import Fault

CHANNEL = "web"
COOKIE = "shuangliao_chat"
COOKIE_AGE_S = 180 * 24 * 3600
TOKEN_LENGTH = 43
"""Of a token with 256 random bits, URL-safe."""


def token_of(request: web.Request) -> str:
    """The visitor's cookie; empty for none, or for one that we cannot have given."""
    token = request.cookies.get(COOKIE, "")
    return token if len(token) == TOKEN_LENGTH and token.isascii() else ""


def required_token(request: web.Request) -> str:
    """The visitor's cookie; 401 without one."""
    token = token_of(request)
    if not token:
        raise Fault(401, "no_cookie", "请刷新页面再试（需要允许Cookie）。")
    return token


def conversation_of(token: str) -> str:
    """The conversation of a cookie; who reads the store cannot find the cookie by it."""
    return f"{CHANNEL}:{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def give_cookie(response: web.StreamResponse, *, secure: bool) -> None:
    """A new visitor, with an empty conversation."""
    response.set_cookie(
        COOKIE, secrets.token_urlsafe(32), max_age=COOKIE_AGE_S, httponly=True, secure=secure, samesite="Lax"
    )
