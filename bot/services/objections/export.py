"""Lists of objections to take away as files: noted in the audit trail, nothing of who objects."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from bot.domain.objections.record import record_row
from bot.domain.tickets.ticket import Actor
from bot.domain.tickets.work_order import Value
from bot.services.objections.figures import ObjectionFigures, Wanted
from bot.services.ports import Clock
from bot.services.staff.ports import Audit

BATCH = 100
MOST_ROWS = 50_000
Row = tuple[Value, ...]


class RecordFiles(Protocol):
    """Rows as files that spreadsheets open."""

    async def xlsx(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The whole file."""
        ...

    async def csv(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The whole file."""
        ...


class ObjectionExport:
    """Reads a list in pieces."""

    def __init__(self, figures: ObjectionFigures, files: RecordFiles, audit: Audit, clock: Clock) -> None:
        """`audit` keeps who took what."""
        self._figures, self._files, self._audit, self._clock = figures, files, audit, clock

    async def file(self, wanted: Wanted, form: str, actor: Actor) -> bytes:
        """The list as `xlsx` or `csv`."""
        numbers = (await self._figures.numbers(wanted))[:MOST_ROWS]
        await self._audit.note(actor.name, "exported", "objections", f"{form} {len(numbers)}")
        rows = self._rows(numbers)
        return await (self._files.xlsx(rows) if form == "xlsx" else self._files.csv(rows))

    async def _rows(self, numbers: Sequence[str]) -> AsyncIterator[Sequence[Row]]:
        at = self._clock.now()
        for first in range(0, len(numbers), BATCH):
            found = await self._figures.several(numbers[first : first + BATCH])
            yield [record_row(one, at) for one in found]
