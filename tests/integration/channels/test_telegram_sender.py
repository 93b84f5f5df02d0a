"""Saying a reply in a Telegram chat, against a Bot API server on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.channels.telegram.api import build_bot
from bot.channels.telegram.sender import TelegramSender, acknowledge, keyboard_of, pieces
from bot.domain.talk.message import Button, Kind, Reply
from bot.services.talk.sending import TryLater, Unconfirmed, Undeliverable
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, Trouble

HELLO = Reply(Kind.NOTICE, "您好")
LONG = Reply(Kind.GUIDE, "第一步带上户口本。" * 1000, (Button("要带什么", "guide:SL-GA-003:materials"),))


class Naps:
    """A sleep that takes no time and remembers how long it was asked for."""

    def __init__(self) -> None:
        """Nobody slept yet."""
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Sleep."""
        self.seconds.append(seconds)


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Bot API server."""
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """A bot that knows its name and waits 0.3 s for an answer."""
    async with _bot(telegram.base) as bot:
        yield bot


@asynccontextmanager
async def _bot(base: str) -> AsyncIterator[Bot]:
    bot = build_bot(TOKEN, base, timeout_s=0.3)
    await bot.initialize()
    yield bot
    await bot.shutdown()


@pytest.fixture
def naps() -> Naps:
    """The sender's sleep."""
    return Naps()


@pytest.fixture
def sender(bot: Bot, naps: Naps) -> TelegramSender:
    """A sender."""
    return TelegramSender(bot, "（可能重复）", naps)


async def test_a_reply_arrives_with_its_buttons(telegram: FakeTelegram, sender: TelegramSender) -> None:
    """Short titles share a row, a long one has its own, and the payloads come back whole."""
    titles = ["要带什么", "多少钱", "在哪儿办", "居民身份证丢失补领（本人到场）", "多久"]
    reply = Reply(Kind.CLARIFY, "您想问？", tuple(Button(title, f"p{n}") for n, title in enumerate(titles)))
    await sender.send("telegram:7", reply, is_resend=False)
    rows = telegram.sent[0]["reply_markup"]["inline_keyboard"]
    assert [[key["text"] for key in row] for row in rows] == [titles[:2], [titles[2]], [titles[3]], [titles[4]]]
    assert [key["callback_data"] for row in rows for key in row] == ["p0", "p1", "p2", "p3", "p4"]


async def test_a_reply_is_not_read_as_markup(telegram: FakeTelegram, sender: TelegramSender) -> None:
    """Stars, brackets and tags arrive as they were written."""
    await sender.send("telegram:7", Reply(Kind.NOTICE, "*a* _b_ <b>c</b> [d](e)"), is_resend=False)
    assert telegram.texts == ["*a* _b_ <b>c</b> [d](e)"]


async def test_a_resend_is_marked(telegram: FakeTelegram, sender: TelegramSender) -> None:
    """The note stands before a reply that may have arrived already."""
    await sender.send("telegram:7", HELLO, is_resend=True)
    assert telegram.texts == ["（可能重复）\n您好"]


async def test_a_long_reply_comes_in_pieces(telegram: FakeTelegram, sender: TelegramSender, naps: Naps) -> None:
    """No word is lost, the buttons stand under the last piece, and a second lies between two pieces."""
    await sender.send("telegram:-100", LONG, is_resend=False)
    assert "".join(telegram.texts) == LONG.text
    assert ["reply_markup" in message for message in telegram.sent] == [False, False, True]
    assert naps.seconds == [1, 1]


@pytest.mark.parametrize("text", ["字" * 4000, "字" * 4001, "😀" * 5000, "𠮷字" * 3000, "😀" + "字" * 9000])
def test_no_piece_is_longer_than_telegram_takes(text: str) -> None:
    """Pieces are counted as Telegram counts: a character beyond the basic plane is two units."""
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= 4000 for piece in cut)


