"""The courier: what becomes of a reply, and when."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from bot.domain.message import Kind, Reply
from bot.services.courier import MOST_FAILURES, Courier, Fate, Pace, back_off, fate_of, spread
from bot.services.ports import Delivery, Outgoing, TryLater, Unconfirmed, Undeliverable

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
            self.outbox, self.sender, self.clock, "telegram",
            per_second=100_000, per_conversation=100_000, jitter=lambda seconds: seconds,
        )

    async def rounds(self, count: int) -> None:
        """So many rounds, each after a pause longer than any back-off."""
        for _ in range(count):
            await self.courier.round()
            self.clock.move(301)


@pytest.fixture
def office() -> Office:
    """An office with an empty outbox."""
    return Office()


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)],
)
def test_pauses_double_up_to_five_minutes(failures: int, seconds: float) -> None:
    """Each failure doubles the pause, and none is longer than five minutes."""
    assert back_off(failures) == seconds


def test_spread_never_lengthens_a_pause() -> None:
    """Chance makes a pause shorter by half at most, never longer."""
    assert all(5 <= spread(10) <= 10 for _ in range(100))


@pytest.mark.parametrize(
    ("error", "state", "failures", "fate"),
    [
        (TryLater(7), Delivery.QUEUED, 0, Fate(Delivery.QUEUED, "TryLater: try again in 7 s", 7)),
        (TryLater(7), Delivery.UNKNOWN, 0, Fate(Delivery.UNKNOWN, "TryLater: try again in 7 s", 7)),
        (TryLater(7), Delivery.QUEUED, 99, Fate(Delivery.QUEUED, "TryLater: try again in 7 s", 7)),
        (Undeliverable("blocked"), Delivery.QUEUED, 1, Fate(Delivery.FAILED, "Undeliverable: blocked")),
        (Unconfirmed("late"), Delivery.QUEUED, 1, Fate(Delivery.UNKNOWN, "Unconfirmed: late", 1)),
        (Unconfirmed("late"), Delivery.UNKNOWN, 2, Fate(Delivery.FAILED, "Unconfirmed: late")),
        (OSError("王小明"), Delivery.QUEUED, 3, Fate(Delivery.QUEUED, "OSError", 4)),
        (OSError("王小明"), Delivery.UNKNOWN, 3, Fate(Delivery.UNKNOWN, "OSError", 4)),
        (OSError("王小明"), Delivery.QUEUED, 10, Fate(Delivery.FAILED, "OSError")),
    ],
    ids=[
        "waits-as-asked", "waits-and-keeps-its-mark", "waiting-never-fails", "refused-for-good", "perhaps-arrived",
        "perhaps-arrived-twice", "other-fault-backs-off", "other-fault-keeps-the-mark", "tenth-fault-fails",
    ],
)  # fmt: skip
def test_every_error_has_one_fate(error: Exception, state: Delivery, failures: int, fate: Fate) -> None:
    """The table of fates: what an error makes of a reply, with what pause, and no foreign text in it."""
    assert fate_of(error, state, failures, lambda seconds: seconds) == fate


async def test_a_sent_reply_is_marked_sent(office: Office) -> None:
    """A reply that the platform took is sent, once."""
    row = office.outbox.add("telegram:1", "您好")
    await office.rounds(2)
    assert (row.state, office.sender.sent) == (Delivery.SENT, [("telegram:1", "您好", False)])


async def test_a_conversation_stays_in_order(office: Office) -> None:
    """While the first reply of a conversation waits, the second waits too; other conversations do not."""
    for conversation, text in (("telegram:1", "一"), ("telegram:1", "二"), ("telegram:2", "三")):
        office.outbox.add(conversation, text)
    office.sender.answers = [TryLater(60)]
    await office.courier.round()
    assert [text for _, text, _ in office.sender.sent] == ["一", "三"]
    await office.rounds(1)
    office.clock.move(1)
    await office.rounds(2)
    assert [text for _, text, _ in office.sender.sent] == ["一", "三", "一", "二"]


async def test_a_platform_that_asks_to_wait_is_obeyed(office: Office) -> None:
    """After `TryLater(30)` nothing is tried for 30 seconds, then the reply goes unmarked."""
    row = office.outbox.add("telegram:1", "您好")
    office.sender.answers = [TryLater(30)]
    await office.courier.round()
    assert row.not_before == START + timedelta(seconds=30)
    office.clock.move(29)
    assert await office.courier.round() == 0
    office.clock.move(1)
    await office.courier.round()
    assert (row.state, office.sender.sent[-1]) == (Delivery.SENT, ("telegram:1", "您好", False))


async def test_an_unconfirmed_reply_is_resent_once_and_marked(office: Office) -> None:
    """A reply that may have arrived is sent again exactly once, marked as a resend."""
    row = office.outbox.add("telegram:1", "您好")
    office.sender.answers = [Unconfirmed("late"), Unconfirmed("late")]
    await office.courier.round()
    assert (row.state, row.not_before) == (Delivery.UNKNOWN, START + timedelta(seconds=1))
    await office.rounds(5)
    assert [mark for _, _, mark in office.sender.sent] == [False, True]
    assert row.state is Delivery.FAILED


async def test_a_refused_resend_keeps_its_mark(office: Office) -> None:
    """A resend that the platform postponed is still marked when it goes at last."""
    row = office.outbox.add("telegram:1", "您好")
    office.sender.answers = [Unconfirmed("late"), TryLater(3), OSError()]
    await office.rounds(6)
    assert [mark for _, _, mark in office.sender.sent] == [False, True, True, True]
    assert row.state is Delivery.SENT


async def test_a_blocked_reply_fails_and_lets_the_next_go(office: Office) -> None:
    """A reply that is refused for good is not tried again and holds up nothing."""
    refused, after = office.outbox.add("telegram:1", "一"), office.outbox.add("telegram:1", "二")
    office.sender.answers = [Undeliverable("blocked")]
    await office.rounds(2)
    assert (refused.state, refused.error, after.state) == (
        Delivery.FAILED, "Undeliverable: blocked", Delivery.SENT,
    )  # fmt: skip


async def test_a_reply_fails_after_ten_faults(office: Office) -> None:
    """Other faults are tried ten times; waits that the platform asked for do not count."""
    row = office.outbox.add("telegram:1", "您好")
    office.sender.answers = [*[TryLater(1)] * 20, *[OSError("down")] * 10]
    await office.rounds(29)
    assert row.state is Delivery.QUEUED
    await office.rounds(5)
    assert (row.state, row.error, row.attempts) == (Delivery.FAILED, "OSError", 20 + MOST_FAILURES)


async def test_a_crash_between_take_and_send_loses_nothing(office: Office) -> None:
    """A reply that was being sent when the program died goes once more, marked, at the next start."""
    row = office.outbox.add("telegram:1", "您好", Delivery.SENDING)
    async with _running(office):
        await _until(lambda: row.state is Delivery.SENT)
    assert office.sender.sent == [("telegram:1", "您好", True)]


async def test_a_woken_courier_looks_at_once(office: Office) -> None:
    """After `wake` a new reply goes without waiting for the next look."""
    async with _running(office):
        await asyncio.sleep(0.05)
        row = office.outbox.add("telegram:1", "您好")
        office.courier.wake()
        await _until(lambda: row.state is Delivery.SENT, within_s=0.5)


async def test_a_slow_send_holds_up_only_its_own_conversation(office: Office) -> None:
    """While one send hangs, all replies of another conversation go."""
    office.sender.stalled = "telegram:1"
    office.outbox.add("telegram:1", "一")
    others = [office.outbox.add("telegram:2", text) for text in "二三四"]
    async with _running(office):
        await _until(lambda: all(row.state is Delivery.SENT for row in others))


async def test_a_store_that_is_away_for_a_moment_costs_no_second_send(office: Office) -> None:
    """A reply that was sent is not sent again because the store could not note it at once."""
    office.outbox.refusals = 1
    row = office.outbox.add("telegram:1", "您好")
    await office.courier.round()
    assert (row.state, len(office.sender.sent)) == (Delivery.SENT, 1)


async def test_the_log_names_nobody(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """A failed reply is logged by its number: no text, no chat, no word of the platform's error."""
    caplog.set_level(logging.DEBUG)
    office.outbox.add("telegram:900123", "您的身份证")
    office.sender.answers = [OSError("您的身份证 telegram:900123")]
    await office.courier.round()
    assert "reply 1 of telegram: queued, OSError" in caplog.text
    assert "900123" not in caplog.text
    assert "身份证" not in caplog.text


