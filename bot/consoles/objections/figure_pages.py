"""The figures of objections, the list behind each of them, and the same lists as files."""

from datetime import date
from urllib.parse import quote, urlencode

from aiohttp import web

from bot.consoles.objections.figures_wanted import query_of, read_wanted
from bot.consoles.objections.lines import objection_lines
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.words import CLOCKS
from bot.consoles.shell import render, require
from bot.consoles.supervision.export_pages import TYPES
from bot.consoles.supervision.view import presets
from bot.domain.clocks.office_hours import CHINA, china_day
from bot.domain.objections.assessment import Kept, ObjectionTrait
from bot.domain.tickets.terms import Role
from bot.services.objections.figures import Count, Wanted

ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OFFICER})
PAGE = 50
LIST = "/desk/objections/figures/list"
_DECISIONS = (
    ObjectionTrait.UPHELD,
    ObjectionTrait.PARTLY,
    ObjectionTrait.REFUSED,
    ObjectionTrait.NOT_TAKEN,
    ObjectionTrait.WITHDRAWN,
    ObjectionTrait.CORRECTED,
    ObjectionTrait.AMENDED,
)
_HEADS = (ObjectionTrait.LATE_NOW, ObjectionTrait.OPEN, ObjectionTrait.RECEIVED)
_KEPT = {Kept.ON_TIME: "按时", Kept.LATE: "超期"}


class ObjectionFigurePages:
    """For supervisors and the bureau."""

    def __init__(self, parts: ObjectionParts) -> None:
        """On the services that count."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/objections/figures", self.overview)
        app.router.add_get(LIST, self.listing)
        for form in TYPES:
            app.router.add_get(f"/desk/objections/export.{form}", self.export)

    async def overview(self, request: web.Request) -> web.StreamResponse:
        """All figures of a period, together and by department."""
        await require(request, ROLES)
        today = self._today()
        wanted = Wanted(read_wanted(request.query, today).period)
        whole, lines = await self._parts.figures.lines(wanted)
        return render(
            request,
            "objections/figures.html",
            wanted=wanted,
            whole=whole,
            lines=lines,
            heads=_HEADS,
            decisions=_DECISIONS,
            traits=ObjectionTrait,
            clock_names=CLOCKS,
            presets=presets(today),
            way=_way,
            query=query_of(wanted),
        )

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """The objections that a figure counts."""
        await require(request, ROLES)
        wanted, now = read_wanted(request.query, self._today()), self._parts.clock.now()
        numbers = await self._parts.figures.numbers(wanted)
        pages = max(1, -(-len(numbers) // PAGE))
        text = request.query.get("page", "")
        page = min(int(text), pages) if text.isascii() and text.isdigit() and len(text) < PAGE and int(text) else 1
        found = await self._parts.figures.several(numbers[(page - 1) * PAGE : page * PAGE])
        return render(
            request,
            "objections/figure_list.html",
            wanted=wanted,
            title=_title(wanted),
            total=len(numbers),
            page=page,
            pages=pages,
            lines=objection_lines(found, now, self._parts.times.calendar),
            query=query_of(wanted),
            back=urlencode({"from": wanted.period.first.isoformat(), "until": wanted.period.last.isoformat()}),
        )

    async def export(self, request: web.Request) -> web.StreamResponse:
        """The list as a file, under the same address; noted in the audit trail."""
        staff = await require(request, ROLES)
        form = request.path.rpartition(".")[2]
        content = await self._parts.export.file(read_wanted(request.query, self._today()), form, staff.actor)
        name = quote(f"公共数据异议{self._parts.clock.now().astimezone(CHINA):%Y%m%d-%H%M}.{form}", safe="")
        disposition = f"attachment; filename=\"objections.{form}\"; filename*=UTF-8''{name}"
        headers = {"Content-Type": TYPES[form], "Content-Disposition": disposition, "Cache-Control": "no-store"}
        return web.Response(body=content, headers=headers)

    def _today(self) -> date:
        return china_day(self._parts.clock.now())


def _way(count: Count) -> str:
    """Where the objections of a figure are."""
    return f"{LIST}?{query_of(count.of)}"


def _title(wanted: Wanted) -> str:
    if wanted.clock and wanted.kept:
        return f"{CLOCKS[wanted.clock]}：{_KEPT[wanted.kept]}"
    return wanted.trait.label if wanted.trait else ObjectionTrait.RECEIVED.label