@pytest.mark.parametrize(
    ("trouble", "named", "said"),
    [
        (("retry", 17), TryLater, "17 s"),
        ("blocked", Undeliverable, "blocked by the user"),
        ("no_chat", Undeliverable, "Chat not found"),
        ("hang", Unconfirmed, "ReadTimeout"),
        ("drop", Unconfirmed, "no answer came"),
        ("broken", NetworkError, "Internal Server Error"),
    ],
    ids=["429", "403", "400", "no-answer", "connection-lost", "500"],
)
async def test_every_trouble_has_its_name(
    telegram: FakeTelegram, sender: TelegramSender, trouble: Trouble, named: type[Exception], said: str
) -> None:
    """What goes wrong at Telegram is told apart: wait, give up, perhaps arrived, or merely broken."""
    telegram.trouble.append(trouble)
    with pytest.raises(named, match=said):
        await sender.send("telegram:7", HELLO, is_resend=False)


async def test_an_unreachable_server_asks_to_wait() -> None:
    """When no connection is made nothing was sent, so the reply simply waits five seconds."""
    async with FakeTelegram() as telegram:
        bot = build_bot(TOKEN, telegram.base, timeout_s=0.3)
        await bot.initialize()
    with pytest.raises(TryLater, match="5 s"):
        await TelegramSender(bot, "").send("telegram:7", HELLO, is_resend=False)
    await bot.shutdown()


async def test_a_wait_within_a_long_reply_is_waited_out(
    telegram: FakeTelegram, sender: TelegramSender, naps: Naps
) -> None:
    """Asked to wait after the first piece, the sender goes on with the second: no piece comes twice."""
    telegram.trouble.extend(["", ("retry", 3)])
    await sender.send("telegram:7", LONG, is_resend=False)
    assert "".join(telegram.texts) == LONG.text
    assert naps.seconds == [1, 3, 1]


@pytest.mark.parametrize("troubles", [["", "broken"], ["", ("retry", 3), ("retry", 3)], ["", "", "drop"]])
async def test_half_a_reply_asks_for_a_marked_resend(
    telegram: FakeTelegram, sender: TelegramSender, troubles: list[Trouble]
) -> None:
    """When a later piece fails part of the reply has arrived, so it counts as unconfirmed."""
    telegram.trouble.extend(troubles)
    with pytest.raises(Unconfirmed):
        await sender.send("telegram:7", LONG, is_resend=False)


@pytest.mark.parametrize(
    ("payload", "fault"),
    [("guide:" + "事" * 20, "66 bytes"), ("", "0 bytes")],
    ids=["too-long", "empty"],
)
def test_a_payload_is_never_cut(payload: str, fault: str) -> None:
    """A payload that Telegram would not take is refused while the keyboard is built, with its size."""
    with pytest.raises(ValueError, match=fault):
        keyboard_of([Button("要带什么", payload)])


def test_a_payload_of_exactly_64_bytes_is_taken() -> None:
    """The limit itself is allowed."""
    keyboard = keyboard_of([Button("要带什么", "x" * 64)])
    assert keyboard
    assert keyboard.inline_keyboard[0][0].callback_data == "x" * 64


@pytest.mark.parametrize(
    ("conversation", "reply"),
    [
        ("telegram:7", Reply(Kind.NOTICE, "您好", (Button("要带什么", "x" * 65),))),
        ("telegram:7", Reply(Kind.NOTICE, "您好", (Button(" ", "x"),))),
        ("telegram:7", Reply(Kind.NOTICE, " \n")),
        ("webchat:7", HELLO),
        ("telegram:seven", HELLO),
    ],
    ids=["payload", "title", "no-text", "other-channel", "no-number"],
)
async def test_what_cannot_be_sent_is_undeliverable(
    telegram: FakeTelegram, sender: TelegramSender, conversation: str, reply: Reply
) -> None:
    """A reply that can never be sent fails at once instead of holding up the conversation."""
    with pytest.raises(Undeliverable):
        await sender.send(conversation, reply, is_resend=False)
    assert not telegram.sent


async def test_a_failed_courtesy_does_not_matter(telegram: FakeTelegram, bot: Bot) -> None:
    """A press that Telegram has forgotten raises nothing."""
    telegram.thanks_fail = True
    await acknowledge(bot, "press-1")
    assert telegram.thanked == ["press-1"]
