"""Work orders from the call pad: half-filled, then filed."""

import uuid

from aiohttp import web

from bot.consoles.calls.json_body import answer, body_of
from bot.consoles.calls.pad_pages import MOST_NUMBER, NO_CALL
from bot.consoles.calls.parts import PAD, CallParts
from bot.consoles.calls.shown import filed_json, order_json
from bot.consoles.calls.typed import order_of
from bot.consoles.shell import require
from bot.domain.calls.call import MOST_TEXT, Call
from bot.services.calls.orders import FaultyOrder
from bot.services.calls.pad import NoSuchCall
from bot.services.tickets.ports import Staff

FAULTY = "工单还有没填对的地方，已标出来。"


class OrderPages:
    """The form beside the text."""

    def __init__(self, parts: CallParts) -> None:
        """On the service that files."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_post("/desk/calls/{call}/order-draft", self.half_filled)
        app.router.add_post("/desk/calls/{call}/orders", self.file)

    async def half_filled(self, request: web.Request) -> web.StreamResponse:
        """What the text tells; every form has an id of its own."""
        await require(request, PAD)
        body = await body_of(request)
        text, caller = body.text("text", MOST_TEXT), body.text("caller", MOST_NUMBER)
        form = await self._parts.orders.half_filled(uuid.uuid4().hex, text, caller)
        return answer({"order": order_json(form)})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A ticket, or what is wrong with the form by field."""
        staff, body = await require(request, PAD), await body_of(request)
        call = await self._call(request, staff)
        try:
            filed = await self._parts.orders.file(order_of(body), call, staff)
        except FaultyOrder as faulty:
            error = {"code": "faulty", "message": FAULTY, "number": ""}
            return answer({"error": error, "faults": faulty.faults}, status=422)
        return answer({"filed": filed_json(filed)})

    async def _call(self, request: web.Request, staff: Staff) -> Call:
        try:
            return await self._parts.pad.call(request.match_info["call"], staff)
        except NoSuchCall:
            raise NO_CALL from None
