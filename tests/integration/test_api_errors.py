"""The interface under bad calls: each has its status and says why, in JSON."""

import asyncio
import gzip
import io
import json
from typing import Any

import pytest

from bot.web import HEADERS
from tests.integration.desk import Desk

MESSAGES, ANALYZE = "/api/v1/messages", "/api/v1/analyze"
GOOD = {"conversation": "c", "message_id": "1", "text": "start"}
AS_JSON = {"Content-Type": "application/json"}
PLACES = [
    ("POST", MESSAGES), ("POST", ANALYZE), ("GET", "/api/v1/items"), ("GET", "/api/v1/items/SL-GA-003"),
]  # fmt: skip


def is_fault(body: dict[str, Any], code: str) -> bool:
    """The shape of every error: a code for programs, a sentence for people."""
    return set(body) == {"error"} and set(body["error"]) == {"code", "message"} and body["error"]["code"] == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "no_key"),
        ("", "no_key"),
        ("Bearer", "no_key"),
        ("Bearer ", "no_key"),
        ("Basic dGVzdGVyOng=", "no_key"),
        ("Bearer wrong", "unknown_key"),
        ("bearer " + "x" * 5000, "unknown_key"),
    ],
    ids=["missing", "empty", "no-secret", "blank-secret", "other-scheme", "wrong", "very-long"],
)
@pytest.mark.parametrize(("method", "path"), PLACES)
async def test_nobody_gets_in_without_a_key(desk: Desk, method: str, path: str, header: str | None, code: str) -> None:
    """401 with the way to do it right, on every route."""
    headers = {} if header is None else {"Authorization": header}
    async with desk.client.request(method, path, headers=headers, json=GOOD) as response:
        body = await response.json()
        assert (response.status, response.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert is_fault(body, code)


async def test_a_revoked_key_is_refused(desk: Desk) -> None:
    """A key stops working as soon as it is revoked."""
    assert (await desk.ask("start"))[0] == 200
    await desk.program.stores.keys.revoke("tester", desk.program.clock.now())
    status, body = await desk.ask("start", "2")
    assert status == 401
    assert is_fault(body, "unknown_key")


async def test_a_key_of_odd_bytes_is_refused(desk: Desk) -> None:
    """Bytes that are no text are an unknown key, not a fault of ours."""
    status, _ = await desk.raw(
        b"GET /api/v1/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\nConnection: close\r\n\r\n"
    )
    assert status == 401


@pytest.mark.parametrize("path", [MESSAGES, ANALYZE])
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense", ""]
)
async def test_only_json_is_taken(desk: Desk, path: str, content_type: str) -> None:
    """415 for every other type of content."""
    headers = {"Content-Type": content_type}
    status, body = await desk.call_with(headers, path, json.dumps(GOOD).encode())
    assert status == 415
    assert is_fault(body, "unsupported_media_type")


@pytest.mark.parametrize("path", [MESSAGES, ANALYZE])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'text': 1}",
        b'["text"]',
        b'"text"',
        b"null",
        b"17",
        b"\x00\xff\xfe\x80",
        b'{"text": "\xff"}',
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
    ids=[
        "empty", "cut-off", "python", "list", "string", "null", "number", "binary", "not-utf-8", "deep",
        "endless-number",
    ],
)  # fmt: skip
async def test_what_is_no_json_object_is_refused(desk: Desk, path: str, body: bytes) -> None:
    """400, whatever the bytes are."""
    status, answer = await desk.call_with(AS_JSON, path, body)
    assert status == 400
    assert is_fault(answer, "bad_json")


@pytest.mark.parametrize("charset", ["nonsense", "base64", "undefined", "idna", "utf-16"])
async def test_a_strange_charset_is_refused(desk: Desk, charset: str) -> None:
    """400 for a body that cannot be read in the charset it claims."""
    headers = {"Content-Type": f"application/json; charset={charset}"}
    status, answer = await desk.call_with(headers, MESSAGES, '{"text": "双辽"}x'.encode())
    assert status == 400
    assert is_fault(answer, "bad_json")


async def test_broken_compression_is_refused(desk: Desk) -> None:
    """A body that claims to be compressed and is not is the caller's fault."""
    status, _ = await desk.call_with(AS_JSON | {"Content-Encoding": "gzip"}, MESSAGES, b"not gzip")
    assert status == 400


async def test_a_compressed_bomb_is_refused(desk: Desk) -> None:
    """A small body that unpacks to many megabytes is too large."""
    bomb = gzip.compress(b'{"text": "' + b" " * 20_000_000 + b'"}')
    status, _ = await desk.call_with(AS_JSON | {"Content-Encoding": "gzip"}, MESSAGES, bomb)
    assert status in (400, 413)


@pytest.mark.parametrize("field", ["conversation", "message_id", "text"])
@pytest.mark.parametrize("value", ["missing", None, 7, 1.5, True, [], {}, ["a"]], ids=str)
async def test_every_field_must_be_there_and_be_text(desk: Desk, field: str, value: object) -> None:
    """400 that names the field."""
    body: dict[str, object] = dict(GOOD)
    if value == "missing":
        del body[field]
    else:
        body[field] = value
    status, answer = await desk.call("POST", MESSAGES, json=body)
    assert status == 400
    assert is_fault(answer, "bad_field")
    assert field in answer["error"]["message"]


