"""The whole channel on a real store: updates in, answers out, crashes in between."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.clock import WallClock
from bot.adapters.store.database import Database
from bot.adapters.store.key_store import SqlMarks
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlOutbox
from bot.channels.telegram.api import TokenRejected
from bot.channels.telegram.channel import TelegramChannel
from bot.domain.talk.conversation import Focus
from bot.domain.talk.message import Answer, Button, Inbound, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import Done, Outcome, Receipt
from bot.settings import Settings
from tests.contract.stores import message_store
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, pressed, said
from tests.unit.services.files.file_office import FileOffice

SECRET = "a-long-enough-secret"


class Echo:
    """A reception that stores a message and answers it at once, with two replies in one transaction."""

    def __init__(self, store: SqlMessageStore) -> None:
        """On a real store."""
        self._store = store
        self.wake: Callable[[], None] = lambda: None

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store, answer, wake the courier."""
        number, is_new = await self._store.put(inbound, _now())
        if is_new:
            await self._answer(number, inbound)
            self.wake()
        return Receipt(number, is_new)

    async def _answer(self, number: int, inbound: Inbound) -> None:
        held = await self._store.claim(inbound.conversation, "echo", _now())
        assert held
        first = Reply(Kind.NOTICE, f"您说：{inbound.text}", (Button("多少钱", "fee"),))
        answer = Answer(Route.GUIDE, (first, Reply(Kind.NOTICE, "还有吗？")))
        await self._store.finish(Done(number, held.conversation, "", Outcome(answer, Focus())), "echo", _now())


@dataclass
class Office:
    """A store on disk and a Telegram; each `open` is a start of the program."""

    telegram: FakeTelegram
    database: Database

    def __post_init__(self) -> None:
        """Join them."""
        self.outbox = SqlOutbox(self.database)
        self.reception = Echo(message_store(self.database, FernetCipher([Fernet.generate_key()])))

    def channel(self, **settings: Any) -> TelegramChannel:
        """The channel with these settings besides token and address."""
        given = {"_env_file": None, "telegram_token": TOKEN, "telegram_api_base": self.telegram.base} | settings
        channel = TelegramChannel(
            Settings(**given),
            self.outbox, self.reception, SqlMarks(self.database), WallClock(),
            files=FileOffice().files, resend_note="（可能重复）",
        )  # fmt: skip
        self.reception.wake = channel.wake
        return channel

    @asynccontextmanager
    async def open(self, **settings: Any) -> AsyncIterator[TelegramChannel]:
        """A running channel."""
        channel = self.channel(**settings)
        await channel.start()
        try:
            yield channel
        finally:
            await channel.stop()

    async def states(self) -> dict[str, int]:
        """How many replies stand where."""
        return {state: count for (_, state), count in (await self.outbox.counts()).items()}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with an empty store."""
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    await database.migrate()
    async with FakeTelegram() as telegram:
        yield Office(telegram, database)
    await database.close()


async def test_a_message_is_answered_in_order(office: Office) -> None:
    """What is said gets its replies, in order, a second apart, and the store knows that they were sent."""
    office.telegram.bring(said(1, "身份证丢了"))
    begun = asyncio.get_running_loop().time()
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 2)
        assert asyncio.get_running_loop().time() - begun >= 1
    assert office.telegram.texts == ["您说：身份证丢了", "还有吗？"]
    assert await office.states() == {"sent": 2}


async def test_a_pressed_button_is_answered(office: Office) -> None:
    """A press is answered as if its title had been said, and its clock is stopped."""
    office.telegram.bring(pressed(1, "fee", "多少钱"))
    async with office.open():
        await until(lambda: office.telegram.texts[:1] == ["您说：多少钱"] and office.telegram.thanked == ["press-1"])


async def test_a_restart_neither_repeats_nor_loses(office: Office) -> None:
    """Over a restart each message is answered once, although Telegram brings the last one again."""
    office.telegram.bring(said(1, "一"))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 2)
    office.telegram.bring(said(1, "一"), said(2, "二"))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 4)
    assert office.telegram.texts == ["您说：一", "还有吗？", "您说：二", "还有吗？"]


async def test_a_crash_between_take_and_send_gives_one_marked_resend(office: Office) -> None:
    """A reply that was taken from the outbox when the program died is sent at the next start, with the note."""
    await office.reception.accept(Inbound("telegram", "telegram:7", "1", "一"))
    assert len(await office.outbox.due("telegram", _now(), 10)) == 1
    assert await office.states() == {"sending": 1, "queued": 1}
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 2)
    assert office.telegram.texts == ["（可能重复）\n您说：一", "还有吗？"]


async def test_a_lost_connection_gives_one_marked_resend(office: Office) -> None:
    """When the connection breaks after Telegram took the reply it comes once more, marked, and then the next."""
    office.telegram.trouble.append("drop")
    office.telegram.bring(said(1, "一"))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 3)
    assert office.telegram.texts == ["您说：一", "（可能重复）\n您说：一", "还有吗？"]
    assert await office.states() == {"sent": 2}


async def test_a_second_lost_connection_is_the_last(office: Office) -> None:
    """A resend that is lost too is not repeated: it fails, and the staff see it."""
    office.telegram.trouble.extend(["drop", "drop"])
    office.telegram.bring(said(1, "一"))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 3)
    assert office.telegram.texts == ["您说：一", "（可能重复）\n您说：一", "还有吗？"]
    assert [(state, attempts) for _, _, state, attempts, _ in await office.outbox.stuck()] == [("failed", 2)]


async def test_flood_control_is_obeyed(office: Office) -> None:
    """After 429 the reply goes when Telegram said, unmarked, in its place."""
    office.telegram.trouble.append(("retry", 1))
    office.telegram.bring(said(1, "一"))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 2)
    assert office.telegram.texts == ["您说：一", "还有吗？"]


async def test_a_citizen_who_blocked_the_bot_is_left_alone(office: Office) -> None:
    """Replies to somebody who blocked the bot fail at the first try."""
    office.telegram.trouble.extend(["blocked", "blocked"])
    office.telegram.bring(said(1, "一"))
    async with office.open():
        await until(lambda: not office.telegram.trouble)
    assert await office.states() == {"failed": 2}


async def test_many_conversations_are_answered_side_by_side(office: Office) -> None:
    """Twenty citizens get both replies each, nobody's in the wrong order."""
    office.telegram.bring(*(said(chat, f"第{chat}位", chat=chat) for chat in range(1, 21)))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 40)
    for chat in range(1, 21):
        heard = [message["text"] for message in office.telegram.sent if message["chat"]["id"] == chat]
        assert heard == [f"您说：第{chat}位", "还有吗？"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://desk.example.cn", "https://desk.example.cn/telegram/webhook"),
        ("https://desk.example.cn/t/hook", "https://desk.example.cn/t/hook"),
    ],
    ids=["bare-host", "whole-address"],
)
async def test_the_webhook_is_announced_with_its_secret(office: Office, url: str, told: str) -> None:
    """With an address set, Telegram is told where to call, with which secret and what for; nothing is polled."""
    async with office.open(telegram_webhook_url=url, telegram_webhook_secret=SECRET) as channel:
        await until(lambda: bool(office.telegram.webhook))
        assert [route.path for route in channel.routes()] == ["/telegram/webhook"]
    assert office.telegram.webhook == {
        "url": told,
        "secret_token": SECRET,
        "allowed_updates": '["message", "edited_message", "callback_query"]',
    }
    assert not office.telegram.offsets


