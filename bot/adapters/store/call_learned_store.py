"""Examples that staff added to items."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.call_schema import LearnedExampleRow
from bot.adapters.store.database import Database
from bot.domain.staff.audit_trail import Deed
from bot.services.calls.ports import AlreadyLearned, Learned

_EXAMPLES = LearnedExampleRow.__table__
_COUNTS = LearnedExampleRow.taken_back_at.is_(None)


class SqlLearned:
    """`LearnedStore` on SQLite or PostgreSQL; each change stands together with its entry in the audit trail."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._audit = database, audit

    async def add(self, example: Learned) -> None:
        """A new row, or one that was taken back before."""
        values = {
            "masked_text": example.text,
            "code": example.code,
            "facet": example.facet,
            "by": example.by,
            "at": example.at,
            "taken_back_by": None,
            "taken_back_at": None,
        }
        again = (
            update(LearnedExampleRow)
            .where(LearnedExampleRow.form == example.form, LearnedExampleRow.taken_back_at.is_not(None))
            .values(**values, version=LearnedExampleRow.version + 1)
        )
        try:
            async with self._database.statements() as connection:
                if not cast("CursorResult[Any]", await connection.execute(again)).rowcount:
                    await connection.execute(insert(LearnedExampleRow).values(form=example.form, version=1, **values))
                deed = Deed(example.at, example.by, "example_taught", example.code, example.text)
                await self._audit.append(connection, deed)
        except IntegrityError:
            raise AlreadyLearned(await self._code_of(example.form)) from None

    async def take_back(self, form: str, by: str, at: datetime) -> bool:
        """Kept, but it no longer counts."""
        statement = (
            update(LearnedExampleRow)
            .where(LearnedExampleRow.form == form, _COUNTS)
            .values(taken_back_by=by, taken_back_at=at, version=LearnedExampleRow.version + 1)
            .returning(LearnedExampleRow.code, LearnedExampleRow.masked_text)
        )
        async with self._database.statements() as connection:
            taken = (await connection.execute(statement)).one_or_none()
            if taken is not None:
                deed = Deed(at, by, "example_taken_back", taken.code, taken.masked_text)
                await self._audit.append(connection, deed)
        return taken is not None

    async def all(self) -> Sequence[Learned]:
        """Newest first."""
        wanted = select(_EXAMPLES).where(_COUNTS).order_by(LearnedExampleRow.at.desc(), LearnedExampleRow.form)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Learned(row.form, row.masked_text, row.code, row.facet, row.by, row.at) for row in rows]

    async def mark(self) -> tuple[int, int]:
        """How many rows, and how many changes: both only grow."""
        wanted = select(func.count(), func.coalesce(func.sum(LearnedExampleRow.version), 0))
        async with self._database.statements() as connection:
            count, changes = (await connection.execute(wanted)).one()
        return int(count), int(changes)

    async def _code_of(self, form: str) -> str:
        wanted = select(LearnedExampleRow.code).where(LearnedExampleRow.form == form)
        async with self._database.statements() as connection:
            return str((await connection.execute(wanted)).scalar_one())
