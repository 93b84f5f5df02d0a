"""Files, places and notices on the chat page, as the page asks for them."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import CookieJar, FormData

from bot.channels.webchat import uploads
from bot.channels.webchat.visitor import COOKIE
from bot.settings import Settings
from tests import file_samples as made
from tests.integration.desk import Desk, opened
from tests.integration.fake_engine import FakeEngine

MEGABYTE = 1024 * 1024


@pytest.fixture
async def visitor(desk: Desk) -> Desk:
    """A desk whose page was opened, so that there is a cookie."""
    async with desk.client.get("/") as response:
        assert response.status == 200
    return desk


@pytest.fixture
async def small_desk(shared_knowledge: None, engine: FakeEngine, desk_settings: Settings) -> AsyncIterator[Desk]:
    """A desk that takes one megabyte a file and three files a minute."""
    settings = desk_settings.model_copy(update={"upload_max_mb": 1, "uploads_per_minute": 3})
    async with opened(settings, engine) as desk, desk.client.get("/"):
        yield desk


def form(content: bytes, name: str = "照片.png", field: str = "file") -> FormData:
    """A form as browsers send it."""
    data = FormData(quote_fields=False)
    data.add_field(field, BytesIO(content), filename=name, content_type="text/html")
    return data


async def upload(desk: Desk, content: bytes, name: str = "照片.png") -> tuple[int, dict[str, Any]]:
    """`POST /chat/uploads` as the page does it."""
    async with desk.client.post("/chat/uploads", data=form(content, name)) as response:
        return response.status, await response.json()


async def uploaded(desk: Desk, content: bytes, name: str = "照片.png") -> dict[str, Any]:
    """What the page learns of a file that was taken."""
    status, body = await upload(desk, content, name)
    assert status == 201, body
    return dict(body["file"])


async def send(desk: Desk, text: str = "", message_id: str = "m1", **things: Any) -> tuple[int, dict[str, Any]]:
    """`POST /chat/messages` with uploads or a place."""
    body = {"message_id": message_id, "text": text, "payload": "", **things}
    async with desk.client.post("/chat/messages", json=body) as response:
        return response.status, await response.json()


async def lines(desk: Desk) -> dict[str, Any]:
    """`GET /chat/lines` from the beginning."""
    async with desk.client.get("/chat/lines", params={"after": 0}) as response:
        return dict(await response.json())


async def become_another(desk: Desk) -> None:
    """Another visitor at the same browser."""
    jar = desk.client.session.cookie_jar
    assert isinstance(jar, CookieJar)
    jar.clear()
    async with desk.client.get("/"):
        pass


async def test_a_photo_goes_with_its_message(visitor: Desk) -> None:
    """Uploaded first, named in the message, shown in the history, given back byte for byte."""
    file = await uploaded(visitor, made.png(), "漏水.png")
    assert {**file, "key": ""} == {
        "key": "", "name": "漏水.png", "media_type": "image/png", "size": len(made.png()), "kind": "photo",
    }  # fmt: skip
    status, _ = await send(visitor, "楼道漏水", uploads=[file["key"]])
    assert status == 200
    said = (await lines(visitor))["lines"][0]
    assert (said["text"], said["files"]) == ("楼道漏水", [file])
    async with visitor.client.get(f"/chat/files/{file['key']}") as response:
        assert (response.status, await response.read()) == (200, made.png())


async def test_without_words_a_file_is_answered_as_ever(visitor: Desk) -> None:
    """A word that it arrived, and what to write now."""
    file = await uploaded(visitor, made.png())
    _, body = await send(visitor, uploads=[file["key"]])
    assert "收到" in body["lines"][0]["text"]


async def test_a_place_goes_with_a_message(visitor: Desk) -> None:
    """Latitude and longitude come back in the history, a tenth of a metre exact."""
    _, body = await send(visitor, place={"lat": 43.51260149, "lon": 123.5042})
    assert "收到" in body["lines"][0]["text"]
    said = (await lines(visitor))["lines"][0]
    assert (said["text"], said["place"]) == ("", {"lat": 43.512601, "lon": 123.5042})


async def test_a_message_that_is_sent_again_keeps_its_files(visitor: Desk) -> None:
    """After a lost answer the page sends the same message: one message, one file."""
    file = await uploaded(visitor, made.png())
    first = await send(visitor, "漏水", uploads=[file["key"]])
    again = await send(visitor, "漏水", uploads=[file["key"]])
    assert (again[0], again[1]["number"]) == (200, first[1]["number"])
    assert [line["files"] for line in (await lines(visitor))["lines"] if line["speaker"] == "citizen"] == [[file]]


@pytest.mark.parametrize("path", ["/chat/files/{key}", "/chat/files/{key}?preview=1"])
async def test_a_file_is_given_to_its_owner_only(visitor: Desk, path: str) -> None:
    """Another visitor with the right key, and whoever has no cookie, gets nothing."""
    file = await uploaded(visitor, made.png())
    address = path.format(key=file["key"])
    async with visitor.client.get(address) as response:
        assert response.status == 200
    await become_another(visitor)
    async with visitor.client.get(address) as response:
        assert response.status == 404
    assert (await send(visitor, "看", uploads=[file["key"]]))[0] == 410
    jar = visitor.client.session.cookie_jar
    assert isinstance(jar, CookieJar)
    jar.clear()
    async with visitor.client.get(address) as response:
        assert response.status == 401


async def test_nothing_in_a_file_can_run(visitor: Desk) -> None:
    """A download is saved under its own name; a preview is a picture in a sandbox; nobody guesses types."""
    file = await uploaded(visitor, made.jpeg(), "现场.jpg")
    for query, disposition in (("", "attachment"), ("?preview=1", "inline")):
        async with visitor.client.get(f"/chat/files/{file['key']}{query}") as response:
            headers = response.headers
            assert response.content_type == "image/jpeg"
        assert headers["Content-Disposition"].startswith(f"{disposition}; ")
        assert "filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg" in headers["Content-Disposition"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_a_preview_does_not_tell_where_a_photo_was_taken(visitor: Desk) -> None:
    """The original does: the desk may need it."""
    file = await uploaded(visitor, made.jpeg(), "现场.jpg")
    async with visitor.client.get(f"/chat/files/{file['key']}") as response:
        assert made.GPS_NOTE in await response.read()
    async with visitor.client.get(f"/chat/files/{file['key']}", params={"preview": "1"}) as response:
        assert made.GPS_NOTE not in await response.read()


@pytest.mark.parametrize("content", [made.PDF, made.media(b"heic", b"mif1")])
async def test_what_no_browser_shows_has_no_preview(visitor: Desk, content: bytes) -> None:
    """404 for the preview, the file itself is there."""
    file = await uploaded(visitor, content)
    async with visitor.client.get(f"/chat/files/{file['key']}", params={"preview": "1"}) as response:
        assert response.status == 404
    async with visitor.client.get(f"/chat/files/{file['key']}") as response:
        assert response.status == 200


@pytest.mark.parametrize("key", ["x", "0" * 32, "..%2f..%2fkeys.txt", "..", "%00", "A" * 32])
async def test_a_key_that_is_none_leads_nowhere(visitor: Desk, key: str) -> None:
    """No path out of the folder."""
    status, _ = await visitor.raw(
        f"GET /chat/files/{key} HTTP/1.1\r\nHost: x\r\nCookie: {COOKIE}={'a' * 43}\r\nConnection: close\r\n\r\n".encode()
    )
    assert status in (400, 404)


@pytest.mark.parametrize(
    ("content", "status", "code", "word"),
    [
        (b"", 400, "file_empty", "空的"),
        (b"MZ\x90\0", 415, "file_not_allowed", "PDF"),
        (b"<html><script>alert(1)</script>", 415, "file_not_allowed", "压缩包"),
        (made.png() + made.archive(), 415, "file_unsafe", "宏"),
        (made.PDF + b"\0" * MEGABYTE, 413, "file_too_large", "小于1MB"),
    ],
    ids=["empty", "program", "page", "two-in-one", "large"],
)
async def test_what_is_not_taken_is_explained(
    small_desk: Desk, content: bytes, status: int, code: str, word: str
) -> None:
    """A status for the page and a sentence with what to do for people."""
    got, body = await upload(small_desk, content)
    assert (got, body["error"]["code"]) == (status, code)
    assert word in body["error"]["message"]


async def test_a_file_is_as_large_as_the_setting_allows(visitor: Desk) -> None:
    """Twenty megabytes, which is far more than any other request may bring."""
    content = made.PDF + b"\0" * (20 * MEGABYTE - len(made.PDF))
    file = await uploaded(visitor, content, "大.pdf")
    assert file["size"] == 20 * MEGABYTE
    async with visitor.client.get(f"/chat/files/{file['key']}") as response:
        assert await response.read() == content
    assert (await upload(visitor, content + b"\0"))[0] == 413


async def test_a_length_that_was_not_told_does_not_help(small_desk: Desk) -> None:
    """A form that comes in pieces is cut off where the limit is."""

    async def pieces() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        for _ in range(40):
            yield made.PDF.ljust(64 * 1024, b"\0")

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with small_desk.client.post("/chat/uploads", data=pieces(), headers=headers) as response:
        assert response.status == 413


async def test_too_many_at_once_are_asked_to_wait(visitor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When uploads fill the memory that they may take, the next is told to come again; later there is room."""
    monkeypatch.setattr(uploads, "MOST_IN_FLIGHT", 1000)
    async with visitor.client.post("/chat/uploads", data=form(made.PDF + b"\0" * 2000)) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "20")
    assert (await upload(visitor, made.PDF))[0] == 201


