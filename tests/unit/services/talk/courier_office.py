"""A courier's office for tests: outbox, platform and clock by hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.domain.talk.message import Kind, Reply
from bot.services.ports import Delivery, Outgoing
from bot.services.talk.courier import Courier

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that stands until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at

    def move(self, seconds: float) -> None:
        """Later."""
        self.at += timedelta(seconds=seconds)


@dataclass
class Row:
    """A reply in the fake outbox."""

    conversation: str
    text: str
    state: Delivery = Delivery.QUEUED
    attempts: int = 0
    not_before: datetime = START
    error: str = ""


@dataclass
class FakeOutbox:
    """An outbox in memory with the rules of the real one; `refusals` of its next marks fail."""

    rows: dict[int, Row] = field(default_factory=dict)
    refusals: int = 0

    def add(self, conversation: str, text: str, state: Delivery = Delivery.QUEUED) -> Row:
        """One more reply."""
        row = self.rows[len(self.rows) + 1] = Row(conversation, text, state)
        return row

    async def due(self, channel: str, at: datetime, limit: int) -> Sequence[Outgoing]:
        """The first open reply of each conversation, if it is not being sent and its time has come."""
        del channel
        first: dict[str, int] = {}
        for number, row in self.rows.items():
            if row.state not in (Delivery.SENT, Delivery.FAILED):
                first.setdefault(row.conversation, number)
        ready = [n for n in first.values() if self.rows[n].state is not Delivery.SENDING]
        return [self._take(n) for n in ready if self.rows[n].not_before <= at][:limit]

    def _take(self, number: int) -> Outgoing:
        row = self.rows[number]
        taken = Outgoing(number, row.conversation, Reply(Kind.NOTICE, row.text), row.attempts, row.state)
        row.state, row.attempts = Delivery.SENDING, row.attempts + 1
        return taken

    async def mark(
        self, number: int, state: Delivery, at: datetime, *, error: str = "", not_before: datetime | None = None
    ) -> None:
        """Store the fate, unless the store is away."""
        del at
        if self.refusals:
            self.refusals -= 1
            raise OSError("the store is away")
        row = self.rows[number]
        row.state, row.error, row.not_before = state, error, not_before or row.not_before

    async def delivered(self, inbox_number: int, at: datetime) -> None:
        """Not needed here."""

    async def recover(self, channel: str, at: datetime) -> int:
        """What was being sent is unknown."""
        del channel
        lost = [row for row in self.rows.values() if row.state is Delivery.SENDING]
        for row in lost:
            row.state, row.not_before = Delivery.UNKNOWN, at
        return len(lost)


@dataclass
class FakeSender:
    """A platform that answers each send with the next of `answers`, and with success when there is none."""

    answers: list[Exception | None] = field(default_factory=list)
    sent: list[tuple[str, str, bool]] = field(default_factory=list)
    stalled: str = ""
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, conversation: str, reply: Reply, *, is_resend: bool) -> None:
        """Note the reply, then answer."""
        self.sent.append((conversation, reply.text, is_resend))
        if conversation == self.stalled:
            await self.let_go.wait()
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer


@dataclass
class Office:
    """A courier with everything around it; no pause is random, no rate is noticed."""

    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    sender: FakeSender = field(default_factory=FakeSender)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        """Join them."""
        self.courier = Courier(
            self.outbox,
            self.sender,
            self.clock,
            "telegram",
            per_second=100_000,
            per_conversation=100_000,
            jitter=lambda seconds: seconds,
        )

    async def rounds(self, count: int) -> None:
        """So many rounds, each after a pause longer than any back-off."""
        for _ in range(count):
            await self.courier.round()
            self.clock.move(301)
