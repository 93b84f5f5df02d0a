"""News while a page is open: the tickets that somebody may see."""

from typing import Any

from aiohttp import web

from bot.consoles.event_stream import BEAT_S, HEADERS, RETRY_MS, EventStream
from bot.consoles.tickets.parts import TicketParts
from bot.consoles.tickets.timeline import who
from bot.consoles.tickets.words import title_of
from bot.domain.tickets.access import may_see
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Staff

__all__ = ["BEAT_S", "HEADERS", "RETRY_MS", "EventPages"]


class EventPages:
    """`/desk/events`."""

    def __init__(self, parts: TicketParts, beat_s: float = BEAT_S) -> None:
        """`beat_s` lies between two signs of life."""
        self._parts, self._beat_s = parts, beat_s

    def add_to(self, app: web.Application) -> None:
        """Register the route, and the task that looks for news."""
        EventStream("/desk/events", self._parts.news, may_see, self._told, self._beat_s).add_to(app)

    async def _told(self, ticket: Ticket, staff: Staff) -> dict[str, Any]:
        step = ticket.steps[-1]
        return {
            "number": ticket.number,
            "version": ticket.version,
            "status": ticket.status.label,
            "what": title_of(step.move),
            "who": who(step.actor, await self._parts.names()),
            "mine": step.actor.name == staff.login,
        }
