"""Running clocks, without opening anything that is sealed."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.adapters.store.database import Database
from bot.adapters.store.ticket_rows import by_ticket
from bot.adapters.store.ticket_schema import TicketClockRow, TicketRow
from bot.domain.clocks.reminding import Watched
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import ClockRun

_SEEN = (TicketRow.number, TicketRow.status, TicketRow.department, TicketRow.returns, TicketRow.extension)


class SqlWatch:
    """`Watch` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def running(self, after: str, limit: int) -> Sequence[Watched]:
        """By number: a ticket that is filed meanwhile comes at the end or in the next round."""
        clock, running = TicketClockRow, TicketClockRow.ended_at.is_(None)
        next_ones = select(clock.ticket_number).distinct().where(running, clock.ticket_number > after)
        next_ones = next_ones.order_by(clock.ticket_number).limit(limit)
        async with self._database.statements() as connection:
            numbers = (await connection.execute(next_ones)).scalars().all()
            seen = select(*_SEEN).where(TicketRow.number.in_(numbers)).order_by(TicketRow.number)
            tickets = (await connection.execute(seen)).all()
            clocks = select(clock.__table__).where(clock.ticket_number.in_(numbers), running).order_by(clock.place)
            rows = (await connection.execute(clocks)).all()
        of = by_ticket(rows)
        return [
            Watched(
                number=one.number,
                status=Status(one.status),
                department=one.department,
                returns=one.returns,
                extension=one.extension,
                running=tuple((row.place, _clock(row)) for row in of.get(one.number, [])),
            )
            for one in tickets
        ]


def _clock(row: TicketClockRow) -> ClockRun:
    return ClockRun(row.key, row.started_at, row.due_at, row.why, row.is_provisional, row.ended_at)
