"""A program is killed in the middle of a turn: its conversation is taken over soon, but not while it lives."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.adapters.cipher import FernetCipher
from bot.adapters.clock import WallClock
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.schema import ConversationRow
from bot.services.talk.workers import SWEEP_S, Workers
from bot.settings import ROOT
from tests.contract.stores import message_store
from tests.faults.desk_life import KEY, MESSAGES, Clock, Echo, NoWords

SOONEST_S = 15
CONVERSATION = MESSAGES[0][1]


@dataclass
class Scene:
    """A desk that hangs in a turn, and the store that it shares with us."""

    hanging: asyncio.subprocess.Process
    database: Database
    store: SqlMessageStore

    async def lease_until(self) -> datetime:
        """When the conversation would be free."""
        async with self.database.transaction() as session:
            until = await session.scalar(select(ConversationRow.lease_until))
        assert until is not None
        return until


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """The turn has begun."""
    address = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    database = Database(address)
    await database.migrate()
    command = [sys.executable, "-m", "tests.faults.hanging_desk", address]
    hanging = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert hanging.stdout is not None
    await hanging.stdout.readline()
    yield Scene(hanging, database, message_store(database, FernetCipher([KEY])))
    if hanging.returncode is None:
        hanging.kill()
    await hanging.communicate()
    await database.close()


async def test_a_holder_that_lives_keeps_its_conversation(scene: Scene) -> None:
    """However long a turn takes, its process shows life before the lease runs out."""
    before = await scene.lease_until()
    await asyncio.sleep(SWEEP_S + 1)
    assert await scene.lease_until() > before


async def test_the_conversation_of_a_dead_holder_is_answered_soon(scene: Scene) -> None:
    """A quarter of a minute after the last sign of life another process finds the message and answers it."""
    scene.hanging.kill()
    await scene.hanging.wait()
    until = await scene.lease_until()
    assert until - WallClock().now() <= timedelta(seconds=SOONEST_S)
    assert list(await scene.store.waiting(until, 10)) == []
    clock = Clock(until + timedelta(milliseconds=1))
    workers = Workers(scene.store, Echo(), NoWords(), clock, owner="heir", at_once=4)
    for conversation in await scene.store.waiting(clock.now(), 10):
        workers.wake(conversation)
    await workers.stop()
    answer = await workers.answered(1, 0)
    assert answer is not None
    assert [reply.text for reply in answer.replies] == ["甲1", "甲2"]
