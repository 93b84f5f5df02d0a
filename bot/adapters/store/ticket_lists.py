"""Pages of lists of tickets: numbers are counted and sorted, then only those of the page are read."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from bot.adapters.store.ticket_matching import matching
from bot.adapters.store.ticket_reading import Found, look_at
from bot.adapters.store.ticket_rows import outline_of
from bot.adapters.store.ticket_schema import TicketClockRow, TicketRow, TicketStepRow
from bot.domain.tickets.moves import Move
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Order, OutlinePage, TicketFilter

_TICKETS: Any = TicketRow.__table__
_OUTLINE = tuple(
    _TICKETS.c[name]
    for name in (
        "number",
        "type",
        "title",
        "status",
        "category",
        "department",
        "district",
        "is_urgent",
        "next_due_at",
        "returns",
        "chases",
        "redos",
        "extension",
        "merged_into",
        "version",
    )
)
NEWEST = (TicketRow.received_at.desc(), TicketRow.number.desc())
_BY_CLOCK = (TicketRow.next_due_at.is_(None), TicketRow.next_due_at, TicketRow.number)


def look_at_page(
    connection: Connection, which: TicketFilter, offset: int, limit: int
) -> tuple[Sequence[str], int, Found]:
    """The numbers of a page in their order, how many there are in all, and the whole tickets."""
    numbers, total = _page(connection, which, offset, limit)
    return numbers, total, look_at(connection, select(_TICKETS).where(TicketRow.number.in_(numbers)))


def look_at_lines(connection: Connection, which: TicketFilter, offset: int, limit: int) -> OutlinePage:
    """A page at a glance."""
    numbers, total = _page(connection, which, offset, limit)
    pressed = select(TicketStepRow.ticket_number).where(TicketStepRow.move == Move.SUPERVISE.value)
    called = select(TicketClockRow.ticket_number).where(
        TicketClockRow.key == "call_back", TicketClockRow.ended_at.is_(None)
    )
    supervised = set(connection.execute(pressed.where(TicketStepRow.ticket_number.in_(numbers))).scalars())
    called_back = set(connection.execute(called.where(TicketClockRow.ticket_number.in_(numbers))).scalars())
    rows = connection.execute(select(*_OUTLINE).where(TicketRow.number.in_(numbers))).all()
    lines = {row.number: outline_of(row, supervised, called_back) for row in rows}
    return OutlinePage(tuple(lines[number] for number in numbers if number in lines), total)


def in_order(numbers: Sequence[str], tickets: Iterable[Ticket]) -> list[Ticket]:
    """These tickets in the order of their numbers."""
    found = {ticket.number: ticket for ticket in tickets}
    return [found[number] for number in numbers if number in found]


def _page(connection: Connection, which: TicketFilter, offset: int, limit: int) -> tuple[Sequence[str], int]:
    """Whole rows, with all that citizens wrote, are never sorted: that would make the last pages dear."""
    total = connection.execute(matching(select(func.count()).select_from(_TICKETS), which)).scalar_one()
    order: tuple[Any, ...] = _BY_CLOCK if which.order is Order.BY_CLOCK else NEWEST
    shown = matching(select(TicketRow.number), which).order_by(*order).offset(offset).limit(limit)
    return connection.execute(shown).scalars().all(), total
