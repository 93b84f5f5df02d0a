"""Photos, papers, recordings, films and places that people send to the bot: fetched before the message is taken in."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channels.telegram.api import build_bot
from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.updates import read_update
from bot.domain.files.refusal import Refusal
from bot.domain.talk.message import AttachmentKind, Inbound
from bot.services.ports import Receipt
from tests import file_samples as made
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, message, said
from tests.integration.channels.telegram_door import door
from tests.unit.services.files.file_office import FileOffice

OWNER = "telegram:7"
FILM = made.media(b"isom", b"mp42")


@dataclass
class Reception:
    """Keeps what it accepts; the next of `faults` is raised before it does."""

    faults: list[Exception] = field(default_factory=list)
    kept: list[Inbound] = field(default_factory=list)

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store a message, or fail."""
        if self.faults:
            raise self.faults.pop(0)
        self.kept.append(inbound)
        return Receipt(len(self.kept), is_new=True)


@dataclass
class Post:
    """Telegram, the channel's door, the file room behind it."""

    telegram: FakeTelegram
    bot: Bot
    office: FileOffice
    reception: Reception
    arrivals: Arrivals

    async def take(self, number: int = 1, **content: Any) -> Inbound:
        """What the program hears of a message with this content."""
        await self.arrivals.take(read_update({"update_id": number, "message": message(**content)}))
        return self.reception.kept[-1]

    async def bytes_of(self, inbound: Inbound) -> list[bytes]:
        """What the files of a message hold."""
        return [(await self.office.files.give(OWNER, file.key))[1] for file in inbound.files]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    """A door that is open."""
    async with FakeTelegram() as telegram:
        bot = build_bot(TOKEN, telegram.base, timeout_s=2)
        await bot.initialize()
        office, reception = FileOffice(), Reception()
        arrivals = door(bot, reception, office)
        yield Post(telegram, bot, office, reception, arrivals)
        await arrivals.close()
        await bot.shutdown()


def photo(name: str, side: int = 90) -> dict[str, Any]:
    """One size of a photo."""
    return {"file_id": name, "file_unique_id": f"u-{name}", "width": side, "height": side, "file_size": side * 10}


def paper(name: str, **more: Any) -> dict[str, Any]:
    """Anything else that is a file."""
    return {"file_id": name, "file_unique_id": f"u-{name}", **more}


async def test_of_a_photo_the_largest_size_is_kept(post: Post) -> None:
    """With its words and its kind; the name says what it is."""
    post.telegram.files = {"big": made.jpeg(), "small": made.png()}
    inbound = await post.take(photo=[photo("small", 90), photo("big", 1280), photo("mid", 320)], caption="楼道漏水")
    assert (inbound.text, inbound.attachments, inbound.refused) == ("楼道漏水", (AttachmentKind.PHOTO,), ())
    assert [(file.name, file.media_type) for file in inbound.files] == [("照片.jpg", "image/jpeg")]
    assert await post.bytes_of(inbound) == [made.jpeg()]
    assert post.telegram.downloads == ["big"]


@pytest.mark.parametrize(
    ("kind", "content", "more", "name"),
    [
        ("document", made.PDF, {"file_name": "劳动合同.pdf"}, "劳动合同.pdf"),
        ("document", made.PDF, {"file_name": "劳动合同.pdf.exe"}, "劳动合同.pdf"),
        ("voice", made.OGG, {"duration": 3}, "语音.ogg"),
        ("audio", made.MP3, {"duration": 3, "file_name": "录音.mp3"}, "录音.mp3"),
        ("video", FILM, {"duration": 3, "width": 1, "height": 1}, "视频.mp4"),
        ("video_note", FILM, {"duration": 3, "length": 240}, "视频.mp4"),
    ],
    ids=["paper", "paper-with-a-false-name", "voice", "audio", "video", "round-video"],
)
async def test_papers_recordings_and_films_are_kept(
    post: Post, kind: str, content: bytes, more: dict[str, Any], name: str
) -> None:
    """Each under a name that its content confirms."""
    post.telegram.files = {"f": content}
    inbound = await post.take(**{kind: paper("f", **more)})
    assert [file.name for file in inbound.files] == [name]
    assert await post.bytes_of(inbound) == [content]


async def test_a_place_needs_no_fetching(post: Post) -> None:
    """Latitude and longitude come with the message."""
    inbound = await post.take(location={"latitude": 43.5126, "longitude": 123.5042})
    assert (inbound.coordinates, inbound.files) == ((43.5126, 123.5042), ())


async def test_a_file_that_says_it_is_too_large_is_not_asked_for(post: Post) -> None:
    """The message is taken in all the same, with the reason."""
    inbound = await post.take(document=paper("f", file_size=20 * 1024 * 1024 + 1), caption="录像")
    assert (inbound.text, inbound.files, inbound.refused) == ("录像", (), (Refusal.TOO_LARGE,))
    assert inbound.attachments == (AttachmentKind.FILE,)


