"""Connections to the store, and bringing its tables up to date."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.util import greenlet_spawn

from bot.adapters.store import direct_sqlite
from bot.adapters.store.discretion import without_details
from bot.adapters.store.sqlite_readers import readers

MIGRATIONS = Path(__file__).parent / "migrations"
T = TypeVar("T")


class StoreUnavailable(Exception):  # noqa: N818
    """The database cannot be opened; the message says which and why, without a password."""


class Database:
    """One engine: SQLite in WAL mode with foreign keys on, or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # What is stored was written by citizens: no error may show the parameters of its statement.
        options: dict[str, Any] = {"hide_parameters": True, "pool_size": 10}
        self._readers = readers(self.url) if self.is_sqlite else None
        if self._readers:
            event.listen(self._readers, "handle_error", without_details)
        if self.is_sqlite:
            self.url = direct_sqlite.direct(self.url)
            # One writer at a time is all that SQLite has.
            options |= {"pool_size": 1, "max_overflow": 0}
        self.engine: AsyncEngine = create_async_engine(self.url, **options)
        event.listen(self.engine.sync_engine, "handle_error", without_details)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", direct_sqlite.prepare)
            event.listen(self.engine.sync_engine, "begin", direct_sqlite.begin)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are committed together at the end, or not at all."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[AsyncConnection]:
        """The same without the ORM."""
        async with self.engine.begin() as connection:
            yield connection

    async def work(self, statements: Callable[[Connection], T]) -> T:
        """A transaction in one go, for the paths that every message takes: no more than half as dear."""
        return await greenlet_spawn(self._work, statements)

    def _work(self, statements: Callable[[Connection], T]) -> T:
        with self.engine.sync_engine.begin() as connection:
            return statements(connection)

    async def read(self, statements: Callable[[Connection], T]) -> T:
        """A long look that changes nothing: whatever counts or lists many rows.

        On SQLite it has a thread and a connection of its own; `statements` must touch nothing that the loop uses.
        """
        if self._readers:
            return await asyncio.to_thread(_looked, self._readers, statements)
        async with self.engine.connect() as connection:
            return await connection.run_sync(statements)

    async def migrate(self) -> None:
        """Bring the tables to the newest revision; `StoreUnavailable` if the database cannot be opened."""
        try:
            async with self.engine.begin() as connection:
                await connection.run_sync(upgrade)
        except (SQLAlchemyError, OSError) as error:
            shown = self.url.render_as_string(hide_password=True)
            reason = getattr(error, "orig", None) or error
            raise StoreUnavailable(f"{shown}: {reason}") from error

    async def close(self) -> None:
        """Close all connections."""
        if self._readers:
            self._readers.dispose()
        await self.engine.dispose()


def _looked(engine: Engine, statements: Callable[[Connection], T]) -> T:
    with engine.connect() as connection:
        return statements(connection)


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for our revisions."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables up to `revision`."""
    command.upgrade(migration_config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Bring the tables down to `revision`."""
    command.downgrade(migration_config(connection), revision)
