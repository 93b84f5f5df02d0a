"""Two programs on one store: whoever comes second waits on the loop, and nothing else has to wait with him."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.adapters.store import direct_sqlite
from bot.adapters.store.database import Database
from bot.adapters.store.key_store import SqlMarks
from tests.contract.conftest import opened

HELD_S = 0.3


async def writes_for(seconds: float, address: str, begun: asyncio.Event) -> None:
    """Hold the write lock."""
    async with opened(address) as other, other.statements() as connection:
        await connection.execute(text("DELETE FROM channel_mark"))
        begun.set()
        await asyncio.sleep(seconds)


@pytest.fixture
async def address(tmp_path: Path) -> str:
    """A SQLite database with its tables."""
    address = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    async with opened(address) as database:
        await database.migrate()
    return address


@pytest.mark.parametrize("path", ["session", "statements", "work"])
async def test_the_second_writer_waits_for_the_first(address: str, path: str) -> None:
    """He gets his turn, and the loop runs on meanwhile."""
    begun, ticks = asyncio.Event(), 0
    first = asyncio.create_task(writes_for(HELD_S, address, begun))
    await begun.wait()
    async with opened(address) as database:
        second = asyncio.create_task(write(database, path))
        while not second.done():
            ticks += 1
            await asyncio.sleep(0.01)
        assert await SqlMarks(database).position("telegram") == 7
    await first
    assert ticks > HELD_S / 0.01 / 3


async def write(database: Database, path: str) -> None:
    """Store 7 on one of the three ways into the store."""
    if path == "session":
        await SqlMarks(database).move("telegram", 7)
        return
    insert = text("INSERT INTO channel_mark (channel, position) VALUES ('telegram', 7)")
    if path == "work":
        await database.work(lambda connection: connection.execute(insert))
        return
    async with database.statements() as connection:
        await connection.execute(insert)


async def test_nobody_waits_for_ever(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that does not come to an end is an error, and the store can be used again after it."""
    monkeypatch.setattr(direct_sqlite, "BUSY_TIMEOUT_S", 0.1)
    begun = asyncio.Event()
    first = asyncio.create_task(writes_for(HELD_S, address, begun))
    await begun.wait()
    async with opened(address) as database:
        with pytest.raises(OperationalError, match="locked"):
            await SqlMarks(database).move("telegram", 7)
        await first
        await SqlMarks(database).move("telegram", 8)
        assert await SqlMarks(database).position("telegram") == 8
