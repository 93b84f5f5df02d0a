"""The call pad itself, and what its scripts ask while the caller talks."""

import uuid
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.consoles.calls.json_body import answer, body_of
from bot.consoles.calls.parts import PAD, CallParts
from bot.consoles.calls.shown import call_json, caller_json, candidate_json, filed_json, found_json, unfinished_json
from bot.consoles.calls.typed import unfinished_of
from bot.consoles.errors import ConsoleFault, fault
from bot.consoles.shell import is_live, render, require
from bot.domain.calls.call import MOST_REMARK, MOST_TEXT, Call, CallOver, RemarkNeeded
from bot.domain.calls.pick import Shown
from bot.domain.calls.terms import CallOutcome
from bot.domain.guides.facet import Facet
from bot.domain.text.masking import mask
from bot.domain.tickets.terms import Privacy, TicketType
from bot.services.calls.pad import NoNumber, NoSuchCall
from bot.services.calls.ports import CallChanged
from bot.services.tickets.ports import Staff

MOST_READ, MOST_NUMBER, MOST_SHOWN = 4000, 40, 30
OVER = ConsoleFault(409, "over", "这通来电已经收尾，不能再改。请开始新的来电。")
NO_CALL = ConsoleFault(404, "no_call", "没有这通来电，或者它是别人接的。")


