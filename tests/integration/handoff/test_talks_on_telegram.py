"""A talk on Telegram: what the operator says arrives there, what the citizen says arrives at the desk."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.adapters.clock import WallClock
from bot.adapters.store.key_store import SqlMarks
from bot.adapters.store.outbox_store import SqlOutbox
from bot.channels.telegram.channel import TelegramChannel
from bot.settings import Settings
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, said
from tests.integration.handoff.talk_house import WANG, House
from tests.unit.services.files.file_office import FileOffice

pytestmark = pytest.mark.timeout(60)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what the channel does in its own time."""
    async with asyncio.timeout(20):
        while not await true():
            await asyncio.sleep(0.05)


async def test_a_whole_talk_on_telegram(house: House) -> None:
    """Asked for, taken, both ways in order, closed with five buttons."""
    house.clock.at = WallClock().now()
    await house.desk.present(WANG)
    files = FileOffice().files
    async with FakeTelegram() as telegram:
        settings = Settings(_env_file=None, telegram_token=TOKEN, telegram_api_base=telegram.base)  # type: ignore[arg-type]
        channel = TelegramChannel(
            settings, SqlOutbox(house.database), house.intake, SqlMarks(house.database), WallClock(),
            files=files, resend_note="（重发）",
        )  # fmt: skip
        await channel.start()
        try:
            telegram.bring(said(1, "转人工"))
            await until(lambda: waits(house))
            (talk,) = await house.desk.queue()
            taken = await house.desk.take(talk.number, WANG, talk.version)
            telegram.bring(said(2, "我家暖气不热"), said(3, "南街"))
            await until(lambda: heard(house, talk.number, ["转人工", "我家暖气不热", "南街"]))
            for number, text in enumerate(("哪个小区？", "我记下了"), 1):
                await house.desk.say(talk.number, WANG, text, (), f"form-{number:04}")
            form = await files.receive("telegram:7", "申请表.txt", "姓名：".encode())
            await house.desk.say(talk.number, WANG, "", (form,), "form-0003")
            await house.desk.close(talk.number, WANG, taken.version, "answered")
            await until(lambda: arrived(telegram, 6))
        finally:
            await channel.stop()
    texts = [str(one["text"]) for one in telegram.sent]
    assert [text.partition("，")[0] for text in texts[1:]] == [
        "话务员 8021 王为您服务",
        "话务员 8021 王：哪个小区？",
        "话务员 8021 王：我记下了",
        "话务员 8021 王发来文件：申请表.txt",
        "话务员 8021 王的服务结束了。请您评一评这次服务",
    ]
    assert telegram.documents == [("申请表.txt", "姓名：".encode())]
    assert str(telegram.sent[-1]).count("rate_talk:") == 5


async def waits(house: House) -> bool:
    """Whether the talk is in the queue."""
    return bool(await house.desk.queue())


async def heard(house: House, number: int, texts: list[str]) -> bool:
    """Whether the operator reads these lines of the citizen, in this order."""
    return [line.text for line in await house.desk.lines(number, WANG, "") if line.by == "citizen"] == texts


async def arrived(telegram: FakeTelegram, count: int) -> bool:
    """Whether so many bubbles arrived."""
    return len(telegram.sent) >= count
