"""A form that brings one file, read from the network piece by piece and no further than a file may be large."""

import asyncio

from aiohttp import BodyPartReader, web

from bot.consoles.errors import ConsoleFault
from bot.domain.files.refusal import FileRefused, Refusal

FIELD = "file"
WRAPPING = 64 * 1024
"""So much a form may hold besides the file."""
CHUNK = 256 * 1024
AT_MOST_S = 900.0
MEGABYTE = 1024 * 1024


async def file_of(request: web.Request, most: int) -> tuple[str, bytes]:
    """Name and content of the file in a form; `FileRefused` once it is larger than `most` bytes."""
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
