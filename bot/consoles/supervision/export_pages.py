"""Lists as files: `/desk/tickets/export.xlsx` and `.csv`, by the same address as the list itself."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from urllib.parse import quote

from aiohttp import web

from bot.consoles.errors import ConsoleFault, fault
from bot.consoles.shell import form_of, signed_in
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.supervision.which import read_which
from bot.domain.clocks.office_hours import CHINA
from bot.services.tickets.export import MOST_ROWS, Order, Row, TooMany
from bot.services.tickets.ports import Staff
from bot.services.tickets.reading import NoReason, NotForHerEyes

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ExportPages:
    """Files to take away."""

    def __init__(self, parts: SupervisionParts) -> None:
        """On the service that reads and notes."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes: masked for everybody, unmasked by a form with a reason."""
        for form in TYPES:
            app.router.add_get(f"/desk/tickets/export.{form}", self.masked)
            app.router.add_post(f"/desk/tickets/export.{form}", self.unmasked)

    async def masked(self, request: web.Request) -> web.StreamResponse:
        """Without who the citizens are."""
        staff = await signed_in(request)
        return await self._send(request, self._order(request, staff))

    async def unmasked(self, request: web.Request) -> web.StreamResponse:
        """With names and numbers, for a reason that is kept."""
        staff, form = await signed_in(request), await form_of(request)
        return await self._send(request, self._order(request, staff, form.get("reason", ""), is_masked=False))

    def _order(self, request: web.Request, staff: Staff, reason: str = "", *, is_masked: bool = True) -> Order:
        which = read_which(request.query)
        wanted = which.wanted(staff.actor, self._parts.supervision.moment())
        form = request.path.rpartition(".")[2]
        described = "、".join(
            value for value in (*which.base.fields.values(), *([which.trait.label] if which.trait else []))
        )
        return Order(wanted, staff.actor, form, described, is_masked, reason)

    async def _send(self, request: web.Request, order: Order) -> web.StreamResponse:
        export = self._parts.export
        try:
            numbers = await export.begin(order)
        except NotForHerEyes:
            raise fault(403) from None
        except NoReason:
            raise ConsoleFault(422, "no_reason", "请写明为什么要导出完整的个人信息，这会记入审计。") from None
        except TooMany:
            raise ConsoleFault(422, "too_many", f"一次最多导出{MOST_ROWS}件，请先缩小筛选范围。") from None
        rows = export.rows(order, numbers)
        if order.form == "csv":
            return await self._csv(request, order, rows)
        headers = self._headers(order)
        return web.Response(body=await self._parts.files.xlsx(rows), headers=headers)

    async def _csv(self, request: web.Request, order: Order, rows: AsyncIterator[Sequence[Row]]) -> web.StreamResponse:
        files, response = self._parts.files, web.StreamResponse(headers=self._headers(order))
        await response.prepare(request)
        await response.write(files.csv_head())
        async for some in rows:
            await response.write(await asyncio.to_thread(files.csv_lines, some))
        await response.write_eof()
        return response

    def _headers(self, order: Order) -> dict[str, str]:
        today = self._parts.clock.now().astimezone(CHINA)
        kind = "工单" if order.is_masked else "工单（含个人信息）"
        name = quote(f"{kind}{today:%Y%m%d-%H%M}.{order.form}", safe="")
        return {
            "Content-Type": TYPES[order.form],
            "Content-Disposition": f"attachment; filename=\"tickets.{order.form}\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        }
