"""All reminders that were sent, for those who supervise."""

from aiohttp import web

from bot.consoles.reminders.lines import reminder_lines
from bot.consoles.shell import render, require
from bot.consoles.supervision.pages import ROLES
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.supervision.which import period_of, read_which
from bot.consoles.tickets.list_filter import PAGE
from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.reminder import ReminderKind
from bot.services.clocks.ports import ReminderFilter


class SentReminderPages:
    """The list behind the counts of reminders."""

    def __init__(self, parts: SupervisionParts) -> None:
        """On the reminders."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the route."""
        app.router.add_get("/desk/supervision/reminders", self.listing)

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """Newest first."""
        await require(request, ROLES)
        which = read_which(request.query)
        period = period_of(which, china_day(self._parts.clock.now()))
        kind = next((one for one in ReminderKind if one == request.query.get("kind")), None)
        wanted = ReminderFilter(kind=kind, sent_from=period.starts_at, sent_until=period.ends_at)
        page = await self._parts.reminders.page(wanted, (which.page - 1) * PAGE, PAGE)
        dates = f"from={period.first.isoformat()}&until={period.last.isoformat()}"
        return render(
            request,
            "supervision/reminders.html",
            kind=kind,
            period=period,
            total=page.total,
            number=which.page,
            pages=max(1, -(-page.total // PAGE)),
            address=f"/desk/supervision/reminders?{dates}" + (f"&kind={kind.value}" if kind else ""),
            lines=reminder_lines(page.reminders),
        )
