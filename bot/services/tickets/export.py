"""Lists of tickets to take away: the fields of an order, masked unless a supervisor says why not."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.domain.text.masking import mask
from bot.domain.tickets.access import may_see, may_see_person
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Ticket
from bot.domain.tickets.work_order import Shown, Value, order_row
from bot.services.staff.ports import Audit
from bot.services.tickets.ports import TicketFilter
from bot.services.tickets.reading import LEAST_REASON, NoReason, NotForHerEyes, masked

MOST_ROWS = 50_000
BATCH = 100
"""So many tickets are read in one look, and made rows of in one go, beside the loop."""
MAY_UNMASK = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
Row = tuple[Value, ...]


class TooMany(ValueError):  # noqa: N818 - the clerk's
    """More than one file may hold; the list must be narrowed down."""


class Rolls(Protocol):
    """Lists of tickets by number."""

    async def numbers(self, which: TicketFilter, limit: int) -> Sequence[str]:
        """The numbers of a list, the newest first."""
        ...

    async def several(self, numbers: Sequence[str]) -> Sequence[Ticket]:
        """These tickets, in this order; their steps without the notes."""
        ...


class OrderFiles(Protocol):
    """Rows as files that spreadsheets open."""

    async def xlsx(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The whole file."""
        ...

    def csv_head(self) -> bytes:
        """The beginning of a file."""
        ...

    def csv_lines(self, rows: Sequence[Row]) -> bytes:
        """Some rows of it."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to take away: `form` and `described` are for the audit trail."""

    which: TicketFilter
    actor: Actor
    form: str
    described: str = ""
    is_masked: bool = True
    reason: str = ""


class Export:
    """Reads a list in pieces; who took what, and why, is noted before the first row."""

    def __init__(self, rolls: Rolls, audit: Audit) -> None:
        """On the store of tickets and the audit trail."""
        self._rolls, self._audit = rolls, audit

    async def begin(self, order: Order) -> Sequence[str]:
        """The numbers that will be written. `NotForHerEyes`, `NoReason`, `TooMany`."""
        if not order.is_masked and order.actor.role not in MAY_UNMASK:
            raise NotForHerEyes(order.form)
        if not order.is_masked and len(order.reason.strip()) < LEAST_REASON:
            raise NoReason(order.form)
        numbers = await self._rolls.numbers(order.which, MOST_ROWS + 1)
        if len(numbers) > MOST_ROWS:
            raise TooMany(order.form)
        action = "tickets_exported" if order.is_masked else "tickets_exported_unmasked"
        what = f"{order.form} {len(numbers)} {order.described}".strip()
        await self._audit.note(order.actor.name, action, what, order.reason.strip())
        return numbers

    async def rows(self, order: Order, numbers: Sequence[str]) -> AsyncIterator[list[Row]]:
        """The rows, some at a time; a ticket that she may not see is left out."""
        for start in range(0, len(numbers), BATCH):
            tickets = await self._rolls.several(numbers[start : start + BATCH])
            yield await asyncio.to_thread(_rows_of, tickets, order)


def _rows_of(tickets: Sequence[Ticket], order: Order) -> list[Row]:
    return [row_of(one, order) for one in tickets if may_see(order.actor, one)]


def row_of(ticket: Ticket, order: Order) -> Row:
    """One row; who is anonymous or confidential stays so."""
    if not order.is_masked and may_see_person(order.actor, ticket):
        person = ticket.person
        shown = Shown(ticket.text, ticket.subject.place, person.name, person.phone, ticket.answer, ticket.rating_reason)
        return order_row(ticket, shown)
    told = masked(ticket, order.actor)
    answer, reason = mask(ticket.answer).text, mask(ticket.rating_reason).text
    shown = Shown(told.text, told.place, told.name, told.phone, answer, reason)
    return order_row(replace(ticket, title=mask(ticket.title).text), shown)
