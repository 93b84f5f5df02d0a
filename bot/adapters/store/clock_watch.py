"""Running clocks, without opening anything that is sealed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select, union
from sqlalchemy.orm import DeclarativeBase

from bot.adapters.store.database import Database
from bot.adapters.store.life_rows import by_owner, clock_of
from bot.adapters.store.objection_schema import ObjectionClockRow, ObjectionRow
from bot.adapters.store.ticket_schema import TicketClockRow, TicketRow
from bot.domain.clocks.reminding import Watched, watched_ticket
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.objections.watching import objection_watched
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import ClockRun

_TICKET = (TicketRow.number, TicketRow.status, TicketRow.department, TicketRow.returns, TicketRow.extension)
_OBJECTION = (ObjectionRow.number, ObjectionRow.status, ObjectionRow.department)
Runs = tuple[tuple[int, ClockRun], ...]


class SqlWatch:
    """`Watch` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def running(self, after: str, limit: int) -> Sequence[Watched]:
        """By number, tickets and objections mixed: what is filed meanwhile comes at the end or in the next round."""
        both = union(
            *(
                select(_running(table, owner, after, limit).subquery())
                for table, owner in ((TicketClockRow, "ticket_number"), (ObjectionClockRow, "objection_number"))
            )
        ).subquery()
        wanted = select(both.c[0]).order_by(both.c[0]).limit(limit)
        return await self._database.read(lambda connection: _look(connection, wanted))


def _look(connection: Connection, wanted: Select[Any]) -> Sequence[Watched]:
    numbers = connection.execute(wanted).scalars().all()
    found = _tickets(connection, numbers) | _objections(connection, numbers)
    return [found[number] for number in numbers if number in found]


def _running(table: type[DeclarativeBase], owner: str, after: str, limit: int) -> Select[Any]:
    """The next numbers that have a running clock in a table."""
    columns = table.__table__.c
    number = columns[owner]
    wanted = select(number.label("number")).distinct().where(columns.ended_at.is_(None), number > after)
    return wanted.order_by(number).limit(limit)


def _clocks(
    connection: Connection, table: type[DeclarativeBase], owner: str, numbers: Sequence[str]
) -> dict[str, Runs]:
    columns = table.__table__.c
    wanted = select(table.__table__).where(columns[owner].in_(numbers), columns.ended_at.is_(None))
    rows = connection.execute(wanted.order_by(columns.place)).all()
    return {number: tuple((row.place, clock_of(row)) for row in of) for number, of in by_owner(rows, owner).items()}


def _tickets(connection: Connection, numbers: Sequence[str]) -> dict[str, Watched]:
    rows = connection.execute(select(*_TICKET).where(TicketRow.number.in_(numbers))).all()
    clocks = _clocks(connection, TicketClockRow, "ticket_number", numbers)
    return {
        row.number: watched_ticket(
            row.number, Status(row.status), row.department, row.returns, row.extension, clocks.get(row.number, ())
        )
        for row in rows
    }


def _objections(connection: Connection, numbers: Sequence[str]) -> dict[str, Watched]:
    rows = connection.execute(select(*_OBJECTION).where(ObjectionRow.number.in_(numbers))).all()
    if not rows:
        return {}
    clocks = _clocks(connection, ObjectionClockRow, "objection_number", numbers)
    return {
        row.number: objection_watched(
            row.number, ObjectionStatus(row.status), row.department, clocks.get(row.number, ())
        )
        for row in rows
    }
