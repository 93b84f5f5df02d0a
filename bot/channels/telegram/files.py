"""Fetches what somebody sent to the bot besides words, before the message itself is taken in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, Message
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram.sender import seconds_of
from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import Files

LOG = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024
"""The Bot API hands over no more."""
PAUSES_S = (1.0, 4.0)
"""Between the tries to fetch a file."""
LONGEST_PAUSE_S = 10.0
FETCH_WITHIN_S = 60.0
AT_ONCE = 4
"""Files that are fetched at the same time, over all chats."""
_BARE = ("document", "audio", "video", "voice", "video_note")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that lies at Telegram; `size` is 0 where Telegram does not tell it."""

    file_id: str
    name: str
    size: int


def sent_file(message: Message) -> Sent | None:
    """The file of a message; of a photo the largest of its sizes. A message has one at most: albums are several."""
    if message.photo:
        largest = max(message.photo, key=lambda photo: (photo.width * photo.height, photo.file_size or 0))
        return Sent(largest.file_id, "", largest.file_size or 0)
    for kind in _BARE:
        if found := getattr(message, kind):
            return Sent(found.file_id, getattr(found, "file_name", None) or "", found.file_size or 0)
    return None


class Fetching:
    """From Telegram into the file store."""

    def __init__(self, bot: Bot, files: Files, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """`bot` may be introduced later."""
        self._bot, self._files, self._sleep = bot, files, sleep
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, owner: str, sent: Sent) -> Attachment | Refusal:
        """The stored file, or why there is none; a store that is away raises whatever it raises."""
        if sent.size > min(LARGEST, self._files.most_bytes):
            return Refusal.TOO_LARGE
        try:
            async with self._slots:
                content = await self._patiently(sent)
                return await self._files.receive(owner, sent.name, content)
        except FileRefused as refused:
            return refused.reason

    async def _patiently(self, sent: Sent) -> bytes:
        """Try again where that may help; then the citizen is asked to send it again, and others are not held up."""
        for pause_s in (*PAUSES_S, None):
            try:
                async with asyncio.timeout(FETCH_WITHIN_S):
                    return await self._download(sent)
            except (TelegramError, TimeoutError, OSError) as error:
                if isinstance(error, BadRequest) and "too big" in error.message.lower():
                    raise FileRefused(Refusal.TOO_LARGE) from None
                LOG.warning("a file could not be fetched: %s", type(error).__name__)
                if pause_s is not None:
                    await self._sleep(_pause(error, pause_s))
        raise FileRefused(Refusal.NOT_FETCHED)

    async def _download(self, sent: Sent) -> bytes:
        """A Bot API server in local mode names a path on this machine instead; the library reads it there."""
        file = await self._bot.get_file(sent.file_id)
        if (file.file_size or 0) > self._files.most_bytes:
            raise FileRefused(Refusal.TOO_LARGE)
        return bytes(await file.download_as_bytearray())


def _pause(error: Exception, pause_s: float) -> float:
    asked = seconds_of(error.retry_after) if isinstance(error, RetryAfter) else 0
    return min(LONGEST_PAUSE_S, max(pause_s, asked))
