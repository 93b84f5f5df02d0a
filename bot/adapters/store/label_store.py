"""Labelled examples, and the history of all tickets, or of all objections, as one stream."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import func, insert, select

from bot.adapters.store.database import Database
from bot.adapters.store.label_schema import LabelRow
from bot.adapters.store.objection_schema import ObjectionStepRow
from bot.adapters.store.ticket_schema import TicketStepRow
from bot.services.tickets.labels import Label

_LABELS = LabelRow.__table__


class SqlLabels:
    """`LabelStore` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def add(self, labels: Sequence[Label]) -> None:
        """Keep them all."""
        if not labels:
            return
        async with self._database.statements() as connection:
            await connection.execute(insert(LabelRow), [_values(label) for label in labels])

    async def newest(self, limit: int) -> Sequence[Label]:
        """The newest first."""
        async with self._database.statements() as connection:
            rows = (await connection.execute(select(_LABELS).order_by(LabelRow.id.desc()).limit(limit))).all()
        return [Label(r.ticket_number, r.field, r.was, r.became, r.masked_text, r.by, r.at) for r in rows]


class SqlStepFeed:
    """`StepFeed`: ids of steps only grow, and rows are never taken out."""

    def __init__(self, database: Database, of: type[TicketStepRow] | type[ObjectionStepRow] = TicketStepRow) -> None:
        """On an open database whose tables are up to date; `of` are the steps that are told."""
        self._database = database
        steps = of.__table__.c
        self._id, self._number = steps.id, steps.ticket_number if of is TicketStepRow else steps.objection_number

    async def newest(self) -> int:
        """The id of the newest step."""
        async with self._database.statements() as connection:
            return (await connection.execute(select(func.max(self._id)))).scalar() or 0

    async def after(self, step: int, limit: int) -> Sequence[tuple[int, str]]:
        """The steps after that id."""
        wanted = select(self._id, self._number).where(self._id > step)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted.order_by(self._id).limit(limit))).all()
        return [(row[0], row[1]) for row in rows]


def _values(label: Label) -> dict[str, object]:
    values = asdict(label)
    return {"ticket_number": values.pop("ticket"), "masked_text": values.pop("text"), **values}
