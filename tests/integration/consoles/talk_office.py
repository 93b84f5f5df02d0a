"""The live desk on SQLite, with talks in memory: a citizen's line is one call away."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.adapters.knowledge.talk_texts import load_talk_texts
from bot.adapters.store.database import Database
from bot.channels.http_errors import errors_as_json
from bot.consoles.app import ConsoleParts, add_console
from bot.consoles.talks.app import add_talk_pages
from bot.consoles.talks.parts import TalkParts
from bot.domain.files.file_type import recognise
from bot.domain.files.refusal import FileRefused, Refusal
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import Line, NoSuchTalk, TalkChange, TalkChanged
from bot.services.handoff.reading import TalkReading
from bot.services.handoff.talk_news import TalkNews
from bot.services.tickets.ports import Staff
from bot.settings import ROOT
from bot.web import MOST_BYTES, safe_headers
from tests.contract.staff_stores import HandClock, quick_room
from tests.integration.consoles.staff_desk import TEAM, Browser, StaffDesk, browser_at, home

AWAY_AFTER = timedelta(seconds=90)
CROWD = (*TEAM, Staff("wang8021", "王话务", Role.OPERATOR), Staff("chen8022", "陈话务", Role.OPERATOR))
SUMMARY = Summary(
    who="网页访客，谈了6分钟",
    item="居民身份证换领",
    tried=("身份证丢了咋补（办理流程）", "要多少钱（收费）", "周六能办吗（没听懂）"),
    tickets=("SL20261122-0007-K 办理中",),
)


@dataclass
class MemoryTalks:
    """Talks and what was said, as the real desk and its store keep them."""

    clock: HandClock
    talks: dict[int, HandOff] = field(default_factory=dict)
    said: dict[str, list[Line]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    present_at: dict[str, datetime] = field(default_factory=dict)

    def ask(self, conversation: str, reason: Reason = Reason.ASKED, summary: Summary = SUMMARY) -> HandOff:
        """A citizen wants a person."""
        number, now = len(self.talks) + 1, self.clock.now()
        channel = conversation.partition(":")[0]
        entry = Entry(now, "opened")
        talk = HandOff(number, conversation, channel, reason, summary, now, entries=(entry,), version=1)
        self.talks[number] = talk
        return talk

    def hear(self, conversation: str, by: str, text: str, *files: Attachment, delivery: str = "") -> Line:
        """A line is said."""
        lines = self.said.setdefault(conversation, [])
        line = Line(f"{len(lines) + 1:06}", self.clock.now(), by, text, files, delivery)
        lines.append(line)
        return line

    def deliver(self, conversation: str, state: str) -> None:
        """What became of the newest line."""
        self.said[conversation][-1] = replace(self.said[conversation][-1], delivery=state)

    def sweep(self) -> None:
        """Talks of operators who are away go back to the queue."""
        for talk in list(self.talks.values()):
            seen = self.present_at.get(talk.operator)
            if talk.status is TalkStatus.LIVE and (seen is None or self.clock.now() - seen > AWAY_AFTER):
                self._put(talk, "away", status=TalkStatus.WAITING, operator="", taken_at=None)

    async def get(self, number: int) -> HandOff | None:
        """By number."""
        return self.talks.get(number)

    async def open_in(self, conversation: str) -> HandOff | None:
        """The one that is not over."""
        return next(
            (one for one in self.talks.values() if one.conversation == conversation and not one.status.is_over), None
        )

    async def save(self, change: TalkChange, at: datetime) -> HandOff:
        """As it is."""
        self.talks[change.talk.number] = change.talk
        return change.talk

    async def unfinished(self) -> Sequence[HandOff]:
        """Emergencies first, then who waits longest."""
        talks = [talk for talk in self.talks.values() if not talk.status.is_over]
        return sorted(talks, key=lambda talk: (not talk.is_urgent, talk.opened_at, talk.number))

    async def beat(self, numbers: Sequence[int], login: str, at: datetime) -> None:
        """A sign of life."""
        self.present_at[login] = at

    async def opened_between(self, since: datetime, until: datetime, limit: int) -> Sequence[HandOff]:
        """Newest first."""
        talks = [talk for talk in self.talks.values() if since <= talk.opened_at < until]
        return sorted(talks, key=lambda talk: -talk.number)[:limit]

    async def on_duty(self) -> Collection[str]:
        """Seen within two minutes."""
        return {login for login, at in self.present_at.items() if self.clock.now() - at < timedelta(minutes=2)}

    def _put(self, talk: HandOff, act: str, login: str = "", note: str = "", **changes: object) -> HandOff:
        entry = Entry(self.clock.now(), act, login, note)
        fresh = replace(talk, entries=(*talk.entries, entry), version=talk.version + 1, **changes)  # type: ignore[arg-type]
        self.talks[talk.number] = fresh
        return fresh

    def _now(self, number: int, version: int) -> HandOff:
        talk = self.talks.get(number)
        if talk is None:
            raise NoSuchTalk
        if talk.version != version:
            raise TalkChanged
        return talk


class MemoryDesk:
    """What the pages do with them."""

    def __init__(self, talks: MemoryTalks) -> None:
        """On the same talks."""
        self._talks = talks

    async def queue(self) -> Sequence[HandOff]:
        """Who waits and who talks."""
        return await self._talks.unfinished()

    async def take(self, number: int, staff: Staff, version: int) -> HandOff:
        """Hers, if nobody was quicker."""
        talk = self._talks._now(number, version)
        if talk.status is not TalkStatus.WAITING:
            raise TalkChanged
        return self._live(talk, "taken", staff.login)

    async def say(self, number: int, staff: Staff, text: str, files: tuple[Attachment, ...], form: str) -> None:
        """Once for each form."""
        talk = self._talks.talks[number]
        if talk.operator != staff.login:
            raise NoSuchTalk
        if form not in self._talks.forms:
            self._talks.forms.add(form)
            self._talks.hear(talk.conversation, staff.login, text, *files, delivery="queued")

    async def transfer(self, number: int, staff: Staff, version: int, to: str, note: str) -> HandOff:
        """Offered to somebody, or to all."""
        talk = self._talks._now(number, version)
        return self._talks._put(
            talk, "transferred", staff.login, note, status=TalkStatus.WAITING, operator=to, taken_at=None
        )

    async def give_back(self, number: int, staff: Staff, version: int) -> HandOff:
        """The assistant goes on."""
        return self._over(number, version, "returned", staff, TalkStatus.RETURNED, "")

    async def close(self, number: int, staff: Staff, version: int, outcome: str) -> HandOff:
        """Over."""
        return self._over(number, version, "closed", staff, TalkStatus.CLOSED, outcome)

    async def join(self, conversation: str, staff: Staff) -> HandOff:
        """Hers, whoever had it."""
        talk = await self._talks.open_in(conversation) or self._talks.ask(conversation, Reason.STAFF)
        return self._live(talk, "joined", staff.login)

    async def present(self, staff: Staff) -> None:
        """A sign of life."""
        self._talks.present_at[staff.login] = self._talks.clock.now()

    async def lines(self, number: int, staff: Staff, after: str) -> Sequence[Line]:
        """What was said after a line."""
        talk = self._talks.talks.get(number)
        if talk is None:
            raise NoSuchTalk
        return await lines_of(self._talks, talk.conversation, after, 200)

    def _live(self, talk: HandOff, act: str, login: str) -> HandOff:
        now = self._talks.clock.now()
        return self._talks._put(talk, act, login, status=TalkStatus.LIVE, operator=login, taken_at=now)

    def _over(self, number: int, version: int, act: str, staff: Staff, status: TalkStatus, outcome: str) -> HandOff:
        talk = self._talks._now(number, version)
        now = self._talks.clock.now()
        return self._talks._put(talk, act, staff.login, status=status, outcome=outcome, ended_at=now)


async def lines_of(talks: MemoryTalks, conversation: str, after: str, limit: int) -> Sequence[Line]:
    """What was said after a line."""
    return [line for line in talks.said.get(conversation, []) if line.number > after][-limit:]


class MemoryTalkStore(MemoryTalks):
    """With lines, whose name the desk uses in another sense."""

    async def lines(self, conversation: str, after: str, limit: int) -> Sequence[Line]:
        """What was said after a line."""
        return await lines_of(self, conversation, after, limit)


@dataclass
class MemoryFiles:
    """Files by owner, looked at as the real ones are."""

    most_bytes: int = 2 * 1024 * 1024
    kept: dict[str, tuple[str, Attachment, bytes]] = field(default_factory=dict)

    async def may_send(self, owner: str) -> None:
        """Always."""

    async def receive(self, owner: str, name: str, content: bytes) -> Attachment:
        """Looked at as the real ones are."""
        kind = recognise(content)
        if isinstance(kind, Refusal):
            raise FileRefused(kind)
        file = Attachment(f"{len(self.kept):032x}", name, kind.media_type, len(content))
        self.kept[file.key] = (owner, file, content)
        return file

    async def owned(self, owner: str, keys: Sequence[str]) -> tuple[Attachment, ...]:
        """Only those of this conversation."""
        found = tuple(self.kept[key][1] for key in keys if key in self.kept and self.kept[key][0] == owner)
        if len(found) < len(keys):
            raise FileRefused(Refusal.GONE)
        return found

    async def content(self, key: str) -> bytes:
        """Whatever the owner."""
        return self.kept[key][2]


@dataclass(frozen=True)
class TalkOffice(StaffDesk):
    """The running pages and the talks behind them."""

    talks: MemoryTalkStore
    files: MemoryFiles
    news: TalkNews

    async def deeds(self, action: str) -> list[tuple[str, str]]:
        """Who did it to what, the newest first."""
        return [
            (one.deed.actor, one.deed.object) for one in await self.room.audit.newest(200) if one.deed.action == action
        ]


@asynccontextmanager
async def open_talk_office(folder: Path) -> AsyncIterator[TalkOffice]:
    """The pages with a database of their own for staff, everybody of `CROWD`, and no talks yet."""
    database, clock = Database(f"sqlite:///{folder / 'desk.sqlite3'}"), HandClock()
    await database.migrate()
    room = quick_room(database, clock)
    talks, files = MemoryTalkStore(clock), MemoryFiles()
    news = TalkNews(talks, pause_s=0.2)
    parts = TalkParts(
        desk=MemoryDesk(talks),
        store=talks,
        reading=TalkReading(talks, talks, room.audit, files),
        news=news,
        files=files,
        duty=talks,
        staff=room.staff,
        clock=clock,
        texts=load_talk_texts(ROOT / "knowledge" / "talk_texts.yml"),
    )
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[safe_headers, errors_as_json])
    add_console(app, ConsoleParts(room.door, room.accounts, room.audit, secure_cookies=False))
    app.router.add_get("/desk/", home)
    add_talk_pages(app, parts)
    office = TalkOffice(room, clock, app, talks, files, news)
    for staff in CROWD:
        await office.hire(staff)
    try:
        yield office
    finally:
        await database.close()


async def asked(browser: Browser, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
    """What a script of the page that is open asks, and what it is told."""
    headers = {"X-CSRF": browser.csrf, "Accept": "application/json"}
    async with browser.client.post(path, data=fields, headers=headers) as response:
        return response.status, await response.json()


@asynccontextmanager
async def at_desk(office: TalkOffice, login: str) -> AsyncIterator[Browser]:
    """Somebody with her live desk open."""
    async with browser_at(office) as browser:
        await browser.sign_in(login)
        await browser.open("/desk/talks/")
        yield browser
