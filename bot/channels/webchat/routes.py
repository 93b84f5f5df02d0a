"""The chat page and what it asks for: history, new messages, a fresh start."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.channels.http_errors import Fault, dumps, json_body
from bot.channels.rate_limit import RateLimit
from bot.channels.reply_json import reply_json
from bot.channels.webchat.line_json import line_json
from bot.channels.webchat.news import position
from bot.channels.webchat.said import SaidOnPage, said_on_page
from bot.channels.webchat.uploads import UploadRoutes
from bot.channels.webchat.visitor import CHANNEL, conversation_of, give_cookie, required_token, token_of
from bot.domain.talk.message import Answer, AttachmentKind, Inbound
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import kinds_of
from bot.services.ports import Reception
from bot.services.talk.history import History

STATIC = Path(__file__).parent / "static"
ANSWER_WITHIN_S = 12.0
MOST_LINES = 60


class WebchatRoutes:
    """The page, and a conversation on it."""

    def __init__(  # noqa: PLR0913 - the page meets everything that a conversation needs
        self,
        *,
        reception: Reception,
        answered: Callable[[int, float], Awaitable[Answer | None]],
        delivered: Callable[[int], None],
        history: History,
        uploads: UploadRoutes,
        per_minute: int,
        secure_cookie: bool,
    ) -> None:
        """`secure_cookie` where the page is served over https."""
        self._reception, self._answered, self._delivered = reception, answered, delivered
        self._history, self._per_minute, self._secure = history, per_minute, secure_cookie
        self._uploads = uploads
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
        if not token_of(request):
            give_cookie(response, secure=self._secure)
        return response

    async def lines(self, request: web.Request) -> web.Response:
        """What was said after message number `after`; `news` is where to wait for notices from."""
        after, token = position(request), token_of(request)
        if not token:
            return web.json_response({"lines": []})
        news = {} if after else {"news": await self._history.newest_notice(conversation_of(token))}
        lines = await self._history.lines(conversation_of(token), after, MOST_LINES)
        for number in {line.number for line in lines if line.reply is not None}:
            self._delivered(number)
        return web.json_response({"lines": [line_json(line) for line in lines]} | news, dumps=dumps)

    async def messages(self, request: web.Request) -> web.Response:
        """Take a message and wait a little for its answer."""
        token = required_token(request)
        wait = self._limit.wait_s(token, self._per_minute)
        if wait:
            raise Fault(429, "too_many", f"发得太快了，请{wait}秒后再发。", {"Retry-After": str(wait)})
        said, conversation = said_on_page(await json_body(request)), conversation_of(token)
        inbound = _inbound(said, conversation, await self._uploads.of(conversation, said.uploads))
        receipt = await self._reception.accept(inbound)
        answer = await self._answered(receipt.number, ANSWER_WITHIN_S)
        if answer is None:
            return web.json_response({"number": receipt.number, "lines": []}, status=202)
        self._delivered(receipt.number)
        at = None if receipt.is_new else await self._history.answered_at(receipt.number)
        heard = {"number": receipt.number, "speaker": "assistant", "at": (at or datetime.now(UTC)).isoformat()}
        lines = [heard | reply_json(reply) for reply in answer.replies]
        return web.json_response({"number": receipt.number, "lines": lines}, dumps=dumps)

    async def new(self, _request: web.Request) -> web.Response:
        """A new conversation: a new cookie."""
        response = web.json_response({"lines": []})
        give_cookie(response, secure=self._secure)
        return response


def _inbound(said: SaidOnPage, conversation: str, files: tuple[Attachment, ...]) -> Inbound:
    place = (AttachmentKind.LOCATION,) if said.place else ()
    return Inbound(
        channel=CHANNEL,
        conversation=conversation,
        external_id=f"{conversation}:{said.message_id}",
        text=said.text,
        payload=said.payload,
        attachments=(*kinds_of(files), *place),
        files=files,
        coordinates=said.place,
    )
