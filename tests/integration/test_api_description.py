"""`/api/v1/openapi.json` describes what the interface does: every route, every answer."""

import re
from typing import Any

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from tests.integration.desk import Desk
from tests.integration.json_shape import faults, resolved

FOR_THE_PAGE = re.compile(r"/$|/chat/|/static/|/telegram/|/letters/|/desk(?:/|$)")
"""Routes that the chat page, the letters, the staff's pages and Telegram use among themselves."""


@pytest.fixture
async def description(desk: Desk) -> dict[str, Any]:
    """The description as a caller reads it, without a key."""
    async with desk.client.get("/api/v1/openapi.json") as response:
        assert response.status == 200
        return dict(await response.json())


def operations(description: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation by method and path."""
    return {
        (method.upper(), path): operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }


def routes(desk: Desk) -> set[tuple[str, str]]:
    """Every route of the running program that is meant for other programs."""
    return {
        (route.method, route.resource.canonical)
        for route in desk.client.server.app.router.routes()
        if route.resource and route.method != "HEAD" and not FOR_THE_PAGE.match(route.resource.canonical)
    }


async def test_every_route_is_described_and_every_description_exists(desk: Desk, description: dict[str, Any]) -> None:
    """Neither side has anything that the other lacks."""
    assert set(operations(description)) == routes(desk)


async def test_it_is_openapi_with_bearer_keys(description: dict[str, Any]) -> None:
    """The version, the way to authenticate, and which routes need no key."""
    assert description["openapi"].startswith("3.1.")
    (scheme,) = description["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    free = {path for (_, path), operation in operations(description).items() if operation.get("security") == []}
    assert free == {"/api/v1/openapi.json", "/healthz", "/readyz", "/metrics"}


async def test_every_route_that_needs_a_key_refuses_without(desk: Desk, description: dict[str, Any]) -> None:
    """What is said of keys is true of every route."""
    for (method, path), operation in operations(description).items():
        async with desk.client.request(
            method, path.format(code="SL-GA-003", number="SL20261122-0007-E"), json={}
        ) as response:
            assert (response.status == 401) is (operation.get("security") != []), path


async def test_every_reference_points_somewhere(description: dict[str, Any]) -> None:
    """No dangling reference, and no component that nothing uses."""
    references = set(re.findall(r"'\$ref': '([^']+)'", str(description)))
    for reference in references:
        resolved(reference, description)
    parts = {
        f"#/components/{group}/{name}"
        for group in ("schemas", "responses", "headers")
        for name in description["components"][group]
    }
    assert parts == references


async def test_the_words_of_the_program_are_all_described(description: dict[str, Any]) -> None:
    """Routes, facets and kinds are the same here and there."""
    schemas = description["components"]["schemas"]
    kinds = set(schemas["PlainMessage"]["properties"]["kind"]["enum"]) | {"guide", "clarify", "emergency"}
    assert kinds == set(Kind)
    assert set(schemas["Route"]["enum"]) == set(Route)
    assert schemas["Facet"]["enum"] == list(Facet) == schemas["Item"]["properties"]["facets"]["required"]


async def agree(desk: Desk, description: dict[str, Any], method: str, path: str, **request: Any) -> None:
    """A real answer is described for its status, and fits."""
    described = path.split("?", maxsplit=1)[0]
    described = re.sub(r"/items/.+", "/items/{code}", described)
    status, body = await desk.call(method, path, **request)
    answer = operations(description)[method, described]["responses"][str(status)]
    answer = resolved(answer["$ref"], description) if "$ref" in answer else answer
    assert faults(body, answer["content"]["application/json"]["schema"], description) == []


@pytest.mark.parametrize(
    "text",
    [
        "guide:SL-GA-003:materials", "useful:SL-GA-003:fee", "useless:SL-GA-003:fee", "start", "help", "new", "",
        "我家着火了快来人啊", "营业执照", "你好", "投诉一下楼下烧烤太吵", "转人工", "办" * 5000, "guide:SL-XX-999:fee",
    ],
)  # fmt: skip
async def test_answers_to_messages_fit(desk: Desk, description: dict[str, Any], text: str) -> None:
    """Every sort of answer is as described, with the engine and without."""
    body = {"conversation": "c", "message_id": "1", "text": text}
    await agree(desk, description, "POST", "/api/v1/messages", json=body)
    desk.engine.trouble = "broken"
    await agree(desk, description, "POST", "/api/v1/messages", json=body | {"message_id": "2"})


@pytest.mark.parametrize("text", ["身份证丢了怎么补", "我家着火了快来人啊", "😀", "我叫王小明，电话13812345678"])
async def test_analyses_fit(desk: Desk, description: dict[str, Any], text: str) -> None:
    """Every analysis is as described."""
    await agree(desk, description, "POST", "/api/v1/analyze", json={"text": text})


@pytest.mark.parametrize(
    "path",
    ["/api/v1/items", "/api/v1/items?q=身份证", "/api/v1/items?q=没有这样的", "/api/v1/items/SL-GA-003",
     "/api/v1/items/SL-XX-999", "/api/v1/items/身份证", "/healthz", "/readyz"],
)  # fmt: skip
async def test_what_can_be_fetched_fits(desk: Desk, description: dict[str, Any], path: str) -> None:
    """Lists, guides, unknown codes, health: as described."""
    await agree(desk, description, "GET", path)


async def test_every_guide_fits(desk: Desk, description: dict[str, Any]) -> None:
    """Every published item is as described, all facets filled."""
    _, listed = await desk.call("GET", "/api/v1/items")
    for item in listed["items"]:
        await agree(desk, description, "GET", f"/api/v1/items/{item['code']}")


@pytest.mark.parametrize(
    ("path", "request_"),
    [
        ("/api/v1/messages", {"json": {}}),
        ("/api/v1/messages", {"data": b"x"}),
        ("/api/v1/messages", {"json": {"conversation": "c", "message_id": "1", "text": "办" * 20_001}}),
        ("/api/v1/analyze", {"json": []}),
        ("/api/v1/analyze", {"data": b"x"}),
    ],
    ids=["no-fields", "no-json", "too-long", "analyze-list", "analyze-no-json"],
)
async def test_refusals_fit(desk: Desk, description: dict[str, Any], path: str, request_: dict[str, Any]) -> None:
    """Every refusal is described with its status and shape."""
    await agree(desk, description, "POST", path, **request_)
    desk.key = "wrong"
    await agree(desk, description, "POST", path, **request_)
