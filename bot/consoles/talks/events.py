"""What happens while the live desk is open: Server-Sent Events of the queue and of the talks that are on it."""

import asyncio
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.event_stream import BEAT, BEAT_S, HEADERS, HELLO, event, is_still_in, looks_for_news
from bot.consoles.shell import signed_in
from bot.consoles.talks.parts import TalkParts
from bot.consoles.talks.talk_json import gone_json, lines_json, queue_json
from bot.domain.handoff.access import TALKERS, leads
from bot.domain.handoff.handoff import HandOff
from bot.services.handoff.ports import NoSuchTalk
from bot.services.handoff.talk_news import Listener, Said, Unfinished
from bot.services.tickets.ports import Staff


class TalkEventPages:
    """`/desk/talks/events`; `?read=NUMBER` besides listens to a talk that is only read."""

    def __init__(self, parts: TalkParts, beat_s: float = BEAT_S) -> None:
        """`beat_s` lies between two signs of life."""
        self._parts, self._beat_s = parts, beat_s

    def add_to(self, app: web.Application) -> None:
        """Register the route, and the task that looks for news."""
        app.router.add_get("/desk/talks/events", self.stream)
        looks_for_news(app, self._parts.news)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Events `queue`, `lines` and `gone` until the page is left, the session ends (`over`) or the program stops."""
        staff = await signed_in(request, is_activity=False)
        if staff.role not in TALKERS:
            raise ConsoleFault(403, "forbidden", "您的角色不能接待市民。")
        read = await self._read(request, staff)
        response = web.StreamResponse(headers=HEADERS)
        async with self._parts.news.listen() as listener:
            await response.prepare(request)
            await response.write(HELLO)
            page = _Page(self._parts, staff, listener, response)
            with suppress(ConnectionResetError):
                if read is not None:
                    await page.show(read)
                await self._tell(request, page)
        return response

    async def _read(self, request: web.Request, staff: Staff) -> HandOff | None:
        value = request.query.get("read", "")
        if not (value.isascii() and value.isdigit() and len(value) <= 9):  # noqa: PLR2004 - as in the routes
            return None
        try:
            return await self._parts.reading.talk(int(value), staff)
        except NoSuchTalk as none:
            raise ConsoleFault(404, "not_found", "没有这通会话，或者您看不到它。") from none

    async def _tell(self, request: web.Request, page: "_Page") -> None:
        while True:
            try:
                news = await asyncio.wait_for(page.listener.news.get(), self._beat_s)
            except TimeoutError:
                if not await is_still_in(request):
                    await page.response.write(event("over", {}))
                    return
                await page.response.write(BEAT)
                continue
            if news is None:
                return
            if isinstance(news, Unfinished):
                await page.queue(news.talks)
            else:
                await page.said(news)


class _Page:
    """One open page: which talks are on it."""

    def __init__(self, parts: TalkParts, staff: Staff, listener: Listener, response: web.StreamResponse) -> None:
        self._parts, self._staff, self.listener, self.response = parts, staff, listener, response
        self._talks: dict[int, HandOff] = {}
        self._read = 0

    async def queue(self, talks: tuple[HandOff, ...]) -> None:
        """The queue, then the lines of talks that have become hers, and what became of others."""
        names, staff = await self._parts.names(), self._staff
        mine = {talk.number: talk for talk in talks if leads(talk, staff.login)}
        lost = [number for number in self._talks if number not in mine and number != self._read]
        await self._write("queue", queue_json(talks, staff, names, self._parts.clock.now()))
        for number in lost:
            del self._talks[number]
            self.listener.watched.pop(number, None)
            await self._write("gone", gone_json(await self._parts.store.get(number), number, names, staff.login))
        for talk in mine.values():
            if talk.number in self._talks and self._talks[talk.number].taken_at == talk.taken_at:
                continue
            await self._parts.reading.opened(talk, staff)
            await self._show(talk)

    async def show(self, talk: HandOff) -> None:
        """A talk that is only read: whoever opened its page has had the look noted."""
        self._read = talk.number
        await self._show(talk)

    async def said(self, said: Said) -> None:
        """New lines of a talk on this page."""
        talk = self._talks.get(said.talk)
        if talk is not None:
            await self._write("lines", lines_json(talk, said.lines, self._staff, await self._parts.names()))

    async def _show(self, talk: HandOff) -> None:
        self._talks[talk.number] = talk
        lines = await self._parts.news.watch(self.listener, talk)
        await self._write("lines", lines_json(talk, lines, self._staff, await self._parts.names()))

    async def _write(self, name: str, told: dict[str, Any]) -> None:
        await self.response.write(event(name, told))
