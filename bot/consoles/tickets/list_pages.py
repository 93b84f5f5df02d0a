"""All tickets: filtered, in pages."""

from aiohttp import web

from bot.consoles.errors import GoTo
from bot.consoles.shell import is_live, render, signed_in
from bot.consoles.tickets.lines import lines
from bot.consoles.tickets.list_filter import PAGE, ListFilter, read_filter
from bot.consoles.tickets.parts import TicketParts
from bot.domain.tickets.number import numbers_in
from bot.domain.tickets.terms import Status, TicketType
from bot.services.tickets.desk import NoSuchTicket
from bot.services.tickets.ports import Staff


class ListPages:
    """The list of all tickets that somebody may see."""

    def __init__(self, parts: TicketParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/tickets", self.listing)
        app.router.add_get("/desk/tickets/", self.listing)

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """One page of the list; a number that was searched leads straight to its ticket."""
        staff = await signed_in(request, is_activity=not is_live(request))
        chosen = read_filter(request.query)
        await self._go_straight(chosen, staff)
        now = self._parts.clock.now()
        page = await self._parts.tickets.outlines(chosen.wanted(staff.actor, now), (chosen.page - 1) * PAGE, PAGE)
        pages = max(1, -(-page.total // PAGE))
        return render(
            request,
            "tickets/list.html",
            chosen=chosen,
            page=page,
            pages=pages,
            lines=lines(page.tickets, now, self._parts.times.calendar),
            choices=self._parts.choices,
            statuses=tuple(Status),
            types=tuple(TicketType),
        )

    async def _go_straight(self, chosen: ListFilter, staff: Staff) -> None:
        for number in numbers_in(chosen.get("words").upper())[:1]:
            try:
                await self._parts.reading.ticket(number, staff.actor)
            except NoSuchTicket:
                continue
            raise GoTo(f"/desk/tickets/{number}")
