"""The bell, the list behind it, and whether the clock worker lives."""

import json
from typing import Any

from aiohttp import web

from bot.consoles.reminders.lines import reminder_lines
from bot.consoles.shell import render, signed_in
from bot.consoles.tickets.list_filter import PAGE, read_filter
from bot.domain.clocks.reminding import audience_of
from bot.services.china_time import day_in_words
from bot.services.clocks.clock_work import Heartbeat, Pulse
from bot.services.clocks.ports import ReminderFilter, Reminders

MOST_NEW = 20


class ReminderPages:
    """What a member of staff is reminded of: by her role, or by her department."""

    def __init__(self, reminders: Reminders, pulse: Pulse) -> None:
        """On the reminders that were sent."""
        self._reminders, self._pulse = reminders, pulse

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/reminders", self.listing)
        app.router.add_get("/desk/reminders.json", self.news)
        app.router.add_get("/desk/heartbeat", self.heartbeat)

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """Newest first; whoever opens the first page has read them all."""
        staff = await signed_in(request)
        number = read_filter(request.query).page
        which = ReminderFilter(audience_of(staff.actor))
        page = await self._reminders.page(which, (number - 1) * PAGE, PAGE)
        seen = await self._reminders.seen(staff.login)
        if number == 1 and page.reminders:
            await self._reminders.mark_seen(staff.login, page.reminders[0].number)
        return render(
            request,
            "reminders/list.html",
            lines=reminder_lines(page.reminders, seen),
            total=page.total,
            number=number,
            pages=max(1, -(-page.total // PAGE)),
        )

    async def news(self, request: web.Request) -> web.StreamResponse:
        """How many are unread, and those above the number `after`, newest first."""
        staff = await signed_in(request, is_activity=False)
        audience = audience_of(staff.actor)
        seen = await self._reminders.seen(staff.login)
        unread = (await self._reminders.page(ReminderFilter(audience, after=seen), 0, 1)).total
        after = _number(request.query.get("after", ""))
        fresh = await self._reminders.page(ReminderFilter(audience, after=max(after, 0)), 0, MOST_NEW)
        told = [
            {
                "number": line.number,
                "ticket": line.ticket,
                "title": line.title,
                "kind": line.kind.value,
                "words": f"{line.kind.label}：{line.title}（{line.clock}，{day_in_words(line.due_at)}）",
            }
            for line in reminder_lines(fresh.reminders)
        ]
        newest = max((line["number"] for line in told), default=after)
        return _json({"unread": unread, "newest": newest, "reminders": told})

    async def heartbeat(self, request: web.Request) -> web.StreamResponse:
        """Whether reminders are sent at all."""
        await signed_in(request, is_activity=False)
        heartbeat = await self._pulse.now()
        since = heartbeat.since.isoformat() if heartbeat.since else None
        return _json({"alive": heartbeat.is_alive, "since": since, "words": _words(heartbeat)})


def _words(heartbeat: Heartbeat) -> str:
    if heartbeat.is_alive:
        return ""
    if heartbeat.since is None:
        return "时钟还没有启动，期限提醒发不出来，请联系管理员。"
    return f"时钟停了，自 {day_in_words(heartbeat.since)} 起没有动静，请联系管理员。"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - it fits a column


def _json(value: Any) -> web.Response:
    return web.json_response(value, dumps=lambda one: json.dumps(one, ensure_ascii=False))
