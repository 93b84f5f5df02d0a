"""Connections to the store, and bringing its tables up to date."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_S = 20


class StoreUnavailable(Exception):  # noqa: N818
    """The database cannot be opened; the message says which and why, without a password."""


class Database:
    """One engine: SQLite in WAL mode with foreign keys on, or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_size": 10}
        if self.is_sqlite:
            # One writer at a time is all that SQLite has: waiting here is cheaper than in its busy loop.
            options = {"pool_size": 1, "max_overflow": 0, "connect_args": {"timeout": BUSY_TIMEOUT_S}}
        self.engine: AsyncEngine = create_async_engine(self.url, **options)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_immediate)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are committed together at the end, or not at all."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[AsyncConnection]:
        """The same without the ORM, for the paths that every message takes."""
        async with self.engine.begin() as connection:
            yield connection

    async def migrate(self) -> None:
        """Bring the tables to the newest revision; `StoreUnavailable` if the database cannot be opened."""
        try:
            async with self.engine.begin() as connection:
                await connection.run_sync(upgrade)
        except (SQLAlchemyError, OSError) as error:
            await asyncio.sleep(0.1)  # aiosqlite's thread still has a word for the loop
            shown = self.url.render_as_string(hide_password=True)
            reason = getattr(error, "orig", None) or error
            raise StoreUnavailable(f"{shown}: {reason}") from error

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


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


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later would fail half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
