"""News while a page is open: Server-Sent Events of the tickets that somebody may see."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from bot.consoles.errors import ConsoleFault, GoTo
from bot.consoles.shell import signed_in
from bot.consoles.tickets.parts import TicketParts
from bot.consoles.tickets.timeline import who
from bot.consoles.tickets.words import title_of
from bot.domain.tickets.access import may_see
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Staff

BEAT_S = 20.0
"""So often something is sent, that nobody between takes the line for dead, and the session is looked at again."""
RETRY_MS = 3000
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class EventPages:
    """`/desk/events`."""

    def __init__(self, parts: TicketParts, beat_s: float = BEAT_S) -> None:
        """`beat_s` lies between two signs of life."""
        self._parts, self._beat_s = parts, beat_s

    def add_to(self, app: web.Application) -> None:
        """Register the route, and the task that looks for news."""
        app.router.add_get("/desk/events", self.stream)
        news = self._parts.news

        async def looking(_app: web.Application) -> AsyncIterator[None]:
            task = asyncio.create_task(news.run())
            yield
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

        app.cleanup_ctx.append(looking)

        async def closing(_app: web.Application) -> None:
            news.close()

        app.on_shutdown.append(closing)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Events `ticket` until the page is left, the session ends (`over`) or the program stops."""
        staff = await signed_in(request, is_activity=False)
        response = web.StreamResponse(headers=HEADERS)
        async with self._parts.news.listen() as queue:
            await response.prepare(request)
            await response.write(f"retry: {RETRY_MS}\nevent: hello\ndata: {{}}\n\n".encode())
            with suppress(ConnectionResetError):
                await self._tell(request, response, queue, staff)
        return response

    async def _tell(
        self,
        request: web.Request,
        response: web.StreamResponse,
        queue: asyncio.Queue[Ticket | None],
        staff: Staff,
    ) -> None:
        while True:
            try:
                ticket = await asyncio.wait_for(queue.get(), self._beat_s)
            except TimeoutError:
                if not await _is_still_in(request):
                    await response.write(b"event: over\ndata: {}\n\n")
                    return
                await response.write(b": beat\n\n")
                continue
            if ticket is None:
                return
            if may_see(staff.actor, ticket):
                await response.write(await self._event(ticket, staff))

    async def _event(self, ticket: Ticket, staff: Staff) -> bytes:
        step = ticket.steps[-1]
        told = {
            "number": ticket.number,
            "version": ticket.version,
            "status": ticket.status.label,
            "what": title_of(step.move),
            "who": who(step.actor, await self._parts.names()),
            "mine": step.actor.name == staff.login,
        }
        return f"event: ticket\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


async def _is_still_in(request: web.Request) -> bool:
    try:
        await signed_in(request, is_activity=False)
    except (ConsoleFault, GoTo):
        return False
    return True
