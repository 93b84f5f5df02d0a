"""My queue, and the way to the next ticket of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.consoles.errors import GoTo
from bot.consoles.shell import is_live, render_beside, signed_in
from bot.consoles.tickets.lines import lines
from bot.consoles.tickets.parts import TicketParts
from bot.domain.tickets.queue import Group
from bot.domain.tickets.ticket import Actor

EMPTY = {
    Group.TO_ACCEPT: "没有等着受理的诉求，歇口气吧。",
    Group.TO_DISPATCH: "受理的都转出去了。",
    Group.RETURNED: "没有退回来的工单。",
    Group.TO_REVIEW: "没有等着审核的答复。",
    Group.TO_CALL_BACK: "没有要回访的差评，真好。",
    Group.TO_SIGN: "没有等着签收的工单。",
    Group.TO_ANSWER: "手上的工单都答复了，辛苦了。",
    Group.EXTENSION: "没有待审批的延期申请。",
    Group.SECOND_RETURN: "没有两次退单的工单。",
    Group.OVERDUE: "没有超期的工单，都按时办了。",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What waits for somebody on other pages than these; `late` are lines for the template."""

    waiting: int
    late: Sequence[object]


AT_HOME: web.AppKey[Callable[[Actor], Awaitable[Elsewhere | None]]] = web.AppKey("at_home")
"""How the first page learns of objections; it does without where there are none."""


class QueuePages:
    """What somebody can act on now."""

    def __init__(self, parts: TicketParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk", self.home)
        app.router.add_get("/desk/", self.queue)
        app.router.add_get("/desk/next", self.following)

    async def home(self, _request: web.Request) -> web.StreamResponse:
        """The address without its stroke."""
        raise GoTo("/desk/")

    async def queue(self, request: web.Request) -> web.StreamResponse:
        """The groups of the queue with their lines."""
        staff = await signed_in(request, is_activity=not is_live(request))
        queue = await self._parts.queue.of(staff.actor)
        now, calendar = self._parts.clock.now(), self._parts.times.calendar
        piles = [(pile.group, lines(pile.tickets, now, calendar)) for pile in queue.piles]
        at_home = request.app.get(AT_HOME)
        objections = await at_home(staff.actor) if at_home else None
        values = {"queue": queue, "piles": piles, "empty": EMPTY, "objections": objections}
        return await render_beside(request, "tickets/queue.html", **values)

    async def following(self, request: web.Request) -> web.StreamResponse:
        """The ticket that comes next in the queue; the queue itself when nothing else waits."""
        staff = await signed_in(request)
        queue = await self._parts.queue.of(staff.actor)
        numbers = [ticket.number for pile in queue.piles for ticket in pile.tickets]
        after = request.query.get("after", "")
        if after in numbers:
            place = numbers.index(after) + 1
            numbers = numbers[place:] + numbers[: place - 1]
        raise GoTo(f"/desk/tickets/{numbers[0]}" if numbers else "/desk/")
