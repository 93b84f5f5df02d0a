"""What handing over needs of the outside world, and what the operators' pages ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.handoff.handoff import HandOff
from bot.domain.tickets.ticket import Attachment
from bot.services.tickets.ports import Notice, Staff


class TalkChanged(Exception):  # noqa: N818 - a state of the world
    """Somebody else took, closed or moved the talk in the meantime; nothing was stored."""


class NoSuchTalk(Exception):  # noqa: N818 - a state of the world
    """There is no such talk, or it is not for these eyes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation as the operator reads it, whoever said it: `citizen`, `assistant`, or a login.

    `number` grows with each line of the conversation. `text` is as it was said (staff on duty may read it; the
    look is logged when a talk is opened).
    """

    number: str
    at: datetime
    by: str
    text: str
    files: tuple[Attachment, ...] = ()
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class TalkChange:
    """What an act on a talk brings forth, saved together or not at all: the talk, and what the citizen is told."""

    talk: HandOff
    notices: tuple[Notice, ...] = ()


class TalkStore(Protocol):
    """Talks with their history."""

    async def get(self, number: int) -> HandOff | None:
        """A talk; None if there is none."""
        ...

    async def open_in(self, conversation: str) -> HandOff | None:
        """The one that is not over in a conversation."""
        ...

    async def save(self, change: TalkChange, at: datetime) -> HandOff:
        """All of a change in one transaction, the talk as stored; `TalkChanged` if the version is no longer that."""
        ...

    async def unfinished(self) -> Sequence[HandOff]:
        """All that wait or are live, emergencies first, then who waits longest."""
        ...

    async def lines(self, conversation: str, after: str, limit: int) -> Sequence[Line]:
        """What was said in a conversation after a line (""; from the newest `limit` lines on)."""
        ...

    async def beat(self, numbers: Sequence[int], login: str, at: datetime) -> None:
        """An operator shows life at her talks (no version is counted)."""
        ...


class TalkDesk(Protocol):
    """What the operators' pages do (bot.services.handoff.desk.HandOffDesk is the real one).

    Each act raises `NoSuchTalk`, or `TalkChanged` where somebody was quicker.
    """

    async def queue(self) -> Sequence[HandOff]:
        """Who waits and who talks."""
        ...

    async def take(self, number: int, staff: Staff, version: int) -> HandOff:
        """A waiting talk becomes hers; the citizen is told whom she talks to (工号 and family name)."""
        ...

    async def say(self, number: int, staff: Staff, text: str, files: tuple[Attachment, ...], form: str) -> None:
        """A line to the citizen through the outbox; the same `form` twice is said once."""
        ...

    async def transfer(self, number: int, staff: Staff, version: int, to: str, note: str) -> HandOff:
        """To another operator's login, or to the queue (""), with a word for whoever takes it."""
        ...

    async def give_back(self, number: int, staff: Staff, version: int) -> HandOff:
        """The assistant goes on, with its context."""
        ...

    async def close(self, number: int, staff: Staff, version: int, outcome: str) -> HandOff:
        """The talk is over; the citizen is asked for a rating (好差评)."""
        ...

    async def join(self, conversation: str, staff: Staff) -> HandOff:
        """A member of staff takes a conversation over that nobody asked her to."""
        ...

    async def present(self, staff: Staff) -> None:
        """Her page is open: her talks stay hers."""
        ...

    async def lines(self, number: int, staff: Staff, after: str) -> Sequence[Line]:
        """What was said, newest 200 lines or those after a line."""
        ...
