"""Wrong tries to look a ticket up, by whom; nothing of what was tried."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.adapters.store.database import Database
from bot.adapters.store.ticket_schema import WrongGuessRow
from bot.domain.staff.guessing import CLOSED_FOR, MOST_WRONG, WITHIN, may_guess


class SqlGuesses:
    """`Guesses` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def may_try(self, who: str, at: datetime) -> bool:
        """Whether `who` has tries left."""
        newest = (
            select(WrongGuessRow.at).where(WrongGuessRow.who == who).order_by(WrongGuessRow.at.desc()).limit(MOST_WRONG)
        )
        async with self._database.statements() as connection:
            return may_guess((await connection.execute(newest)).scalars().all(), at)

    async def failed(self, who: str, at: datetime) -> None:
        """One more wrong try; those that count no longer are forgotten."""
        async with self._database.statements() as connection:
            await connection.execute(delete(WrongGuessRow).where(WrongGuessRow.at < at - WITHIN - CLOSED_FOR))
            await connection.execute(insert(WrongGuessRow).values(who=who, at=at))
