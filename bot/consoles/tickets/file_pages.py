"""Files that citizens sent: photos to look at, everything to take away, nothing that a browser would run."""

from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.shell import signed_in
from bot.domain.tickets.ticket import Actor, Attachment
from bot.services.files.case_files import NoSuchFile
from bot.services.tickets.desk import NoSuchTicket

_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class CaseFiles(Protocol):
    """The files of cases of a kind, for who may see the case; `NoSuchFile` or `NoSuchTicket` for anybody else."""

    async def preview(self, number: str, key: str, actor: Actor) -> bytes:
        """A photo to look at."""
        ...

    async def download(self, number: str, key: str, actor: Actor) -> tuple[Attachment, bytes]:
        """A file as it was sent."""
        ...


class FilePages:
    """Previews and downloads."""

    def __init__(self, files: CaseFiles, under: str = "/desk/tickets") -> None:
        """`under` is the address of the cases."""
        self._files, self._under = files, under

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get(f"{self._under}/{{number}}/files/{{key}}", self.download)
        app.router.add_get(f"{self._under}/{{number}}/previews/{{key}}", self.preview)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file as it was sent, always to be saved."""
        staff = await signed_in(request)
        number, key = request.match_info["number"], request.match_info["key"]
        try:
            attachment, content = await self._files.download(number, key, staff.actor)
        except (NoSuchTicket, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        return file_response(content, "application/octet-stream", saved_as(attachment.name))

    async def preview(self, request: web.Request) -> web.StreamResponse:
        """A photo, shown in the page."""
        staff = await signed_in(request)
        number, key = request.match_info["number"], request.match_info["key"]
        try:
            content = await self._files.preview(number, key, staff.actor)
        except (NoSuchTicket, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        kind = picture_type(content)
        if not kind:
            raise ConsoleFault(415, "no_preview", "这个文件不能预览，请下载查看。")
        return file_response(content, kind, "inline")


def picture_type(content: bytes) -> str:
    """The type of a picture by its first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")


def saved_as(name: str) -> str:
    """The header that has a browser save a file under its name, never open it."""
    return f"attachment; filename=\"file\"; filename*=UTF-8''{quote(name or '附件', safe='')}"


def file_response(content: bytes, kind: str, disposition: str) -> web.Response:
    """A file in which nothing runs, whatever it holds."""
    headers = SAFE | {"Content-Disposition": disposition}
    return web.Response(body=content, content_type=kind, headers=headers)
