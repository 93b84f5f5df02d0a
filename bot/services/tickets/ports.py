"""What the tickets' services need of the outside world, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.clocks.reminding import Due
from bot.domain.talk.message import Reply
from bot.domain.tickets.assessment import Moment, Trait
from bot.domain.tickets.outline import Outline
from bot.domain.tickets.terms import Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Ticket


class TicketChanged(Exception):  # noqa: N818 - a state of the world
    """Somebody else saved the ticket in the meantime; nothing was stored. `number` says which."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Notice:
    """A word to the citizen who filed a ticket, in the conversation that filed it."""

    conversation: str
    channel: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Change:
    """What one move brings forth, saved together or not at all.

    The `version` of a ticket is the one that was read; 0 is a new one. `reminders` are for staff.
    """

    tickets: tuple[Ticket, ...]
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Due, ...] = ()


class Order(StrEnum):
    """How a list of tickets is ordered."""

    BY_CLOCK = "clock"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Which tickets to list; empty means any. `words` is looked for in number and title.

    `handed_to` is a department that has or had the ticket: all that its staff may see (bot.domain.tickets.access).
    `blank` names fields of the subject that must be empty; `traits` are asked for as of the moment `at`; `running` is
    the key of a clock that runs.
    """

    statuses: tuple[Status, ...] = ()
    types: tuple[TicketType, ...] = ()
    category: str = ""
    department: str = ""
    handed_to: str = ""
    district: str = ""
    is_urgent: bool | None = None
    overdue_at: datetime | None = None
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_until: datetime | None = None
    words: str = ""
    merged_into: str = ""
    extension: str = ""
    running: str = ""
    blank: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    at: Moment | None = None
    order: Order = Order.BY_CLOCK


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of a list, and how many there are in all."""

    tickets: tuple[Ticket, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The same at a glance."""

    tickets: tuple[Outline, ...]
    total: int


class TicketStore(Protocol):
    """Tickets with their clocks, history and attachments."""

    async def next_number(self, day: date) -> str:
        """A fresh ticket number of that day (Asia/Shanghai); never given twice, gaps are allowed."""
        ...

    async def get(self, number: str) -> Ticket | None:
        """The whole ticket; None if there is none."""
        ...

    async def save(self, change: Change, at: datetime) -> None:
        """All of a change in one transaction; `TicketChanged` if a version is no longer the stored one."""
        ...

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Ticket]:
        """The tickets that a conversation filed, newest first."""
        ...

    async def by_query_code(self, code: str) -> Ticket | None:
        """The ticket with that query code."""
        ...

    async def of_phone(self, phone: str, limit: int = 20) -> Sequence[Ticket]:
        """Tickets of a telephone number (found by its keyed hash), newest first."""
        ...

    async def page(self, which: TicketFilter, offset: int, limit: int) -> TicketPage:
        """A page of a list."""
        ...

    async def outlines(self, which: TicketFilter, offset: int, limit: int) -> OutlinePage:
        """The same page at a glance: much cheaper where lines are all that is shown."""
        ...


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. `department` is empty but for department staff."""

    login: str
    name: str
    role: Role
    department: str = ""
    is_active: bool = True
    must_change_password: bool = False

    @property
    def actor(self) -> Actor:
        """As tickets know her."""
        return Actor(self.role, self.login, self.department)


class Guesses(Protocol):
    """Guards number + phone tail and query codes against guessing."""

    async def may_try(self, who: str, at: datetime) -> bool:
        """Whether a conversation or address has tries left (five wrong ones in an hour close the door for an hour)."""
        ...

    async def failed(self, who: str, at: datetime) -> None:
        """One more wrong try."""
        ...


@dataclass(frozen=True, slots=True)
class DemandReading:
    """What a text says of a demand.

    Probabilities of department and category fall; `place` is as it stands in the text; `subject` is the likeliest
    subject of knowledge/demands, `words` those that speak for it.
    """

    departments: tuple[tuple[str, float], ...] = ()
    categories: tuple[tuple[str, float], ...] = ()
    urgent: float = 0.0
    place: str = ""
    district: str = ""
    subject: str = ""
    words: tuple[str, ...] = field(default=())


class DemandReader(Protocol):
    """Reads demands; with the engine if it is there, by the subjects' words alone if not."""

    async def read(self, text: str) -> DemandReading:
        """What a masked, simplified text says of a demand; never fails."""
        ...
