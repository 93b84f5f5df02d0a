"""The live desk itself, who is on duty, the talks of a day, and a talk to be read."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

from aiohttp import web

from bot.consoles.errors import fault
from bot.consoles.shell import render, require
from bot.consoles.talks.act_pages import MOST_NOTE, MOST_TEXT, TALK
from bot.consoles.talks.parts import TalkParts
from bot.consoles.talks.past import lasted, row
from bot.consoles.talks.talk_json import line_json, ticket_json
from bot.consoles.talks.words import OUTCOMES, act_of, channel_of, outcome_of
from bot.domain.clocks.office_hours import CHINA
from bot.domain.handoff.access import OVERSEERS, TALKERS
from bot.domain.handoff.handoff import TalkStatus
from bot.domain.tickets.terms import Role
from bot.services.handoff.ports import NoSuchTalk

CANDIDATES = "/desk/calls/candidates"
CALL_PAD = "/desk/calls/"


class TalkPages:
    """`/desk/talks/`, `/desk/talks/duty`, `/desk/talks/done`, `/desk/talks/NUMBER`."""

    def __init__(self, parts: TalkParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/desk/talks", self.slash)
        app.router.add_get("/desk/talks/", self.desk)
        app.router.add_get("/desk/talks/duty", self.duty)
        app.router.add_get("/desk/talks/done", self.done)
        app.router.add_get(TALK, self.one)

    async def slash(self, _request: web.Request) -> web.StreamResponse:
        """The same page under its full address."""
        raise web.HTTPSeeOther("/desk/talks/")

    async def desk(self, request: web.Request) -> web.StreamResponse:
        """Queue and talks; scripts fill them."""
        staff = await require(request, TALKERS)
        return render(
            request,
            "talks/desk.html",
            texts_json=json.dumps([[one.title, one.text] for one in self._parts.texts], ensure_ascii=False),
            outcomes=OUTCOMES,
            most_text=MOST_TEXT,
            most_note=MOST_NOTE,
            is_overseer=staff.role in OVERSEERS,
            may_take=staff.role is Role.OPERATOR,
            candidates=CANDIDATES if _is_there(request.app, CANDIDATES) else "",
            call_pad=CALL_PAD if _is_there(request.app, CALL_PAD) else "",
        )

    async def duty(self, request: web.Request) -> web.StreamResponse:
        """Colleagues to whom a talk may be passed: at their desks now, with how many talks each has."""
        staff = await require(request, TALKERS)
        present = set(await self._parts.duty.on_duty())
        busy = Counter(talk.operator for talk in await self._parts.desk.queue() if talk.status is TalkStatus.LIVE)
        colleagues = [
            {"login": one.login, "name": one.name, "role": one.role.label, "talks": busy[one.login]}
            for one in await self._parts.staff.everybody()
            if one.is_active and one.role in TALKERS and one.login in present and one.login != staff.login
        ]
        return web.json_response({"colleagues": sorted(colleagues, key=lambda one: int(str(one["talks"])))})

    async def done(self, request: web.Request) -> web.StreamResponse:
        """The talks of a day."""
        staff = await require(request, TALKERS)
        today = self._parts.clock.now().astimezone(CHINA).date()
        day = _day(request.query.get("day", ""), today)
        names = await self._parts.names()
        rows = [row(talk, names) for talk in await self._parts.reading.of_day(day, staff)]
        return render(
            request,
            "talks/done.html",
            rows=rows,
            day=day,
            today=today,
            before=day - timedelta(days=1),
            after=day + timedelta(days=1) if day < today else None,
            is_overseer=staff.role in OVERSEERS,
        )

    async def one(self, request: web.Request) -> web.StreamResponse:
        """A talk to be read; that she looked is noted."""
        staff = await require(request, TALKERS)
        try:
            reading = await self._parts.reading.look(int(request.match_info["number"]), staff)
        except NoSuchTalk as none:
            raise fault(404) from none
        talk, names = reading.talk, await self._parts.names()
        return render(
            request,
            "talks/one.html",
            talk=talk,
            channel=channel_of(talk),
            outcome=outcome_of(talk),
            operator=names.get(talk.operator, talk.operator),
            duration=lasted(talk),
            tickets=[ticket_json(words) for words in talk.summary.tickets],
            lines=[line_json(talk, line, staff, names) | {"moment": line.at} for line in reading.lines],
            entries=[
                (entry.at, act_of(entry.act), names.get(entry.login, entry.login), entry.note) for entry in talk.entries
            ],
            may_join=staff.role in OVERSEERS and not talk.status.is_over and talk.operator != staff.login,
        )


def _is_there(app: web.Application, path: str) -> bool:
    """Whether some other room has a page at that address."""
    return any(resource.canonical == path for resource in app.router.resources())


def _day(value: str, today: date) -> date:
    """The day that is asked for; today for anything that is none, or has not come yet."""
    try:
        return min(datetime.strptime(value, "%Y-%m-%d").date(), today)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return today
