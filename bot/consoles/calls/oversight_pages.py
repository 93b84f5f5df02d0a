"""The calls that go on now, for those who look after the hotline: live, and without anybody being disturbed."""

from aiohttp import web

from bot.consoles.calls.parts import FIGURES, CallParts
from bot.consoles.shell import is_live, render, require
from bot.domain.calls.pick import NONE_FITS
from bot.domain.calls.terms import CallOutcome

HERE = "/desk/calls/now"


class OversightPages:
    """One page that renews itself."""

    def __init__(self, parts: CallParts) -> None:
        """On what the pads keep."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the route."""
        app.router.add_get(HERE, self.page)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Who talks about what, and what was done today."""
        await require(request, FIGURES, is_activity=not is_live(request))
        shift = await self._parts.oversight.shift()
        catalogue = self._parts.desk().catalogue
        adopted = {
            call.id: catalogue.guide(call.adopted).name if catalogue.has(call.adopted) else call.adopted
            for call in shift.running
            if call.adopted not in ("", NONE_FITS)
        }
        return render(
            request,
            "calls/now.html",
            shift=shift,
            adopted=adopted,
            none_fits=NONE_FITS,
            outcomes=tuple(CallOutcome),
            people=await self._parts.names(),
        )