async def test_polling_takes_over_from_a_webhook(office: Office) -> None:
    """Without an address, a webhook that was set before is taken back, and there is no route."""
    office.telegram.webhook = {"url": "https://old.example.cn"}
    office.telegram.bring(said(1, "一"))
    async with office.open() as channel:
        assert not channel.routes()
        await until(lambda: len(office.telegram.sent) == 2)


def test_a_webhook_without_a_secret_is_refused(office: Office) -> None:
    """The program does not start with an open door."""
    with pytest.raises(ValueError, match="TELEGRAM_WEBHOOK_SECRET"):
        office.channel(telegram_webhook_url="https://desk.example.cn")


def test_an_empty_token_is_refused(office: Office) -> None:
    """Without a token there is no channel, and the error names the setting."""
    with pytest.raises(TokenRejected, match="check TELEGRAM_TOKEN"):
        office.channel(telegram_token="")


async def test_a_wrong_token_stops_the_channel_only(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """A token that Telegram refuses is reported, without the token, and the program runs on."""
    async with office.open(telegram_token="4243:wrong-token"):
        await until(lambda: "check TELEGRAM_TOKEN" in caplog.text)
    assert "wrong-token" not in caplog.text


async def test_the_start_does_not_wait_for_telegram(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """With Telegram out of reach the program starts and stops as ever."""
    async with office.open(telegram_api_base="http://127.0.0.1:9"):
        await until(lambda: "out of reach" in caplog.text)


async def test_no_log_holds_a_word_or_the_token(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """At the most talkative level neither texts, nor chats, nor the token are logged."""
    caplog.set_level(logging.DEBUG)
    office.telegram.trouble.append("drop")
    office.telegram.bring(said(1, "身份证丢了", chat=987654321))
    async with office.open():
        await until(lambda: len(office.telegram.sent) == 3)
    ours = "\n".join(record.getMessage() for record in caplog.records)
    assert not [word for word in ("身份证", "987654321", "not-a-secret") if word in ours]


def _now() -> datetime:
    return datetime.now(UTC)


async def until(holds: Callable[[], bool]) -> None:
    """Wait for a state; TimeoutError after eight seconds."""
    async with asyncio.timeout(8):
        while not holds():
            await asyncio.sleep(0.01)
