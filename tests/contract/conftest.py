"""Every store on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.key_store import SqlKeys, SqlMarks
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.outbox_store import SqlHistory, SqlOutbox
from bot.adapters.store.tables import Base
from bot.adapters.store.ticket_store import SqlTickets
from tests.contract.postgres import Postgres, postgres
from tests.contract.stores import objection_store, ticket_store


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """One PostgreSQL for all tests."""
    with postgres() as running:
        yield running


KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        async with opened(f"sqlite:///{tmp_path / 'desk.sqlite3'}") as database:
            yield database
        return
    running: Postgres = request.getfixturevalue("server")
    async with running.database() as address, opened(address) as database:
        yield database


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with all tables and no rows."""
    running: Postgres | None = request.getfixturevalue("server") if request.param == "postgresql" else None
    address = running.shared if running else f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    async with opened(address) as database:
        await database.migrate()
        async with database.transaction() as session:
            for table in reversed(Base.metadata.sorted_tables):
                await session.execute(table.delete())
        yield database


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """A database, closed at the end."""
    database = Database(address)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
def cipher() -> FernetCipher:
    """A cipher with a key of its own."""
    return FernetCipher([Fernet.generate_key()])


@pytest.fixture
def tickets(database: Database, cipher: FernetCipher) -> SqlTickets:
    """Tickets."""
    return ticket_store(database, cipher)


@pytest.fixture
def objections(database: Database, cipher: FernetCipher) -> SqlObjections:
    """Objections."""
    return objection_store(database, cipher)


@pytest.fixture
def messages(
    database: Database, cipher: FernetCipher, tickets: SqlTickets, objections: SqlObjections
) -> SqlMessageStore:
    """Inbox, conversations and answers."""
    return SqlMessageStore(database, cipher, tickets, objections)


@pytest.fixture
def outbox(database: Database) -> SqlOutbox:
    """Replies on their way."""
    return SqlOutbox(database)


@pytest.fixture
def history(database: Database, cipher: FernetCipher) -> SqlHistory:
    """What was said."""
    return SqlHistory(database, cipher)


@pytest.fixture
def keys(database: Database) -> SqlKeys:
    """Keys of the HTTP interface."""
    return SqlKeys(database)


@pytest.fixture
def marks(database: Database) -> SqlMarks:
    """How far channels have read."""
    return SqlMarks(database)
