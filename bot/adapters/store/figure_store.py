"""Counts of tickets by what they are about."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from bot.adapters.store.database import Database
from bot.adapters.store.ticket_matching import condition, matching
from bot.adapters.store.ticket_schema import TicketRow
from bot.domain.tickets.assessment import Cell, Moment, Trait
from bot.services.tickets.ports import TicketFilter


class SqlFigures:
    """`Figures` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def cells(self, which: TicketFilter, traits: Sequence[Trait], at: Moment, month: str = "") -> Sequence[Cell]:
        """One statement over the tickets of the filter; `month` names them."""
        about = (TicketRow.department, TicketRow.category, TicketRow.district)
        columns: list[Any] = [*about, *_counts(tuple(traits), at)]
        wanted = matching(select(*columns), which).group_by(*about)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Cell(month, row[0], row[1], row[2], dict(zip(traits, row[3:], strict=True))) for row in rows]


@lru_cache(maxsize=4)
def _counts(traits: tuple[Trait, ...], at: Moment) -> tuple[Any, ...]:
    """The same for all months of one page; what is put together once need not be again."""
    return tuple(
        cast(func.sum(case((condition(trait, at), 1), else_=0)), Integer).label(trait.name) for trait in traits
    )
