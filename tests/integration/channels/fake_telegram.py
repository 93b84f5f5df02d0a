"""A Bot API server on loopback that behaves as Telegram does, and misbehaves when it is told to."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

TOKEN = "4242:not-a-secret"
BOT_ID = 4242
BOT_NAME = "sl_desk_bot"

Trouble = str | tuple[str, int]
"""`hang`, `drop` (both after taking the message), `blocked`, `no_chat`, `broken`, `("retry", seconds)`."""

ERRORS = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "no_chat": (400, "Bad Request: chat not found"),
    "broken": (500, "Internal Server Error"),
}


@dataclass
class FakeTelegram:
    """`async with FakeTelegram() as telegram`: updates wait in `updates`, what the bot said is in `sent`."""

    updates: list[Any] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    thanked: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    trouble: deque[Trouble] = field(default_factory=deque)
    webhook: dict[str, str] = field(default_factory=dict)
    has_other_poller: bool = False
    takes_token: bool = True
    thanks_fail: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    """What `getFile` and a download give for a file id."""
    file_trouble: dict[str, deque[str]] = field(default_factory=dict)
    """By file id: `too_big`, `away` (400), `lost` (404 for the download), `cut` (the download breaks off)."""
    local_paths: dict[str, str] = field(default_factory=dict)
    """As a server in local mode: the path of a file on this machine."""
    downloads: list[str] = field(default_factory=list)
    documents: list[tuple[str, bytes]] = field(default_factory=list)
    """Names and contents of files that the bot sent."""

    async def __aenter__(self) -> Self:
        """Listen on a free port; `base` is the address for TELEGRAM_API_BASE."""
        self._news = asyncio.Event()
        self._stopped = asyncio.Event()
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of all who wait."""
        self._stopped.set()
        self._news.set()
        await self._runner.cleanup()

    def bring(self, *updates: Any) -> None:
        """Updates arrive at Telegram."""
        self.updates += updates
        self._news.set()

    @property
    def texts(self) -> list[str]:
        """What the bot said, in order."""
        return [message["text"] for message in self.sent]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if not self.takes_token or request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        handler = getattr(self, f"_{request.match_info['method']}", None)
        if handler is None:
            return _error(404, "Not Found")
        response: web.StreamResponse = await handler(request, dict(await request.post()))
        return response

    async def _getMe(self, _request: web.Request, _given: dict[str, Any]) -> web.Response:  # noqa: N802 - API name
        return _ok({"id": BOT_ID, "is_bot": True, "first_name": "双辽政务助手", "username": BOT_NAME})

    async def _getUpdates(self, _request: web.Request, given: dict[str, Any]) -> web.Response:  # noqa: N802 - API name
        if self.has_other_poller or self.webhook:
            return _error(409, "Conflict: terminated by other getUpdates request")
        offset = int(given.get("offset", 0))
        self.offsets.append(offset)
        self._forget_before(offset)
        if not self.updates:
            await self._wait_for_news(float(given.get("timeout", 0)))
        return _ok(self.updates[: int(given.get("limit", 100))])

    def _forget_before(self, offset: int) -> None:
        """An offset far in the future is taken for a mistake, as the real server does."""
        newest = max((_number(update) for update in self.updates), default=0)
        if offset <= newest + 10:
            self.updates = [update for update in self.updates if _number(update) >= offset]

    async def _wait_for_news(self, seconds: float) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    async def _sendMessage(self, request: web.Request, given: dict[str, Any]) -> web.StreamResponse:  # noqa: N802
        trouble = self.trouble.popleft() if self.trouble else ""
        if isinstance(trouble, tuple):
            return _error(429, "Too Many Requests", retry_after=trouble[1])
        if trouble in ERRORS:
            return _error(*ERRORS[trouble])
        self.sent.append(_message(given, len(self.sent) + 1))
        if trouble == "hang":
            await self._stopped.wait()
        if trouble == "drop" and request.transport:
            request.transport.abort()
        return _ok(self.sent[-1])

    async def _sendDocument(self, _request: web.Request, given: dict[str, Any]) -> web.StreamResponse:  # noqa: N802
        file = given["document"]
        self.documents.append((file.filename, file.file.read()))
        return _ok(message(chat=int(given["chat_id"]), text=file.filename))

    async def _answerCallbackQuery(self, _request: web.Request, given: dict[str, Any]) -> web.Response:  # noqa: N802
        self.thanked.append(given["callback_query_id"])
        return _error(400, "Bad Request: query is too old") if self.thanks_fail else _ok(result=True)

    async def _getFile(self, _request: web.Request, given: dict[str, Any]) -> web.Response:  # noqa: N802 - API name
        name = given["file_id"]
        trouble = self._file_trouble(name, "too_big", "away")
        if trouble or name not in self.files:
            text = "file is too big" if trouble == "too_big" else "wrong file_id or the file is temporarily unavailable"
            return _error(400, f"Bad Request: {text}")
        path = self.local_paths.get(name, f"documents/{name}")
        size = len(self.files[name])
        return _ok({"file_id": name, "file_unique_id": f"u-{name}", "file_size": size, "file_path": path})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"].removeprefix("documents/")
        self.downloads.append(name)
        trouble = self._file_trouble(name, "lost", "cut")
        if request.match_info["token"] != TOKEN or trouble == "lost":
            return _error(404, "Not Found")
        if trouble == "cut" and request.transport:
            request.transport.abort()
        return web.Response(body=self.files[name])

    def _file_trouble(self, name: str, *kinds: str) -> str:
        waiting = self.file_trouble.get(name)
        return waiting.popleft() if waiting and waiting[0] in kinds else ""

    async def _setWebhook(self, _request: web.Request, given: dict[str, Any]) -> web.Response:  # noqa: N802 - API name
        self.webhook = given
        return _ok(result=True)

    async def _deleteWebhook(self, _request: web.Request, _given: dict[str, Any]) -> web.Response:  # noqa: N802
        self.webhook = {}
        return _ok(result=True)


