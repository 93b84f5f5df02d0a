"""Figures for monitoring, in Prometheus' text format at `/metrics`."""

import time

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.adapters.store.outbox_store import SqlOutbox
from bot.services.talk.workers import Workers

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 8)


class Metrics:
    """Requests and their durations by route, conversations in work, replies by delivery state."""

    def __init__(self, workers: Workers, outbox: SqlOutbox) -> None:
        """A registry of its own, so that several programs can live in one test process."""
        self._workers, self._outbox = workers, outbox
        self._registry = CollectorRegistry()
        self._requests = Counter("desk_requests", "HTTP requests", ["route", "status"], registry=self._registry)
        self._seconds = Histogram(
            "desk_request_seconds", "Duration", ["route"], buckets=BUCKETS, registry=self._registry
        )
        self._busy = Gauge("desk_conversations_busy", "Conversations in work", registry=self._registry)
        self._replies = Gauge("desk_outbox", "Replies by state", ["channel", "state"], registry=self._registry)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Count and time every request by its route's pattern."""
        started = time.perf_counter()
        response = await handler(request)
        resource = request.match_info.route.resource
        route = resource.canonical if resource else "unknown"
        self._requests.labels(route, str(response.status)).inc()
        self._seconds.labels(route).observe(time.perf_counter() - started)
        return response

    async def page(self, _request: web.Request) -> web.Response:
        """The figures now."""
        self._busy.set(self._workers.busy)
        self._replies.clear()
        for (channel, state), count in (await self._outbox.counts()).items():
            self._replies.labels(channel, state).set(count)
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": "text/plain; version=0.0.4"})
