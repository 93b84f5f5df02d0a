"""The files of a case, for who may see the case."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.tickets.ticket import Actor, Attachment
from bot.services.files.files import preview
from bot.services.staff.ports import Audit


class NoSuchFile(Exception):  # noqa: N818 - a state of the world
    """The case has no such file, or the file store has lost it."""


class TicketFiles(Protocol):
    """The files that citizens sent (bot.services.files.files.Files is the real one)."""

    async def content(self, key: str) -> bytes:
        """What a file holds, as it was sent; KeyError if there is none, ValueError if it can no longer be read."""
        ...


class CaseFiles:
    """Looks at and takes away; whoever calls has seen to it that the case may be seen."""

    def __init__(self, files: TicketFiles, audit: Audit) -> None:
        """`audit` keeps who took what."""
        self._files, self._audit = files, audit

    async def preview(self, attachments: Sequence[Attachment], key: str) -> bytes:
        """A photo to look at, without the place where it was taken; `NoSuchFile`."""
        attachment = _among(attachments, key)
        try:
            return await preview(attachment, await self._files.content(key))
        except (KeyError, ValueError) as error:
            raise NoSuchFile(key) from error

    async def take(
        self, attachments: Sequence[Attachment], key: str, number: str, actor: Actor
    ) -> tuple[Attachment, bytes]:
        """A file as it was sent; that it was taken is noted first under the case's number. `NoSuchFile`."""
        attachment = _among(attachments, key)
        await self._audit.note(actor.name, "file_taken", number, attachment.key)
        try:
            return attachment, await self._files.content(key)
        except (KeyError, ValueError) as error:
            raise NoSuchFile(key) from error


def _among(attachments: Sequence[Attachment], key: str) -> Attachment:
    for attachment in attachments:
        if attachment.key == key:
            return attachment
    raise NoSuchFile(key)
