"""Takes the updates that Telegram brings: secret, then size, then shape, then the store, then 200."""

import hmac
import json
import logging
import re

from aiohttp import web
from telegram import Bot

from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.updates import WANTED, NoUpdate, read_update

LOG = logging.getLogger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_BODY = 1024 * 1024

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class Webhook:
    """`POST /telegram/webhook`."""

    def __init__(self, arrivals: Arrivals, secret: str) -> None:
        """ValueError for a secret that Telegram would not take, or that is short enough to guess."""
        if not _SECRET.fullmatch(secret):
            raise ValueError("TELEGRAM_WEBHOOK_SECRET needs 16 to 256 of A-Z a-z 0-9 _ and -")
        self._arrivals, self._secret = arrivals, secret

    async def announce(self, bot: Bot, url: str) -> None:
        """Tell Telegram where to call; whatever `set_webhook` raises."""
        await bot.set_webhook(url, secret_token=self._secret, allowed_updates=WANTED)

    async def handle(self, request: web.Request) -> web.Response:
        """200 once the update is stored, also for a repeated one; 503 makes Telegram bring it again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=401)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        return web.Response(status=await self._status(body))

    async def _status(self, body: bytes) -> int:
        try:
            update = read_update(json.loads(body))
        except (NoUpdate, ValueError, RecursionError):
            return 400
        try:
            await self._arrivals.take(update)
        except Exception as error:  # noqa: BLE001 - the edge of the process: Telegram keeps what we could not store
            LOG.error("update %d is not stored: %s", update.update_id, type(error).__name__)  # noqa: TRY400 - no text
            return 503
        return 200


async def _body(request: web.Request) -> bytes | None:
    """The body; None as soon as it is known to be too long, whatever length the caller claims."""
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
