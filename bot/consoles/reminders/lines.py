"""Reminders as lines of a list; no personal data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.consoles.tickets.words import CLOCKS
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Matter
from bot.domain.text.masking import mask
from bot.services.clocks.ports import SentReminder

_PAGES = {Matter.TICKET: "/desk/tickets", Matter.OBJECTION: "/desk/objections"}


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder in one line."""

    number: int
    ticket: str
    page: str
    """The address of its page."""
    title: str
    kind: ReminderKind
    clock: str
    to: str
    due_at: datetime
    sent_at: datetime
    is_new: bool


def reminder_lines(reminders: Iterable[SentReminder], seen: int | None = None) -> list[ReminderLine]:
    """In their order; those above the number `seen` are new."""
    return [
        ReminderLine(
            number=one.number,
            ticket=one.ticket,
            page=f"{_PAGES[one.matter]}/{one.ticket}",
            title=mask(one.title).text,
            kind=one.kind,
            clock=CLOCKS.get(one.clock, one.clock),
            to=one.audience.department or one.audience.role.label,
            due_at=one.due_at,
            sent_at=one.sent_at,
            is_new=seen is not None and one.number > seen,
        )
        for one in reminders
    ]