@pytest.mark.parametrize("field", ["conversation", "message_id"])
@pytest.mark.parametrize(("value", "code"), [("", "bad_field"), ("\x00", "bad_field"), ("x" * 101, "too_long")])
async def test_names_must_have_one_to_a_hundred_characters(desk: Desk, field: str, value: str, code: str) -> None:
    """400 for an empty or endless name of a conversation or a message."""
    status, answer = await desk.call("POST", MESSAGES, json=GOOD | {field: value})
    assert status == 400
    assert is_fault(answer, code)


@pytest.mark.parametrize("field", ["conversation", "message_id", "text"])
async def test_half_a_character_is_refused(desk: Desk, field: str) -> None:
    """400 for lone surrogates, which no keyboard makes and no database keeps."""
    body = json.dumps(GOOD | {field: "甲\ud83d乙"}).encode()
    status, answer = await desk.call_with(AS_JSON, MESSAGES, body)
    assert status == 400
    assert is_fault(answer, "bad_field")


@pytest.mark.parametrize("path", [MESSAGES, ANALYZE])
async def test_too_long_a_text_is_refused(desk: Desk, path: str) -> None:
    """413 above 20,000 characters; nothing is stored."""
    status, answer = await desk.call("POST", path, json=GOOD | {"text": "办" * 20_001})
    assert status == 413
    assert is_fault(answer, "too_long")
    assert "20000" in answer["error"]["message"]


@pytest.mark.parametrize("path", [MESSAGES, ANALYZE])
async def test_too_large_a_body_is_refused(desk: Desk, path: str) -> None:
    """413 above one MiB."""
    body = json.dumps(GOOD | {"padding": "x" * 1024 * 1024}).encode()
    status, answer = await desk.call_with(AS_JSON, path, io.BytesIO(body))
    assert status == 413
    assert is_fault(answer, "too_large")


async def test_fields_that_nobody_knows_do_no_harm(desk: Desk) -> None:
    """A newer caller may send more."""
    assert (await desk.call("POST", MESSAGES, json=GOOD | {"locale": "zh"}))[0] == 200


async def test_too_many_calls_are_told_when_to_come_back(desk: Desk) -> None:
    """429 with whole seconds, for this key only; the calls before were served."""
    hurried = await desk.program.stores.keys.add("hurried", 3, desk.program.clock.now())
    patient, desk.key = desk.key, hurried
    statuses = [(await desk.ask("start", str(number)))[0] for number in range(3)]
    async with desk.client.get("/api/v1/items", headers=desk.headers) as response:
        body = await response.json()
        assert (response.status, 1 <= int(response.headers["Retry-After"]) <= 20) == (429, True)
    assert statuses == [200, 200, 200]
    assert is_fault(body, "too_many")
    desk.key = patient
    assert (await desk.ask("start"))[0] == 200


@pytest.mark.parametrize(
    "path", ["/api", "/api/v1", "/api/v2/messages", "/api/v1/messages/", "/api/v1/items/SL-GA-003/x", "/%00", "/%ff"]
)
async def test_an_unknown_path_is_said_to_be_unknown(desk: Desk, path: str) -> None:
    """404 as JSON."""
    status, body = await desk.call("GET", path)
    assert status == 404
    assert is_fault(body, "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", MESSAGES), ("PUT", MESSAGES), ("DELETE", "/api/v1/items"), ("POST", "/healthz"), ("PATCH", "/")],
)
async def test_a_wrong_method_is_said_to_be_wrong(desk: Desk, method: str, path: str) -> None:
    """405 as JSON, with the methods that would do."""
    async with desk.client.request(method, path, headers=desk.headers) as response:
        assert (response.status, is_fault(await response.json(), "method_not_allowed")) == (405, True)
        assert response.headers["Allow"]


async def test_what_nobody_foresaw_is_told_without_its_inside(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 with an id that stands in the log; the caller sees no trace."""

    async def broken(_text: str) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(desk.program.analyst, "analyze", broken)
    async with desk.client.post(ANALYZE, json=GOOD, headers=desk.headers) as response:
        body = await response.json()
        assert response.headers.items() >= HEADERS.items()
    assert (response.status, is_fault(body, "internal")) == (500, True)
    assert "inside" not in str(body)
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.getMessage().split("(")[1].split(")")[0] in body["error"]["message"]


async def test_who_hangs_up_is_answered_all_the_same(desk: Desk) -> None:
    """A caller that goes away in the middle loses nothing: the answer waits for her."""
    desk.engine.trouble = "slow"
    call = asyncio.create_task(desk.ask("身份证丢了"))
    await desk.engine.reached.wait()
    call.cancel()
    desk.engine.let_go.set()
    assert (await desk.ask("身份证丢了"))[0] == 200
    assert len(desk.engine.turns) == 1


async def test_a_body_that_never_ends_well_breaks_nothing(desk: Desk) -> None:
    """A call that stops half-way is forgotten; the next is served."""
    reader, writer = await asyncio.open_connection("127.0.0.1", desk.client.port)
    writer.write(b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    del reader
    assert (await desk.ask("start"))[0] == 200