class Stopwatch:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        """At zero."""
        self.at = 100.0

    def now(self) -> float:
        """Seconds."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Sleepers overlap: time goes to the latest wake-up."""
        self.at = max(self.at, self.at + seconds)


async def test_thirty_sends_a_second_are_not_exceeded() -> None:
    """In no second do more than 30 sends begin, and 60 of them do not take longer than two."""
    watch = Stopwatch()
    pace, begun = Pace(30, 1, now=watch.now, sleep=watch.sleep), []
    for conversation in range(60):
        await pace.turn(f"telegram:{conversation}")
        begun.append(watch.at)
    assert all(later - earlier >= 0.999 for earlier, later in zip(begun, begun[30:], strict=False))
    assert begun[-1] - begun[0] <= 2


async def test_a_conversation_hears_one_reply_a_second() -> None:
    """Between the end of a send and the next one to the same conversation lies a second; another need not wait."""
    watch = Stopwatch()
    pace = Pace(1000, 1, now=watch.now, sleep=watch.sleep)
    await pace.turn("telegram:1")
    pace.done("telegram:1")
    ended = watch.at
    await pace.turn("telegram:2")
    assert watch.at - ended < 0.01
    await pace.turn("telegram:1")
    assert watch.at - ended >= 1


async def test_the_courier_keeps_the_limits_it_was_given() -> None:
    """Two replies of one conversation at ten a second lie a tenth of a second apart."""
    outbox, sender = FakeOutbox(), FakeSender()
    courier = Courier(outbox, sender, FakeClock(), "telegram", per_conversation=10)
    outbox.add("telegram:1", "一")
    outbox.add("telegram:1", "二")
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await courier.round()
    await courier.round()
    assert loop.time() - begun >= 0.1
    assert len(sender.sent) == 2


@asynccontextmanager
async def _running(office: Office) -> AsyncIterator[None]:
    task = asyncio.create_task(office.courier.run())
    try:
        yield
    finally:
        office.sender.let_go.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _until(holds: Callable[[], bool], within_s: float = 3.0) -> None:
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.01)
