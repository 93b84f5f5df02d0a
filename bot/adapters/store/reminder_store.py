"""Reminders that were sent, and signs of life of those who send them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.store.clock_schema import HeartbeatRow, ReminderRow
from bot.adapters.store.database import Database
from bot.adapters.store.ticket_schema import TicketRow
from bot.domain.reminding import Audience, Due
from bot.domain.ticket_terms import Role
from bot.services.clock_ports import SentReminder


class SqlReminders:
    """`Reminders` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def send(self, due: Sequence[Due], at: datetime) -> int:
        """The unique key decides: of two workers at once one sends."""
        rows = [_values(one, audience, at) for one in due for audience in one.audiences]
        sent = 0
        async with self._database.statements() as connection:
            for row in rows:
                insert = self._dialect.insert(ReminderRow).values(row).on_conflict_do_nothing(index_elements=["key"])
                sent += len((await connection.execute(insert.returning(ReminderRow.id))).all())
        return sent

    async def inbox(self, role: Role, department: str, limit: int = 50) -> Sequence[SentReminder]:
        """Newest first."""
        wanted = (
            select(ReminderRow.__table__, TicketRow.title)
            .join(TicketRow, TicketRow.number == ReminderRow.ticket_number)
            .where(ReminderRow.role == role.value, ReminderRow.department == department)
            .order_by(ReminderRow.id.desc())
            .limit(limit)
        )
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [
            SentReminder(row.id, row.ticket_number, row.title, row.kind, row.clock, row.due_at, row.sent_at)
            for row in rows
        ]

    async def count_since(self, role: Role, department: str, after: int) -> int:
        """How many are newer than the last one seen."""
        wanted = (
            select(func.count())
            .select_from(ReminderRow)
            .where(ReminderRow.role == role.value, ReminderRow.department == department, ReminderRow.id > after)
        )
        async with self._database.statements() as connection:
            return int((await connection.execute(wanted)).scalar_one())


class SqlHeartbeats:
    """`Heartbeats` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def beat(self, name: str, at: datetime) -> None:
        """One row a worker."""
        insert = self._dialect.insert(HeartbeatRow).values(name=name, at=at)
        async with self._database.statements() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"at": at}))

    async def newest(self) -> datetime | None:
        """The last sign of life of any worker."""
        async with self._database.statements() as connection:
            newest: datetime | None = (await connection.execute(select(func.max(HeartbeatRow.at)))).scalar_one_or_none()
        return newest


def _values(due: Due, audience: Audience, at: datetime) -> dict[str, Any]:
    return {
        "key": f"{due.key}/{audience.role}/{audience.department}",
        "ticket_number": due.ticket.number,
        "kind": due.reminder.kind.value,
        "clock": due.clock.key,
        "role": audience.role.value,
        "department": audience.department,
        "due_at": due.clock.due_at,
        "sent_at": at,
    }
