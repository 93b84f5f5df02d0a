"""Reminders to rows; kept in whatever transaction brings them forth."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.clock_schema import ReminderRow
from bot.domain.clocks.reminding import Audience, Due

_REMINDERS: Any = ReminderRow.__table__
Rows = dict[str, dict[str, Any]]


def rows_of(due: Sequence[Due], at: datetime) -> Rows:
    """One row an audience, by key."""
    return {one.key(audience): _values(one, audience, at) for one in due for audience in one.audiences}


async def keep(connection: AsyncConnection, rows: Collection[dict[str, Any]]) -> int:
    """Keep those that nobody kept before; how many these were. The unique key decides."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(_REMINDERS).on_conflict_do_nothing(index_elements=["key"]).returning(_REMINDERS.c.id)
    return len((await connection.execute(insert, list(rows))).all())


def _values(due: Due, audience: Audience, at: datetime) -> dict[str, Any]:
    return {
        "key": due.key(audience),
        "ticket_number": due.number,
        "kind": due.reminder.kind.value,
        "clock": due.clock.key,
        "role": audience.role.value,
        "department": audience.department,
        "due_at": due.clock.due_at,
        "sent_at": at,
    }
