"""Server-Sent Events of cases that have changed, for whoever may see them."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from aiohttp import web

from bot.consoles.errors import ConsoleFault, GoTo
from bot.consoles.shell import signed_in
from bot.domain.tickets.ticket import Actor
from bot.services.tickets.ports import Staff
from bot.services.tickets.ticket_news import CaseNews

BEAT_S = 20.0
"""So often something is sent, that nobody between takes the line for dead, and the session is looked at again."""
RETRY_MS = 3000
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}
BEAT = b": beat\n\n"
_Case = TypeVar("_Case")


def event(name: str, told: Mapping[str, Any]) -> bytes:
    """One event as it is sent."""
    return f"event: {name}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


HELLO = f"retry: {RETRY_MS}\n".encode() + event("hello", {})
"""The first word of every stream."""


class RunningNews(Protocol):
    """What looks for news while the program runs."""

    async def run(self) -> None:
        """Look until it is closed."""
        ...

    def close(self) -> None:
        """Let everybody go who listens."""
        ...


def looks_for_news(app: web.Application, news: RunningNews) -> None:
    """Let news be looked for as long as the program runs."""

    async def looking(_app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(news.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def closing(_app: web.Application) -> None:
        news.close()

    app.cleanup_ctx.append(looking)
    app.on_shutdown.append(closing)


@dataclass(frozen=True, slots=True)
class EventStream(Generic[_Case]):
    """One stream at `path`: an event `ticket` for each case that changes, with what `told` makes of it."""

    path: str
    news: CaseNews[_Case]
    may_see: Callable[[Actor, _Case], bool]
    told: Callable[[_Case, Staff], Awaitable[Mapping[str, Any]]]
    beat_s: float = BEAT_S

    def add_to(self, app: web.Application) -> None:
        """Register the route, and the task that looks for news."""
        app.router.add_get(self.path, self.stream)
        looks_for_news(app, self.news)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Events until the page is left, the session ends (`over`) or the program stops."""
        staff = await signed_in(request, is_activity=False)
        response = web.StreamResponse(headers=HEADERS)
        async with self.news.listen() as queue:
            with suppress(ConnectionResetError):  # a page may be left before its stream begins
                await response.prepare(request)
                await response.write(HELLO)
                await self._tell(request, response, queue, staff)
        return response

    async def _tell(
        self, request: web.Request, response: web.StreamResponse, queue: asyncio.Queue[_Case | None], staff: Staff
    ) -> None:
        while True:
            try:
                case = await asyncio.wait_for(queue.get(), self.beat_s)
            except TimeoutError:
                if not await is_still_in(request):
                    await response.write(event("over", {}))
                    return
                await response.write(BEAT)
                continue
            if case is None:
                return
            if self.may_see(staff.actor, case):
                await response.write(event("ticket", await self.told(case, staff)))


async def is_still_in(request: web.Request) -> bool:
    """Whether the session of an open page goes on; to listen is no work that would keep it alive."""
    try:
        await signed_in(request, is_activity=False)
    except (ConsoleFault, GoTo):
        return False
    return True
