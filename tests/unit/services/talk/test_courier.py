"""The courier: what becomes of a reply, and when."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.services.ports import Delivery
from bot.services.talk.courier import MOST_FAILURES, Courier, Fate, back_off, fate_of, spread
from bot.services.talk.sending import TryLater, Unconfirmed, Undeliverable
from tests.unit.services.talk.courier_office import START, FakeClock, FakeOutbox, FakeSender, Office


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
