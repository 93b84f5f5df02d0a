"""Files that citizens send: taken with a reason or refused with one, given to their owner only."""

from datetime import timedelta

import pytest

from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.talk.message import AttachmentKind
from bot.services.files.files import MOST_IN_MESSAGE, MOST_WAITING, kinds_of, preview
from tests import file_samples as made
from tests.unit.services.files.file_office import FileOffice

OWNER, OTHER = "web:a", "web:b"


@pytest.fixture
def office() -> FileOffice:
    """A file room that takes a thousand bytes a file."""
    return FileOffice(most_bytes=1000)


async def refusal(office: FileOffice, name: str, content: bytes) -> Refusal:
    """Why a file is not taken."""
    with pytest.raises(FileRefused) as refused:
        await office.files.receive(OWNER, name, content)
    return refused.value.reason


async def test_a_file_is_kept_under_a_random_key_with_a_safe_name(office: FileOffice) -> None:
    """Name and type follow the content; the key says nothing."""
    file = await office.files.receive(OWNER, "../发票.exe", made.PDF)
    assert (file.name, file.media_type, file.size) == ("发票.pdf", "application/pdf", len(made.PDF))
    assert len(file.key) == 32
    assert await office.files.give(OWNER, file.key) == (file, made.PDF)


async def test_a_file_without_a_name_is_called_what_it_is(office: FileOffice) -> None:
    """Telegram's photos and voices have none."""
    sent = [made.png(), made.OGG, made.media(b"isom"), made.PDF]
    names = [(await office.files.receive(OWNER, "", content)).name for content in sent]
    assert names == ["照片.png", "语音.ogg", "视频.mp4", "文件.pdf"]


async def test_what_is_refused_is_not_kept(office: FileOffice) -> None:
    """Too large, empty, of another sort, unsafe: each has its reason, and the disk stays empty."""
    assert await refusal(office, "a.png", made.png() + b"\0" * 1000) is Refusal.TOO_LARGE
    assert await refusal(office, "a.png", b"") is Refusal.EMPTY
    assert await refusal(office, "a.png", b"MZ\0\0") is Refusal.NOT_ALLOWED
    assert await refusal(office, "a.png", made.png() + made.archive()) is Refusal.UNSAFE
    assert office.disk.kept == {}
    assert office.uploads.rows == {}


async def test_a_full_disk_has_a_reason_too(office: FileOffice) -> None:
    """Nothing is noted of a file that found no room."""
    office.disk.full = True
    assert await refusal(office, "a.pdf", made.PDF) is Refusal.NO_ROOM
    assert office.uploads.rows == {}


async def test_nobody_gets_another_s_file(office: FileOffice) -> None:
    """Neither to look at nor to send along, even with the right key."""
    file = await office.files.receive(OWNER, "a.pdf", made.PDF)
    with pytest.raises(KeyError):
        await office.files.give(OTHER, file.key)
    with pytest.raises(FileRefused) as refused:
        await office.files.owned(OTHER, [file.key])
    assert refused.value.reason is Refusal.GONE


async def test_a_message_brings_its_files_in_order_and_each_once(office: FileOffice) -> None:
    """A key that is named twice is one file."""
    files = [await office.files.receive(OWNER, f"{n}.pdf", made.PDF) for n in range(3)]
    keys = [files[2].key, files[0].key, files[2].key]
    assert await office.files.owned(OWNER, keys) == (files[2], files[0])
    assert await office.files.owned(OWNER, []) == ()


async def test_a_message_brings_nine_files_at_most(office: FileOffice) -> None:
    """The tenth is one too many."""
    files = [await office.files.receive(OWNER, "a.pdf", made.PDF) for _ in range(MOST_IN_MESSAGE + 1)]
    keys = [file.key for file in files]
    assert len(await office.files.owned(OWNER, keys[:MOST_IN_MESSAGE])) == MOST_IN_MESSAGE
    with pytest.raises(FileRefused) as refused:
        await office.files.owned(OWNER, keys)
    assert refused.value.reason is Refusal.TOO_MANY


async def test_unsent_files_do_not_pile_up(office: FileOffice) -> None:
    """Who only uploads is stopped; who sends them may go on."""
    files = [await office.files.receive(OWNER, "a.pdf", made.PDF) for _ in range(MOST_WAITING)]
    with pytest.raises(FileRefused):
        await office.files.may_send(OWNER)
    await office.files.may_send(OTHER)
    office.uploads.attached.add(files[0].key)
    await office.files.may_send(OWNER)


async def test_what_no_message_brought_is_removed_after_two_days(office: FileOffice) -> None:
    """The files of messages stay; so does what was sent a moment ago."""
    sent, unsent = [await office.files.receive(OWNER, "a.pdf", made.PDF) for _ in range(2)]
    office.uploads.attached.add(sent.key)
    office.clock.at += timedelta(days=2)
    assert await office.files.tidy() == 0
    office.clock.at += timedelta(seconds=1)
    fresh = await office.files.receive(OWNER, "a.pdf", made.PDF)
    assert await office.files.tidy() == 1
    assert set(office.disk.kept) == set(office.uploads.rows) == {sent.key, fresh.key}
    with pytest.raises(FileRefused):
        await office.files.owned(OWNER, [unsent.key])


async def test_what_a_crash_left_on_the_disk_is_removed(office: FileOffice) -> None:
    """Bytes without an owner: the program died between writing and noting."""
    await office.disk.put("0" * 32, b"x")
    assert await office.files.tidy() == 0
    office.clock.at += timedelta(days=3)
    assert await office.files.tidy() == 1
    assert office.disk.kept == {}


async def test_a_preview_tells_nothing_of_the_place(office: FileOffice) -> None:
    """The original keeps it: the desk may need to know where a photo was taken."""
    file = await office.files.receive(OWNER, "a.jpg", made.jpeg())
    _, content = await office.files.give(OWNER, file.key)
    assert made.GPS_NOTE in content
    assert made.GPS_NOTE not in await preview(file, content)


async def test_a_paper_has_no_preview(office: FileOffice) -> None:
    """Only photos are shown."""
    file = await office.files.receive(OWNER, "a.pdf", made.PDF)
    with pytest.raises(ValueError, match="cannot be cleaned"):
        await preview(file, made.PDF)


async def test_kinds_are_named_as_citizens_would(office: FileOffice) -> None:
    """Each kind once, in the order of the files."""
    sent = [made.PDF, made.png(), made.OGG, made.media(b"qt  "), made.GIF]
    files = [await office.files.receive(OWNER, "", content) for content in sent]
    expected = (AttachmentKind.FILE, AttachmentKind.PHOTO, AttachmentKind.VOICE, AttachmentKind.VIDEO)
    assert kinds_of(files) == expected