def said(number: int, text: str, *, chat: int = 7, **more: Any) -> dict[str, Any]:
    """An update: somebody said something to the bot in private."""
    return {"update_id": number, "message": message(text=text, chat=chat, **more)}


def message(*, chat: int = 7, chat_type: str = "private", **content: Any) -> dict[str, Any]:
    """A message as Telegram writes it."""
    title = {"first_name": "王"} if chat_type == "private" else {"title": "群"}
    sender = {"id": 7, "is_bot": False, "first_name": "王"}
    place = {"id": chat, "type": chat_type, **title}
    return {"message_id": 1, "date": 1700000000, "chat": place, "from": sender, **content}


def pressed(number: int, payload: str, title: str, *, chat: int = 7) -> dict[str, Any]:
    """An update: a button under one of the bot's messages was pressed."""
    keyboard = {"inline_keyboard": [[{"text": title, "callback_data": payload}]]}
    shown = message(chat=chat, text="请选择", reply_markup=keyboard)
    person = {"id": 7, "is_bot": False, "first_name": "王"}
    press = {"id": f"press-{number}", "from": person, "chat_instance": "1", "data": payload, "message": shown}
    return {"update_id": number, "callback_query": press}


def _number(update: dict[str, Any]) -> int:
    return int(update.get("update_id", 0))


def _message(given: dict[str, Any], number: int) -> dict[str, Any]:
    chat = {"id": int(given["chat_id"]), "type": "private", "first_name": "王"}
    shown = {"message_id": number, "date": 1700000000, "chat": chat, "text": given["text"]}
    if "reply_markup" in given:
        shown["reply_markup"] = json.loads(given["reply_markup"])
    return shown


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(status: int, description: str, **parameters: int) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=status)
