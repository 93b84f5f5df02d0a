"""Counts of tickets by what they are about."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, cast, func, literal, or_, select, true

from bot.adapters.store.database import Database
from bot.adapters.store.ticket_matching import condition, matching, stays
from bot.adapters.store.ticket_schema import TicketClockRow, TicketRow
from bot.domain.tickets.assessment import ACCEPT_CLOCKS, ANSWER_CLOCKS, UNWATCHED_CLOCKS, Cell, Moment, Trait
from bot.services.tickets.ports import TicketFilter
from bot.services.tickets.supervision import NOW, Period

_CLOCKS: Any = TicketClockRow.__table__.c
Condition = ColumnElement[bool]


class SqlFigures:
    """`Figures` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def cells(
        self, which: TicketFilter, traits: Sequence[Trait], at: Moment, months: Sequence[Period] = ()
    ) -> Sequence[Cell]:
        """One statement over the tickets of the filter and over all clocks, each read once."""
        # As an expression: SQLite would else read all wide rows by the index of departments, to have them grouped.
        department = func.coalesce(TicketRow.department, "")
        about = (department, TicketRow.category, TicketRow.district, _month(months).label("month"))
        marks = frozenset(mark for trait in traits for marks in _OF_CLOCKS.get(trait, ()) for mark in marks)
        runs = _runs(at, marks)
        wanted: Any = select(*about, *(_count(_has(trait, at, runs)).label(trait.name) for trait in traits))
        if marks:
            wanted = wanted.outerjoin_from(TicketRow, runs, runs.c.ticket_number == TicketRow.number)
        wanted = matching(wanted, which).group_by(*about)
        rows = await self._database.read(lambda connection: connection.execute(wanted).all())
        names = [f"{month.first:%Y-%m}" for month in months]
        return [
            Cell(names[row[3]] if names else "", row[0], row[1], row[2], dict(zip(traits, row[4:], strict=True)))
            for row in rows
        ]

    async def due_first(self, trait: Trait, at: Moment, most: int) -> Sequence[str]:
        """Found from the running clocks alone, which are few."""
        due = func.min(_CLOCKS.due_at)
        wanted = select(_CLOCKS.ticket_number).where(_CLOCKS.ended_at.is_(None), _CLOCKS.key.not_in(UNWATCHED_CLOCKS))
        if trait is Trait.LATE_NOW:
            wanted = wanted.where(_CLOCKS.due_at < at.now)
        else:
            wanted = wanted.where(_CLOCKS.due_at <= at.soon).having(due >= at.now)
        sorted_ones = wanted.group_by(_CLOCKS.ticket_number).order_by(due, _CLOCKS.ticket_number).limit(most)
        return await self._database.read(lambda connection: connection.execute(sorted_ones).scalars().all())


def _month(months: Sequence[Period]) -> ColumnElement[int]:
    """The place of the month that received a ticket; 0 where nobody asks."""
    if len(months) < 2:  # noqa: PLR2004 - the last one takes whatever the others leave
        return literal(0)
    ends = [(TicketRow.received_at < month.ends_at, place) for place, month in enumerate(months[:-1])]
    return case(*ends, else_=len(months) - 1)


def _count(of: Condition) -> ColumnElement[int]:
    return cast(func.sum(case((of, 1), else_=0)), Integer)


def _runs(at: Moment, marks: frozenset[str]) -> Subquery:
    """What the clocks of each ticket come to, one row a ticket; how things stand now the running ones tell alone."""
    columns = [func.max(case((mark, 1), else_=0)).label(name) for name, mark in _marks(at).items() if name in marks]
    wanted = select(_CLOCKS.ticket_number, *columns).group_by(_CLOCKS.ticket_number)
    return (wanted.where(_CLOCKS.ended_at.is_(None)) if marks <= _RUNNING else wanted).subquery()


def _marks(at: Moment) -> dict[str, Condition]:
    """What one run of a clock may say."""
    ended, due, key = _CLOCKS.ended_at, _CLOCKS.due_at, _CLOCKS.key
    come = or_(ended.is_not(None), due < at.now)
    missed = func.coalesce(ended, literal(at.now, ended.type)) > due
    is_watched = and_(ended.is_(None), key.not_in(UNWATCHED_CLOCKS))
    return {
        "accept_came": and_(key.in_(ACCEPT_CLOCKS), come),
        "accept_missed": and_(key.in_(ACCEPT_CLOCKS), missed),
        "answer_came": and_(key.in_(ANSWER_CLOCKS), come),
        "answer_missed": and_(key.in_(ANSWER_CLOCKS), missed),
        "is_late": and_(is_watched, due < at.now),
        "is_soon": and_(is_watched, due.between(at.now, at.soon)),
    }


def _has(trait: Trait, at: Moment, runs: Subquery) -> Condition:
    if trait is Trait.RECEIVED:
        return true()
    if trait not in _OF_CLOCKS:
        return condition(trait, at)
    is_said, is_not_said = _OF_CLOCKS[trait]
    said = [runs.c[name] == 1 for name in is_said] + [runs.c[name] == 0 for name in is_not_said]
    return and_(*said) if trait in NOW else and_(stays(), *said)


_RUNNING = frozenset({"is_late", "is_soon"})
_OF_CLOCKS: Mapping[Trait, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Trait.RESPONSE_DUE: (("accept_came",), ()),
    Trait.RESPONDED: (("accept_came",), ("accept_missed",)),
    Trait.ANSWER_DUE: (("answer_came",), ()),
    Trait.ON_TIME: (("answer_came",), ("answer_missed",)),
    Trait.ANSWERED_LATE: (("answer_came", "answer_missed"), ()),
    Trait.LATE_NOW: (("is_late",), ()),
    Trait.DUE_SOON: (("is_soon",), ("is_late",)),
}
"""What a ticket's clocks must say, and must not.

The same as `ticket_matching.condition`, which looks each ticket's clocks up one by one: dear where all are counted.
"""
