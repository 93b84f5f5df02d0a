"""What the objections' services need of the outside world, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.clocks.reminding import Due
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.services.tickets.ports import Notice


class ObjectionChanged(Exception):  # noqa: N818 - a state of the world
    """Somebody else saved the objection in the meantime; nothing was stored."""


@dataclass(frozen=True, slots=True)
class ObjectionChange:
    """What one move brings forth, saved together or not at all. The `version` is the one that was read; 0 is new."""

    objection: Objection
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Due, ...] = ()
    """For staff: who is urged hears of it with the move or not at all."""


@dataclass(frozen=True, slots=True)
class ObjectionFilter:
    """Which objections to list; empty means any. `words` is looked for in number and title.

    `handed_to` is a department that has or had the objection: all that its staff may see.
    """

    statuses: tuple[ObjectionStatus, ...] = ()
    handed_to: str = ""
    overdue_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """One page of a list, what is due first standing first, and how many there are in all."""

    objections: tuple[Objection, ...]
    total: int


@dataclass(frozen=True, slots=True)
class GuideMark:
    """An open objection to a guide's field: shown as 有异议，核实中 wherever the field is answered."""

    item: str
    field: str
    number: str
    since: datetime


@dataclass(frozen=True, slots=True)
class GuideCorrection:
    """A guide's field as a decision has corrected it; the newest counts, and it makes a new version of the guide."""

    item: str
    field: str
    text: str
    number: str
    at: datetime
    revision: int = 1
    """Counts the corrections of this field: each makes a new version of the guide."""


class ObjectionStore(Protocol):
    """Objections with their clocks and history. Numbers come from the tickets' sequence (TicketStore.next_number)."""

    async def get(self, number: str) -> Objection | None:
        """The whole objection; None if there is none."""
        ...

    async def save(self, change: ObjectionChange, at: datetime) -> None:
        """All of a change in one transaction; `ObjectionChanged` if the version is no longer the stored one.

        A ruling that corrects a guide's field (status DECIDED, `corrected_to`) stores the correction with it, 重新更正
        another one. Files that staff attached belong to the objection from then on.
        """
        ...

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Objection]:
        """Those that a conversation filed, newest first."""
        ...

    async def by_query_code(self, code: str) -> Objection | None:
        """The objection with that query code."""
        ...

    async def page(self, which: ObjectionFilter, offset: int, limit: int) -> ObjectionPage:
        """A page of a list."""
        ...

    async def running(self, after: str, limit: int) -> Sequence[Objection]:
        """The next so many with a running clock by number after `after`, for the clock worker; empty at the end."""
        ...

    async def marks(self) -> Sequence[GuideMark]:
        """Every guide field that is disputed now."""
        ...

    async def corrections(self) -> Sequence[GuideCorrection]:
        """The newest correction of each guide field."""
        ...
