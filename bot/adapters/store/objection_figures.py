"""What supervision counts of objections: plain columns only, nothing is unsealed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from bot.adapters.store.database import Database
from bot.adapters.store.life_rows import clock_of
from bot.adapters.store.objection_schema import (
    GuideCorrectionRow,
    ObjectionClockRow,
    ObjectionRow,
    ObjectionStepRow,
)
from bot.adapters.store.objection_store import SqlObjections
from bot.domain.objections.assessment import Outline
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import Decision, ObjectionStatus
from bot.domain.tickets.ticket import ClockRun
from bot.services.tickets.supervision import Period

_DECIDING = (ObjectionMove.DECIDE.value, ObjectionMove.VERIFY.value)
_KNOWN = frozenset({ObjectionStatus.DECIDED, ObjectionStatus.TOLD})


class SqlObjectionOutlines:
    """`ObjectionOutlines` on SQLite or PostgreSQL."""

    def __init__(self, database: Database, objections: SqlObjections) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._objections = database, objections

    async def outlines(self, period: Period) -> Sequence[Outline]:
        """Four statements, each over the period's objections; read and put together beside the loop."""
        return await self._database.read(lambda at: _outlines(at, period))

    async def several(self, numbers: Sequence[str]) -> Sequence[Objection]:
        """Each whole."""
        found = {one.number: one for one in await self._objections.several(numbers)}
        return [found[number] for number in numbers if number in found]


def _outlines(at: Connection, period: Period) -> Sequence[Outline]:
    row: Any = ObjectionRow
    of = select(row.number).where(row.received_at >= period.starts_at, row.received_at < period.ends_at)
    clocks, decisions = _clocks(at, of), _decisions(at, of)
    made: Any = GuideCorrectionRow
    counted = select(made.objection_number, func.count()).where(made.objection_number.in_(of))
    corrections = Counter({one[0]: one[1] for one in at.execute(counted.group_by(made.objection_number))})
    wanted = select(row.number, row.department, row.status, row.received_at).where(row.number.in_(of))
    return [
        Outline(
            one.number,
            one.department,
            status := ObjectionStatus(one.status),
            one.received_at,
            tuple(clocks[one.number]),
            decisions.get(one.number) if status in _KNOWN else None,
            corrections[one.number],
        )
        for one in at.execute(wanted.order_by(row.received_at.desc(), row.number.desc()))
    ]


def _clocks(at: Connection, of: Select[Any]) -> dict[str, list[ClockRun]]:
    table: Any = ObjectionClockRow.__table__
    found: dict[str, list[ClockRun]] = defaultdict(list)
    wanted = select(table).where(table.c.objection_number.in_(of)).order_by(table.c.objection_number, table.c.place)
    for one in at.execute(wanted):
        found[one.objection_number].append(clock_of(one))
    return found


def _decisions(at: Connection, of: Select[Any]) -> dict[str, Decision]:
    """The newest of each: what a department decided may have been sent back and decided again."""
    step: Any = ObjectionStepRow
    wanted = select(step.objection_number, step.facts).where(step.objection_number.in_(of), step.move.in_(_DECIDING))
    rows = at.execute(wanted.order_by(step.objection_number, step.place))
    return {one.objection_number: Decision(one.facts["decision"]) for one in rows if "decision" in one.facts}
