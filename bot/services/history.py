"""What was said in a conversation, to be read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.message import Reply


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation's history: `speaker` is citizen or assistant."""

    number: int
    speaker: str
    text: str
    at: datetime
    reply: Reply | None = None
    external_id: str = ""


class History(Protocol):
    """What was said, for the citizen's own eyes."""

    async def lines(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """The newest `limit` lines whose outbox or inbox position is past `after`, oldest first."""
        ...

    async def answered_at(self, number: int) -> datetime | None:
        """When the answer to a message was stored; None while it waits."""
        ...
