"""The audit trail in the database: one entry after the other, whoever writes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.staff_schema import AuditRow
from bot.domain.staff.audit_trail import Broken, Deed, Entry, Head, entry_after, follow
from bot.domain.text.masking import mask
from bot.services.ports import Clock, Hasher
from bot.services.staff.ports import Recorded

_TABLE = AuditRow.__table__
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7120261)")
"""PostgreSQL: whoever appends waits for the other's commit. SQLite has one writer anyway."""
BATCH = 2000


class SqlAudit:
    """Appends, lists and checks."""

    def __init__(self, database: Database, hasher: Hasher, clock: Clock) -> None:
        """The key of `hasher` lies apart from the database."""
        self._database, self._hasher, self._clock = database, hasher, clock

    async def note(self, actor: str, action: str, object: str, reason: str = "") -> None:  # noqa: A002
        """Write an entry; personal numbers in a reason are masked."""
        async with self._database.statements() as connection:
            await self.append(connection, Deed(self._clock.now(), actor, action, object, reason))

    async def append(self, connection: AsyncConnection, deed: Deed) -> None:
        """As the last act of a transaction that is already open: the entry stands if the deed does."""
        if not self._database.is_sqlite:
            await connection.execute(_ONE_AT_A_TIME)
        newest = select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
        row = (await connection.execute(newest)).one_or_none()
        head = Head(row.seq, row.hash) if row else Head()
        entry = entry_after(head, replace(deed, reason=mask(deed.reason).text).tidy(), self._hasher.hash)
        await connection.execute(insert(AuditRow).values(_values(entry)))

    async def newest(self, limit: int, before: int | None = None) -> Sequence[Recorded]:
        """The newest first."""
        wanted = select(_TABLE).order_by(AuditRow.seq.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(AuditRow.seq < before)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Recorded(row.seq, _deed(row)) for row in rows]

    async def verify(self) -> Head | Broken:
        """Walk the whole chain, some thousands at a time."""
        reached: Head | Broken = Head()
        while isinstance(reached, Head):
            entries = await self._after(reached.number)
            if not entries:
                return reached
            reached = follow(reached, entries, self._hasher.hash)
        return reached

    async def holds(self, head: Head) -> bool:
        """Whether the entry of that number still has that digest."""
        wanted = select(AuditRow.hash).where(AuditRow.seq == head.number)
        async with self._database.statements() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none() == head.digest

    async def _after(self, number: int) -> list[Entry]:
        wanted = select(_TABLE).where(AuditRow.seq > number).order_by(AuditRow.seq).limit(BATCH)
        if number == 0:
            wanted = select(_TABLE).order_by(AuditRow.seq).limit(BATCH)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Entry(row.seq, _deed(row), row.prev_hash, row.hash) for row in rows]


def _deed(row: Any) -> Deed:
    return Deed(row.at, row.actor, row.action, row.object, row.reason)


def _values(entry: Entry) -> dict[str, Any]:
    deed = entry.deed
    return {
        "seq": entry.number,
        "at": deed.at,
        "actor": deed.actor,
        "action": deed.action,
        "object": deed.object,
        "reason": deed.reason,
        "prev_hash": entry.before,
        "hash": entry.digest,
    }
