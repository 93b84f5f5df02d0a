"""Files that citizens send: looked at, named, sealed and kept; given back to their owner only."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.files.file_type import recognise
from bot.domain.files.name import clean_name
from bot.domain.files.picture_privacy import without_metadata
from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.talk.message import AttachmentKind
from bot.domain.tickets.ticket import Attachment
from bot.services.files.ports import FileStore, NoRoom, UploadStore
from bot.services.ports import Clock

logger = logging.getLogger(__name__)
MOST_IN_MESSAGE = 9
MOST_WAITING = 40
"""Files of one conversation that no message has brought yet."""
KEPT_UNSENT = timedelta(days=2)
TIDY_EVERY_S = 3600.0
AT_ONCE = 3
"""Files that are looked at and sealed at the same time; each takes some hundred megabytes of memory at worst."""
KEY_BYTES = 16
_KINDS = {"image": AttachmentKind.PHOTO, "audio": AttachmentKind.VOICE, "video": AttachmentKind.VIDEO}
_NAMELESS = {
    AttachmentKind.PHOTO: "照片",
    AttachmentKind.VOICE: "语音",
    AttachmentKind.VIDEO: "视频",
    AttachmentKind.FILE: "文件",
}


def kind_of(media_type: str) -> AttachmentKind:
    """What a citizen would call a file of that type."""
    return _KINDS.get(media_type.partition("/")[0], AttachmentKind.FILE)


def kinds_of(files: Sequence[Attachment]) -> tuple[AttachmentKind, ...]:
    """The kinds among some files, each once."""
    return tuple(dict.fromkeys(kind_of(file.media_type) for file in files))


class Files:
    """Takes files in and gives them out."""

    def __init__(self, store: FileStore, uploads: UploadStore, clock: Clock, *, most_bytes: int) -> None:
        """`most_bytes` is the largest file that is taken."""
        self._store, self._uploads, self._clock = store, uploads, clock
        self.most_bytes = most_bytes
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def may_send(self, owner: str) -> None:
        """`FileRefused` if a conversation has too many files waiting for their message."""
        if await self._uploads.waiting(owner) >= MOST_WAITING:
            raise FileRefused(Refusal.TOO_MANY)

    async def receive(self, owner: str, name: str, content: bytes) -> Attachment:
        """Keep a file of a conversation; `FileRefused` with the reason if it is not taken."""
        if len(content) > self.most_bytes:
            raise FileRefused(Refusal.TOO_LARGE)
        async with self._slots:
            kind = await asyncio.to_thread(recognise, content)
            if isinstance(kind, Refusal):
                raise FileRefused(kind)
            safe_name = clean_name(name, kind.endings, _NAMELESS[kind_of(kind.media_type)])
            file = Attachment(secrets.token_hex(KEY_BYTES), safe_name, kind.media_type, len(content))
            try:
                await self._store.put(file.key, content)
            except NoRoom as error:
                raise FileRefused(Refusal.NO_ROOM) from error
        await self._uploads.add(owner, file, self._clock.now())  # last: a row never points at nothing
        return file

    async def owned(self, owner: str, keys: Sequence[str]) -> tuple[Attachment, ...]:
        """The files of a conversation under these keys; `FileRefused` if one is not hers, or is gone, or too many."""
        wanted = tuple(dict.fromkeys(keys))
        if len(wanted) > MOST_IN_MESSAGE:
            raise FileRefused(Refusal.TOO_MANY)
        found = tuple(await self._uploads.of(owner, wanted)) if wanted else ()
        if len(found) < len(wanted):
            raise FileRefused(Refusal.GONE)
        return found

    async def give(self, owner: str, key: str) -> tuple[Attachment, bytes]:
        """A file of a conversation as it was sent; KeyError if it has none of that key."""
        found = await self._uploads.of(owner, (key,))
        if not found:
            raise KeyError(key)
        return found[0], await self.content(key)

    async def content(self, key: str) -> bytes:
        """What a file holds, as it was sent; KeyError if there is none. Whoever asks has a right to it: see to that."""
        return await self._store.get(key)

    async def tidy(self) -> int:
        """Remove what was sent two days ago and belongs to no message, and what a crash left; how many files."""
        before = self._clock.now() - KEPT_UNSENT
        unsent = await self._uploads.take_unsent(before)
        await self._store.remove(unsent)
        old = await self._store.older_than(before)
        strays = sorted(set(old) - set(await self._uploads.known(old)))
        await self._store.remove(strays)
        return len(unsent) + len(strays)

    async def run(self) -> None:
        """Tidy every hour until cancelled."""
        while True:
            try:
                if removed := await self.tidy():
                    logger.info("%d files that no message brought were removed", removed)
            except Exception:
                logger.exception("files that no message brought could not be removed")
            await asyncio.sleep(TIDY_EVERY_S)


async def preview(file: Attachment, content: bytes) -> bytes:
    """A photo without place, time and device, for looking at; ValueError for what is no such photo."""
    return await asyncio.to_thread(without_metadata, content, file.media_type)
