"""Figures for monitoring, in Prometheus' text format at `/metrics`."""

import math
import time

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.adapters.store.outbox_store import SqlOutbox
from bot.domain.tickets.assessment import Trait
from bot.services.clocks.clock_work import Pulse
from bot.services.talk.workers import Workers
from bot.services.tickets.supervision import Supervision

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 8)
LONG_POLLS = frozenset({"/chat/news"})
"""They wait for news on purpose, as event streams do: how long says nothing of how quick the program is."""
COUNTED = {Trait.OPEN: "open", Trait.LATE_NOW: "overdue"}


class Metrics:
    """Requests and their durations by route, conversations in work, replies by state, the clocks, open tickets."""

    def __init__(self, workers: Workers, outbox: SqlOutbox, pulse: Pulse, supervision: Supervision) -> None:
        """A registry of its own, so that several programs can live in one test process."""
        self._workers, self._outbox, self._pulse, self._supervision = workers, outbox, pulse, supervision
        self._registry = CollectorRegistry()
        self._requests = Counter("desk_requests", "HTTP requests", ["route", "status"], registry=self._registry)
        self._seconds = Histogram(
            "desk_request_seconds", "Duration", ["route"], buckets=BUCKETS, registry=self._registry
        )
        self._busy = Gauge("desk_conversations_busy", "Conversations in work", registry=self._registry)
        self._replies = Gauge("desk_outbox", "Replies by state", ["channel", "state"], registry=self._registry)
        self._heartbeat = Gauge(
            "desk_clock_heartbeat_age_seconds", "Since the last sign of life of a clock worker", registry=self._registry
        )
        self._tickets = Gauge("desk_tickets", "Tickets by state", ["state"], registry=self._registry)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Count and time every request by its route's pattern."""
        started = time.perf_counter()
        response = await handler(request)
        resource = request.match_info.route.resource
        route = resource.canonical if resource else "unknown"
        self._requests.labels(route, str(response.status)).inc()
        if route not in LONG_POLLS and response.content_type != "text/event-stream":
            self._seconds.labels(route).observe(time.perf_counter() - started)
        return response

    async def page(self, _request: web.Request) -> web.Response:
        """The figures now."""
        self._busy.set(self._workers.busy)
        self._replies.clear()
        for (channel, state), count in (await self._outbox.counts()).items():
            self._replies.labels(channel, state).set(count)
        at = self._supervision.moment()
        age = await self._pulse.age()
        self._heartbeat.set(math.inf if age is None else age.total_seconds())
        for trait, count in (await self._supervision.counted(tuple(COUNTED), at)).items():
            self._tickets.labels(COUNTED[trait]).set(count)
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": "text/plain; version=0.0.4"})
