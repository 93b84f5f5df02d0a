"""What monitoring sees of the clocks and the tickets, and which waiting is no slowness."""

from dataclasses import replace
from datetime import timedelta

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.consoles.event_stream import HEADERS
from bot.domain.tickets.ticket import ClockRun
from bot.services.tickets.ports import Change
from bot.web import metrics_of
from tests.integration.desk import Desk
from tests.unit.domain.tickets.ticket_life_samples import NUMBER, OTHER, filed


async def figures(desk: Desk) -> dict[str, float]:
    """Every figure by its name and labels."""
    async with desk.client.get("/metrics") as response:
        lines = (await response.text()).splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


async def test_a_standstill_of_the_clocks_is_measured(desk: Desk) -> None:
    """Without end before the first round, next to nothing after it."""
    assert (await figures(desk))["desk_clock_heartbeat_age_seconds"] == float("inf")
    await desk.program.desk.clock_worker.once()
    assert 0 <= (await figures(desk))["desk_clock_heartbeat_age_seconds"] < 30


async def test_open_and_overdue_tickets_are_counted(desk: Desk) -> None:
    """As supervisors count them."""
    before = await figures(desk)
    assert (before['desk_tickets{state="open"}'], before['desk_tickets{state="overdue"}']) == (0, 0)
    now = desk.program.clock.now()
    for number, due_in in ((NUMBER, 1), (OTHER, -1)):
        run = ClockRun("accept", now - timedelta(days=3), now + timedelta(hours=due_in), "因为")
        ticket = replace(filed(number), clocks=(run,), query_code=number)
        await desk.program.stores.tickets.save(Change((ticket,)), now)
    after = await figures(desk)
    assert (after['desk_tickets{state="open"}'], after['desk_tickets{state="overdue"}']) == (2, 1)


async def test_waiting_for_news_is_no_slowness(desk: Desk) -> None:
    """Event streams and long polls are counted, their durations are not."""
    metrics = metrics_of(desk.program)

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        await response.write_eof()
        return response

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="好")

    app = web.Application(middlewares=[metrics.middleware])
    app.router.add_get("/desk/events", stream)
    app.router.add_get("/chat/news", page)
    app.router.add_get("/desk/", page)
    app.router.add_get("/metrics", metrics.page)
    async with TestClient(TestServer(app)) as client:
        for path in ("/desk/events", "/chat/news", "/desk/"):
            assert (await client.get(path)).status == 200
        text = await (await client.get("/metrics")).text()
    for path in ("/desk/events", "/chat/news", "/desk/"):
        assert f'desk_requests_total{{route="{path}",status="200"}} 1.0' in text
    assert 'desk_request_seconds_count{route="/desk/"} 1.0' in text
    assert 'desk_request_seconds_count{route="/desk/events"}' not in text
    assert 'desk_request_seconds_count{route="/chat/news"}' not in text
