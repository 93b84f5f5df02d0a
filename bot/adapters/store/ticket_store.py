"""Tickets: each change one transaction, and no save over somebody else's."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Row, Select, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.life_rows import append_steps, by_owner, keep_clocks, notify, parts
from bot.adapters.store.reminder_rows import keep, rows_of
from bot.adapters.store.ticket_matching import matching
from bot.adapters.store.ticket_rows import step_values, ticket_values, whole_ticket
from bot.adapters.store.ticket_schema import DaySequenceRow, TicketClockRow, TicketRow, TicketStepRow
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.ticket import Ticket
from bot.services.ports import Cipher, Hasher
from bot.services.tickets.ports import Change, Order, TicketChanged, TicketFilter, TicketPage

_TICKETS = TicketRow.__table__
"""Selected by column, without the ORM: a ticket is put together from three tables anyway."""
_OWNER = "ticket_number"
MOST_RUNNING = 5000
PIECE = 50
"""So many tickets of a long list are opened in one go; then others have their turn."""


class SqlTickets:
    """`TicketStore` on SQLite or PostgreSQL."""

    def __init__(self, database: Database, cipher: Cipher, hasher: Hasher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher, self._hasher = database, cipher, hasher

    async def next_number(self, day: date) -> str:
        """One more of that day; the row's lock makes two at once wait for each other."""
        dialect: Any = sqlite if self._database.is_sqlite else postgresql
        count = dialect.insert(DaySequenceRow).values(day=day, last=1)
        count = count.on_conflict_do_update(index_elements=["day"], set_={"last": DaySequenceRow.last + 1})
        async with self._database.statements() as connection:
            last = (await connection.execute(count.returning(DaySequenceRow.last))).scalar_one()
        return ticket_number(day, last)

    async def get(self, number: str) -> Ticket | None:
        """The whole ticket."""
        found = await self._find(select(_TICKETS).where(TicketRow.number == number))
        return found[0] if found else None

    async def save(self, change: Change, at: datetime) -> None:
        """All of a change, or nothing of it."""
        async with self._database.statements() as connection:
            await self.save_within(connection, change, at)

    async def save_within(self, connection: AsyncConnection, change: Change, at: datetime) -> None:
        """Save within a transaction that is already open; `TicketChanged` must then roll it back."""
        for ticket in change.tickets:
            await self._save(connection, ticket)
        for notice in change.notices:
            await notify(connection, notice, at)
        if change.reminders:
            await keep(connection, rows_of(change.reminders, at).values())

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Ticket]:
        """Newest first."""
        return await self._find(
            select(_TICKETS)
            .where(TicketRow.conversation_id == conversation)
            .order_by(TicketRow.received_at.desc(), TicketRow.number.desc())
            .limit(limit)
        )

    async def by_query_code(self, code: str) -> Ticket | None:
        """The ticket with that query code."""
        found = await self._find(select(_TICKETS).where(TicketRow.query_hash == self._hasher.hash(code)))
        return found[0] if found else None

    async def of_phone(self, phone: str, limit: int = 20) -> Sequence[Ticket]:
        """Newest first."""
        return await self._find(
            select(_TICKETS)
            .where(TicketRow.phone_hash == self._hasher.hash(phone))
            .order_by(TicketRow.received_at.desc(), TicketRow.number.desc())
            .limit(limit)
        )

    async def page(self, which: TicketFilter, offset: int, limit: int) -> TicketPage:
        """A page of a list, and how many there are in all.

        What is sorted are numbers: whole rows, with all that citizens wrote, would make the last pages dear.
        """
        wanted = matching(select(TicketRow.number), which)
        newest = (TicketRow.received_at.desc(), TicketRow.number.desc())
        by_clock = (TicketRow.next_due_at.is_(None), TicketRow.next_due_at, TicketRow.number)
        order: tuple[Any, ...] = by_clock if which.order is Order.BY_CLOCK else newest
        async with self._database.statements() as connection:
            counted = matching(select(func.count()).select_from(_TICKETS), which)
            total = (await connection.execute(counted)).scalar_one()
            shown = wanted.order_by(*order).offset(offset).limit(limit)
            numbers = (await connection.execute(shown)).scalars().all()
        return TicketPage(tuple(await self.several(numbers)), total)

    async def numbers(self, which: TicketFilter, limit: int) -> Sequence[str]:
        """The numbers of a list, the newest first: what comes or goes while they are read changes nothing."""
        wanted = matching(select(TicketRow.number), which).order_by(
            TicketRow.received_at.desc(), TicketRow.number.desc()
        )
        async with self._database.statements() as connection:
            return list((await connection.execute(wanted.limit(limit))).scalars())

    async def several(self, numbers: Sequence[str]) -> Sequence[Ticket]:
        """These tickets, in this order; some hundred at most."""
        found = {one.number: one for one in await self._find(select(_TICKETS).where(TicketRow.number.in_(numbers)))}
        return [found[number] for number in numbers if number in found]

    async def running(self, key: str = "", limit: int = MOST_RUNNING) -> Sequence[Ticket]:
        """Tickets with a running clock, by number."""
        clocks = select(TicketClockRow.ticket_number).where(TicketClockRow.ended_at.is_(None))
        if key:
            clocks = clocks.where(TicketClockRow.key == key)
        return await self._find(
            select(_TICKETS).where(TicketRow.number.in_(clocks)).order_by(TicketRow.number).limit(limit)
        )

    async def _find(self, wanted: Select[Any]) -> list[Ticket]:
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
            found = await self._whole(connection, rows[:PIECE])
        for start in range(PIECE, len(rows), PIECE):
            await asyncio.sleep(0)
            async with self._database.statements() as connection:
                found += await self._whole(connection, rows[start : start + PIECE])
        return found

    async def _whole(self, connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Ticket]:
        numbers = [row.number for row in rows]
        steps = by_owner(await parts(connection, TicketStepRow, _OWNER, numbers), _OWNER)
        clocks = by_owner(await parts(connection, TicketClockRow, _OWNER, numbers), _OWNER)
        return [whole_ticket(row, steps.get(row.number, []), clocks.get(row.number, []), self._cipher) for row in rows]

    async def _save(self, connection: AsyncConnection, ticket: Ticket) -> None:
        number, values = ticket.number, ticket_values(ticket, self._cipher, self._hasher)
        if ticket.version:
            kept = await connection.execute(
                update(TicketRow)
                .where(TicketRow.number == number, TicketRow.version == ticket.version)
                .values(**values, version=ticket.version + 1)
            )
            if not cast("CursorResult[Any]", kept).rowcount:
                raise TicketChanged(number)
        else:
            await connection.execute(insert(TicketRow).values(number=number, **values, version=1))
        await self._append(connection, ticket)

    async def _append(self, connection: AsyncConnection, ticket: Ticket) -> None:
        """New steps and clocks are added; of a known clock only its date and its end may have changed."""
        owner, steps = {_OWNER: ticket.number}, ticket.steps
        await append_steps(
            connection, TicketStepRow, owner, steps, lambda place: step_values(place, steps[place], self._cipher)
        )
        await keep_clocks(connection, TicketClockRow, owner, ticket.clocks)
