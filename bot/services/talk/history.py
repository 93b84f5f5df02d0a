"""What was said in a conversation, to be read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.talk.message import Reply
from bot.domain.tickets.ticket import Attachment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation's history: `speaker` is citizen or assistant.

    `notice` is the number of a reply in the outbox that staff or a clock caused; 0 for what answers a message.
    """

    number: int
    speaker: str
    text: str
    at: datetime
    reply: Reply | None = None
    external_id: str = ""
    files: tuple[Attachment, ...] = ()
    coordinates: tuple[float, float] | None = None
    notice: int = 0
    is_for_person: bool = False
    """A citizen's message that the assistant leaves to a person: no answer of its own follows."""


class History(Protocol):
    """What was said, for the citizen's own eyes."""

    async def lines(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """The newest `limit` lines whose outbox or inbox position is past `after`, oldest first."""
        ...

    async def news(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """Notices with a number above `after`, oldest first."""
        ...

    async def newest_notice(self, conversation: str) -> int:
        """The number of the newest notice; 0 if there was none."""
        ...

    async def told(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """Number and conversation of all notices above `after`, oldest first."""
        ...

    async def last_reply(self) -> int:
        """The number of the newest reply of all; 0 at first."""
        ...

    async def answered_at(self, number: int) -> datetime | None:
        """When the answer to a message was stored; None while it waits."""
        ...
