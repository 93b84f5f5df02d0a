"""What the services need of the outside world, in their own words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import Guide
from bot.domain.guides.understanding import Hit, Understanding
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, Inbound, Reply, Stored
from bot.domain.talk.route import Route
from bot.services.handoff.ports import TalkChange
from bot.services.objections.ports import ObjectionChange
from bot.services.tickets.ports import Change


class EngineUnavailable(Exception):  # noqa: N818 - a state of the world, not a mistake
    """The engine is down, too slow, or answered with less than a turn needs."""


class LeaseLost(Exception):  # noqa: N818
    """Another worker took the conversation over in the meantime; nothing was stored."""


class Clock(Protocol):
    """The time; always aware, in UTC."""

    def now(self) -> datetime:
        """This moment."""
        ...


class Cipher(Protocol):
    """Keeps what citizens wrote unreadable in the store."""

    def seal(self, text: str) -> str:
        """`text` encrypted, as ASCII."""
        ...

    def open(self, sealed: str) -> str:
        """What `seal` was given; ValueError if it was sealed with a key that is gone."""
        ...


class Hasher(Protocol):
    """Makes what is sealed findable."""

    def hash(self, text: str) -> str:
        """A keyed hash of `text`, 64 hexadecimal digits."""
        ...


class Script(Protocol):
    """Simplified and Traditional characters."""

    def simplified(self, text: str) -> str:
        """`text` in Simplified characters, each character replaced by one."""
        ...

    def traditional(self, text: str) -> str:
        """`text` in Traditional characters."""
        ...


class SpellingAid(Protocol):
    """What people mean by what they typed."""

    def read(self, text: str) -> str:
        """Simplified `text` as it is meant (homophones, first letters, other regions' words), as long as it was."""
        ...


class AsWritten:
    """`SpellingAid` that takes every text as it stands."""

    def read(self, text: str) -> str:
        """`text`."""
        return text


class Phrasebook(Protocol):
    """All wording for citizens, by response key."""

    def say(self, key: str, **values: str) -> Reply:
        """The response `key` with its slots filled; KeyError for a key that the wording lacks."""
        ...

    def words(self, key: str, **values: str) -> str:
        """Only the text of the response."""
        ...

    def route(self, key: str) -> Route | None:
        """The route that a response stands for, if it stands for one."""
        ...


class GuideSearch(Protocol):
    """Finds the item that a question is about."""

    def find(self, text: str, among: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best items, topics and unlisted services by falling score; `among` limits them to these items."""
        ...

    def explain(self, text: str, code: str) -> tuple[str, ...]:
        """The words of a text that speak most for an item."""
        ...


class Catalogue(Protocol):
    """The published guides."""

    def guide(self, code: str) -> Guide:
        """The guide of `code`; KeyError if the list has no such item."""
        ...

    def has(self, code: str) -> bool:
        """Whether the list has an item `code`."""
        ...

    def guides(self) -> Sequence[Guide]:
        """Every guide, by code."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as the dialogue sees it: masked, normalised, with what was talked about before."""

    conversation: str
    message_id: str
    text: str
    clauses: tuple[str, ...]
    focus: Focus


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn brought: the answer, what is talked about from now on, and who understood it."""

    answer: Answer
    focus: Focus
    by: str = "rasa"


class Dialogue(Protocol):
    """Leads the conversation."""

    async def take(self, turn: Turn) -> Outcome:
        """The outcome of one turn; `EngineUnavailable` if nothing can be had from the engine now."""
        ...

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """What a text means, without a conversation; `EngineUnavailable` as above."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """A message that was answered, ready to be stored in one piece."""

    number: int
    conversation: Conversation
    masked_text: str
    outcome: Outcome
    change: Change | None = None
    """Tickets that this message files or moves, stored together with its answer."""
    objection: ObjectionChange | None = None
    """An objection that this message files or moves, stored likewise."""
    talk: TalkChange | None = None
    """A talk with staff that this message asks for, leaves or rates, stored likewise."""
    yields_to_person: bool = False
    """The assistant answers: nothing of it is stored if a person has taken the conversation in the meantime."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """有用 or 没用 on an answer, or that a question went unanswered."""

    number: int
    verdict: str
    item: str = ""
    facet: Facet | None = None
    masked_text: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that is ours, and the oldest message that waits; None: nothing waits, so it was let go again."""

    conversation: Conversation
    message: Stored | None


@dataclass(frozen=True, slots=True)
class Finish:
    """What came of storing an answer.

    `is_first` is False if the message had been answered before, and nothing was stored. `following` is the message
    that waits next; None: nothing waits, and the conversation was let go.
    """

    is_first: bool
    following: Stored | None = None


class MessageStore(Protocol):
    """Inbox, conversations, and the answers that are stored together with them."""

    async def put(self, inbound: Inbound, at: datetime) -> tuple[int, bool]:
        """Store a message; its number, and whether it is new (False: this channel brought that id before)."""
        ...

    async def claim(self, conversation: str, owner: str, at: datetime) -> Held | None:
        """Hold a conversation for `owner`; None if another worker holds it. KeyError if there is none."""
        ...

    async def finish(self, done: Done, owner: str, at: datetime, verdict: Verdict | None = None) -> Finish:
        """Store the answer, the replies in the outbox and the new state in one transaction.

        `LeaseLost` if `owner` lost the conversation, `TalkChanged` if a person took it or her talk changed while the
        answer was made; then nothing is stored.
        """
        ...

    async def count_attempt(self, number: int) -> None:
        """Note that answering a message failed once more."""
        ...

    async def renew(self, conversations: Collection[str], owner: str, at: datetime) -> None:
        """`owner` is alive and still works on these conversations."""
        ...

    async def release(self, conversation: str, owner: str) -> None:
        """Let go of a conversation whose work was broken off."""
        ...

    async def waiting(self, at: datetime, limit: int) -> Sequence[str]:
        """Conversations with unanswered messages that nobody holds, longest waiting first."""
        ...

    async def answer_to(self, number: int) -> Answer | None:
        """The stored answer to a message; None while it waits."""
        ...


class Delivery(StrEnum):
    """Where a reply is on its way; stored values never change."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way: `number` is its row in the outbox, `attempts` the tries before this one."""

    number: int
    conversation: str
    reply: Reply
    attempts: int
    state: Delivery


class Outbox(Protocol):
    """Replies until they have arrived."""

    async def due(self, channel: str, at: datetime, limit: int) -> Sequence[Outgoing]:
        """The next reply of each conversation of a channel whose time has come, marked `sending`."""
        ...

    async def mark(
        self, number: int, state: Delivery, at: datetime, *, error: str = "", not_before: datetime | None = None
    ) -> None:
        """What became of a try."""
        ...

    async def delivered(self, inbox_numbers: Sequence[int], at: datetime) -> None:
        """All replies to these messages were handed over (channels that fetch)."""
        ...

    async def recover(self, channel: str, at: datetime) -> int:
        """After a crash: what was `sending` is `unknown` now. Returns how many."""
        ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message is safely stored; `is_new` is False for a repeated delivery."""

    number: int
    is_new: bool


class Reception(Protocol):
    """Takes messages in (bot.services.talk.intake.Intake is the real one)."""

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store a message, then see that it is answered. Returns once it is stored."""
        ...


class Marks(Protocol):
    """How far a channel has read."""

    async def position(self, channel: str) -> int:
        """The next position to read from; 0 at first."""
        ...

    async def move(self, channel: str, position: int) -> None:
        """Everything before `position` has been stored."""
        ...
