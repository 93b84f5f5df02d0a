"""Tickets: each change one transaction, and no save over somebody else's."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.schema import InboxRow, OutboxRow
from bot.adapters.store.ticket_matching import matching
from bot.adapters.store.ticket_rows import by_ticket, clock_values, step_values, ticket_values, whole_ticket
from bot.adapters.store.ticket_schema import DaySequenceRow, TicketClockRow, TicketRow, TicketStepRow
from bot.domain.talk.message import Reply
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.ticket import Ticket
from bot.services.ports import Cipher, Delivery, Hasher
from bot.services.tickets.ports import Change, Notice, Order, TicketChanged, TicketFilter, TicketPage

_TICKETS = TicketRow.__table__
"""Selected by column, without the ORM: a ticket is put together from three tables anyway."""
MOST_RUNNING = 5000


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
            await self._notify(connection, notice, at)

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
        """A page of a list, and how many there are in all."""
        wanted = matching(select(_TICKETS), which)
        newest = (TicketRow.received_at.desc(), TicketRow.number.desc())
        by_clock = (TicketRow.next_due_at.is_(None), TicketRow.next_due_at, TicketRow.number)
        order: tuple[Any, ...] = by_clock if which.order is Order.BY_CLOCK else newest
        async with self._database.statements() as connection:
            counted = matching(select(func.count()).select_from(_TICKETS), which)
            total = (await connection.execute(counted)).scalar_one()
        return TicketPage(tuple(await self._find(wanted.order_by(*order).offset(offset).limit(limit))), total)

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

    async def running(self, key: str = "") -> Sequence[Ticket]:
        """Every ticket with a running clock."""
        clocks = select(TicketClockRow.ticket_number).where(TicketClockRow.ended_at.is_(None))
        if key:
            clocks = clocks.where(TicketClockRow.key == key)
        return await self._find(
            select(_TICKETS).where(TicketRow.number.in_(clocks)).order_by(TicketRow.number).limit(MOST_RUNNING)
        )

    async def _find(self, wanted: Select[Any]) -> list[Ticket]:
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
            numbers = [row.number for row in rows]
            steps = by_ticket(await _parts(connection, TicketStepRow, numbers))
            clocks = by_ticket(await _parts(connection, TicketClockRow, numbers))
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
        number = ticket.number
        known = select(func.count()).select_from(TicketStepRow).where(TicketStepRow.ticket_number == number)
        first = (await connection.execute(known)).scalar_one()
        fresh = [
            step_values(number, place, ticket.steps[place], self._cipher) for place in range(first, len(ticket.steps))
        ]
        if fresh:
            await connection.execute(insert(TicketStepRow), fresh)
        runs = {row.place: row for row in await _parts(connection, TicketClockRow, [number])}
        for place, clock in enumerate(ticket.clocks):
            values = clock_values(number, place, clock)
            if place not in runs:
                await connection.execute(insert(TicketClockRow).values(values))
            elif any(getattr(runs[place], name) != value for name, value in values.items()):
                await connection.execute(
                    update(TicketClockRow).where(TicketClockRow.id == runs[place].id).values(values)
                )

    async def _notify(self, connection: AsyncConnection, notice: Notice, at: datetime) -> None:
        """Behind the newest message of the conversation; a conversation that never wrote gets none."""
        newest = select(func.max(InboxRow.id)).where(InboxRow.conversation_id == notice.conversation)
        message = (await connection.execute(newest)).scalar_one_or_none()
        if message is not None:
            await connection.execute(insert(OutboxRow).values(_notice_values(notice.reply, notice, message, at)))


async def _parts(
    connection: AsyncConnection, table: type[TicketStepRow | TicketClockRow], numbers: list[str]
) -> Sequence[Any]:
    wanted = select(table.__table__).where(table.ticket_number.in_(numbers)).order_by(table.ticket_number, table.place)
    return (await connection.execute(wanted)).all()


def _notice_values(reply: Reply, notice: Notice, message: int, at: datetime) -> dict[str, Any]:
    return {
        "inbox_id": message,
        "conversation_id": notice.conversation,
        "channel": notice.channel,
        "kind": reply.kind.value,
        "text": reply.text,
        "buttons": [[button.title, button.payload] for button in reply.buttons],
        "data": reply.data,
        "is_notice": True,
        "state": Delivery.QUEUED.value,
        "attempts": 0,
        "not_before": at,
        "created_at": at,
    }
