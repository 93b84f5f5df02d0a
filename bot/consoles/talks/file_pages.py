"""Files of a talk: up, before the line that brings them; down, to be looked at or saved."""

import asyncio

from aiohttp import BodyPartReader, web

from bot.consoles.errors import ConsoleFault
from bot.consoles.shell import require
from bot.consoles.talks.act_pages import TALK
from bot.consoles.talks.parts import TalkParts
from bot.consoles.talks.talk_json import file_json
from bot.consoles.talks.words import FILE_REFUSALS
from bot.consoles.tickets.file_pages import file_response, picture_type, saved_as
from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.handoff.access import TALKERS, leads
from bot.services.files.case_files import NoSuchFile
from bot.services.handoff.ports import NoSuchTalk

FIELD = "file"
WRAPPING = 64 * 1024
"""So much a form may hold besides the file."""
CHUNK = 256 * 1024
AT_MOST_S = 900.0
AT_ONCE = 4
"""Files that are read from the network at the same time; each is held in memory."""
MEGABYTE = 1024 * 1024


class TalkFilePages:
    """Uploads for the citizen, previews and downloads of what either sent."""

    def __init__(self, parts: TalkParts) -> None:
        """On the services that decide."""
        self._parts, self._slots = parts, asyncio.Semaphore(AT_ONCE)

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_post(f"{TALK}/files", self.upload)
        app.router.add_get(f"{TALK}/files/{{key}}", self.download)
        app.router.add_get(f"{TALK}/previews/{{key}}", self.preview)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take one file, checked as citizens' files are; the next line names its key."""
        staff = await require(request, TALKERS)
        talk = await self._parts.store.get(int(request.match_info["number"]))
        if talk is None or not leads(talk, staff.login):
            raise ConsoleFault(409, "talk_elsewhere", "这通会话已不在您这里，文件没有发送。")
        try:
            await self._parts.files.may_send(talk.conversation)
            async with self._slots:
                name, content = await self._content(request)
                file = await self._parts.files.receive(talk.conversation, name, content)
        except FileRefused as refused:
            status, words = FILE_REFUSALS[refused.reason]
            limit = self._parts.files.most_bytes // MEGABYTE
            raise ConsoleFault(status, f"file_{refused.reason}", words.format(limit=limit)) from refused
        return web.json_response({"file": file_json(file)}, status=201)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file as it was sent, always to be saved."""
        staff = await require(request, TALKERS)
        number, key = int(request.match_info["number"]), request.match_info["key"]
        try:
            file, content = await self._parts.reading.download(number, key, staff)
        except (NoSuchTalk, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        return file_response(content, "application/octet-stream", saved_as(file.name))

    async def preview(self, request: web.Request) -> web.StreamResponse:
        """A photo, shown in the page."""
        staff = await require(request, TALKERS)
        number, key = int(request.match_info["number"]), request.match_info["key"]
        try:
            content = await self._parts.reading.preview(number, key, staff)
        except (NoSuchTalk, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        kind = picture_type(content)
        if not kind:
            raise ConsoleFault(415, "no_preview", "这个文件不能预览，请下载查看。")
        return file_response(content, kind, "inline")

    async def _content(self, request: web.Request) -> tuple[str, bytes]:
        """Name and content of the file in a form; `FileRefused` once it is larger than any that is taken."""
        most = self._parts.files.most_bytes
        if request.content_type != "multipart/form-data":
            raise ConsoleFault(415, "no_form", "文件没有传完整，请重新选择。")
        if (request.content_length or 0) > most + WRAPPING:
            raise FileRefused(Refusal.TOO_LARGE)
        content = bytearray()
        try:
            async with asyncio.timeout(AT_MOST_S):
                part = await _file_part(request)
                while chunk := await part.read_chunk(CHUNK):
                    content += chunk
                    if len(content) > most:
                        raise FileRefused(Refusal.TOO_LARGE)
        except (ValueError, TimeoutError, web.RequestPayloadError) as error:
            raise ConsoleFault(400, "bad_form", "文件没有传完整，请重新选择。") from error
        return part.filename or "", bytes(content)


async def _file_part(request: web.Request) -> BodyPartReader:
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == FIELD:
            return part
    raise ValueError("the form holds no file")