async def test_a_hasty_uploader_is_slowed_down(small_desk: Desk) -> None:
    """429 with the seconds to wait."""
    statuses = [(await upload(small_desk, made.PDF))[0] for _ in range(4)]
    assert statuses == [201, 201, 201, 429]


async def test_without_a_cookie_nothing_is_taken(desk: Desk) -> None:
    """401, as for messages."""
    assert (await upload(desk, made.PDF))[0] == 401


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        (b"x", {"Content-Type": "application/json"}),
        (b"x", {"Content-Type": "image/png"}),
        (b"x", {"Content-Type": "multipart/form-data"}),
        (b"x", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"--x\r\n\r\n", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\ny\r\n--x--', {"Content-Type": "multipart/form-data; boundary=x"}),
    ],
    ids=["json", "bare-file", "no-boundary", "no-part", "half-a-part", "other-field"],
)  # fmt: skip
async def test_what_is_no_form_is_refused(visitor: Desk, data: bytes, headers: dict[str, str]) -> None:
    """400 or 415, never 500."""
    async with visitor.client.post("/chat/uploads", data=data, headers=headers) as response:
        assert response.status in (400, 415)


@pytest.mark.parametrize(
    "things",
    [
        {"uploads": "x"}, {"uploads": [7]}, {"uploads": {}}, {"uploads": ["x"] * 21}, {"place": []}, {"place": {}},
        {"place": {"lat": "43", "lon": 123}}, {"place": {"lat": 91, "lon": 0}}, {"place": {"lat": 0, "lon": 181}},
        {"place": {"lat": True, "lon": 1}},
    ],
)  # fmt: skip
async def test_things_must_have_their_shape(visitor: Desk, things: dict[str, Any]) -> None:
    """400 for anything else."""
    assert (await send(visitor, "x", **things))[0] == 400


