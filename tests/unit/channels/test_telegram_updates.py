"""What the assistant hears in an update of Telegram."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.telegram.updates import Me, NoUpdate, inbound_of, read_update
from bot.domain.talk.message import AttachmentKind, Inbound

ME = Me(4242, "sl_desk_bot")
PERSON = {"id": 7, "is_bot": False, "first_name": "王"}
THE_BOT = {"id": 4242, "is_bot": True, "first_name": "助手", "username": "sl_desk_bot"}
FILE = {"file_id": "f", "file_unique_id": "u"}
PLACE = {"latitude": 43.5, "longitude": 123.5}


def message(*, chat_type: str = "private", chat: int = 7, **content: Any) -> dict[str, Any]:
    """A message as Telegram writes it."""
    place = {"id": chat, "type": chat_type, "title": "群", "first_name": "王"}
    return {"message_id": 1, "date": 1700000000, "chat": place, "from": PERSON, **content}


def heard(**update: Any) -> Inbound | None:
    """What update 5 with this content says."""
    return inbound_of(read_update({"update_id": 5, **update}), ME)


def in_group(**content: Any) -> Inbound | None:
    """What a message in a group says."""
    return heard(message=message(chat_type="supergroup", chat=-100, **content))


def test_words_are_taken_as_they_are() -> None:
    """A private message becomes an inbound message named by chat and update number."""
    expected = Inbound("telegram", "telegram:7", "5", "身份证丢了 怎么补？\n急")
    assert heard(message=message(text="身份证丢了 怎么补？\n急")) == expected


@pytest.mark.parametrize(
    ("said", "text", "payload"),
    [
        ("/start", "/start", "start"),
        ("/start promo-7", "/start", "start"),
        ("/help@SL_Desk_Bot", "/help", "help"),
        ("/NEW", "/new", "new"),
        ("/new@other_bot", "/new@other_bot", ""),
        ("/newspaper", "/newspaper", ""),
        ("/weather", "/weather", ""),
        ("请按 /new", "请按 /new", ""),
        ("@sl_desk_bot 你好", "@sl_desk_bot 你好", ""),
    ],
    ids=[
        "start", "start-with-a-word", "named-to-us", "capitals", "named-to-another", "only-begins-alike", "unknown",
        "in-the-middle", "mention-in-private-stays",
    ],
)  # fmt: skip
def test_commands_become_payloads(said: str, text: str, payload: str) -> None:
    """Our three commands, and only these, become payloads with the bare command as text."""
    assert heard(message=message(text=said)) == Inbound("telegram", "telegram:7", "5", text, payload)


def test_a_pressed_button_speaks_by_its_title() -> None:
    """Of a pressed button the title is the text and the data the payload."""
    keys = [[{"text": "要带什么", "callback_data": "a"}], [{"text": "多少钱", "callback_data": "b"}]]
    shown = message(text="请选择", reply_markup={"inline_keyboard": keys})
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "b", "message": shown}
    assert heard(callback_query=press) == Inbound("telegram", "telegram:7", "5", "多少钱", "b")


def test_a_button_of_an_old_message_still_works() -> None:
    """A button of a message that Telegram shows no more brings its payload, without a title."""
    old = {"chat": {"id": 7, "type": "private"}, "message_id": 1, "date": 0}
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "b", "message": old}
    assert heard(callback_query=press) == Inbound("telegram", "telegram:7", "5", "", "b")


def test_an_edit_is_marked() -> None:
    """A corrected message comes as an edit."""
    assert heard(edited_message=message(text="医保")) == Inbound("telegram", "telegram:7", "5", "医保", is_edit=True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{**FILE, "width": 1, "height": 1}] * 2}, AttachmentKind.PHOTO),
        ({"voice": {**FILE, "duration": 1}}, AttachmentKind.VOICE),
        ({"audio": {**FILE, "duration": 1}}, AttachmentKind.VOICE),
        ({"video": {**FILE, "duration": 1, "width": 1, "height": 1}}, AttachmentKind.VIDEO),
        ({"video_note": {**FILE, "duration": 1, "length": 1}}, AttachmentKind.VIDEO),
        ({"document": FILE}, AttachmentKind.FILE),
        (
            {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
            AttachmentKind.STICKER,
        ),
        ({"location": PLACE}, AttachmentKind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "王"}}, AttachmentKind.CONTACT),
    ],
    ids=["photo", "voice", "audio", "video", "video-note", "document", "sticker", "location", "contact"],
)
def test_attachments_are_named(content: dict[str, Any], kind: AttachmentKind) -> None:
    """Each attachment is named by its kind, once, and nothing of its content is kept."""
    expected = Inbound("telegram", "telegram:7", "5", "", attachments=(kind,))
    if kind is AttachmentKind.LOCATION:
        expected = replace(expected, coordinates=(43.5, 123.5))
    assert heard(message=message(**content)) == expected


def test_a_venue_says_its_name() -> None:
    """A place with a name and an address brings both, and where it is."""
    venue = {"location": PLACE, "title": "双辽市第一医院", "address": "辽河路12号"}
    expected = Inbound(
        "telegram", "telegram:7", "5", "双辽市第一医院 辽河路12号", attachments=(AttachmentKind.LOCATION,)
    )
    assert heard(message=message(location=PLACE, venue=venue)) == replace(expected, coordinates=(43.5, 123.5))


def test_a_caption_is_text() -> None:
    """What stands under a photo is the text of the message."""
    photo = [{**FILE, "width": 1, "height": 1}]
    expected = Inbound("telegram", "telegram:7", "5", "这是啥证", attachments=(AttachmentKind.PHOTO,))
    assert heard(message=message(photo=photo, caption="这是啥证")) == expected


@pytest.mark.parametrize(
    ("content", "text", "payload"),
    [
        ({"text": "@sl_desk_bot 社保卡咋补"}, "社保卡咋补", ""),
        ({"text": "社保卡咋补@SL_Desk_Bot"}, "社保卡咋补", ""),
        ({"text": "请问@sl_desk_bot社保卡咋补"}, "请问社保卡咋补", ""),
        ({"text": "@sl_desk_bot /help"}, "/help", "help"),
        ({"text": "/new@sl_desk_bot"}, "/new", "new"),
        ({"text": "/help"}, "/help", "help"),
        ({"text": "那多少钱", "reply_to_message": {**message(), "from": THE_BOT}}, "那多少钱", ""),
    ],
    ids=["mention", "mention-behind", "mention-within", "mention-and-command", "named-command", "command", "reply"],
)
def test_a_group_is_heard_when_it_speaks_to_the_bot(content: dict[str, Any], text: str, payload: str) -> None:
    """In a group a mention, a command or a reply to the bot is taken, without the mention."""
    assert in_group(**content) == Inbound("telegram", "telegram:-100", "5", text, payload)


@pytest.mark.parametrize(
    "content",
    [
        {"text": "今天真冷"},
        {"text": "问 @sl_desk_bot2 吧"},
        {"text": "信箱 a@sl_desk_bot"},
        {"text": "/help@other_bot"},
        {"text": "@sl_desk_bot"},
        {"text": "对", "reply_to_message": {**message(), "from": PERSON}},
        {"voice": {**FILE, "duration": 1}},
    ],
    ids=["talk", "longer-name", "mail-address", "other-bot", "name-only", "reply-to-a-person", "voice"],
)
def test_a_group_is_left_alone_otherwise(content: dict[str, Any]) -> None:
    """What people in a group say to one another is not taken."""
    assert in_group(**content) is None


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"channel_post": message(chat_type="channel", text="公告")},
        {"message": message(chat_type="channel", text="公告")},
        {"message": message(new_chat_title="新群名")},
        {"edited_message": message(location=PLACE)},
        {"callback_query": {"id": "1", "from": PERSON, "chat_instance": "1", "game_short_name": "g"}},
        {"poll": {"id": "1"}},
    ],
    ids=["nothing", "channel-post", "channel-message", "service", "live-location-moves", "game", "unreadable"],
)
def test_anything_else_is_let_go(update: dict[str, Any]) -> None:
    """Channel posts, service messages, moving locations and what cannot be read say nothing to the assistant."""
    assert heard(**update) is None


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"update_id": "5"}, {"update_id": True}, {"update_id": 1.5}])
def test_what_has_no_number_is_no_update(raw: object) -> None:
    """Without a whole number there is no update."""
    with pytest.raises(NoUpdate):
        read_update(raw)


def test_an_unreadable_update_is_logged_by_its_number_only(caplog: pytest.LogCaptureFixture) -> None:
    """Of an update that cannot be read the log holds the number and no word."""
    assert heard(message={"text": "您的身份证"}) is None
    assert "update 5 cannot be read" in caplog.text
    assert "身份证" not in caplog.text
