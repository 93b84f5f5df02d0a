"""Tickets: each change one transaction, and no save over somebody else's."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.life_rows import append_steps, keep_clocks, notify
from bot.adapters.store.reminder_rows import keep, rows_of
from bot.adapters.store.ticket_lists import NEWEST, in_order, look_at_lines, look_at_page
from bot.adapters.store.ticket_matching import matching
from bot.adapters.store.ticket_reading import look_at, opened
from bot.adapters.store.ticket_rows import step_values, ticket_values
from bot.adapters.store.ticket_schema import DaySequenceRow, TicketClockRow, TicketRow, TicketStepRow
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.ticket import Ticket
from bot.services.ports import Cipher, Hasher
from bot.services.tickets.ports import Change, OutlinePage, TicketChanged, TicketFilter, TicketPage

_TICKETS = TicketRow.__table__
"""Selected by column, without the ORM: a ticket is put together from three tables anyway."""
_OWNER = "ticket_number"


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
            select(_TICKETS).where(TicketRow.conversation_id == conversation).order_by(*NEWEST).limit(limit)
        )

    async def by_query_code(self, code: str) -> Ticket | None:
        """The ticket with that query code."""
        found = await self._find(select(_TICKETS).where(TicketRow.query_hash == self._hasher.hash(code)))
        return found[0] if found else None

    async def of_phone(self, phone: str, limit: int = 20) -> Sequence[Ticket]:
        """Newest first."""
        return await self._find(
            select(_TICKETS).where(TicketRow.phone_hash == self._hasher.hash(phone)).order_by(*NEWEST).limit(limit)
        )

    async def page(self, which: TicketFilter, offset: int, limit: int) -> TicketPage:
        """A page of a list, and how many there are in all."""
        numbers, total, found = await self._database.read(lambda at: look_at_page(at, which, offset, limit))
        tickets = await asyncio.to_thread(opened, found, self._cipher)
        return TicketPage(tuple(in_order(numbers, tickets)), total)

    async def outlines(self, which: TicketFilter, offset: int, limit: int) -> OutlinePage:
        """The same without anything that is sealed."""
        return await self._database.read(lambda at: look_at_lines(at, which, offset, limit))

    async def numbers(self, which: TicketFilter, limit: int) -> Sequence[str]:
        """The numbers of a list, the newest first: what comes or goes while they are read changes nothing."""
        wanted = matching(select(TicketRow.number), which).order_by(*NEWEST).limit(limit)
        return await self._database.read(lambda at: at.execute(wanted).scalars().all())

    async def several(self, numbers: Sequence[str]) -> Sequence[Ticket]:
        """These tickets, in this order, without the notes of their steps; some hundred at most."""
        wanted = select(_TICKETS).where(TicketRow.number.in_(numbers))
        found = await self._database.read(lambda at: look_at(at, wanted, with_notes=False))
        return in_order(numbers, await asyncio.to_thread(opened, found, self._cipher))

    async def _find(self, wanted: Select[Any]) -> Sequence[Ticket]:
        """A few tickets, at once."""
        return opened(await self._database.work(lambda at: look_at(at, wanted)), self._cipher)

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