async def test_a_file_that_telegram_calls_too_big_is_not_tried_again(post: Post) -> None:
    """Telegram hands over 20 MB at most."""
    post.telegram.files = {"f": made.PDF}
    post.telegram.file_trouble = {"f": deque(["too_big"])}
    assert (await post.take(document=paper("f"))).refused == (Refusal.TOO_LARGE,)


@pytest.mark.parametrize("troubles", [["away"], ["lost"], ["cut"], ["away", "cut"]], ids="+".join)
async def test_what_fails_once_or_twice_is_tried_again(post: Post, troubles: list[str]) -> None:
    """A moment's trouble costs no file."""
    post.telegram.files = {"f": made.PDF}
    post.telegram.file_trouble = {"f": deque(troubles)}
    inbound = await post.take(document=paper("f"))
    assert (len(inbound.files), inbound.refused) == (1, ())


@pytest.mark.parametrize("trouble", ["away", "lost", "cut"])
async def test_what_fails_again_and_again_is_told(post: Post, caplog: pytest.LogCaptureFixture, trouble: str) -> None:
    """After three tries the message goes on without its file; no log holds an address."""
    post.telegram.files = {"f": made.PDF}
    post.telegram.file_trouble = {"f": deque([trouble] * 3)}
    assert (await post.take(document=paper("f"))).refused == (Refusal.NOT_FETCHED,)
    assert "could not be fetched" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"MZ\x90\0", Refusal.NOT_ALLOWED), (made.png() + made.archive(), Refusal.UNSAFE), (b"", Refusal.EMPTY)],
)
async def test_what_is_not_allowed_is_told(post: Post, content: bytes, reason: Refusal) -> None:
    """The same rules as on the page."""
    post.telegram.files = {"f": content}
    assert (await post.take(document=paper("f", file_name="发票.pdf"))).refused == (reason,)


async def test_a_server_in_local_mode_names_a_path(post: Post, tmp_path: Path) -> None:
    """TELEGRAM_API_BASE may be a Bot API server on this machine; nothing is downloaded then."""
    path = tmp_path / "file.pdf"
    path.write_bytes(made.PDF)
    post.telegram.files, post.telegram.local_paths = {"f": made.PDF}, {"f": str(path)}
    assert await post.bytes_of(await post.take(document=paper("f"))) == [made.PDF]
    assert post.telegram.downloads == []


async def test_a_group_that_does_not_speak_to_the_bot_is_not_fetched(post: Post) -> None:
    """Other people's photos are none of our business."""
    update = {"update_id": 1, "message": message(chat=-100, chat_type="supergroup", photo=[photo("f")])}
    await post.arrivals.take(read_update(update))
    assert (post.reception.kept, post.telegram.downloads) == ([], [])


async def test_a_file_whose_message_was_not_stored_comes_again(post: Post) -> None:
    """Telegram brings the update once more; the first copy belongs to no message and is removed later."""
    post.telegram.files = {"f": made.PDF}
    post.reception.faults = [OSError()]
    with suppress(OSError):
        await post.take(document=paper("f"))
    inbound = await post.take(document=paper("f"))
    assert await post.bytes_of(inbound) == [made.PDF]
    assert len(post.office.disk.kept) == 2


class Marks:
    """Marks in memory."""

    async def position(self, channel: str) -> int:
        """From the start."""
        return 0

    async def move(self, channel: str, position: int) -> None:
        """Forward."""


async def test_an_album_is_taken_photo_by_photo(post: Post) -> None:
    """Each photo of an album is a message of its own, in order, with its own file; other chats are answered too."""
    names = [f"p{number}" for number in range(6)]
    post.telegram.files = {name: made.png(side=8 + at) for at, name in enumerate(names)}
    for number, name in enumerate(names, 1):
        album = message(photo=[photo(name)], media_group_id="g", **({"caption": "三张照片"} if number == 1 else {}))
        post.telegram.bring({"update_id": number, "message": album})
    post.telegram.bring(said(7, "身份证丢了", chat=8))
    task = asyncio.create_task(Polling(post.bot, post.arrivals, Marks(), long_poll_s=1).run())
    await _until(lambda: len(post.reception.kept) == 7)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    *album, other = post.reception.kept
    assert [inbound.external_id for inbound in album] == ["1", "2", "3", "4", "5", "6"]
    contents = [content for inbound in album for content in await post.bytes_of(inbound)]
    assert contents == [post.telegram.files[name] for name in names]
    assert (other.conversation, other.files) == ("telegram:8", ())


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(8):
        while not holds():
            await asyncio.sleep(0.01)
