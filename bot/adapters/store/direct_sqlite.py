"""SQLite on the event loop's own thread, for SQLAlchemy's asynchronous engine.

A statement of ours takes some ten microseconds; to hand it to another thread and to take its result back costs fifty
times as much. What may really take long, another process that is writing, is waited for on the loop (`begin`).
"""

import asyncio
import sqlite3
import time
from collections.abc import Generator
from typing import Any

from sqlalchemy import URL, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import ConnectArgsType
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_

BUSY_TIMEOUT_S = 20.0
"""So long another process may write before we give up."""
LOOK_AGAIN_S = 0.01
BEGIN = "BEGIN IMMEDIATE"


def direct(url: URL) -> URL:
    """The same database, opened without a thread."""
    registry.register("sqlite.direct", __name__, DirectSqlite.__name__)
    return url.set(drivername="sqlite+direct")


def prepare(connection: sqlite3.Connection, _record: object) -> None:
    """A new connection: write-ahead log, foreign keys, transactions begun by us only."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000:.0f}")
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=0"):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later would fail half-way."""
    direct_connection: Any = connection.connection.dbapi_connection
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            direct_connection.execute(BEGIN)
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                break
        else:
            return
        await_(asyncio.sleep(LOOK_AGAIN_S))
    connection.exec_driver_sql(BEGIN)  # once more, in SQLAlchemy's own way: the error shall be one of hers


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


class _AtOnce:
    """To be awaited without waiting: SQLAlchemy insists that something is awaited in each statement."""

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


class DirectCursor(sqlite3.Cursor):
    """A cursor that asynchronous results can be read from."""

    async def _async_soft_close(self) -> None:
        """SQLAlchemy calls it when a result has been read."""


class DirectConnection(sqlite3.Connection):
    """A connection that gives such cursors."""

    def cursor(self, factory: Any = DirectCursor) -> Any:
        """A new cursor."""
        return super().cursor(factory)


class DirectSqlite(SQLiteDialect_pysqlite):
    """`sqlite+direct://`."""

    driver = "direct"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - SQLAlchemy calls with this name
        """One whose waiting is the loop's waiting."""
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> ConnectArgsType:
        """As for SQLAlchemy's own driver, with our connection."""
        arguments, options = super().create_connect_args(url)
        return arguments, {**options, "factory": DirectConnection}

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002
        """Run a statement here and now."""
        await_(_AtOnce())
        cursor.execute(statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002
        """Run a statement once for each set of parameters."""
        await_(_AtOnce())
        cursor.executemany(statement, parameters)
