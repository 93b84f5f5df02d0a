"""What operators do with talks; scripts ask, and are answered in JSON."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.shell import form_of, require, signed_in
from bot.consoles.talks.parts import TalkParts
from bot.consoles.talks.talk_json import talk_json
from bot.consoles.talks.words import FILE_REFUSALS, OUTCOMES, whereabouts
from bot.domain.files.refusal import FileRefused
from bot.domain.handoff.access import OVERSEERS, TALKERS, leads
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.tickets.terms import Role
from bot.services.handoff.ports import NoSuchTalk, TalkChanged
from bot.services.tickets.ports import Staff

MOST_TEXT = 4000
MOST_NOTE = 300
MOST_TRIES = 5
"""So many talks of the queue are tried in turn while others are quicker."""
TALK = r"/desk/talks/{number:\d{1,9}}"
_FORM = re.compile(r"[\w-]{8,64}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
Act = Callable[[], Awaitable[HandOff]]


class ActPages:
    """Take, say, transfer, give back, close, join, and the sign of life."""

    def __init__(self, parts: TalkParts) -> None:
        """On the services that decide."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_post("/desk/talks/next", self.take_next)
        app.router.add_post("/desk/talks/present", self.present)
        app.router.add_post(f"{TALK}/take", self.take)
        app.router.add_post(f"{TALK}/say", self.say)
        app.router.add_post(f"{TALK}/transfer", self.transfer)
        app.router.add_post(f"{TALK}/return", self.give_back)
        app.router.add_post(f"{TALK}/close", self.close)
        app.router.add_post(f"{TALK}/join", self.join)

    async def present(self, request: web.Request) -> web.StreamResponse:
        """Her page is open; this is no work that would keep the session alive."""
        staff = await signed_in(request, is_activity=False)
        if staff.role not in TALKERS:
            raise ConsoleFault(403, "forbidden", "您的角色不能接待市民。")
        await self._parts.desk.present(staff)
        return web.json_response({})

    async def take_next(self, request: web.Request) -> web.StreamResponse:
        """The first of the queue that nobody else takes in this moment; what was passed to her comes first."""
        staff = await require(request, {Role.OPERATOR})
        for _ in range(MOST_TRIES):
            waiting = [talk for talk in await self._parts.desk.queue() if talk.status is TalkStatus.WAITING]
            free = [talk for talk in waiting if talk.operator in {"", staff.login}]
            if not free:
                raise ConsoleFault(409, "queue_empty", "现在没有人排队。")
            first = min(free, key=lambda talk: (not talk.is_urgent, talk.operator != staff.login))
            try:
                return await self._done(staff, await self._parts.desk.take(first.number, staff, first.version))
            except (TalkChanged, NoSuchTalk):
                continue
        raise ConsoleFault(409, "talk_changed", "刚才的几位市民都被同事先接起了，请再按一次。")

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One of the queue."""
        staff = await require(request, {Role.OPERATOR})
        number, fields = _number(request), await form_of(request)
        return await self._act(staff, number, lambda: self._parts.desk.take(number, staff, _version(fields)))

    async def say(self, request: web.Request) -> web.StreamResponse:
        """A line; sent again with the same `form` it is said once."""
        staff = await require(request, TALKERS)
        number, fields = _number(request), await form_of(request)
        text, keys = _text(fields), [key for key in fields.get("files", "").split(",") if key]
        form = fields.get("form", "")
        if not _FORM.fullmatch(form):
            raise ConsoleFault(400, "bad_form", "页面数据不完整，请刷新页面后重发。")
        if not text and not keys:
            raise ConsoleFault(422, "empty", "还没有写内容，也没有选文件。")
        talk = await self._hers(number, staff)
        try:
            files = await self._parts.files.owned(talk.conversation, keys)
        except FileRefused as refused:
            status, words = FILE_REFUSALS[refused.reason]
            raise ConsoleFault(status, f"file_{refused.reason}", words) from refused

        async def said() -> HandOff:
            await self._parts.desk.say(number, staff, text, files, form)
            return talk

        return await self._act(staff, number, said)

    async def transfer(self, request: web.Request) -> web.StreamResponse:
        """To somebody on duty, or back to the queue."""
        staff = await require(request, TALKERS)
        number, fields = _number(request), await form_of(request)
        to, note = fields.get("to", "").strip(), _UNPRINTABLE.sub("", fields.get("note", "")).strip()
        if len(note) > MOST_NOTE:
            raise ConsoleFault(422, "too_long", f"留言最多{MOST_NOTE}字，现在{len(note)}字。")
        if to == staff.login:
            raise ConsoleFault(422, "to_herself", "不能转给自己，请选别的同事，或退回排队。")
        if to and to not in {one.login for one in await self._parts.staff.everybody() if _may_be_given(one)}:
            raise ConsoleFault(422, "no_such_operator", "没有这位同事，或者他不能接待市民，请从列表里选择。")
        if staff.role not in OVERSEERS:
            await self._hers(number, staff)
        version = _version(fields)
        return await self._act(staff, number, lambda: self._parts.desk.transfer(number, staff, version, to, note))

    async def give_back(self, request: web.Request) -> web.StreamResponse:
        """The assistant goes on."""
        staff = await require(request, TALKERS)
        number, fields = _number(request), await form_of(request)
        await self._hers(number, staff)
        return await self._act(staff, number, lambda: self._parts.desk.give_back(number, staff, _version(fields)))

    async def close(self, request: web.Request) -> web.StreamResponse:
        """It is over; the citizen is asked how it was."""
        staff = await require(request, TALKERS)
        number, fields = _number(request), await form_of(request)
        outcome = fields.get("outcome", "")
        if outcome not in OUTCOMES:
            raise ConsoleFault(422, "no_outcome", "请选择结果。")
        await self._hers(number, staff)
        return await self._act(staff, number, lambda: self._parts.desk.close(number, staff, _version(fields), outcome))

    async def join(self, request: web.Request) -> web.StreamResponse:
        """An overseer takes over."""
        staff = await require(request, OVERSEERS)
        number = _number(request)
        talk = await self._parts.store.get(number)
        if talk is None or talk.status.is_over:
            raise ConsoleFault(409, "talk_over", "这通会话已经结束。" if talk else "没有这通会话。")
        return await self._act(staff, number, lambda: self._parts.desk.join(talk.conversation, staff))

    async def _hers(self, number: int, staff: Staff) -> HandOff:
        """A live talk of hers; else where it is now."""
        talk = await self._parts.store.get(number)
        if talk is None or not leads(talk, staff.login):
            raise await self._elsewhere(number, staff)
        return talk

    async def _act(self, staff: Staff, number: int, act: Act) -> web.Response:
        try:
            return await self._done(staff, await act())
        except (TalkChanged, NoSuchTalk) as overtaken:
            self._parts.news.hurry()
            raise await self._elsewhere(number, staff) from overtaken

    async def _done(self, staff: Staff, talk: HandOff) -> web.Response:
        self._parts.news.hurry()
        if leads(talk, staff.login):
            await self._parts.reading.opened(talk, staff)
        return web.json_response({"talk": talk_json(talk, await self._parts.names())})

    async def _elsewhere(self, number: int, staff: Staff) -> ConsoleFault:
        talk = await self._parts.store.get(number)
        if talk is None:
            return ConsoleFault(404, "not_found", "没有这通会话，或者您看不到它。")
        if leads(talk, staff.login):
            return ConsoleFault(409, "talk_changed", "这通会话刚刚有变化，页面已更新，请再操作一次。")
        words: dict[str, Any] = dict(await self._parts.names())
        return ConsoleFault(409, "talk_elsewhere", whereabouts(talk, words, staff.login))


def _may_be_given(staff: Staff) -> bool:
    return staff.is_active and staff.role in TALKERS


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])


def _version(fields: dict[str, str]) -> int:
    value = fields.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1  # noqa: PLR2004 - a version


def _text(fields: dict[str, str]) -> str:
    """What is to be said; 422 if it is too long for one line."""
    text = _UNPRINTABLE.sub("", fields.get("text", "").replace("\r\n", "\n")).strip()
    if len(text) > MOST_TEXT:
        raise ConsoleFault(422, "too_long", f"一次最多发{MOST_TEXT}字，现在{len(text)}字，请分几次发送。")
    return text
