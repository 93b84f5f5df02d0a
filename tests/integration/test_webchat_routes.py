"""What the chat page asks of the program: cookie, history, messages, a fresh start, files."""

import asyncio
import hashlib
from http.cookies import Morsel
from typing import Any

import pytest
from aiohttp import CookieJar
from yarl import URL

from bot.channels.webchat import routes
from bot.channels.webchat.visitor import COOKIE
from bot.settings import Settings
from bot.web import HEADERS
from tests.integration.desk import Desk, opened
from tests.integration.fake_engine import FakeEngine

GUIDE = "guide:SL-GA-003:fee"
PAPERS = "居民身份证丢失补领要什么材料"


@pytest.fixture
async def visitor(desk: Desk) -> Desk:
    """A desk whose page was opened, so that there is a cookie."""
    async with desk.client.get("/") as response:
        assert response.status == 200
    return desk


async def send(desk: Desk, text: str, message_id: str = "m1", payload: str = "") -> tuple[int, dict[str, Any]]:
    """`POST /chat/messages` as the page does it."""
    body = {"message_id": message_id, "text": text, "payload": payload}
    async with desk.client.post("/chat/messages", json=body) as response:
        return response.status, await response.json()


async def lines(desk: Desk, after: int = 0) -> list[dict[str, Any]]:
    """`GET /chat/lines` as the page does it."""
    async with desk.client.get("/chat/lines", params={"after": after}) as response:
        assert response.status == 200
        return list((await response.json())["lines"])


def without_time(line: dict[str, Any]) -> dict[str, Any]:
    """A line whenever it was said."""
    return {name: value for name, value in line.items() if name != "at"}


def cookie(desk: Desk) -> Morsel[str]:
    """The visitor's cookie."""
    return desk.client.session.cookie_jar.filter_cookies(desk.client.make_url("/"))[COOKIE]


async def test_the_page_gives_a_cookie_once(desk: Desk) -> None:
    """A visitor gets a long random cookie that scripts cannot read; who has one keeps it."""
    async with desk.client.get("/") as response:
        given = response.cookies[COOKIE]
        assert (response.status, response.content_type) == (200, "text/html")
    assert (len(given.value), given["httponly"], given["samesite"], given["secure"]) == (43, True, "Lax", "")
    assert int(given["max-age"]) > 30 * 24 * 3600
    async with desk.client.get("/") as response:
        assert COOKIE not in response.cookies


async def test_over_https_the_cookie_is_secure(
    shared_knowledge: None, engine: FakeEngine, desk_settings: Settings
) -> None:
    """With PUBLIC_HTTPS the cookie never travels in the clear."""
    settings = desk_settings.model_copy(update={"public_https": True})
    async with opened(settings, engine) as desk, desk.client.get("/") as response:
        assert response.cookies[COOKIE]["secure"] is True


async def test_a_made_up_cookie_is_replaced(desk: Desk) -> None:
    """Only what looks like one of our cookies is kept."""
    async with desk.client.get("/", cookies={COOKIE: "x"}) as response:
        assert len(response.cookies[COOKIE].value) == 43


async def test_the_cookie_itself_is_not_stored(visitor: Desk) -> None:
    """Who reads the database cannot take a visitor's place."""
    await send(visitor, "start")
    token = cookie(visitor).value
    held = await visitor.program.stores.messages.waiting(visitor.program.clock.now(), 1)
    name = hashlib.sha256(token.encode()).hexdigest()[:40]
    assert held == []
    assert await visitor.program.stores.history.lines(f"web:{name}", 0, 10)
    assert await visitor.program.stores.history.lines(f"web:{token}", 0, 10) == []


async def test_a_message_is_answered_and_remembered(visitor: Desk) -> None:
    """The answer comes at once, and the history shows both sides after a reload."""
    status, body = await send(visitor, "收费", payload=GUIDE)
    (reply,) = body["lines"]
    assert (status, reply["speaker"], reply["kind"], reply["data"]["item"]) == (200, "assistant", "guide", "SL-GA-003")
    said, answer = await lines(visitor)
    assert (said["speaker"], said["text"], said["message_id"], said["number"]) == (
        "citizen",
        "收费",
        "m1",
        body["number"],
    )
    assert without_time(answer) == without_time(reply)
    assert await lines(visitor, after=body["number"]) == []


