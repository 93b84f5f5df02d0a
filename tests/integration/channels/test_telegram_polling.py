"""Long polling: what Telegram is told to forget is stored here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channels.telegram.api import TokenRejected, build_bot
from bot.channels.telegram.polling import Polling
from bot.domain.files.refusal import Refusal
from bot.domain.talk.message import AttachmentKind, Inbound
from bot.services.ports import Receipt
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, message, pressed, said
from tests.integration.channels.telegram_door import door


@dataclass
class FakeReception:
    """Keeps what it accepts, each external id once; the next of `faults` is raised before it does."""

    faults: list[Exception] = field(default_factory=list)
    kept: dict[str, Inbound] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store a message, or fail; what is no text cannot be sealed and is refused for ever."""
        inbound.text.encode()
        self.tries.append(inbound.external_id)
        if self.faults:
            raise self.faults.pop(0)
        is_new = inbound.external_id not in self.kept
        self.kept.setdefault(inbound.external_id, inbound)
        return Receipt(len(self.kept), is_new)


@dataclass
class FakeMarks:
    """Marks in memory, which never go back, as the real ones."""

    at: int = 0
    faults: int = 0

    async def position(self, channel: str) -> int:
        """The next position."""
        assert channel == "telegram"
        return self.at

    async def move(self, channel: str, position: int) -> None:
        """Forward, unless the store is away."""
        assert channel == "telegram"
        if self.faults:
            self.faults -= 1
            raise OSError
        self.at = max(self.at, position)


@dataclass
class Naps:
    """A sleep that is over at once and remembers how long it was asked for."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        """Sleep."""
        self.seconds.append(seconds)
        await asyncio.sleep(0.01)


@dataclass
class Desk:
    """Polling with everything around it."""

    telegram: FakeTelegram
    reception: FakeReception = field(default_factory=FakeReception)
    marks: FakeMarks = field(default_factory=FakeMarks)
    naps: Naps = field(default_factory=Naps)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[asyncio.Task[None]]:
        """A running poller, stopped at the end; the next one is a restart."""
        bot = build_bot(TOKEN, self.telegram.base, timeout_s=2)
        await bot.initialize()
        arrivals = door(bot, self.reception)
        task = asyncio.create_task(Polling(bot, arrivals, self.marks, long_poll_s=1, sleep=self.naps).run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await arrivals.close()
            await bot.shutdown()

    async def hears(self, *numbers: int) -> None:
        """Wait until these updates are stored."""
        await until(lambda: set(map(str, numbers)) <= set(self.reception.kept))


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk whose Telegram holds no update yet."""
    async with FakeTelegram() as telegram:
        yield Desk(telegram)


async def test_words_stickers_files_and_edits_come_in(desk: Desk) -> None:
    """Whatever a citizen sends is stored in the order in which it was sent, also where a file cannot be had."""
    gone = (Refusal.NOT_FETCHED,)
    thing = {"file_id": "f", "file_unique_id": "u"}
    desk.telegram.bring(
        said(1, "身份证丢了"),
        {"update_id": 2, "message": message(voice={**thing, "duration": 3})},
        {"update_id": 3, "message": message(document=thing, caption="这个行吗")},
        {"update_id": 4, "edited_message": message(text="身份证过期了")},
    )
    async with desk.polling():
        await desk.hears(1, 2, 3, 4)
    assert list(desk.reception.kept.values()) == [
        Inbound("telegram", "telegram:7", "1", "身份证丢了"),
        Inbound("telegram", "telegram:7", "2", "", attachments=(AttachmentKind.VOICE,), refused=gone),
        Inbound("telegram", "telegram:7", "3", "这个行吗", attachments=(AttachmentKind.FILE,), refused=gone),
        Inbound("telegram", "telegram:7", "4", "身份证过期了", is_edit=True),
    ]


async def test_the_offset_moves_only_after_the_message_is_stored(desk: Desk) -> None:
    """While the store refuses an update Telegram is asked for the same one again, and keeps it."""
    desk.reception.faults = [OSError("away")]
    desk.telegram.bring(said(11, "一"), said(12, "二"))
    async with desk.polling():
        await desk.hears(11, 12)
    assert desk.reception.tries == ["11", "11", "12"]
    assert desk.telegram.offsets[:2] == [0, 0]
    assert desk.marks.at == 13


