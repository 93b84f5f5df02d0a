"""Objections: each change one transaction, and no save over somebody else's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.life_rows import append_steps, by_owner, keep_clocks, notify, parts
from bot.adapters.store.objection_rows import correction_values, objection_values, step_values, whole_objection
from bot.adapters.store.objection_schema import (
    GuideCorrectionRow,
    ObjectionClockRow,
    ObjectionRow,
    ObjectionStepRow,
)
from bot.adapters.store.reminder_rows import keep, rows_of
from bot.adapters.store.ticket_schema import UploadRow
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.services.objections.ports import (
    GuideCorrection,
    GuideMark,
    ObjectionChange,
    ObjectionChanged,
    ObjectionFilter,
    ObjectionPage,
)
from bot.services.ports import Cipher, Hasher

_OBJECTIONS = ObjectionRow.__table__
_OWNER = "objection_number"
_MARKING = tuple(status.value for status in ObjectionStatus if status.marks_data)


class SqlObjections:
    """`ObjectionStore` on SQLite or PostgreSQL."""

    def __init__(self, database: Database, cipher: Cipher, hasher: Hasher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher, self._hasher = database, cipher, hasher
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def get(self, number: str) -> Objection | None:
        """The whole objection."""
        found = await self._find(select(_OBJECTIONS).where(ObjectionRow.number == number))
        return found[0] if found else None

    async def save(self, change: ObjectionChange, at: datetime) -> None:
        """All of a change, or nothing of it."""
        async with self._database.statements() as connection:
            await self.save_within(connection, change, at)

    async def save_within(self, connection: AsyncConnection, change: ObjectionChange, at: datetime) -> None:
        """Save within a transaction that is already open; `ObjectionChanged` must then roll it back."""
        await self._save(connection, change.objection)
        for notice in change.notices:
            await notify(connection, notice, at)
        if change.reminders:
            await keep(connection, rows_of(change.reminders, at).values())

    async def several(self, numbers: Sequence[str]) -> Sequence[Objection]:
        """These objections, in no order; some hundred at most."""
        return await self._find(select(_OBJECTIONS).where(ObjectionRow.number.in_(numbers)))

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Objection]:
        """Newest first."""
        return await self._find(
            select(_OBJECTIONS)
            .where(ObjectionRow.conversation_id == conversation)
            .order_by(ObjectionRow.received_at.desc(), ObjectionRow.number.desc())
            .limit(limit)
        )

    async def by_query_code(self, code: str) -> Objection | None:
        """The objection with that query code."""
        found = await self._find(select(_OBJECTIONS).where(ObjectionRow.query_hash == self._hasher.hash(code)))
        return found[0] if found else None

    async def page(self, which: ObjectionFilter, offset: int, limit: int) -> ObjectionPage:
        """What is due first stands first, what waits for nothing last, the newest of it first."""
        wanted = _matching(select(_OBJECTIONS), which).order_by(
            ObjectionRow.next_due_at.is_(None), ObjectionRow.next_due_at, ObjectionRow.number.desc()
        )
        async with self._database.statements() as connection:
            counted = _matching(select(func.count()).select_from(_OBJECTIONS), which)
            total = (await connection.execute(counted)).scalar_one()
        return ObjectionPage(tuple(await self._find(wanted.offset(offset).limit(limit))), total)

    async def running(self, after: str, limit: int) -> Sequence[Objection]:
        """By number: one that is filed meanwhile comes at the end or in the next round."""
        clocks = select(ObjectionClockRow.objection_number).where(ObjectionClockRow.ended_at.is_(None))
        return await self._find(
            select(_OBJECTIONS)
            .where(ObjectionRow.number.in_(clocks), ObjectionRow.number > after)
            .order_by(ObjectionRow.number)
            .limit(limit)
        )

    async def marks(self) -> Sequence[GuideMark]:
        """Of several objections to one field each is there, the earliest first."""
        row = ObjectionRow
        wanted = select(row.item, row.field, row.number, row.marked_at).where(
            row.status.in_(_MARKING), row.item != "", row.marked_at.is_not(None)
        )
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted.order_by(row.marked_at, row.number))).all()
        return [GuideMark(one.item, one.field, one.number, one.marked_at) for one in rows]

    async def corrections(self) -> Sequence[GuideCorrection]:
        """In the order in which they were stored the last one of each field."""
        row = GuideCorrectionRow
        newest = select(func.max(row.id).label("id"), func.count().label("count")).group_by(row.item, row.field)
        last = newest.subquery()
        columns = (row.item, row.field, row.text, row.objection_number, row.at, last.c.count)
        wanted = select(*columns).join(last, row.id == last.c.id)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted.order_by(row.item, row.field))).all()
        return [GuideCorrection(*one) for one in rows]

    async def _find(self, wanted: Select[Any]) -> list[Objection]:
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
            numbers = [row.number for row in rows]
            steps = by_owner(await parts(connection, ObjectionStepRow, _OWNER, numbers), _OWNER)
            clocks = by_owner(await parts(connection, ObjectionClockRow, _OWNER, numbers), _OWNER)
        return [
            whole_objection(row, steps.get(row.number, []), clocks.get(row.number, []), self._cipher) for row in rows
        ]

    async def _save(self, connection: AsyncConnection, objection: Objection) -> None:
        number, values = objection.number, objection_values(objection, self._cipher, self._hasher)
        if objection.version:
            kept = await connection.execute(
                update(ObjectionRow)
                .where(ObjectionRow.number == number, ObjectionRow.version == objection.version)
                .values(**values, version=objection.version + 1)
            )
            if not cast("CursorResult[Any]", kept).rowcount:
                raise ObjectionChanged(number)
        else:
            await connection.execute(insert(ObjectionRow).values(number=number, **values, version=1))
        owner, steps = {_OWNER: number}, objection.steps
        await append_steps(
            connection, ObjectionStepRow, owner, steps, lambda place: step_values(place, steps[place], self._cipher)
        )
        await keep_clocks(connection, ObjectionClockRow, owner, objection.clocks)
        await self._correct(connection, objection)
        await _keep_findings(connection, objection)

    async def _correct(self, connection: AsyncConnection, objection: Objection) -> None:
        """The unique key keeps each to one row, however often the objection is saved afterwards."""
        if corrections := correction_values(objection):
            rows = self._dialect.insert(GuideCorrectionRow).values(corrections)
            await connection.execute(rows.on_conflict_do_nothing(index_elements=[_OWNER, "place"]))


async def _keep_findings(connection: AsyncConnection, objection: Objection) -> None:
    """From now on the files of staff belong to the objection: nobody tidies them away."""
    if keys := [file.key for file in objection.findings]:
        brought = update(UploadRow).where(UploadRow.key.in_(keys), UploadRow.attached_at.is_(None))
        await connection.execute(brought.values(attached_at=objection.steps[-1].at))


def _matching(wanted: Select[Any], which: ObjectionFilter) -> Select[Any]:
    row = ObjectionRow
    if which.statuses:
        wanted = wanted.where(row.status.in_([status.value for status in which.statuses]))
    if which.handed_to:
        step = ObjectionStepRow
        handed = select(step.objection_number).where(step.handed_to == which.handed_to)
        wanted = wanted.where(row.number.in_(handed))
    if which.overdue_at:
        wanted = wanted.where(row.next_due_at < which.overdue_at)
    if which.words:
        said = which.words
        wanted = wanted.where(
            or_(row.number.icontains(said, autoescape=True), row.title.icontains(said, autoescape=True))
        )
    return wanted
