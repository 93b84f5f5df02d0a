"""What the clock worker needs of the outside world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.reminding import Due
from bot.domain.ticket_terms import Role


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder as those who are reminded see it."""

    number: int
    ticket: str
    title: str
    kind: str
    clock: str
    due_at: datetime
    sent_at: datetime


class Reminders(Protocol):
    """Reminders that were sent; each once, however many processes run."""

    async def send(self, due: Sequence[Due], at: datetime) -> int:
        """Keep those that were not sent before; how many these were."""
        ...

    async def inbox(self, role: Role, department: str, limit: int = 50) -> Sequence[SentReminder]:
        """The newest reminders of a role or department first."""
        ...

    async def count_since(self, role: Role, department: str, after: int) -> int:
        """How many reminders of a role or department have a number above `after`."""
        ...


class Heartbeats(Protocol):
    """Signs of life of the clock workers."""

    async def beat(self, name: str, at: datetime) -> None:
        """This worker lives."""
        ...

    async def newest(self) -> datetime | None:
        """When any worker last showed life; None if none ever did."""
        ...
