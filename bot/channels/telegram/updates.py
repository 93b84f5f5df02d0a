"""What an update of Telegram says, in our words."""

import logging
import re
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.domain.talk.message import AttachmentKind, Inbound

LOG = logging.getLogger(__name__)

CHANNEL = "telegram"
WANTED = ("message", "edited_message", "callback_query")
"""The kinds of update that Telegram is asked for."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_OUR_COMMANDS = frozenset({"start", "help", "new"})
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

_KINDS = {
    "sticker": AttachmentKind.STICKER,
    "voice": AttachmentKind.VOICE,
    "audio": AttachmentKind.VOICE,
    "video": AttachmentKind.VIDEO,
    "video_note": AttachmentKind.VIDEO,
    "photo": AttachmentKind.PHOTO,
    "document": AttachmentKind.FILE,
    "location": AttachmentKind.LOCATION,
    "contact": AttachmentKind.CONTACT,
}


class NoUpdate(ValueError):  # noqa: N818 - a state of what came in
    """Not an update of Telegram: it lacks even the number."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it; `username` comes without its @."""

    id: int
    username: str


def readable(raw: object) -> dict[str, Any]:
    """The decoded JSON of an update that PTB can read; `NoUpdate` if it has no number.

    One that has a number but cannot be read otherwise is logged and becomes empty, so that it holds up nobody.
    """
    if not isinstance(raw, dict) or type(number := raw.get("update_id")) is not int:
        raise NoUpdate("an update needs a whole number as update_id")
    try:
        Update.de_json(raw, None)
    except Exception as error:  # noqa: BLE001 - whatever shape it has, only its number is of use
        LOG.error("update %d cannot be read: %s", number, type(error).__name__)  # noqa: TRY400 - no text in logs
        return {"update_id": number}
    return raw


def read_update(raw: object) -> Update:
    """The update in a decoded JSON value, as `readable` has it."""
    return Update.de_json(readable(raw), None)


def inbound_of(update: Update, me: Me) -> Inbound | None:
    """The message in an update; None for what is not meant for the assistant."""
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query)
    if update.message:
        return _said(update.update_id, update.message, me, is_edit=False)
    if update.edited_message:
        return _said(update.update_id, update.edited_message, me, is_edit=True)
    return None


def _pressed(number: int, press: CallbackQuery) -> Inbound | None:
    """A pressed button; of a message too old to be shown again the title is unknown and the text empty."""
    if press.message is None or not press.data or not _is_talk(press.message.chat.type):
        return None
    title = _title(press.message, press.data) if isinstance(press.message, Message) else ""
    return Inbound(CHANNEL, _conversation(press.message.chat.id), str(number), title, press.data)


def _title(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), "")


def _said(number: int, message: Message, me: Me, *, is_edit: bool) -> Inbound | None:
    text = message.text or message.caption or _venue(message)
    if not _is_talk(message.chat.type) or not _is_for(me, message, text):
        return None
    text, payload = _command(_without_mention(text, me) if message.chat.type in _GROUPS else text, me)
    attachments = tuple(dict.fromkeys(kind for name, kind in _KINDS.items() if getattr(message, name)))
    # An edit without a word is a live location on the move: the first message has been answered.
    if not text and (is_edit or not attachments):
        return None
    return Inbound(
        channel=CHANNEL,
        conversation=_conversation(message.chat.id),
        external_id=str(number),
        text=text,
        payload=payload,
        attachments=attachments,
        coordinates=(message.location.latitude, message.location.longitude) if message.location else None,
        is_edit=is_edit,
    )


def _venue(message: Message) -> str:
    """A place with a name says it; Telegram sends its location along."""
    return f"{message.venue.title} {message.venue.address}".strip() if message.venue else ""


def _conversation(chat: int) -> str:
    return f"{CHANNEL}:{chat}"


def _is_talk(chat_type: str) -> bool:
    return chat_type == ChatType.PRIVATE or chat_type in _GROUPS


def _is_for(me: Me, message: Message, text: str) -> bool:
    """In a group the assistant answers who speaks to it, and leaves the others alone."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if command := _COMMAND.match(text):
        return _is_my_name(command[2], me)
    answered = message.reply_to_message.from_user if message.reply_to_message else None
    return (answered is not None and answered.id == me.id) or bool(_mention(me).search(text))


def _command(text: str, me: Me) -> tuple[str, str]:
    """Text and payload: one of our commands is cut down to its word, anything else stays as it is."""
    command = _COMMAND.match(text)
    if not command or command[1].lower() not in _OUR_COMMANDS or not _is_my_name(command[2], me):
        return text, ""
    word = command[1].lower()
    return f"/{word}", word


def _is_my_name(name: str | None, me: Me) -> bool:
    return name is None or name.lower() == me.username.lower()


def _mention(me: Me) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_/])@{re.escape(me.username)}(?![A-Za-z0-9_])[ \t]*", re.IGNORECASE)


def _without_mention(text: str, me: Me) -> str:
    return _mention(me).sub("", text).strip()
