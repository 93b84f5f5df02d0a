"""What the operators' live desk stands on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.handoff.talk_text import TalkText
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import TalkDesk, TalkStore
from bot.services.handoff.reading import TalkReading
from bot.services.handoff.talk_news import TalkNews
from bot.services.ports import Clock
from bot.services.staff.ports import StaffStore


class TalkFiles(Protocol):
    """Takes files for a conversation (bot.services.files.files.Files is the real one); each raises `FileRefused`."""

    most_bytes: int

    async def may_send(self, owner: str) -> None:
        """Whether the conversation has room for one more."""
        ...

    async def receive(self, owner: str, name: str, content: bytes) -> Attachment:
        """Looked at, named and kept."""
        ...

    async def owned(self, owner: str, keys: Sequence[str]) -> tuple[Attachment, ...]:
        """The conversation's files under these keys."""
        ...


class Duty(Protocol):
    """Who of the staff is at her live desk."""

    async def on_duty(self) -> Collection[str]:
        """The logins of those whose page is open now."""
        ...


@dataclass(frozen=True, slots=True)
class TalkParts:
    """The services behind the pages, and what they show besides."""

    desk: TalkDesk
    store: TalkStore
    reading: TalkReading
    news: TalkNews
    files: TalkFiles
    duty: Duty
    staff: StaffStore
    clock: Clock
    texts: tuple[TalkText, ...]

    async def names(self) -> Mapping[str, str]:
        """The names of staff by login, also of those who have left."""
        return {one.login: one.name for one in await self.staff.everybody()}
