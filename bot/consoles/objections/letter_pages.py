"""The letter to who objected (决定告知书, 不予受理告知书), to be read over and printed."""

from aiohttp import web

from bot.consoles.errors import ConsoleFault, GoTo, fault
from bot.consoles.objections.objection_pages import LOOKED_FOR, objection_of
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.queue_pages import HOME, ROLES
from bot.consoles.shell import form_of, render, require
from bot.domain.objections.access import may_see_person
from bot.domain.objections.letter import letter_of
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.services.objections.reading import ObjectionTold, letter_shown, masked_objection
from bot.services.tickets.ports import Staff
from bot.services.tickets.reading import NoReason, NotForHerEyes

FORBIDDEN = 403


class LetterPages:
    """The letter alone on its page: to whom it goes is masked until somebody says that she prints it."""

    def __init__(self, parts: ObjectionParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get(HOME + "{number}/letter", self.page)
        app.router.add_post(HOME + "{number}/letter", self.addressed)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The letter, masked."""
        staff = await require(request, ROLES)
        objection = await objection_of(self._parts, request, staff)
        return self._show(request, staff, objection, masked_objection(objection, staff.actor))

    async def addressed(self, request: web.Request) -> web.StreamResponse:
        """The letter with the name on it; noted with the reason."""
        staff = await require(request, ROLES)
        objection = await objection_of(self._parts, request, staff)
        if letter_of(objection) is None:
            raise GoTo(f"{HOME}{objection.number}")
        reason = (await form_of(request)).get("reason", "")
        try:
            told = await self._parts.reading.person(objection.number, staff.actor, reason)
        except NotForHerEyes as hidden:
            raise fault(FORBIDDEN) from hidden
        except NoReason:
            hidden_told = masked_objection(objection, staff.actor)
            return self._show(request, staff, objection, hidden_told, look_fault=LOOKED_FOR, http_status=422)
        return self._show(request, staff, objection, told)

    def _show(
        self,
        request: web.Request,
        staff: Staff,
        objection: Objection,
        told: ObjectionTold,
        *,
        look_fault: str = "",
        http_status: int = 200,
    ) -> web.Response:
        letter = letter_of(objection)
        if letter is None:
            raise ConsoleFault(404, "no_letter", "还没有作出决定，没有告知书。")
        return render(
            request,
            "objections/letter.html",
            http_status=http_status,
            case=objection,
            letter=self._parts.letters.text(letter_shown(letter, told)),
            is_draft=objection.status is ObjectionStatus.DECIDED,
            may_address=told.is_masked and may_see_person(staff.actor, objection),
            look_fault=look_fault,
        )
