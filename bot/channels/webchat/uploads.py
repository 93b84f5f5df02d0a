"""Files of visitors: up, before their message is sent, and down again, to their owner only."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.channels.http_errors import Fault, dumps
from bot.channels.rate_limit import RateLimit
from bot.channels.webchat.line_json import file_json
from bot.channels.webchat.visitor import conversation_of, required_token
from bot.domain.files.file_type import PHOTOS
from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import Files, preview

FIELD = "file"
WRAPPING = 64 * 1024
"""So much a form may hold besides the file."""
CHUNK = 256 * 1024
AT_MOST_S = 900.0
MOST_IN_FLIGHT = 256 * 1024 * 1024
"""Bytes of uploads that may be held in memory at the same time."""
STATUS = {
    Refusal.EMPTY: 400,
    Refusal.TOO_LARGE: 413,
    Refusal.NOT_ALLOWED: 415,
    Refusal.UNSAFE: 415,
    Refusal.TOO_MANY: 400,
    Refusal.NO_ROOM: 507,
    Refusal.NOT_FETCHED: 502,
    Refusal.GONE: 410,
}
FILE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=600",
}
"""Whatever a file holds, nothing in it runs, and no other site may show it."""


class Say(Protocol):
    """Words a response key."""

    def __call__(self, key: str, **values: str) -> str:
        """The text, its slots filled."""
        ...


class UploadRoutes:
    """`POST /chat/uploads` and `GET /chat/files/KEY`."""

    def __init__(self, files: Files, say: Say, *, per_minute: int) -> None:
        """`say` words a response key; `per_minute` counts the files of one visitor."""
        self._files, self._say, self._per_minute = files, say, per_minute
        self._limit, self._room = RateLimit(), _Room()

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_post("/chat/uploads", self.upload)
        app.router.add_get("/chat/files/{key}", self.download)

    async def upload(self, request: web.Request) -> web.Response:
        """Take one file; the page names its key when it sends the message."""
        token = required_token(request)
        wait = self._limit.wait_s(token, self._per_minute)
        if wait:
            raise Fault(429, "too_many", f"传得太快了，请{wait}秒后再传。", {"Retry-After": str(wait)})
        try:
            await self._files.may_send(conversation_of(token))
            name, content = await self._read(request)
            file = await self._files.receive(conversation_of(token), name, content)
        except FileRefused as refused:
            raise self._fault(refused.reason) from refused
        return web.json_response({"file": file_json(file)}, status=201, dumps=dumps)

    async def download(self, request: web.Request) -> web.Response:
        """A file to save; with `?preview=1` a photo to look at, without where and when it was taken."""
        owner = conversation_of(required_token(request))
        try:
            file, content = await self._files.give(owner, request.match_info["key"])
        except KeyError:
            raise Fault(404, "not_found", "没有这个文件。") from None
        if "preview" not in request.query:
            return _answer(file, content, "attachment")
        if file.media_type not in PHOTOS:
            raise Fault(404, "no_preview", "这个文件不能预览。")
        try:
            return _answer(file, await preview(file, content), "inline")
        except ValueError:
            raise Fault(404, "no_preview", "这张图片不能预览。") from None

    async def of(self, owner: str, keys: Sequence[str]) -> tuple[Attachment, ...]:
        """The files that a message brings; a fault if one of them is not the owner's, or is gone."""
        try:
            return await self._files.owned(owner, keys)
        except FileRefused as refused:
            raise self._fault(refused.reason) from refused

    def _fault(self, reason: Refusal) -> Fault:
        """Why a file is not taken, as the page hears it; the words stand in the wording."""
        limit = str(self._files.most_bytes // (1024 * 1024))
        return Fault(STATUS[reason], f"file_{reason}", self._say(f"utter_file_{reason}", limit=limit))

    async def _read(self, request: web.Request) -> tuple[str, bytes]:
        """Name and content of the file in a form; 415, 413 or 400 for anything else."""
        if request.content_type != "multipart/form-data":
            raise Fault(415, "unsupported_media_type", "请用 multipart/form-data 发送。")
        if (request.content_length or 0) > self._files.most_bytes + WRAPPING:
            raise FileRefused(Refusal.TOO_LARGE)
        try:
            async with asyncio.timeout(AT_MOST_S):
                part = await _file_part(request)
                with self._room.taken() as take:
                    return part.filename or "", await self._content(part, take)
        except (ValueError, TimeoutError, web.RequestPayloadError) as error:
            raise Fault(400, "bad_form", "文件没有传完整，请再传一次。") from error

    async def _content(self, part: BodyPartReader, take: Callable[[int], None]) -> bytes:
        content = bytearray()
        while chunk := await part.read_chunk(CHUNK):
            take(len(chunk))
            content += chunk
            if len(content) > self._files.most_bytes:
                raise FileRefused(Refusal.TOO_LARGE)
        return bytes(content)


class _Room:
    """Counts what uploads hold in memory, so that many slow ones cannot fill it."""

    def __init__(self) -> None:
        self._bytes = 0

    @contextmanager
    def taken(self) -> Iterator[Callable[[int], None]]:
        """Room for one upload; 503 once there is none."""
        mine = 0

        def take(size: int) -> None:
            nonlocal mine
            if self._bytes + size > MOST_IN_FLIGHT:
                raise Fault(503, "busy", "现在传文件的人多，请稍后再传。", {"Retry-After": "20"})
            mine += size
            self._bytes += size

        try:
            yield take
        finally:
            self._bytes -= mine


async def _file_part(request: web.Request) -> BodyPartReader:
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == FIELD:
            return part
    raise ValueError("the form holds no file")


def _answer(file: Attachment, content: bytes, disposition: str) -> web.Response:
    ending = file.name.rpartition(".")[2]
    named = f"{disposition}; filename=\"file.{ending}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    return web.Response(
        body=content, content_type=file.media_type, headers={**FILE_HEADERS, "Content-Disposition": named}
    )
