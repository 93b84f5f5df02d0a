"""`GET /tickets/NUMBER`: where a ticket or objection stands, for who knows the telephone's last digits or the code."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.channels.api.routes import KeyHolder
from bot.channels.http_errors import Fault, dumps
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.staff.guessing import CLOSED_FOR
from bot.domain.tickets.number import numbers_in
from bot.domain.tickets.outlook import promise, public_steps
from bot.domain.tickets.reference import read_reference
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.objections.status_wording import ObjectionStatusWording, shown_steps
from bot.services.ports import Clock
from bot.services.tickets.cases import Case
from bot.services.tickets.finding import Lookup, TicketFinder
from bot.services.tickets.wording import TicketWording

MOST_STEPS = 50
MOST_PROOF = 20


class TicketRoutes:
    """Checks the key, then the proof; an unknown number and a wrong proof are told alike."""

    def __init__(
        self,
        *,
        key: Callable[[web.Request], Awaitable[KeyHolder]],
        finder: TicketFinder,
        wording: TicketWording,
        objections: ObjectionStatusWording,
        clock: Clock,
    ) -> None:
        """`key` tells whose call it is, and refuses those without one."""
        self._objections = objections
        self._key, self._finder, self._wording, self._clock = key, finder, wording, clock

    def add_to(self, app: web.Application) -> None:
        """Register the route."""
        app.router.add_get("/api/v1/tickets/{number}", self.ticket)

    async def ticket(self, request: web.Request) -> web.Response:
        """The ticket as a citizen may see it."""
        holder = await self._key(request)
        tail, code = (request.query.get(name, "")[:MOST_PROOF].strip() for name in ("phone_tail", "query_code"))
        if not tail and not code:
            raise Fault(400, "bad_query", "请带上电话后四位（phone_tail）或者查询码（query_code）。")
        found = await self._find(request.match_info["number"], tail, code, f"key:{holder.name}")
        if found is Lookup.GUESSING:
            seconds = int(CLOSED_FOR.total_seconds())
            raise Fault(429, "guessing", "对不上的次数太多了，请一小时以后再试。", {"Retry-After": str(seconds)})
        if isinstance(found, Lookup):
            raise Fault(404, "no_such_ticket", "没查到：编号、电话后四位或者查询码对不上。")
        shown = self._objection(found) if isinstance(found, Objection) else self._shown(found)
        return web.json_response(shown, dumps=dumps)

    async def _find(self, written: str, tail: str, code: str, who: str) -> Case | Lookup:
        """A number that cannot exist is wrong without being a guess."""
        number = next(iter(numbers_in(written[: MOST_PROOF * 2])), "")
        if not number:
            return Lookup.WRONG
        if tail:
            return await self._finder.by_number(number, tail, who, self._clock.now())
        return await self._finder.by_code(read_reference(code).codes, who, self._clock.now(), number=number)

    def _shown(self, ticket: Ticket) -> dict[str, Any]:
        clock = promise(ticket)
        steps = public_steps(ticket, MOST_STEPS)
        return {
            "number": ticket.number,
            "type": _named(ticket.type.value, ticket.type.label),
            "title": ticket.title,
            "status": _named(ticket.status.value, ticket.status.label),
            "department": ticket.subject.department,
            "received_at": ticket.received_at.isoformat(),
            "due_at": clock.due_at.isoformat() if clock else None,
            "why": clock.why if clock else None,
            "steps": [{"at": step.at.isoformat(), "what": self._wording.step(step)} for step in steps],
            "answer": _answer(ticket),
        }

    def _objection(self, objection: Objection) -> dict[str, Any]:
        """In the shape of a ticket; its decision is told once the letter has gone out."""
        clock = objection.main_clock
        return {
            "number": objection.number,
            "type": _named("objection", "异议"),
            "title": objection.title,
            "status": _named(objection.status.value, objection.status.label),
            "department": objection.department,
            "received_at": objection.received_at.isoformat(),
            "due_at": clock.due_at.isoformat() if clock else None,
            "why": clock.why if clock else None,
            "steps": [
                {"at": step.at.isoformat(), "what": self._objections.step(step)} for step in shown_steps(objection)
            ],
            "answer": _decision(objection),
        }


def _decision(objection: Objection) -> dict[str, Any] | None:
    ruling = objection.ruling if objection.status is ObjectionStatus.TOLD else None
    return {"text": ruling.reason, "result": _named(ruling.decision.value, ruling.decision.label)} if ruling else None


def _named(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


def _answer(ticket: Ticket) -> dict[str, Any] | None:
    """Only once it was released to the citizen; a ticket that is being redone has none."""
    if ticket.status not in (Status.ANSWERED, Status.CLOSED) or ticket.result is None:
        return None
    return {"text": ticket.answer, "result": _named(ticket.result.value, ticket.result.label)}
