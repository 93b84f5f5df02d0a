"""What nobody could answer, and answers that were found useless."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.adapters.store.database import Database
from bot.adapters.store.schema import FeedbackRow


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap in the knowledge; `about` is the item, or the masked question where no item was found."""

    at: datetime
    verdict: str
    about: str
    facet: str


class SqlGaps:
    """The list of knowledge gaps."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def newest(self, limit: int) -> list[Gap]:
        """The newest gaps first."""
        async with self._database.transaction() as session:
            rows = await session.scalars(
                select(FeedbackRow)
                .where(FeedbackRow.verdict.in_(("unanswered", "useless")))
                .order_by(FeedbackRow.id.desc())
                .limit(limit)
            )
            return [Gap(row.at, row.verdict, row.item or row.masked_text or "", row.facet or "") for row in rows]