async def test_a_citizen_sees_her_own_words(visitor: Desk) -> None:
    """The history is not masked: it is hers."""
    await send(visitor, "我的电话13812345678")
    assert (await lines(visitor))[0]["text"] == "我的电话13812345678"


async def test_the_same_id_again_is_the_same_message(visitor: Desk) -> None:
    """A resend after a lost answer brings that answer, not a second one."""
    _, first = await send(visitor, PAPERS)
    status, again = await send(visitor, PAPERS)
    assert (status, again["number"]) == (200, first["number"])
    assert [without_time(line) for line in again["lines"]] == [without_time(line) for line in first["lines"]]
    assert len(await lines(visitor)) == 2
    assert len(visitor.engine.turns) == 1


async def test_a_late_answer_is_fetched_from_the_history(visitor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """202 when the answer takes too long; it stands in the history as soon as it is there."""
    monkeypatch.setattr(routes, "ANSWER_WITHIN_S", 0.05)
    visitor.engine.trouble = "slow"
    status, body = await send(visitor, PAPERS)
    assert (status, body["lines"]) == (202, [])
    assert [line["speaker"] for line in await lines(visitor)] == ["citizen"]
    visitor.engine.let_go.set()
    assert await visitor.program.workers.answered(body["number"], 5)
    assert [line["speaker"] for line in await lines(visitor)] == ["citizen", "assistant"]


async def test_messages_sent_together_keep_their_order(visitor: Desk) -> None:
    """A hasty writer gets every answer, in the order in which the messages were stored."""
    answers = await asyncio.gather(*(send(visitor, "start", f"m{number}") for number in range(5)))
    assert {status for status, _ in answers} == {200}
    seen = [line["number"] for line in await lines(visitor)]
    assert seen == sorted(seen)
    assert len(seen) == 10


async def test_without_a_cookie_nothing_is_taken(desk: Desk) -> None:
    """401 for a message; the history is empty rather than somebody else's."""
    status, body = await send(desk, "start")
    assert (status, body["error"]["code"]) == (401, "no_cookie")
    assert await lines(desk) == []


@pytest.mark.parametrize("value", ["short", "x" * 44, "身" * 43])
async def test_a_cookie_of_another_shape_is_none(desk: Desk, value: str) -> None:
    """A cookie that we cannot have given opens nothing."""
    desk.client.session.cookie_jar.update_cookies({COOKIE: value}, desk.client.make_url("/"))
    assert (await send(desk, "start"))[0] == 401


async def test_visitors_do_not_see_each_other(visitor: Desk) -> None:
    """Another cookie is another conversation, also for the same message id."""
    await send(visitor, "收费", payload=GUIDE)
    jar = visitor.client.session.cookie_jar
    assert isinstance(jar, CookieJar)
    jar.clear()
    async with visitor.client.get("/"):
        assert await lines(visitor) == []
    status, body = await send(visitor, "start")
    assert (status, body["lines"][0]["kind"] == "guide") == (200, False)


async def test_a_fresh_start_gives_a_new_conversation(visitor: Desk) -> None:
    """`/chat/new` changes the cookie: the history is empty and nothing is talked about."""
    await send(visitor, "收费", payload=GUIDE)
    before = cookie(visitor).value
    async with visitor.client.post("/chat/new", json={}) as response:
        assert (response.status, await response.json()) == (200, {"lines": []})
    assert cookie(visitor).value != before
    assert await lines(visitor) == []


async def test_too_hasty_a_visitor_is_slowed_down(
    shared_knowledge: None, engine: FakeEngine, desk_settings: Settings
) -> None:
    """429 with the seconds to wait, for this visitor only; what was sent before is answered."""
    async with opened(desk_settings.model_copy(update={"webchat_per_minute": 2}), engine) as desk:
        async with desk.client.get("/"):
            statuses = [(await send(desk, "start", f"m{number}"))[0] for number in range(3)]
        assert statuses == [200, 200, 429]
        body = {"message_id": "m9", "text": "start"}
        async with desk.client.post("/chat/messages", json=body) as response:
            assert int(response.headers["Retry-After"]) in range(1, 31)
        async with desk.client.post("/chat/new", json={}):
            assert (await send(desk, "start"))[0] == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "x"}, 400), ({"message_id": "", "text": "x"}, 400), ({"message_id": "m" * 65, "text": "x"}, 400),
        ({"message_id": 7, "text": "x"}, 400), ({"message_id": "m", "text": 7}, 400),
        ({"message_id": "m", "text": "办" * 5001}, 413), ({"message_id": "m", "text": "x", "payload": "p" * 101}, 400),
        ([], 400), ("x", 400), ({"message_id": "m"}, 200), ({"message_id": "m", "text": "办" * 5000}, 200),
    ],
)  # fmt: skip
async def test_a_message_must_have_its_shape(visitor: Desk, body: object, status: int) -> None:
    """Each wrong field has its status, with an error in JSON."""
    async with visitor.client.post("/chat/messages", json=body) as response:
        assert response.status == status
        assert ("error" in await response.json()) is (status != 200)


