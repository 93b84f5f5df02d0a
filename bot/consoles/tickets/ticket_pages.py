"""One ticket: what it is about, how it came so far, what can be done now."""

from aiohttp import web

from bot.consoles.errors import ConsoleFault, GoTo, fault
from bot.consoles.form_fields import FormFault, whole
from bot.consoles.shell import form_of, is_live, redirect, render, signed_in
from bot.consoles.tickets.move_forms import Sent, command_of
from bot.consoles.tickets.parts import TicketParts
from bot.consoles.tickets.ticket_view import ticket_view
from bot.consoles.tickets.timeline import meanwhile
from bot.consoles.tickets.words import REFUSALS, done, title_of
from bot.domain.tickets.life import IllegalMove
from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.number import is_ticket_number
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.desk import NoSuchTicket
from bot.services.tickets.ports import Staff, TicketChanged
from bot.services.tickets.reading import NoReason, NotForHerEyes, Told

CONFLICT = 409
FORBIDDEN = 403
LOOKED_FOR = "请写明为什么要看（例如：电话核实、回访）。"


class TicketPages:
    """The page of a ticket, its moves, and a look at who the citizen is."""

    def __init__(self, parts: TicketParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/tickets/{number}", self.page)
        app.router.add_post("/desk/tickets/{number}/moves/{move}", self.make)
        app.router.add_get("/desk/tickets/{number}/moves/{move}", self.back)
        app.router.add_post("/desk/tickets/{number}/person", self.person)
        app.router.add_get("/desk/tickets/{number}/person", self.back)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The ticket, masked."""
        staff = await signed_in(request, is_activity=not is_live(request))
        return await self._show(request, staff, await self._ticket(request, staff))

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Who comes to a form's address without a form wants the ticket."""
        staff = await signed_in(request)
        ticket = await self._ticket(request, staff)
        raise GoTo(f"/desk/tickets/{ticket.number}")

    async def person(self, request: web.Request) -> web.StreamResponse:
        """The ticket with who the citizen is, this once; noted with the reason."""
        staff = await signed_in(request)
        ticket = await self._ticket(request, staff)
        fields = await form_of(request)
        try:
            told = await self._parts.reading.person(ticket.number, staff.actor, fields.get("reason", ""))
        except NotForHerEyes as hidden:
            raise fault(FORBIDDEN) from hidden
        except NoReason:
            return await self._show(request, staff, ticket, look_fault=LOOKED_FOR, http_status=422)
        return await self._show(request, staff, ticket, told=told)

    async def make(self, request: web.Request) -> web.StreamResponse:
        """A move; what went wrong is told on the ticket's page, with all that was typed."""
        staff = await signed_in(request)
        ticket = await self._ticket(request, staff)
        move, fields = _move(request), await form_of(request)
        parts = self._parts
        if staff.role not in RULES[move].roles:
            return await self._refused(request, staff, Sent(move, fields, ""), "wrong_role")
        try:
            command = command_of(move, fields, ticket, actor=staff.actor, at=parts.clock.now(), choices=parts.choices)
            await parts.work.do(ticket.number, command, version=whole(fields, "version"))
        except (FormFault, IllegalMove) as refused:
            return await self._refused(request, staff, Sent(move, fields, ""), refused.reason)
        except TicketChanged:
            return await self._overtaken(request, staff, move, fields)
        return redirect(request, f"/desk/tickets/{ticket.number}", flash=f"{done(move)}。")

    async def _refused(self, request: web.Request, staff: Staff, sent: Sent, reason: str) -> web.StreamResponse:
        status, message = REFUSALS.get(reason, (CONFLICT, "现在不能做这个操作。"))
        if status == FORBIDDEN:
            raise ConsoleFault(status, reason, message)
        ticket = await self._ticket(request, staff)
        return await self._show(request, staff, ticket, sent=Sent(sent.move, sent.fields, message), http_status=status)

    async def _overtaken(
        self, request: web.Request, staff: Staff, move: Move, fields: dict[str, str]
    ) -> web.StreamResponse:
        ticket = await self._ticket(request, staff)
        others = meanwhile(ticket.steps, whole(fields, "seen"), await self._parts.names(), title_of)
        message = f"您填写期间，{others or '别人改动了这件工单'}。您填的内容还在，请核对后再提交。"
        return await self._show(request, staff, ticket, sent=Sent(move, fields, message), http_status=CONFLICT)

    async def _ticket(self, request: web.Request, staff: Staff) -> Ticket:
        """The ticket of the address; a number that is none is told as one that is not hers."""
        number = request.match_info["number"]
        try:
            if is_ticket_number(number):
                return await self._parts.reading.ticket(number, staff.actor)
        except NoSuchTicket as none:
            raise fault(404) from none
        raise fault(404)

    async def _show(  # noqa: PLR0913 - all that a page can show besides the ticket
        self,
        request: web.Request,
        staff: Staff,
        ticket: Ticket,
        *,
        sent: Sent | None = None,
        told: Told | None = None,
        look_fault: str = "",
        http_status: int = 200,
    ) -> web.Response:
        values = await ticket_view(self._parts, staff.actor, ticket, sent, told)
        return render(request, "tickets/ticket.html", http_status=http_status, look_fault=look_fault, **values)


def _move(request: web.Request) -> Move:
    value = request.match_info["move"]
    if value not in set(Move) or value == Move.FILE:
        raise fault(404)
    return Move(value)
