"""The chat page and what it asks for: history, new messages, a fresh start."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.http_errors import Fault, dumps, json_body, text_field
from bot.channels.rate_limit import RateLimit
from bot.channels.reply_json import reply_json
from bot.domain.message import Answer, Inbound
from bot.services.history import History, Line
from bot.services.ports import Reception

CHANNEL = "web"
COOKIE = "shuangliao_chat"
COOKIE_AGE_S = 180 * 24 * 3600
STATIC = Path(__file__).parent / "static"
ANSWER_WITHIN_S = 12.0
MOST_TEXT = 5000
MOST_LINES, MOST_DIGITS = 60, 12
TOKEN_LENGTH = 43
"""Of a token with 256 random bits, URL-safe."""


class WebchatRoutes:
    """A visitor is known by a random cookie that scripts cannot read; its hash names the conversation."""

    def __init__(
        self,
        *,
        reception: Reception,
        answered: Callable[[int, float], Awaitable[Answer | None]],
        delivered: Callable[[int], None],
        history: History,
        per_minute: int,
        secure_cookie: bool,
    ) -> None:
        """`secure_cookie` where the page is served over https."""
        self._reception, self._answered, self._delivered = reception, answered, delivered
        self._history, self._per_minute, self._secure = history, per_minute, secure_cookie
        self._limit = RateLimit()

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/", self.page)
        app.router.add_get("/chat/lines", self.lines)
        app.router.add_post("/chat/messages", self.messages)
        app.router.add_post("/chat/new", self.new)
        app.router.add_static("/static/chat/", STATIC)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page; a visitor without a cookie gets one."""
        response = web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})
        if not _is_token(request.cookies.get(COOKIE, "")):
            self._give_cookie(response)
        return response

    async def lines(self, request: web.Request) -> web.Response:
        """What was said after message number `after`."""
        after = request.query.get("after", "0")
        if not after.isascii() or not after.isdigit() or len(after) > MOST_DIGITS:
            raise Fault(400, "bad_field", "after应当是数字。")
        token = request.cookies.get(COOKIE, "")
        if not _is_token(token):
            return web.json_response({"lines": []})
        lines = await self._history.lines(_conversation(token), int(after), MOST_LINES)
        for number in {line.number for line in lines if line.reply is not None}:
            self._delivered(number)
        answer = {"lines": [_line(line) for line in lines]}
        return web.json_response(answer, dumps=dumps)

    async def messages(self, request: web.Request) -> web.Response:
        """Take a message and wait a little for its answer."""
        token = request.cookies.get(COOKIE, "")
        if not _is_token(token):
            raise Fault(401, "no_cookie", "请刷新页面再试（需要允许Cookie）。")
        wait = self._limit.wait_s(token, self._per_minute)
        if wait:
            raise Fault(429, "too_many", f"发得太快了，请{wait}秒后再发。", {"Retry-After": str(wait)})
        body = await json_body(request)
        message_id = text_field(body, "message_id", most=64)
        inbound = Inbound(
            channel=CHANNEL,
            conversation=_conversation(token),
            external_id=f"{_conversation(token)}:{message_id}",
            text=text_field(body, "text", most=MOST_TEXT, required=False),
            payload=text_field(body, "payload", most=100, required=False),
        )
        receipt = await self._reception.accept(inbound)
        answer = await self._answered(receipt.number, ANSWER_WITHIN_S)
        if answer is None:
            return web.json_response({"number": receipt.number, "lines": []}, status=202)
        self._delivered(receipt.number)
        at = None if receipt.is_new else await self._history.answered_at(receipt.number)
        said = {"number": receipt.number, "speaker": "assistant", "at": (at or datetime.now(UTC)).isoformat()}
        lines = [said | reply_json(reply) for reply in answer.replies]
        return web.json_response({"number": receipt.number, "lines": lines}, dumps=dumps)

    async def new(self, _request: web.Request) -> web.Response:
        """A new conversation: a new cookie."""
        response = web.json_response({"lines": []})
        self._give_cookie(response)
        return response

    def _give_cookie(self, response: web.StreamResponse) -> None:
        response.set_cookie(
            COOKIE,
            secrets.token_urlsafe(32),
            max_age=COOKIE_AGE_S,
            httponly=True,
            secure=self._secure,
            samesite="Lax",
        )


def _is_token(cookie: str) -> bool:
    return len(cookie) == TOKEN_LENGTH and cookie.isascii()


def _conversation(token: str) -> str:
    return f"{CHANNEL}:{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def _line(line: Line) -> dict[str, Any]:
    base: dict[str, Any] = {"number": line.number, "speaker": line.speaker, "at": line.at.isoformat()}
    if line.reply is not None:
        return base | reply_json(line.reply)
    message_id = line.external_id.rpartition(":")[2]
    return base | {"text": line.text, "kind": "", "buttons": [], "data": {}, "message_id": message_id}
