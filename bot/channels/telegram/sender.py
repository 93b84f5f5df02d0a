"""Says a reply in a Telegram chat."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.updates import CHANNEL
from bot.domain.talk.message import Button, Reply
from bot.domain.text.splitting import split_text
from bot.services.talk.sending import TryLater, Unconfirmed, Undeliverable

PIECE = 4000
"""UTF-16 units of one bubble; Telegram takes 4,096."""
PAYLOAD_BYTES = 64
HALF_ROW = 16
"""Columns of a title that leaves room for a second button in its row; a Chinese character takes two."""
NETWORK_PAUSE_S = 5.0
BETWEEN_PIECES_S = 1.0
LONGEST_WAIT_S = 30.0

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_BASIC_PLANE_END = 0xFFFF
_FIRST_WIDE = 0x1100


class TelegramSender:
    """`Sender` for conversations named `telegram:<chat id>`. Plain text only, so no reply can break the markup."""

    def __init__(
        self,
        bot: Bot,
        resend_note: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        content: Callable[[str], Awaitable[bytes]] | None = None,
    ) -> None:
        """`resend_note` stands before a reply that may have arrived already; `content` gives a file by its key."""
        self._bot, self._resend_note, self._sleep, self._content = bot, resend_note, sleep, content

    async def send(self, conversation: str, reply: Reply, *, is_resend: bool) -> None:
        """Send one reply in as many bubbles as it needs, its buttons under the last."""
        text = f"{self._resend_note}\n{reply.text}" if is_resend else reply.text
        try:
            chat, bubbles = _chat(conversation), _bubbles(text, reply.buttons)
        except ValueError as error:
            raise Undeliverable(str(error)) from error
        (first, keyboard), *more = bubbles
        await self._say(chat, first, keyboard)
        for piece, keyboard in more:
            await self._sleep(BETWEEN_PIECES_S)
            await self._say_more(chat, piece, keyboard)
        for file in reply.data.get("files", ()) if self._content else ():
            await self._sleep(BETWEEN_PIECES_S)
            await self._bring(chat, str(file["key"]), str(file["name"]))

    async def _bring(self, chat: int, key: str, name: str) -> None:
        """A file below its text, which names it; one that is gone is left out."""
        if self._content is None:
            return
        try:
            await self._bot.send_document(chat, await self._content(key), filename=name)
        except (KeyError, ValueError):
            return
        except TelegramError as error:
            raise Unconfirmed("the text has arrived, its file has not") from error

    async def _say(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        try:
            await self._bot.send_message(chat, text, reply_markup=keyboard)
        except TelegramError as error:
            raise _in_our_words(error) from error

    async def _say_more(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Say a later piece. Part of the reply has arrived, so a failure asks for a marked resend."""
        try:
            try:
                await self._say(chat, text, keyboard)
            except TryLater as asked:
                await self._sleep(min(asked.seconds, LONGEST_WAIT_S))
                await self._say(chat, text, keyboard)
        except (TryLater, TelegramError) as error:
            raise Unconfirmed("only the beginning of a long reply has arrived") from error


async def acknowledge(bot: Bot, press_id: str) -> None:
    """Stop the clock on a pressed button; it is only a courtesy, so a failure does not matter."""
    try:
        await bot.answer_callback_query(press_id)
    except TelegramError:
        return


def pieces(text: str) -> list[str]:
    """The text in bubbles that Telegram takes; characters beyond the basic plane count double there."""
    double = sum(ord(character) > _BASIC_PLANE_END for character in text)
    return split_text(text, max(PIECE - double, PIECE // 2))


def keyboard_of(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Buttons under a bubble, two in a row where both titles are short.

    ValueError for a payload that Telegram would not bring back whole: a shortened one would mean something else.
    """
    rows: list[list[InlineKeyboardButton]] = []
    room_for_one = False
    for button in buttons:
        is_short = _columns(button.title) <= HALF_ROW
        if room_for_one and is_short:
            rows[-1].append(_key(button))
        else:
            rows.append([_key(button)])
        room_for_one = is_short and len(rows[-1]) == 1
    return InlineKeyboardMarkup(rows) if rows else None


def _key(button: Button) -> InlineKeyboardButton:
    size = len(button.payload.encode())
    if not 1 <= size <= PAYLOAD_BYTES:
        raise ValueError(f"the payload {button.payload!r} has {size} bytes; Telegram takes 1 to {PAYLOAD_BYTES}")
    if not button.title.strip():
        raise ValueError(f"the button of payload {button.payload!r} has no title")
    return InlineKeyboardButton(button.title, callback_data=button.payload)


def _bubbles(text: str, buttons: Sequence[Button]) -> list[tuple[str, InlineKeyboardMarkup | None]]:
    said = pieces(text)
    if not said:
        raise ValueError("a reply needs a text")
    return [*((piece, None) for piece in said[:-1]), (said[-1], keyboard_of(buttons))]


def _columns(title: str) -> int:
    return sum(1 + (ord(character) >= _FIRST_WIDE) for character in title)


def _chat(conversation: str) -> int:
    channel, _, chat = conversation.partition(":")
    if channel != CHANNEL:
        raise ValueError(f"a conversation of {CHANNEL} is wanted, not of {channel}")
    return int(chat)


def _in_our_words(error: TelegramError) -> Exception:
    """What an error means for the reply; one without a meaning of its own is left as it is."""
    match error:
        case RetryAfter():
            return TryLater(seconds_of(error.retry_after))
        case ChatMigrated():
            return Undeliverable("the group has become a supergroup with another number")
        case Forbidden() | BadRequest():
            return Undeliverable(error.message)
        case NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            return TryLater(NETWORK_PAUSE_S)
        case NetworkError() if isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError):
            return Unconfirmed(f"no answer came ({type(error.__cause__ or error).__name__})")
        case _:
            return error


def seconds_of(period: int | timedelta) -> float:
    """PTB gives either, as PTB_TIMEDELTA has it."""
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
