"""The tables grow by migrations, up and down, and end where the schema stands."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import Connection

from bot.adapters.store.database import Database, StoreUnavailable, downgrade, migration_config, upgrade
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.tables import Base
from tests.contract.postgres import Postgres
from tests.contract.samples import ANSWER, answered, said

TABLES = {*Base.metadata.tables, "alembic_version"}
REVISIONS = [revision.revision for revision in ScriptDirectory.from_config(migration_config()).walk_revisions()]


def tables(connection: Connection) -> set[str]:
    """The names of all tables."""
    return set(inspect(connection).get_table_names())


def differences(connection: Connection) -> list[Any]:
    """What the schema has and the migrations lack, or the other way round."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


async def test_migrations_go_up_down_and_up_again(empty: Database) -> None:
    """Each way works and leaves exactly the tables that belong there."""
    async with empty.engine.begin() as connection:
        for _ in range(2):
            await connection.run_sync(upgrade)
            assert await connection.run_sync(tables) == TABLES
            await connection.run_sync(downgrade, "base")
            assert await connection.run_sync(tables) == {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_migration_can_be_taken_back(empty: Database, revision: str) -> None:
    """One step down and up again, at every revision."""
    async with empty.engine.begin() as connection:
        await connection.run_sync(upgrade, revision)
        await connection.run_sync(downgrade, "-1")
        await connection.run_sync(upgrade, revision)


async def test_schema_and_migrations_agree(database: Database) -> None:
    """Nothing was changed in the schema without a migration, or the other way round."""
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_keeps_the_data(database: Database, messages: SqlMessageStore) -> None:
    """A later start finds its tables and leaves them alone."""
    number = await answered(messages, said("1"))
    await database.migrate()
    assert await messages.answer_to(number) == ANSWER


async def test_migrating_brings_all_tables(database: Database) -> None:
    """A first start makes everything that is needed."""
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == TABLES


async def refusal(address: str) -> str:
    """What is said of a database that cannot be opened."""
    database = Database(address)
    try:
        with pytest.raises(StoreUnavailable) as refused:
            await database.migrate()
    finally:
        await database.close()
    return str(refused.value)


@pytest.mark.parametrize(
    "address",
    ["postgresql+asyncpg://desk:geheim@127.0.0.1:1/desk", "sqlite:////nowhere/at/all/desk.sqlite3"],
)
async def test_an_unreachable_database_is_named_without_its_password(address: str) -> None:
    """The refusal names the address and the reason, never the password."""
    message = await refusal(address)
    assert "desk" in message
    assert "geheim" not in message


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A letter in the place of the database is not overwritten."""
    path = tmp_path / "desk.sqlite3"
    path.write_text("尊敬的市民：" * 300, encoding="utf-8")
    assert "desk.sqlite3" in await refusal(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8").startswith("尊敬的市民")


async def test_a_database_that_a_server_lacks_is_refused(server: Postgres) -> None:
    """A server that answers without the database of that name is told apart from a crash."""
    assert "nobody_made_it" in await refusal(server.address.format("nobody_made_it"))
