"""Lists and guides, analysis, health and figures."""

import pytest

from bot.adapters.rasa import client
from bot.domain.guides.facet import Facet
from tests.integration.desk import Desk


async def test_the_list_has_every_item(desk: Desk) -> None:
    """All published items, by code."""
    status, body = await desk.call("GET", "/api/v1/items")
    codes = [item["code"] for item in body["items"]]
    guides = desk.program.knowledge.desk.catalogue.guides()
    assert (status, body["count"]) == (200, len(guides))
    assert codes == sorted(guide.code for guide in guides)


async def test_the_list_can_be_narrowed(desk: Desk) -> None:
    """By words of the name, by department, by both."""
    _, by_name = await desk.call("GET", "/api/v1/items", params={"q": "身份证"})
    _, by_office = await desk.call("GET", "/api/v1/items", params={"department": "市公安局"})
    _, by_both = await desk.call("GET", "/api/v1/items", params={"q": "身份证", "department": "市公安局"})
    _, none = await desk.call("GET", "/api/v1/items", params={"department": "市公安"})
    assert all("身份证" in item["name"] for item in by_name["items"])
    assert {item["department"] for item in by_office["items"]} == {"市公安局"}
    assert by_both["items"] == [item for item in by_name["items"] if item in by_office["items"]]
    assert by_both["count"] > 0
    assert none == {"items": [], "count": 0}


async def test_a_guide_has_every_facet(desk: Desk) -> None:
    """One item, all its facets in words."""
    status, body = await desk.call("GET", "/api/v1/items/SL-GA-003")
    assert (status, body["code"], body["sample"]) == (200, "SL-GA-003", True)
    assert list(body["facets"]) == list(Facet)
    assert all(body["facets"].values())


@pytest.mark.parametrize("code", ["SL-GA-999", "sl-ga-003", "身份证", "x" * 500, "..%2fSL-GA-003", "SL-GA-003%00"])
async def test_an_unknown_item_is_said_to_be_unknown(desk: Desk, code: str) -> None:
    """404 that repeats no more than the beginning of the code."""
    status, body = await desk.call("GET", f"/api/v1/items/{code}")
    assert (status, body["error"]["code"]) == (404, "no_such_item")
    assert len(body["error"]["message"]) < 100


async def test_an_analysis_stores_nothing(desk: Desk) -> None:
    """What a text means, masked, and no trace of it."""
    desk.engine.reads["[姓名]"] = {}
    status, body = await desk.call(
        "POST", "/api/v1/analyze", json={"text": "居民身份证丢失补领要多少钱，我的电话13812345678"}
    )
    assert (status, body["route"], body["urgent"], body["items"][0]["code"]) == (200, "guide", False, "SL-GA-003")
    assert "13812345678" not in str(body)
    assert await desk.program.stores.outbox.counts() == {}
    assert desk.engine.turns == []


async def test_an_emergency_is_urgent(desk: Desk) -> None:
    """Operators see at once that a life is at stake, whatever the engine says."""
    _, body = await desk.call("POST", "/api/v1/analyze", json={"text": "我家着火了快来人啊"})
    assert (body["route"], body["urgent"]) == ("emergency", True)


async def test_an_analysis_goes_on_without_the_engine(desk: Desk) -> None:
    """While the engine is down cues tell what is meant."""
    await desk.engine.die()
    status, body = await desk.call("POST", "/api/v1/analyze", json={"text": "居民身份证丢失补领收费吗，要多少钱"})
    assert (status, body["route"], body["facets"][0]) == (200, "guide", "fee")


async def test_the_program_is_alive_without_the_engine(desk: Desk) -> None:
    """`/healthz` asks nobody."""
    await desk.engine.die()
    assert await desk.call("GET", "/healthz") == (200, {"status": "ok"})


async def test_readiness_follows_the_engine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 while the engine is away, 200 as soon as it reads again."""
    monkeypatch.setattr(client, "REST_AFTER_FAILURE_S", 0)
    guides = len(desk.program.knowledge.desk.catalogue.guides())
    assert await desk.call("GET", "/readyz") == (200, {"engine": True, "guides": guides})
    await desk.engine.die()
    assert await desk.call("GET", "/readyz") == (503, {"engine": False, "guides": guides})
    await desk.engine.start()
    assert (await desk.call("GET", "/readyz"))[0] == 200


async def test_an_engine_without_a_model_is_not_ready(desk: Desk) -> None:
    """An engine that reads nothing into a text has no model yet."""
    desk.engine.reads["身份证丢了怎么补"] = {}
    assert (await desk.call("GET", "/readyz"))[0] == 503


async def test_figures_count_by_route_and_state(desk: Desk) -> None:
    """Requests by the pattern of their route, replies by channel and state; no key, no text."""
    await desk.ask("guide:SL-GA-003:fee")
    await desk.call("GET", "/api/v1/items/SL-GA-003")
    await desk.call("GET", "/nowhere")
    async with desk.client.get("/metrics") as response:
        text = await response.text()
        assert (response.status, response.content_type) == (200, "text/plain")
    for line in (
        'desk_requests_total{route="/api/v1/messages",status="200"} 1.0',
        'desk_requests_total{route="/api/v1/items/{code}",status="200"} 1.0',
        'desk_requests_total{route="unknown",status="404"} 1.0',
        'desk_outbox{channel="api",state="',
        "desk_conversations_busy ",
    ):
        assert line in text
    assert "身份证" not in text
