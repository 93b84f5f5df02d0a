"""SQLite beside the event loop: long looks, each in a thread and on a connection that cannot write.

With a write-ahead log readers wait for nobody and nobody waits for them; each sees the store as it was when it began.
"""

import sqlite3

from sqlalchemy import URL, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import Connection

BUSY_TIMEOUT_MS = 20_000
KEPT_OPEN = 3


def readers(url: URL) -> Engine | None:
    """Connections for threads; None for a database in memory, which only its own connection sees."""
    if url.database in (None, "", ":memory:"):
        return None
    engine = create_engine(
        url.set(drivername="sqlite"),
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=KEPT_OPEN,
        max_overflow=-1,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    """All statements of one look see the same store."""
    connection.exec_driver_sql("BEGIN")
