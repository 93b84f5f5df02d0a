"""What a caller reads when something is wrong, and what counts as wrong."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.http_errors import Fault, errors_as_json, json_body, text_field
from bot.services.ports import EngineUnavailable
from bot.services.talk.intake import MessageTooLong

FAILURES: dict[str, Exception] = {
    "fault": Fault(429, "too_many", "太快了。", {"Retry-After": "7"}),
    "long": MessageTooLong(20000),
    "engine": EngineUnavailable("10.0.0.7 refused"),
    "bug": KeyError("the secret 13812345678"),
    "gone": web.HTTPGone(),
}


async def echo(request: web.Request) -> web.Response:
    """The body, as it was read."""
    return web.json_response(await json_body(request))


async def fail(request: web.Request) -> web.Response:
    """The failure that the path names."""
    raise FAILURES[request.match_info["what"]]


async def leave(_request: web.Request) -> web.Response:
    """Somewhere else."""
    raise web.HTTPFound("/fail/fault")


@pytest.fixture
async def client() -> AsyncIterator[TestClient]:
    """A caller of a small server with the middleware."""
    app = web.Application(middlewares=[errors_as_json], client_max_size=20_000)
    app.router.add_post("/echo", echo)
    app.router.add_get("/fail/{what}", fail)
    app.router.add_get("/leave", leave)
    async with TestClient(TestServer(app)) as caller:
        yield caller


@pytest.mark.parametrize(
    ("path", "status", "code", "message"),
    [
        ("/fail/fault", 429, "too_many", "太快了。"),
        ("/fail/long", 413, "too_long", "消息太长，最多20000个字。"),
        ("/fail/engine", 503, "engine_unavailable", "理解引擎暂时不可用，请稍后再试。"),
        ("/nowhere", 404, "not_found", "没有这个地址。"),
        ("/echo", 405, "method_not_allowed", "这个地址不支持这种请求方法。"),
        ("/fail/gone", 410, "http_error", "请求不正确。"),
    ],
)
async def test_every_error_has_one_shape(client: TestClient, path: str, status: int, code: str, message: str) -> None:
    """Status, a code for programs, a sentence for people."""
    response = await client.get(path)
    assert response.status == status
    assert await response.json() == {"error": {"code": code, "message": message}}


@pytest.mark.parametrize(("path", "seconds"), [("/fail/fault", "7"), ("/fail/engine", "5")])
async def test_who_should_wait_is_told_how_long(client: TestClient, path: str, seconds: str) -> None:
    """Retry-After stands where coming back helps."""
    assert (await client.get(path)).headers["Retry-After"] == seconds


async def test_what_nobody_foresaw_shows_an_id_and_no_more(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The caller gets a number to quote, which stands in the log; nothing of the inside is shown."""
    response = await client.get("/fail/bug")
    body = await response.text()
    assert response.status == 500
    assert "secret" not in body
    name = re.search(r"编号([0-9a-f]{8})", body)
    assert name
    assert name[1] in caplog.text


async def test_a_way_to_another_address_is_no_error(client: TestClient) -> None:
    """Redirections pass through."""
    response = await client.get("/leave", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/fail/fault")


async def test_an_object_is_read(client: TestClient) -> None:
    """JSON in, whatever the letter case and charset of its type."""
    body = json.dumps({"text": "补证"}).encode()
    for kind in ("application/json", "application/json; charset=utf-8"):
        response = await client.post("/echo", data=body, headers={"Content-Type": kind})
        assert await response.json() == {"text": "补证"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"{}", "text/plain", 415, id="another-type"),
        pytest.param(b"a=1", "application/x-www-form-urlencoded", 415, id="a-form"),
        pytest.param(b"", "application/json", 400, id="nothing"),
        pytest.param(b"{", "application/json", 400, id="broken"),
        pytest.param(b"[1]", "application/json", 400, id="a-list"),
        pytest.param(b'"text"', "application/json", 400, id="a-string"),
        pytest.param(b"null", "application/json", 400, id="null"),
        pytest.param(b'{"text": "\xff\xfe"}', "application/json", 400, id="no-utf-8"),
        pytest.param(b"{}", "application/json; charset=klingon", 400, id="unknown-charset"),
        pytest.param(b'{"n": ' + b"[" * 9000 + b"]" * 9000 + b"}", "application/json", 400, id="too-deep"),
        pytest.param(b'{"n": ' + b"1" * 5000 + b"}", "application/json", 400, id="endless-number"),
        pytest.param(b'{"text": "' + b"a" * 30_000 + b'"}', "application/json", 413, id="too-large"),
    ],
)
async def test_what_is_no_object_is_refused(client: TestClient, body: bytes, kind: str, status: int) -> None:
    """The fault is the caller's, and is said to be: no body brings a 500."""
    response = await client.post("/echo", data=body, headers={"Content-Type": kind})
    assert response.status == status
    assert set(await response.json()) == {"error"}


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"text": "补证"}, "补证"),
        ({"text": "十个字以内的一句话"}, "十个字以内的一句话"),
        ({"text": "补\x00证"}, "补证"),
        ({"text": "😀"}, "😀"),
        ({"text": " "}, " "),
    ],
)
def test_a_text_is_taken_as_it_is(body: dict[str, Any], value: str) -> None:
    """Only the character that no store can hold is dropped."""
    assert text_field(body, "text", most=10) == value


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "bad_field"),
        ({"text": ""}, 400, "bad_field"),
        ({"text": None}, 400, "bad_field"),
        ({"text": 5}, 400, "bad_field"),
        ({"text": ["补证"]}, 400, "bad_field"),
        ({"text": "\ud800"}, 400, "bad_field"),
        ({"text": "字" * 11}, 413, "too_long"),
    ],
)
def test_what_is_no_text_is_refused(body: dict[str, Any], status: int, code: str) -> None:
    """Missing, of another kind, unwritable or too long: each says so."""
    with pytest.raises(Fault) as fault:
        text_field(body, "text", most=10)
    assert (fault.value.status, fault.value.code) == (status, code)
    assert "text" in fault.value.message


def test_a_field_may_be_left_out_where_it_may() -> None:
    """Missing and empty are the same there; another kind of value is still wrong."""
    assert text_field({}, "payload", most=10, required=False) == ""
    assert text_field({"payload": ""}, "payload", most=10, required=False) == ""
    with pytest.raises(Fault):
        text_field({"payload": 5}, "payload", most=10, required=False)


def test_only_a_long_text_is_too_large() -> None:
    """A name that is too long is a bad request."""
    with pytest.raises(Fault) as fault:
        text_field({"message_id": "m" * 11}, "message_id", most=10)
    assert fault.value.status == 400
