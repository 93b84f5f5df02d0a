"""The endpoint that the engine calls: secret, action, faults, size."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.answer import ActionAnswer
from bot.adapters.knowledge.book import Knowledge
from bot.adapters.rasa.action_server import ActionServer
from bot.adapters.rasa.answerer import DeskAnswerer
from tests.integration.fake_engine import SECRET_HEADER, action_call

SECRET = "a-secret-of-this-test"
KNOWN = {SECRET_HEADER: SECRET}
PATH = "/internal/actions"
MESSAGE = {
    "text": "居民身份证丢失补领要什么材料",
    "message_id": "17",
    "intent_ranking": [{"name": "ask_materials", "confidence": 1.0}],
    "readings": [],
    "metadata": {},
}


class Broken(Action):
    """An action that fails."""

    def name(self) -> str:
        """As it is called."""
        return "action_broken"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Fail."""
        raise RuntimeError("the inside")


class Refusing(Action):
    """An action that rejects its execution, as forms do."""

    def name(self) -> str:
        """As it is called."""
        return "action_refusing"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Refuse."""
        raise ActionExecutionRejection("action_refusing", "not now")


@pytest.fixture
async def server(knowledge: Knowledge) -> AsyncIterator[TestClient[Any, Any]]:
    """The endpoint with the real action and two bad ones."""
    actions = [ActionAnswer(DeskAnswerer(lambda: knowledge.desk)), Broken(), Refusing()]
    async with TestClient(TestServer(ActionServer(actions, SECRET).app())) as client:
        yield client


async def call(server: TestClient[Any, Any], body: object, **request: Any) -> tuple[int, dict[str, Any]]:
    """Status and answer."""
    async with server.post(PATH, **{"json": body, "headers": KNOWN, **request}) as response:
        return response.status, await response.json()


async def test_the_action_answers(server: TestClient[Any, Any]) -> None:
    """The outcome stands in the response's custom part."""
    status, body = await call(server, action_call(MESSAGE))
    (response,) = body["responses"]
    assert (status, body["events"], response["custom"]["route"]) == (200, [], "guide")
    assert response["custom"]["replies"][0]["data"]["item"] == "SL-GA-003"


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}])
async def test_nobody_gets_in_without_the_secret(server: TestClient[Any, Any], headers: dict[str, str]) -> None:
    """401, before anything is read."""
    assert (await call(server, action_call(MESSAGE), headers=headers))[0] == 401


async def test_odd_bytes_are_no_secret(server: TestClient[Any, Any]) -> None:
    """A header that is no text is wrong, not a fault of ours."""
    assert (await call(server, action_call(MESSAGE), headers={SECRET_HEADER: "\udcff"}))[0] == 401


async def test_an_unknown_action_is_said_to_be_unknown(server: TestClient[Any, Any]) -> None:
    """404 with the action's name, as Rasa expects it."""
    status, body = await call(server, action_call(MESSAGE, "action_nobody_wrote"))
    assert (status, body["action_name"]) == (404, "action_nobody_wrote")


async def test_a_call_without_a_domain_is_answered(server: TestClient[Any, Any]) -> None:
    """Rasa is told to keep its domain to itself."""
    body = action_call(MESSAGE)
    del body["domain"]
    assert (await call(server, body))[0] == 200


async def test_a_refusal_is_told_as_rasa_expects_it(server: TestClient[Any, Any]) -> None:
    """400 with `error` and `action_name`."""
    refused = await call(server, action_call(MESSAGE, "action_refusing"))
    assert refused == (400, {"error": "not now", "action_name": "action_refusing"})


async def test_a_failing_action_tells_nothing_of_its_inside(server: TestClient[Any, Any]) -> None:
    """500, the trace stays in the log."""
    status, body = await call(server, action_call(MESSAGE, "action_broken"))
    assert (status, body) == (500, {"error": "failed", "action_name": "action_broken"})


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(server: TestClient[Any, Any], body: bytes) -> None:
    """400."""
    assert (await call(server, None, json=None, data=body))[0] == 400


@pytest.mark.parametrize("body", [[], "x", 7, None])
async def test_what_is_no_call_is_refused(server: TestClient[Any, Any], body: object) -> None:
    """400 for JSON that calls nothing."""
    assert (await call(server, body))[0] == 400


async def test_a_long_conversation_fits(server: TestClient[Any, Any]) -> None:
    """A tracker of many megabytes is taken."""
    body = action_call(MESSAGE)
    body["tracker"]["events"] = [{"event": "user", "text": "办" * 200, "timestamp": 0.0}] * 4000
    large = io.BytesIO(json.dumps(body).encode())
    headers = KNOWN | {"Content-Type": "application/json"}
    assert (await call(server, None, json=None, data=large, headers=headers))[0] == 200
