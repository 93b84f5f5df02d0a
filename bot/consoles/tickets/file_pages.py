"""Files that citizens sent: photos to look at, everything to take away, nothing that a browser would run."""

from urllib.parse import quote

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.shell import signed_in
from bot.consoles.tickets.parts import TicketParts
from bot.services.tickets.desk import NoSuchTicket
from bot.services.tickets.reading import NoSuchFile

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


class FilePages:
    """Previews and downloads."""

    def __init__(self, parts: TicketParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/tickets/{number}/files/{key}", self.download)
        app.router.add_get("/desk/tickets/{number}/previews/{key}", self.preview)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file as it was sent, always to be saved."""
        staff = await signed_in(request)
        number, key = request.match_info["number"], request.match_info["key"]
        try:
            attachment, content = await self._parts.reading.download(number, key, staff.actor)
        except (NoSuchTicket, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        name = quote(attachment.name or "附件", safe="")
        disposition = f"attachment; filename=\"file\"; filename*=UTF-8''{name}"
        return _file(content, "application/octet-stream", disposition)

    async def preview(self, request: web.Request) -> web.StreamResponse:
        """A photo, shown in the page."""
        staff = await signed_in(request)
        number, key = request.match_info["number"], request.match_info["key"]
        try:
            content = await self._parts.reading.preview(number, key, staff.actor)
        except (NoSuchTicket, NoSuchFile) as none:
            raise ConsoleFault(404, "not_found", "没有这个文件，或者您看不到它。") from none
        kind = picture_type(content)
        if not kind:
            raise ConsoleFault(415, "no_preview", "这个文件不能预览，请下载查看。")
        return _file(content, kind, "inline")


def picture_type(content: bytes) -> str:
    """The type of a picture by its first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")


def _file(content: bytes, kind: str, disposition: str) -> web.Response:
    headers = SAFE | {"Content-Disposition": disposition}
    return web.Response(body=content, content_type=kind, headers=headers)
