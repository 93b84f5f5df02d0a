"""Keys of the HTTP interface, and how far a channel has read."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.adapters.store.database import Database
from bot.adapters.store.schema import ApiKeyRow, ChannelMarkRow

FIND = select(ApiKeyRow.name, ApiKeyRow.per_minute).where(
    ApiKeyRow.key_hash == bindparam("b_hash"), ApiKeyRow.revoked_at.is_(None)
)
"""Built once, as those of `message_statements`."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key's name and how many calls a minute it may make."""

    name: str
    per_minute: int


class NameTaken(ValueError):  # noqa: N818
    """There is a key of that name."""


class SqlKeys:
    """Keys; only their SHA-256 is kept (a key has 256 random bits, so no slow hash is needed)."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def add(self, name: str, per_minute: int, at: datetime) -> str:
        """A new key, shown this once; `NameTaken` if the name is in use."""
        key = secrets.token_urlsafe(32)
        async with self._database.transaction() as session:
            if await session.get(ApiKeyRow, name) is not None:
                raise NameTaken(f"there is a key named {name!r} already")
            session.add(ApiKeyRow(name=name, key_hash=_hash(key), per_minute=per_minute, created_at=at))
        return key

    async def find(self, key: str) -> ApiKey | None:
        """Whose key it is; None for an unknown or revoked one."""
        values = {"b_hash": _hash(key)}
        row = await self._database.work(lambda connection: connection.execute(FIND, values).one_or_none())
        return ApiKey(row.name, row.per_minute) if row else None

    async def revoke(self, name: str, at: datetime) -> bool:
        """Make a key useless; False if there is no such key."""
        async with self._database.transaction() as session:
            row = await session.get(ApiKeyRow, name)
            if row is None:
                return False
            row.revoked_at = at
            return True

    async def names(self) -> list[tuple[str, int, datetime | None]]:
        """Every key: name, calls a minute, when it was revoked."""
        async with self._database.transaction() as session:
            rows = await session.scalars(select(ApiKeyRow).order_by(ApiKeyRow.name))
            return [(row.name, row.per_minute, row.revoked_at) for row in rows]


class SqlMarks:
    """How far a channel has read."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def position(self, channel: str) -> int:
        """The next position to read from; 0 at first."""
        async with self._database.transaction() as session:
            row = await session.get(ChannelMarkRow, channel)
            return row.position if row else 0

    async def move(self, channel: str, position: int) -> None:
        """Everything before `position` has been stored."""
        async with self._database.transaction() as session:
            row = await session.get(ChannelMarkRow, channel, with_for_update=True)
            if row is None:
                session.add(ChannelMarkRow(channel=channel, position=position))
            else:
                row.position = max(row.position, position)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
