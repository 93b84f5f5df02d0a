"""What staff correct is kept as a labelled example: the machine's guess, what it really was, on which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.text.masking import mask
from bot.domain.tickets.life import Command
from bot.domain.tickets.moves import Move
from bot.domain.tickets.ticket import Ticket

CORRECTING = frozenset({Move.CORRECT, Move.DISPATCH})


@dataclass(frozen=True, slots=True)
class Label:
    """One correction: `field` is type, category, department, district or urgent; `text` is masked."""

    ticket: str
    field: str
    was: str
    became: str
    text: str
    by: str
    at: datetime


class LabelStore(Protocol):
    """Keeps labelled examples."""

    async def add(self, labels: Sequence[Label]) -> None:
        """Keep them all."""
        ...

    async def newest(self, limit: int) -> Sequence[Label]:
        """The newest first."""
        ...


def labels_of(before: Ticket, after: Ticket, command: Command) -> tuple[Label, ...]:
    """What a move taught; nothing if it corrected nothing."""
    if command.move not in CORRECTING:
        return ()
    text = mask(before.text).text
    return tuple(
        Label(before.number, field, was, became, text, command.actor.name, command.at)
        for field, was, became in _fields(before, after)
        if was != became
    )


def _fields(before: Ticket, after: Ticket) -> Iterator[tuple[str, str, str]]:
    yield "type", before.type.value, after.type.value
    for field in ("category", "department", "district"):
        yield field, getattr(before.subject, field), getattr(after.subject, field)
    yield "urgent", _yes(before.subject.is_urgent), _yes(after.subject.is_urgent)


def _yes(is_so: bool) -> str:  # noqa: FBT001 - its only argument
    return "yes" if is_so else "no"
