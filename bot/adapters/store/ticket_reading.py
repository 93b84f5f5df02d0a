"""Whole tickets out of the store: their rows in one look, then opened, which takes longer and needs no store."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.orm import DeclarativeBase

from bot.adapters.store.life_rows import by_owner
from bot.adapters.store.ticket_rows import whole_ticket
from bot.adapters.store.ticket_schema import TicketClockRow, TicketStepRow
from bot.domain.tickets.ticket import Ticket
from bot.services.ports import Cipher

_OWNER = "ticket_number"


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of some tickets; steps and clocks by number, in their order."""

    rows: Sequence[Row[Any]]
    steps: Mapping[str, list[Any]]
    clocks: Mapping[str, list[Any]]


def look_at(connection: Connection, wanted: Select[Any], *, with_notes: bool = True) -> Found:
    """The tickets of a statement; some hundred at most. Notes of steps, sealed, are most of what there is to read."""
    rows = connection.execute(wanted).all()
    numbers = [row.number for row in rows]
    if not numbers:
        return Found((), {}, {})
    steps = _parts(connection, TicketStepRow, numbers, () if with_notes else ("sealed_note",))
    return Found(rows, steps, _parts(connection, TicketClockRow, numbers))


def opened(found: Found, cipher: Cipher) -> list[Ticket]:
    """The tickets of their rows, in the same order."""
    return [
        whole_ticket(row, found.steps.get(row.number, ()), found.clocks.get(row.number, ()), cipher)
        for row in found.rows
    ]


def _parts(
    connection: Connection, table: type[DeclarativeBase], numbers: Sequence[str], unread: Collection[str] = ()
) -> Mapping[str, list[Any]]:
    columns = table.__table__.c
    of, read = columns[_OWNER], [column for column in columns if column.name not in unread]
    wanted = select(*read).where(of.in_(numbers)).order_by(of, columns.place)
    return by_owner(connection.execute(wanted).all(), _OWNER)
