"""Long looks at the store: beside everything else, on one state of it, and without a way to change it."""

import asyncio
import threading

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot.adapters.store.database import Database
from bot.adapters.store.schema import ChannelMarkRow

LONGEST_S = 30.0
SECRET = "13804341234"
WRITTEN = insert(ChannelMarkRow).values(channel="a", position=1)


def channels(connection: Connection) -> set[str]:
    """What a look sees."""
    return set(connection.execute(select(ChannelMarkRow.channel)).scalars())


async def write(database: Database, channel: str) -> None:
    """Write as everybody writes."""
    async with database.statements() as connection:
        await connection.execute(insert(ChannelMarkRow).values(channel=channel, position=1))


async def test_a_look_sees_all_that_was_written_before_it(database: Database) -> None:
    """Whoever has just saved finds it in the list."""
    for channel in ("a", "b", "c"):
        await write(database, channel)
        assert channel in await database.read(channels)


async def test_many_looks_at_once_see_the_same(database: Database) -> None:
    """More than there are connections kept open."""
    await write(database, "a")
    assert await asyncio.gather(*(database.read(channels) for _ in range(30))) == [{"a"}] * 30


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_others_write_while_somebody_looks(database: Database) -> None:
    """The look neither stops them nor sees half of what they do."""
    await write(database, "a")
    begun, written = threading.Event(), threading.Event()

    def look(connection: Connection) -> tuple[set[str], bool, set[str]]:
        before = channels(connection)
        begun.set()
        return before, written.wait(LONGEST_S), channels(connection)

    looking = asyncio.create_task(database.read(look))
    assert await asyncio.to_thread(begun.wait, LONGEST_S)
    await write(database, "b")
    written.set()
    assert await looking == ({"a"}, True, {"a"})
    assert await database.read(channels) == {"a", "b"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_look_cannot_write(database: Database) -> None:
    """A mistake in the program is refused by the database itself."""
    with pytest.raises(DBAPIError, match="readonly"):
        await database.read(lambda connection: connection.execute(WRITTEN))
    assert await database.read(channels) == set()


async def test_a_look_that_fails_tells_no_parameters(database: Database) -> None:
    """What citizens wrote stays out of the logs; the next look is answered."""
    wanted = text("SELECT nothing FROM nowhere WHERE phone = :phone")
    with pytest.raises(DBAPIError) as failed:
        await database.read(lambda connection: connection.execute(wanted, {"phone": SECRET}))
    assert SECRET not in str(failed.value)
    assert await database.read(channels) == set()


async def test_a_database_in_memory_is_looked_at_too() -> None:
    """It is known to its one connection only."""
    database = Database("sqlite://")
    try:
        await database.migrate()
        await write(database, "a")
        assert await database.read(channels) == {"a"}
    finally:
        await database.close()
