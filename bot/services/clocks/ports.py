"""What the clock worker needs of the outside world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience, Due, Matter, Watched


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder as those who are reminded see it; `number` grows with each, `ticket` is the number of its matter."""

    number: int
    ticket: str
    title: str
    kind: ReminderKind
    clock: str
    audience: Audience
    due_at: datetime
    sent_at: datetime
    matter: Matter = Matter.TICKET


@dataclass(frozen=True, slots=True)
class ReminderFilter:
    """Which reminders; empty means any."""

    audience: Audience | None = None
    kind: ReminderKind | None = None
    sent_from: datetime | None = None
    sent_until: datetime | None = None
    after: int = 0
    """Only those with a higher number."""


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """One page of reminders, newest first, and how many there are in all."""

    reminders: tuple[SentReminder, ...]
    total: int


class Watch(Protocol):
    """Tickets and objections with running clocks."""

    async def running(self, after: str, limit: int) -> Sequence[Watched]:
        """The next so many by number after `after`; empty at the end."""
        ...


class Reminders(Protocol):
    """Reminders that were sent; each once, however many processes run."""

    async def send(self, due: Sequence[Due], at: datetime) -> int:
        """Keep those that were not sent before; how many these were."""
        ...

    async def page(self, which: ReminderFilter, offset: int, limit: int) -> ReminderPage:
        """A page of a list."""
        ...

    async def counts(self, which: ReminderFilter) -> Mapping[ReminderKind, int]:
        """How many there are of each kind; kinds of which there are none may be missing."""
        ...

    async def newest(self, which: ReminderFilter) -> int:
        """The number of the newest one; 0 if there is none."""
        ...

    async def seen(self, login: str) -> int:
        """How far a member of staff has read."""
        ...

    async def mark_seen(self, login: str, number: int) -> None:
        """She has read up to this one; never back."""
        ...


class Heartbeats(Protocol):
    """Signs of life of the clock workers."""

    async def beat(self, name: str, at: datetime) -> None:
        """This worker lives."""
        ...

    async def newest(self) -> datetime | None:
        """When any worker last showed life; None if none ever did."""
        ...
