"""One objection: which data are disputed, how it came so far, what can be done now."""

from aiohttp import web

from bot.consoles.errors import ConsoleFault, GoTo, fault
from bot.consoles.form_fields import FormFault, whole
from bot.consoles.objections.move_forms import SentForm, command_of
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.queue_pages import HOME, ROLES
from bot.consoles.objections.view import objection_view
from bot.consoles.objections.words import DONE, REFUSALS, title_of
from bot.consoles.shell import form_of, is_live, redirect, render, require
from bot.consoles.tickets.timeline import meanwhile
from bot.domain.objections.life import IllegalObjectionMove
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.number import is_ticket_number
from bot.services.objections.desk import NoSuchObjection
from bot.services.objections.ports import ObjectionChanged
from bot.services.objections.reading import ObjectionTold
from bot.services.tickets.ports import Staff
from bot.services.tickets.reading import NoReason, NotForHerEyes

CONFLICT, FORBIDDEN = 409, 403
LOOKED_FOR = "请写明为什么要看（例如：电话核实）。"
WITHDRAWN = "异议提出人已经撤回了这件异议，不用再办。您刚才提交的没有生效，数据也没有改动。"


class ObjectionPages:
    """The page of an objection, its moves, and a look at who objects."""

    def __init__(self, parts: ObjectionParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        one = HOME + "{number}"
        app.router.add_get(one, self.page)
        app.router.add_post(f"{one}/moves/{{move}}", self.make)
        app.router.add_get(f"{one}/moves/{{move}}", self.back)
        app.router.add_post(f"{one}/person", self.person)
        app.router.add_get(f"{one}/person", self.back)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The objection, masked."""
        staff = await require(request, ROLES, is_activity=not is_live(request))
        return await self._show(request, staff, await objection_of(self._parts, request, staff))

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Who comes to a form's address without a form wants the objection."""
        staff = await require(request, ROLES)
        objection = await objection_of(self._parts, request, staff)
        raise GoTo(f"{HOME}{objection.number}")

    async def person(self, request: web.Request) -> web.StreamResponse:
        """The objection with who objects, this once; noted with the reason."""
        staff = await require(request, ROLES)
        objection = await objection_of(self._parts, request, staff)
        fields = await form_of(request)
        try:
            told = await self._parts.reading.person(objection.number, staff.actor, fields.get("reason", ""))
        except NotForHerEyes as hidden:
            raise fault(FORBIDDEN) from hidden
        except NoReason:
            return await self._show(request, staff, objection, look_fault=LOOKED_FOR, http_status=422)
        return await self._show(request, staff, objection, told=told)

    async def make(self, request: web.Request) -> web.StreamResponse:
        """A move; what went wrong is told on the objection's page, with all that was typed."""
        staff = await require(request, ROLES)
        objection = await objection_of(self._parts, request, staff)
        move, fields = _move(request), await form_of(request)
        parts = self._parts
        if staff.role not in OBJECTION_RULES[move].roles:
            return await self._refused(request, staff, SentForm(move, fields, ""), "wrong_role")
        try:
            now, departments = parts.clock.now(), parts.departments
            command = command_of(move, fields, actor=staff.actor, at=now, departments=departments)
            await parts.work.do(objection.number, command, version=whole(fields, "version"))
        except (FormFault, IllegalObjectionMove) as refused:
            return await self._refused(request, staff, SentForm(move, fields, ""), refused.reason)
        except ObjectionChanged:
            return await self._overtaken(request, staff, move, fields)
        return redirect(request, f"{HOME}{objection.number}", flash=f"{DONE[move]}。")

    async def _refused(self, request: web.Request, staff: Staff, sent: SentForm, reason: str) -> web.StreamResponse:
        status, message = REFUSALS.get(reason, (CONFLICT, "现在不能做这个操作。"))
        if status == FORBIDDEN:
            raise ConsoleFault(status, reason, message)
        objection = await objection_of(self._parts, request, staff)
        again = SentForm(sent.move, sent.fields, message)
        return await self._show(request, staff, objection, sent=again, http_status=status)

    async def _overtaken(
        self, request: web.Request, staff: Staff, move: ObjectionMove, fields: dict[str, str]
    ) -> web.StreamResponse:
        objection = await objection_of(self._parts, request, staff)
        others = meanwhile(objection.steps, whole(fields, "seen"), await self._parts.names(), title_of)
        message = f"您填写期间，{others or '别人改动了这件异议'}。您填的内容还在，请核对后再提交。"
        if objection.status is ObjectionStatus.WITHDRAWN:
            message = WITHDRAWN
        return await self._show(request, staff, objection, sent=SentForm(move, fields, message), http_status=CONFLICT)

    async def _show(  # noqa: PLR0913 - all that a page can show besides the objection
        self,
        request: web.Request,
        staff: Staff,
        objection: Objection,
        *,
        sent: SentForm | None = None,
        told: ObjectionTold | None = None,
        look_fault: str = "",
        http_status: int = 200,
    ) -> web.Response:
        values = await objection_view(self._parts, staff.actor, objection, sent, told)
        return render(request, "objections/objection.html", http_status=http_status, look_fault=look_fault, **values)


async def objection_of(parts: ObjectionParts, request: web.Request, staff: Staff) -> Objection:
    """The objection of the address; a number that is none is told as one that is not hers."""
    number = request.match_info["number"]
    try:
        if is_ticket_number(number):
            return await parts.reading.objection(number, staff.actor)
    except NoSuchObjection as none:
        raise fault(404) from none
    raise fault(404)


def _move(request: web.Request) -> ObjectionMove:
    value = request.match_info["move"]
    if value not in set(ObjectionMove) or value == ObjectionMove.FILE:
        raise fault(404)
    return ObjectionMove(value)
