"""Files of a talk: up, before the line that brings them; down, to be looked at or saved."""

import asyncio

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.file_form import MEGABYTE, file_of
from bot.consoles.shell import require
from bot.consoles.talks.act_pages import TALK
from bot.consoles.talks.parts import TalkParts
from bot.consoles.talks.talk_json import file_json
from bot.consoles.talks.words import FILE_REFUSALS
from bot.consoles.tickets.file_pages import file_response, picture_type, saved_as
from bot.domain.files.refusal import FileRefused
from bot.domain.handoff.access import TALKERS, leads
from bot.services.files.case_files import NoSuchFile
from bot.services.handoff.ports import NoSuchTalk

AT_ONCE = 4
"""Files that are read from the network at the same time; each is held in memory."""


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
                name, content = await file_of(request, self._parts.files.most_bytes)
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
