"""The queue of objections, the list of all of them, and how many wait."""

from aiohttp import web

from bot.consoles.errors import GoTo
from bot.consoles.objections.lines import objection_lines
from bot.consoles.objections.list_filter import PAGE, read_filter
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.words import EMPTY
from bot.consoles.shell import is_live, render, require
from bot.domain.objections.queue import OBJECTION_QUEUE
from bot.domain.objections.terms import ObjectionStatus

HOME = "/desk/objections/"
ROLES = frozenset(OBJECTION_QUEUE)
"""Who has to do with objections; the hotline has not."""


class ObjectionQueuePages:
    """What somebody can act on now, and everything that she may see."""

    def __init__(self, parts: ObjectionParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/objections", self.home)
        app.router.add_get(HOME, self.queue)
        app.router.add_get("/desk/objections/all", self.listing)
        app.router.add_get("/desk/objections/next", self.following)
        app.router.add_get("/desk/objections/waiting.json", self.waiting)

    async def home(self, _request: web.Request) -> web.StreamResponse:
        """The address without its stroke."""
        raise GoTo(HOME)

    async def queue(self, request: web.Request) -> web.StreamResponse:
        """The groups of the queue with their lines."""
        staff = await require(request, ROLES, is_activity=not is_live(request))
        queue = await self._parts.queue.of(staff.actor)
        now, calendar = self._parts.clock.now(), self._parts.times.calendar
        piles = [(pile.group, objection_lines(pile.objections, now, calendar)) for pile in queue.piles]
        return render(request, "objections/queue.html", queue=queue, piles=piles, empty=EMPTY)

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """One page of the list."""
        staff = await require(request, ROLES, is_activity=not is_live(request))
        chosen, now = read_filter(request.query), self._parts.clock.now()
        page = await self._parts.objections.page(chosen.wanted(staff.actor, now), (chosen.page - 1) * PAGE, PAGE)
        return render(
            request,
            "objections/list.html",
            chosen=chosen,
            page=page,
            pages=max(1, -(-page.total // PAGE)),
            lines=objection_lines(page.objections, now, self._parts.times.calendar),
            statuses=tuple(ObjectionStatus),
        )

    async def following(self, request: web.Request) -> web.StreamResponse:
        """The objection that comes next in the queue; the queue itself when nothing else waits."""
        staff = await require(request, ROLES)
        queue = await self._parts.queue.of(staff.actor)
        numbers = [objection.number for pile in queue.piles for objection in pile.objections]
        after = request.query.get("after", "")
        if after in numbers:
            place = numbers.index(after) + 1
            numbers = numbers[place:] + numbers[: place - 1]
        raise GoTo(f"{HOME}{numbers[0]}" if numbers else HOME)

    async def waiting(self, request: web.Request) -> web.StreamResponse:
        """How many wait for her, and how many of them are late: for the head of each page."""
        staff = await require(request, ROLES, is_activity=False)
        queue, now = await self._parts.queue.of(staff.actor), self._parts.clock.now()
        late = sum(one.is_overdue(now) for pile in queue.piles for one in pile.objections)
        return web.json_response({"waiting": queue.total, "late": late})