class PadPages:
    """One page, many small questions."""

    def __init__(self, parts: CallParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        add = app.router.add_post
        app.router.add_get("/desk/calls/", self.page)
        app.router.add_get("/desk/calls", self.page)
        app.router.add_get("/desk/calls/today", self.today)
        app.router.add_get("/desk/calls/facet", self.facet)
        add("/desk/calls/candidates", self.candidates)
        add("/desk/calls/{call}/draft", self.draft)
        add("/desk/calls/{call}/pick", self.pick)
        add("/desk/calls/{call}/caller", self.caller)
        add("/desk/calls/{call}/end", self.end)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The pad: with the call that is named, else with the newest one that was left open, else empty."""
        staff, parts = await require(request, PAD), self._parts
        waiting = list(await parts.pad.open_calls(staff))
        call = await self._shown(request, staff, waiting)
        tickets = tuple(await parts.pad.tickets_of(call)) if call.version else ()
        begun = replace(call.unfinished, order=await parts.orders.still_open(call.unfinished.order))
        filed = [filed_json(one) for one in await parts.orders.filed(tickets)]
        others = [(one, mask(one.text).text[:40]) for one in waiting if one.id != call.id]
        return render(
            request,
            "calls/pad.html",
            call=call,
            others=others,
            filed=filed,
            caller=request.query.get("caller", "")[:MOST_NUMBER] or call.unfinished.caller or call.caller,
            unfinished=unfinished_json(begun),
            facets=parts.blocks.labels(),
            outcomes=tuple(CallOutcome),
            types=tuple(TicketType),
            privacies=tuple(Privacy),
            lists=parts.lists(),
        )

    async def today(self, request: web.Request) -> web.StreamResponse:
        """Her calls of today, and those that still wait."""
        staff = await require(request, PAD)
        ended = await self._parts.pad.today(staff)
        waiting = await self._parts.pad.open_calls(staff)
        lines = [(one, mask(one.text).text[:80]) for one in ended]
        left = [(one, mask(one.text).text[:80]) for one in waiting]
        return render(request, "calls/today.html", lines=lines, left=left)

    async def candidates(self, request: web.Request) -> web.StreamResponse:
        """What may be meant; nothing is stored. A page that asks by itself keeps nobody signed in."""
        await require(request, PAD, is_activity=not is_live(request))
        text = (await body_of(request)).text("text", MOST_TEXT)
        return answer(found_json(await self._parts.reader.read(text[:MOST_READ])))

    async def facet(self, request: web.Request) -> web.StreamResponse:
        """Another facet of an item."""
        await require(request, PAD)
        code, facet = request.query.get("code", ""), request.query.get("facet", "")
        desk = self._parts.desk()
        if facet not in set(Facet) or not desk.catalogue.has(code):
            raise fault(404)
        return answer(candidate_json(self._parts.blocks.candidate(desk, code, Facet(facet))))

    async def draft(self, request: web.Request) -> web.StreamResponse:
        """Keep what stands on the pad."""
        staff, body = await require(request, PAD), await body_of(request)
        text, caller = body.text("text", MOST_TEXT, cut=True), body.text("caller", MOST_NUMBER)
        try:
            call = await self._parts.pad.write(
                request.match_info["call"],
                staff,
                text=text,
                caller=caller,
                version=body.whole("version"),
                unfinished=unfinished_of(body),
            )
        except CallChanged as changed:
            return _overtaken(changed.call)
        except CallOver:
            raise OVER from None
        except NoSuchCall:
            raise NO_CALL from None
        return answer({"call": call_json(call)})

    async def pick(self, request: web.Request) -> web.StreamResponse:
        """Which candidate was read out, or that none fitted."""
        staff, body = await require(request, PAD), await body_of(request)
        facet, code = body.text("facet", 20), body.text("code", 40)
        rows = body.rows("shown", MOST_SHOWN)
        shown = [Shown(one.text("code", 40), one.text("facet", 20), one.share("score")) for one in rows]
        desk = self._parts.desk()
        pick, call = _hexadecimal(body.text("pick", 32)), _hexadecimal(request.match_info["call"])
        if code and (not desk.catalogue.has(code) or facet not in set(Facet)):
            raise fault(400)
        try:
            await self._parts.pad.pick(
                pick, call, staff, text=body.text("text", MOST_TEXT), shown=shown, code=code, facet=facet
            )
        except ValueError as error:
            raise fault(400) from error
        return answer({"kept": True})

    async def caller(self, request: web.Request) -> web.StreamResponse:
        """Who calls; the look is noted."""
        staff, body = await require(request, PAD), await body_of(request)
        call = _hexadecimal(request.match_info["call"])
        try:
            caller = await self._parts.pad.caller(body.text("number", MOST_NUMBER), call, staff)
        except NoNumber:
            raise ConsoleFault(422, "no_number", "这不是完整的电话号码，请核对。") from None
        return answer({"caller": caller_json(caller)})

    async def end(self, request: web.Request) -> web.StreamResponse:
        """The wrap-up."""
        staff, body = await require(request, PAD), await body_of(request)
        outcome = body.text("outcome", 12)
        if outcome not in set(CallOutcome):
            raise ConsoleFault(422, "outcome", "请选择这通来电的结果。")
        try:
            call = await self._parts.pad.wrap_up(
                request.match_info["call"],
                staff,
                outcome=CallOutcome(outcome),
                remark=body.text("remark", MOST_REMARK, cut=True),
                text=body.text("text", MOST_TEXT, cut=True),
                version=body.whole("version"),
            )
        except RemarkNeeded:
            raise ConsoleFault(422, "remark", "请写明转交给谁，或者为什么没能答复。") from None
        except CallChanged as changed:
            return _overtaken(changed.call)
        except CallOver:
            raise OVER from None
        except NoSuchCall:
            raise NO_CALL from None
        return answer({"call": call_json(call)})

    async def _shown(self, request: web.Request, staff: Staff, waiting: list[Call]) -> Call:
        wanted = request.query.get("call", "")
        if wanted:
            try:
                return await self._parts.pad.call(wanted, staff)
            except NoSuchCall:
                raise NO_CALL from None
        if waiting and "new" not in request.query and "caller" not in request.query:
            return waiting[0]
        now = self._parts.clock.now()
        return Call(uuid.uuid4().hex, staff.login, opened_at=now, changed_at=now)


def _overtaken(call: Call) -> web.Response:
    """Another tab was quicker: its text goes along, so that nothing is lost."""
    error: dict[str, Any] = {"code": "changed", "message": "这通来电在另一个窗口里改过了。", "number": ""}
    return answer({"error": error, "call": call_json(call)}, status=409)


def _hexadecimal(text: str) -> str:
    """An id that a page of ours made."""
    try:
        return uuid.UUID(hex=text).hex if len(text) == 32 else _refused()  # noqa: PLR2004 - digits of a UUID
    except ValueError:
        return _refused()


def _refused() -> str:
    raise fault(400)
