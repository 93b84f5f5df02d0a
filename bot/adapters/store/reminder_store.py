"""Reminders that were sent and how far each has read, and signs of life of those who send them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.store.clock_schema import HeartbeatRow, ReminderRow, ReminderSeenRow
from bot.adapters.store.database import Database
from bot.adapters.store.objection_schema import ObjectionRow
from bot.adapters.store.reminder_rows import keep, rows_of
from bot.adapters.store.ticket_schema import TicketRow
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience, Due, Matter
from bot.domain.tickets.terms import Role
from bot.services.clocks.ports import ReminderFilter, ReminderPage, SentReminder

FORGOTTEN_AFTER = timedelta(days=7)
"""A worker that was not heard of for so long does not come back: each start has a name of its own."""


class SqlReminders:
    """`Reminders` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def send(self, due: Sequence[Due], at: datetime) -> int:
        """The unique key decides: of two workers at once one sends. Those that are known take no write at all."""
        rows = rows_of(due, at)
        known = select(ReminderRow.key).where(ReminderRow.key.in_(rows))
        async with self._database.statements() as connection:
            for key in (await connection.execute(known)).scalars().all():
                del rows[key]
        if not rows:
            return 0
        async with self._database.statements() as connection:
            return await keep(connection, rows.values())

    async def page(self, which: ReminderFilter, offset: int, limit: int) -> ReminderPage:
        """Newest first."""
        title = func.coalesce(TicketRow.title, ObjectionRow.title).label("title")
        joined = (
            select(ReminderRow.__table__, title, ObjectionRow.number.label("objection"))
            .outerjoin(TicketRow, TicketRow.number == ReminderRow.ticket_number)
            .outerjoin(ObjectionRow, ObjectionRow.number == ReminderRow.ticket_number)
        )
        wanted = _matching(joined, which).order_by(ReminderRow.id.desc()).offset(offset).limit(limit)
        counted = _matching(select(func.count()).select_from(ReminderRow), which)
        total, rows = await self._database.read(lambda at: (at.execute(counted).scalar_one(), at.execute(wanted).all()))
        return ReminderPage(tuple(_reminder(row) for row in rows), total)

    async def counts(self, which: ReminderFilter) -> Mapping[ReminderKind, int]:
        """Kinds of which there are any."""
        kinds: Any = select(ReminderRow.kind, func.count()).group_by(ReminderRow.kind)
        counted = _matching(kinds, which)
        rows = await self._database.read(lambda at: at.execute(counted).all())
        return {ReminderKind(kind): count for kind, count in rows}

    async def newest(self, which: ReminderFilter) -> int:
        """The highest number."""
        wanted = _matching(select(func.max(ReminderRow.id)), which)
        async with self._database.statements() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none() or 0

    async def seen(self, login: str) -> int:
        """0 for somebody who never looked."""
        wanted = select(ReminderSeenRow.number).where(ReminderSeenRow.login == login)
        async with self._database.statements() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none() or 0

    async def mark_seen(self, login: str, number: int) -> None:
        """An older page that comes late takes nothing back."""
        insert = self._dialect.insert(ReminderSeenRow).values(login=login, number=number)
        raised = insert.on_conflict_do_update(
            index_elements=["login"], set_={"number": number}, where=ReminderSeenRow.number < number
        )
        async with self._database.statements() as connection:
            await connection.execute(raised)


class SqlHeartbeats:
    """`Heartbeats` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def beat(self, name: str, at: datetime) -> None:
        """One row a worker; those that were long not heard of go."""
        insert = self._dialect.insert(HeartbeatRow).values(name=name, at=at)
        async with self._database.statements() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"at": at}))
            await connection.execute(delete(HeartbeatRow).where(HeartbeatRow.at < at - FORGOTTEN_AFTER))

    async def newest(self) -> datetime | None:
        """The last sign of life of any worker."""
        async with self._database.statements() as connection:
            newest: datetime | None = (await connection.execute(select(func.max(HeartbeatRow.at)))).scalar_one_or_none()
        return newest


def _matching(wanted: Select[Any], which: ReminderFilter) -> Select[Any]:
    if which.audience:
        of = which.audience
        wanted = wanted.where(ReminderRow.role == of.role.value, ReminderRow.department == of.department)
    if which.kind:
        wanted = wanted.where(ReminderRow.kind == which.kind.value)
    if which.sent_from:
        wanted = wanted.where(ReminderRow.sent_at >= which.sent_from)
    if which.sent_until:
        wanted = wanted.where(ReminderRow.sent_at < which.sent_until)
    return wanted.where(ReminderRow.id > which.after) if which.after else wanted


def _reminder(row: Any) -> SentReminder:
    return SentReminder(
        number=row.id,
        ticket=row.ticket_number,
        title=row.title,
        kind=ReminderKind(row.kind),
        clock=row.clock,
        audience=Audience(Role(row.role), row.department),
        due_at=row.due_at,
        sent_at=row.sent_at,
        matter=Matter.OBJECTION if row.objection else Matter.TICKET,
    )
