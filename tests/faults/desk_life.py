"""One life of a desk: messages in, workers, courier; it can be told to die, as by kill -9, at any moment."""

import json
import os
import signal
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event, select

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import LEASE
from bot.adapters.store.outbox_store import SqlOutbox
from bot.adapters.store.schema import ConversationRow, InboxRow, OutboxRow
from bot.adapters.store.tables import Base
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Inbound, Kind, Reply, Stored
from bot.domain.talk.route import Route
from bot.services.ports import Done, Outcome, Verdict
from bot.services.talk.courier import Courier
from bot.services.talk.intake import Intake
from bot.services.talk.workers import Workers
from tests.contract.stores import message_store

CHANNEL = "telegram"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KEY = b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
"""A cipher key for these tests only."""

MESSAGES = [("1", "telegram:1", "甲"), ("2", "telegram:2", "乙"), ("3", "telegram:1", "丙")]
"""What the platform brings, and brings again after every crash: id, conversation, text."""


@dataclass
class Death:
    """Counts the moments of a life (a transaction begins, is about to be committed, a reply is about to go out)."""

    at: int
    moments: int = 0

    def step(self, *_: object) -> None:
        """One more moment; the last one, if death comes at it."""
        self.moments += 1
        if self.moments == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Clock:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.at


class NoWords:
    """A phrasebook for a desk that never has to apologise."""


class Echo:
    """Answers each message with two replies, and counts the turns in the conversation's state."""

    async def take(self, stored: Stored, conversation: Conversation) -> tuple[Done, Verdict | None]:
        """The answer."""
        replies = tuple(Reply(Kind.NOTICE, f"{stored.inbound.text}{part}") for part in (1, 2))
        turned = replace(conversation, turns=conversation.turns + 1)
        outcome = Outcome(Answer(Route.GUIDE, replies), turned.focus)
        return Done(stored.number, turned, stored.inbound.text, outcome), None


@dataclass
class Platform:
    """Notes in a file what reached the citizen."""

    journal: Path
    death: Death

    async def send(self, conversation: str, reply: Reply, *, is_resend: bool) -> None:
        """Take one reply."""
        self.death.step()
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps([conversation, reply.text, is_resend]) + "\n")


@dataclass
class Life:
    """A desk from its start until all is done, or until it dies; `number` tells how many came before."""

    address: str
    journal: Path
    number: int = 0
    death: Death = field(default_factory=lambda: Death(0))

    async def live(self) -> int:
        """Take the messages in, answer them, send the replies; how many moments it took."""
        database = Database(self.address)
        event.listen(database.engine.sync_engine, "begin", self.death.step)
        event.listen(database.engine.sync_engine, "commit", self.death.step)
        clock = Clock(MORNING + self.number * (LEASE + timedelta(seconds=1)))  # the leases of the dead have run out
        store, outbox = message_store(database, FernetCipher([KEY])), SqlOutbox(database)
        workers = Workers(store, Echo(), NoWords(), clock, owner=f"life{self.number}", at_once=4)
        intake = Intake(store, clock, workers.wake, max_text_length=100)
        for external_id, conversation, text in MESSAGES:
            await intake.accept(Inbound(CHANNEL, conversation, external_id, text))
        await workers.stop()
        while waiting := await store.waiting(clock.now(), 10):
            for conversation in waiting:
                workers.wake(conversation)
            await workers.stop()
        platform = Platform(self.journal, self.death)
        courier = Courier(outbox, platform, clock, CHANNEL, per_second=1e6, per_conversation=1e6)
        await outbox.recover(CHANNEL, clock.now())
        while await courier.round():
            pass
        await database.close()
        return self.death.moments


async def migrated(address: str) -> None:
    """Make the tables."""
    database = Database(address)
    await database.migrate()
    await database.close()


async def begun(address: str, life: Life) -> int:
    """A first life, on empty tables."""
    database = Database(address)
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(table.delete())
    await database.close()
    return await life.live()


async def ended(address: str, life: Life) -> dict[str, object]:
    """A last life, and what is left: answers by message, turns by conversation, what the citizens read."""
    await life.live()
    journal = life.journal
    database = Database(address)
    async with database.transaction() as session:
        inbox = list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))
        replies = list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))
        talks = list(await session.scalars(select(ConversationRow).order_by(ConversationRow.id)))
    await database.close()
    return {
        "answers": {
            row.external_id: [row.state, *((one.text, one.state) for one in replies if one.inbox_id == row.id)]
            for row in inbox
        },
        "turns": {row.id: row.turns for row in talks},
        "held": [row.id for row in talks if row.lease_owner],
        "read": [json.loads(line) for line in journal.read_text("utf-8").splitlines()] if journal.exists() else [],
    }
