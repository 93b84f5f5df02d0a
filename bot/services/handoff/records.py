"""What the hand-off itself asks of the store, besides what pages need (`TalkStore`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.handoff.handoff import HandOff
from bot.domain.talk.conversation import Conversation
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import TalkStore
from bot.services.tickets.ports import Notice


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the citizen, masked, with the route and the kind of the answer that it got."""

    at: datetime
    text: str
    route: str
    kind: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A line of an operator: as she wrote it, and as the citizen reads it. The same `form` is said once."""

    talk: int
    login: str
    form: str
    text: str
    files: tuple[Attachment, ...]
    notice: Notice


class TalkRecords(TalkStore, Protocol):
    """Talks, and what was said in the conversations that they belong to."""

    async def latest(self, conversation: str) -> HandOff | None:
        """The newest talk of a conversation; if one is not over, it is this."""
        ...

    async def speak(self, speech: Speech, at: datetime) -> None:
        """Store a line in the talk's order; `TalkChanged` if the talk is not live with her (any more)."""
        ...

    async def on_duty(self, since: datetime) -> Collection[str]:
        """The logins that showed life since then."""
        ...

    async def lasted_since(self, since: datetime, limit: int) -> Sequence[timedelta]:
        """How long the newest `limit` talks took that were closed since then, oldest first."""
        ...

    async def opened_between(self, since: datetime, until: datetime, limit: int) -> Sequence[HandOff]:
        """Talks that were opened in that span, the newest first."""
        ...

    async def asked(self, conversation: str, limit: int) -> Sequence[Asked]:
        """The newest answered questions of a conversation, oldest first."""
        ...

    async def first_heard_at(self, conversation: str) -> datetime | None:
        """When the conversation's first message came."""
        ...

    async def heard_since(self, conversation: str, since: datetime) -> int:
        """How many messages of the citizen came after a moment."""
        ...

    async def left_since(self, conversation: str, since: datetime) -> int:
        """How many messages were left to a person after a moment, whenever they came."""
        ...

    async def heard_at(self, conversations: Collection[str]) -> Mapping[str, datetime]:
        """When each of them was heard last."""
        ...

    async def conversation(self, name: str) -> Conversation | None:
        """A conversation as it stands; None if nobody ever wrote in it."""
        ...