async def test_a_place_must_be_on_earth(visitor: Desk) -> None:
    """JSON of other makers may hold numbers that are none."""
    body = b'{"message_id": "m", "text": "", "place": {"lat": NaN, "lon": 1}}'
    headers = {"Content-Type": "application/json"}
    async with visitor.client.post("/chat/messages", data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_message_brings_nine_files_at_most(visitor: Desk) -> None:
    """The tenth is refused with a sentence, and nothing is stored."""
    keys = [(await uploaded(visitor, made.PDF))["key"] for _ in range(10)]
    status, body = await send(visitor, "看", uploads=keys)
    assert (status, body["error"]["code"]) == (400, "file_too_many")
    assert (await lines(visitor))["lines"] == []
    assert (await send(visitor, "看", uploads=keys[:9]))[0] == 200


async def test_a_file_that_was_removed_meanwhile_is_told(visitor: Desk) -> None:
    """Whoever comes back after days with a message that waited is asked to choose the file again."""
    file = await uploaded(visitor, made.PDF)
    stores, now = visitor.program.stores, visitor.program.clock.now()
    await stores.uploads.take_unsent(now)
    status, body = await send(visitor, "看", uploads=[file["key"]])
    assert (status, body["error"]["code"]) == (410, "file_gone")
    assert "重新选" in body["error"]["message"]
