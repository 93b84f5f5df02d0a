"""Who sent which file: the names sealed, the bytes elsewhere."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.adapters.store.database import Database
from bot.adapters.store.ticket_schema import UploadRow
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Cipher

AT_ONCE = 500
"""Keys in one statement."""


class SqlUploads:
    """`UploadStore` on SQLite or PostgreSQL. That a message brought a file is noted where the message is stored."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher = database, cipher

    async def add(self, owner: str, file: Attachment, at: datetime) -> None:
        """One row."""
        row = {
            "key": file.key,
            "owner": owner,
            "sealed_name": self._cipher.seal(file.name),
            "media_type": file.media_type,
            "size": file.size,
            "at": at,
        }
        async with self._database.statements() as connection:
            await connection.execute(insert(UploadRow).values(row))

    async def of(self, owner: str, keys: Sequence[str]) -> Sequence[Attachment]:
        """Only the owner's."""
        wanted = select(UploadRow).where(UploadRow.owner == owner, UploadRow.key.in_(keys))
        async with self._database.transaction() as session:
            rows = {row.key: row for row in await session.scalars(wanted)}
        return [self._file(rows[key]) for key in keys if key in rows]

    async def waiting(self, owner: str) -> int:
        """Counted by the index of owners."""
        count = select(func.count()).where(UploadRow.owner == owner, UploadRow.attached_at.is_(None))
        async with self._database.statements() as connection:
            return int((await connection.execute(count)).scalar_one())

    async def take_unsent(self, before: datetime) -> Sequence[str]:
        """The rows go first: a message that comes in this moment is told that its file is gone."""
        gone = delete(UploadRow).where(UploadRow.at < before, UploadRow.attached_at.is_(None)).returning(UploadRow.key)
        async with self._database.statements() as connection:
            return list((await connection.execute(gone)).scalars())

    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Looked up some hundred at a time."""
        ordered, found = sorted(keys), set[str]()
        async with self._database.statements() as connection:
            for at in range(0, len(ordered), AT_ONCE):
                some = select(UploadRow.key).where(UploadRow.key.in_(ordered[at : at + AT_ONCE]))
                found.update((await connection.execute(some)).scalars())
        return found

    def _file(self, row: UploadRow) -> Attachment:
        return Attachment(row.key, self._cipher.open(row.sealed_name), row.media_type, row.size)