async def test_an_update_comes_again_when_its_mark_was_not_stored(desk: Desk) -> None:
    """Between storing a message and moving the mark a fault repeats the update, it does not lose it."""
    desk.marks.faults = 1
    desk.telegram.bring(said(11, "一"))
    async with desk.polling():
        await until(lambda: desk.marks.at == 12)
    assert desk.reception.tries == ["11", "11"]
    assert len(desk.reception.kept) == 1


async def test_a_restart_goes_on_where_it_stopped(desk: Desk) -> None:
    """After a restart polling asks from the stored position."""
    desk.telegram.bring(said(11, "一"))
    async with desk.polling():
        await desk.hears(11)
        await until(lambda: desk.marks.at == 12)
    desk.telegram.offsets.clear()
    desk.telegram.bring(said(12, "二"))
    async with desk.polling():
        await desk.hears(12)
    assert desk.telegram.offsets[0] == 12
    assert desk.reception.tries == ["11", "12"]


async def test_updates_out_of_order_are_all_taken(desk: Desk) -> None:
    """Within a batch the numbers decide, and a repeated update is stored once."""
    desk.telegram.bring(said(13, "三"), said(11, "一"), said(12, "二"), said(11, "一"))
    async with desk.polling():
        await until(lambda: desk.marks.at == 14)
    assert list(desk.reception.kept) == ["11", "12", "13"]


async def test_a_new_count_after_a_quiet_week_is_followed(desk: Desk) -> None:
    """When Telegram begins anew at a lower number, nothing is skipped and nothing is read for ever."""
    desk.marks.at = 900_000
    desk.telegram.bring(said(50, "一"))
    async with desk.polling():
        await desk.hears(50)
        desk.telegram.bring(said(51, "二"))
        await desk.hears(51)
    assert desk.reception.tries == ["50", "51"]


@pytest.mark.parametrize(
    "bad",
    [
        {"update_id": 11, "message": {"text": "您的身份证"}},
        {"update_id": 11, "message": "?"},
        {"update_id": 11},
        {"message": message(text="您的身份证")},
        said(11, "\ud83d"),
    ],
    ids=["half-a-message", "no-message", "empty", "no-update", "half-a-character"],
)
async def test_a_bad_update_blocks_nobody(desk: Desk, bad: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """The update after a bad one is heard, and the log holds no word of the bad one."""
    desk.telegram.bring(bad, said(12, "二"))
    async with desk.polling():
        await desk.hears(12)
    assert list(desk.reception.kept) == ["12"]
    assert not desk.naps.seconds
    assert "身份证" not in caplog.text


@pytest.mark.parametrize("thanks_fail", [False, True])
async def test_a_press_is_stored_and_acknowledged(desk: Desk, thanks_fail: bool) -> None:  # noqa: FBT001 - a case
    """A pressed button is stored, its clock is stopped, and a failure of the latter changes nothing."""
    desk.telegram.thanks_fail = thanks_fail
    desk.telegram.bring(pressed(11, "guide:SL-GA-003:fee", "多少钱"), said(12, "二"))
    async with desk.polling():
        await desk.hears(11, 12)
        await until(lambda: desk.telegram.thanked == ["press-11"])
    assert desk.reception.kept["11"] == Inbound("telegram", "telegram:7", "11", "多少钱", "guide:SL-GA-003:fee")


async def test_another_poller_is_reported_and_waited_for(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A conflict is logged in plain words and tried again slowly, until the other one has gone."""
    desk.telegram.has_other_poller = True
    desk.telegram.bring(said(11, "一"))
    async with desk.polling():
        await until(lambda: len(desk.naps.seconds) > 1)
        desk.telegram.has_other_poller = False
        await desk.hears(11)
    assert set(desk.naps.seconds) == {30}
    assert "another poller" in caplog.text


async def test_a_lost_network_is_tried_less_and_less(desk: Desk) -> None:
    """Faults in a row are 1, 2, 4 ... and at most 60 seconds apart."""
    desk.reception.faults = [OSError("away")] * 8
    desk.telegram.bring(said(11, "一"))
    async with desk.polling():
        await desk.hears(11)
    assert desk.naps.seconds == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_refused_token_stops_polling(desk: Desk) -> None:
    """A token that Telegram no longer takes ends the loop with an error that names the setting, not the token."""
    async with desk.polling() as task:
        desk.telegram.takes_token = False
        desk.telegram.bring(said(11, "一"))
        with pytest.raises(TokenRejected, match="check TELEGRAM_TOKEN") as refused:
            await task
    assert TOKEN not in str(refused.value)


async def until(holds: Callable[[], bool]) -> None:
    """Wait for a state; TimeoutError after five seconds."""
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)