async def test_a_form_cannot_post(visitor: Desk) -> None:
    """What another site's form could send is refused: only JSON is taken."""
    async with visitor.client.post("/chat/messages", data={"message_id": "m", "text": "x"}) as response:
        assert response.status == 415


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "１", "9" * 13, ""])
async def test_a_position_must_be_a_number(visitor: Desk, after: str) -> None:
    """400 for anything else."""
    async with visitor.client.get("/chat/lines", params={"after": after}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("GET", "/chat/lines"), ("GET", "/static/chat/chat.css"), ("GET", "/static/chat/nothing.js"),
        ("GET", "/static/chat/"), ("GET", "/nowhere"), ("PUT", "/"), ("POST", "/chat/messages"), ("GET", "/healthz"),
        ("GET", "/metrics"), ("GET", "/readyz"), ("POST", "/api/v1/messages"), ("GET", "/api/v1/openapi.json"),
    ],
)  # fmt: skip
async def test_every_response_is_guarded(desk: Desk, method: str, path: str) -> None:
    """Page, file, answer and error alike forbid framing, guessing of types, and anything from elsewhere."""
    async with desk.client.request(method, path) as response:
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("chat.css", "css"), ("js/main.js", "javascript"), ("js/outbox.js", "javascript")],
)
async def test_files_of_the_page_are_served(desk: Desk, name: str, content_type: str) -> None:
    """Style and scripts, each with its type."""
    async with desk.client.get(f"/static/chat/{name}") as response:
        assert (response.status, response.content_type.rpartition("/")[2]) == (200, content_type)


@pytest.mark.parametrize(
    "path",
    [
        "/static/chat/../routes.py", "/static/chat/%2e%2e/routes.py", "/static/chat/..%2froutes.py",
        "/static/chat/....//routes.py", "/static/chat/js/../../routes.py", "/static/chat//etc/passwd",
        "/static/chat/%2fetc%2fpasswd", "/static/chat/..%5croutes.py", "/static/chat/index.html%00.js",
        "/static/", "/static/chat/", "/static/chat/js",
    ],
)  # fmt: skip
async def test_no_way_leads_out_of_the_folder(desk: Desk, path: str) -> None:
    """Whatever the path, nothing but the page's own files is served, and no folder is listed."""
    status, answer = await desk.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert status in (400, 403, 404)
    assert b"import" not in answer
    assert b"root:" not in answer
    assert URL(path, encoded=True).path.startswith("/static")


async def test_a_message_that_is_sent_again_has_the_time_of_its_answer(visitor: Desk) -> None:
    """Not the time of the second delivery: the page would show the lines in another order than the history."""
    await send(visitor, PAPERS, "m1")
    await asyncio.sleep(0.05)
    again = await send(visitor, PAPERS, "m1")
    kept = [line["at"] for line in await lines(visitor) if line["speaker"] == "assistant"]
    assert [line["at"] for line in again[1]["lines"]] == kept
