"""What taking files needs of the outside world."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.tickets.ticket import Attachment


class NoRoom(Exception):  # noqa: N818 - a state of the world
    """The disk has no room left for citizens' files."""


class FileStore(Protocol):
    """The bytes, sealed, under keys."""

    async def put(self, key: str, content: bytes) -> None:
        """Keep a file; whole or not at all. `NoRoom` if it does not fit."""
        ...

    async def get(self, key: str) -> bytes:
        """What was put; KeyError if there is none, ValueError if its cipher key is gone."""
        ...

    async def remove(self, keys: Collection[str]) -> None:
        """Delete; what is not there is no error."""
        ...

    async def older_than(self, at: datetime) -> Sequence[str]:
        """Keys of files that were put before a moment."""
        ...


class UploadStore(Protocol):
    """Who sent which file, and whether a message has brought it."""

    async def add(self, owner: str, file: Attachment, at: datetime) -> None:
        """A conversation has sent a file."""
        ...

    async def of(self, owner: str, keys: Sequence[str]) -> Sequence[Attachment]:
        """Those of the files that are this conversation's, in the order of the keys."""
        ...

    async def waiting(self, owner: str) -> int:
        """How many files of a conversation no message has brought yet."""
        ...

    async def take_unsent(self, before: datetime) -> Sequence[str]:
        """Forget files sent before a moment that no message has brought; their keys."""
        ...

    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Those of the keys that belong to somebody."""
        ...
