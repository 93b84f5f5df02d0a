"""The page of supervision, and the list behind each of its figures."""

import asyncio
from typing import Any

from aiohttp import web

from bot.consoles.shell import render, render_beside, require
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.supervision.view import counts, figure, loads, presets, pressing, rates, standing, table
from bot.consoles.supervision.which import Which, period_of, read_which
from bot.consoles.tickets.lines import lines
from bot.consoles.tickets.list_filter import PAGE, ListFilter
from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.tickets.assessment import Dimension, Moment, Rate, Trait, total
from bot.domain.tickets.terms import Role
from bot.services.tickets.export import MAY_UNMASK
from bot.services.tickets.ports import Staff
from bot.services.tickets.supervision import Period

ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OFFICER})
MOST_PRESSING = 8
_NARROWING = ("department", "category", "district")


class SupervisionPages:
    """Figures, and ways from each to its tickets."""

    def __init__(self, parts: SupervisionParts) -> None:
        """On the services that reckon."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/supervision", self.overview)
        app.router.add_get("/desk/supervision/tickets", self.listing)

    async def overview(self, request: web.Request) -> web.StreamResponse:
        """Everything on one page."""
        staff = await require(request, ROLES)
        at, asked = self._parts.supervision.moment(), read_which(request.query)
        today = china_day(at.now)
        period = period_of(asked, today)
        kept = {name: asked.get(name) for name in _NARROWING if asked.get(name)}
        dates = {"from": period.first.isoformat(), "until": period.last.isoformat()}
        which = Which(ListFilter(kept | dates))
        by = next((one for one in Dimension if one == request.query.get("by")), Dimension.DEPARTMENT)
        figures, now, reminded = await asyncio.gather(
            self._figures(staff, which, period, at, by), self._now(at), self._reminded(period)
        )
        return await render_beside(
            request,
            "supervision/overview.html",
            chosen=which,
            period=period,
            by=by,
            dimensions=tuple(Dimension),
            presets=presets(today),
            reminded=reminded,
            choices=self._parts.choices,
            may_unmask=MAY_UNMASK,
            **figures,
            **now,
        )

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """The tickets that a figure counts: the same filter as the figure's."""
        staff = await require(request, ROLES)
        at, which = self._parts.supervision.moment(), read_which(request.query)
        page = await self._parts.tickets.outlines(which.wanted(staff.actor, at), (which.page - 1) * PAGE, PAGE)
        return render(
            request,
            "supervision/tickets.html",
            which=which,
            page=page,
            pages=max(1, -(-page.total // PAGE)),
            lines=lines(page.tickets, at.now, self._parts.times.calendar),
            may_unmask=MAY_UNMASK,
        )

    async def _figures(self, staff: Staff, which: Which, period: Period, at: Moment, by: Dimension) -> dict[str, Any]:
        cells = await self._parts.supervision.assess(which.wanted(staff.actor, at), period, at)
        line = total(cells)
        return {
            "received": figure(line, Trait.RECEIVED, which),
            "late_answers": figure(line, Trait.ANSWERED_LATE, which),
            "rates": rates(line, which),
            "rate_kinds": tuple(Rate),
            "counts": counts(line, which),
            "table": table(cells, by, which, period),
        }

    async def _now(self, at: Moment) -> dict[str, Any]:
        supervision, calendar = self._parts.supervision, self._parts.times.calendar
        cells, late, soon = await asyncio.gather(
            supervision.standing(at),
            supervision.first(Trait.LATE_NOW, at, MOST_PRESSING),
            supervision.first(Trait.DUE_SOON, at, MOST_PRESSING),
        )
        anything = Which(ListFilter({}))
        return {
            "at": at,
            "standing": standing(cells, anything),
            "loads": loads(cells, anything),
            "late": list(pressing(late, at.now, calendar)),
            "soon": list(pressing(soon, at.now, calendar)),
        }

    async def _reminded(self, period: Period) -> list[tuple[ReminderKind, int, str]]:
        """How many reminders of each kind were sent in the period, and where they are."""
        dates = f"from={period.first.isoformat()}&until={period.last.isoformat()}"
        sent = await self._parts.supervision.reminded(period)
        return [
            (kind, sent.get(kind, 0), f"/desk/supervision/reminders?kind={kind.value}&{dates}") for kind in ReminderKind
        ]
