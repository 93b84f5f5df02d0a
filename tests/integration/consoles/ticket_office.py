"""The pages about tickets on SQLite, with staff, demands and a clock that the test moves."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.knowledge.calendars import load_working_time
from bot.adapters.knowledge.directory import Directory
from bot.adapters.knowledge.not_taken import load_not_taken
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.adapters.store.database import Database
from bot.adapters.store.label_store import SqlLabels
from bot.adapters.store.ticket_store import SqlTickets
from bot.channels.http_errors import errors_as_json
from bot.consoles.app import ConsoleParts, add_console
from bot.consoles.tickets.app import add_ticket_pages
from bot.consoles.tickets.parts import TicketParts
from bot.domain.tickets.life import Command, move_ticket, run_clock
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result, Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Attachment, Person, Step, Subject, Ticket
from bot.joins.staff import StaffRoom
from bot.joins.tickets import choices, ticket_parts
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import Change, Staff
from bot.settings import Settings
from bot.web import MOST_BYTES, safe_headers
from tests.contract.staff_stores import HASHER, HandClock, quick_room
from tests.integration.consoles.staff_desk import OWN, TEAM, Browser, StaffDesk
from tests.unit.services.talk.small_desk import FakeScript

POLICE, HOUSING = "市公安局", "市住房和城乡建设局"
DISTRICTS = ("郑家屯街道", "辽西街道", "辽南街道", "红旗街道", "茂林镇", "双山镇")
CROWD = (*TEAM, Staff("housing", "吴住建", Role.DEPARTMENT, HOUSING))
CITIZEN, SYSTEM = Actor(Role.CITIZEN), Actor(Role.SYSTEM)
TEXT = (
    "我是幸福家园的李桂兰，电话13804341234。我家楼上七号楼三单元排水管漏了一个月，楼道里全是脏水，老人滑倒过两回。"
    "物业总说报上去了。什么时候能修好？能不能先把楼道的灯也换了？"
)
ANSWER = (
    "经11月24日现场核实，七号楼三单元排水管破裂属实。已责令物业更换排水管，11月26日前修好；楼道的灯已换好三盏。"
    "联系人：物业科，0434-7000310。"
)
POOR_ANSWER = "感谢您的来电，您反映的问题我们高度重视，已转相关部门处理，请耐心等待。"
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@dataclass
class HandFiles:
    """Files by key."""

    kept: dict[str, bytes] = field(default_factory=dict)

    async def content(self, key: str) -> bytes:
        """What was put there; KeyError."""
        return self.kept[key]


@dataclass(frozen=True)
class TicketOffice(StaffDesk):
    """The running pages, and demands at whatever station a test needs."""

    parts: TicketParts
    tickets: SqlTickets
    labels: SqlLabels
    files: HandFiles
    database: Database

    def actor(self, login: str) -> Actor:
        """One of the staff, as tickets know her."""
        return next(staff.actor for staff in CROWD if staff.login == login)

    async def filed(self, **changes: Any) -> Ticket:
        """A new demand, waiting to be accepted."""
        now = self.clock.now()
        number = await self.tickets.next_number(now.date())
        subject = replace(SUBJECT, **{name: changes.pop(name) for name in _IN_SUBJECT & changes.keys()})
        ticket = Ticket(
            number=number,
            query_code=f"CODE-{number}",
            type=TicketType.COMPLAINT,
            title="楼道排水管漏水",
            text=TEXT,
            subject=subject,
            person=Person("李桂兰", "13804341234"),
            channel="web",
            conversation="web:1",
            received_at=now,
            clocks=(run_clock("accept", now, self.parts.times.due),),
            steps=(Step(now, Move.FILE.value, CITIZEN, Status.RECEIVED),),
        )
        return await self.save(replace(ticket, **changes))

    async def save(self, ticket: Ticket) -> Ticket:
        """Store it as it is."""
        await self.tickets.save(Change((ticket,)), self.clock.now())
        return await self.stored(ticket.number)

    async def stored(self, number: str) -> Ticket:
        """The ticket as the store has it."""
        ticket = await self.tickets.get(number)
        assert ticket is not None
        return ticket

    async def make(self, ticket: Ticket, move: Move, by: str | Actor, **needs: Any) -> Ticket:
        """A move, past all pages."""
        actor = self.actor(by) if isinstance(by, str) else by
        command = Command(move, actor, self.clock.now(), **needs)
        return await self.save(move_ticket(ticket, command, self.parts.times.due))

    async def at(self, station: str, **changes: Any) -> Ticket:
        """A demand that was brought to a station of its life by the usual moves."""
        ticket = await self.filed(**changes)
        for move, by, needs in WAYS[station]:
            ticket = await self.make(ticket, move, by, **needs)
        return ticket


SUBJECT = Subject(
    category="城乡建设",
    department=HOUSING,
    district="辽南街道",
    place="幸福家园七号楼三单元",
    happened="一个月前",
    reason="“排水管”“物业”多由市住房和城乡建设局办理",
)
_IN_SUBJECT = {"category", "department", "district", "place", "happened", "is_urgent", "reason"}
Way = tuple[tuple[Move, str | Actor, dict[str, Any]], ...]
_ACCEPTED: Way = ((Move.ACCEPT, "operator", {}),)
_DISPATCHED: Way = (*_ACCEPTED, (Move.DISPATCH, "operator", {"department": HOUSING}))
_SIGNED: Way = (*_DISPATCHED, (Move.SIGN, "housing", {}))
_RETURNED: Way = (*_DISPATCHED, (Move.RETURN, "housing", {"note": "属于公安", "department": POLICE}))
_REVIEWED: Way = (*_SIGNED, (Move.SUBMIT_ANSWER, "housing", {"answer": ANSWER, "result": Result.SOLVED}))
_ANSWERED: Way = (*_REVIEWED, (Move.RELEASE, "operator", {}))
WAYS: dict[str, Way] = {
    "received": (),
    "needs_more": ((Move.ASK_MORE, "operator", {"points": ("几号楼",)}),),
    "accepted": _ACCEPTED,
    "dispatched": _DISPATCHED,
    "in_progress": _SIGNED,
    "returned": _RETURNED,
    "returned_twice": (
        *_RETURNED,
        (Move.DISPATCH, "operator", {"department": HOUSING}),
        (Move.RETURN, "housing", {"note": "不是我们的", "department": POLICE}),
    ),
    "extension": (*_SIGNED, (Move.ASK_EXTENSION, "housing", {"note": "管材要到货"})),
    "in_review": _REVIEWED,
    "poor": (
        *_SIGNED,
        (Move.SUBMIT_ANSWER, "housing", {"answer": POOR_ANSWER, "result": Result.SOLVED}),
    ),
    "answered": _ANSWERED,
    "closed": (*_ANSWERED, (Move.RATE, CITIZEN, {"rating": Rating.SATISFIED})),
    "bad": (*_ANSWERED, (Move.RATE, CITIZEN, {"rating": Rating.DISSATISFIED, "note": "没人来"})),
    "not_taken": ((Move.DECLINE, "operator", {"note": "不归我们", "right_way": "去法院"}),),
    "withdrawn": ((Move.WITHDRAW, CITIZEN, {}),),
}
"""How a demand comes to each station."""


@asynccontextmanager
async def open_ticket_office(folder: Path) -> AsyncIterator[TicketOffice]:
    """The pages with a database of their own and everybody of `CROWD`."""
    database, clock, files = Database(f"sqlite:///{folder / 'desk.sqlite3'}"), HandClock(), HandFiles()
    await database.migrate()
    room = quick_room(database, clock)
    tickets = SqlTickets(database, FernetCipher([Fernet.generate_key()]), HASHER)
    parts = _parts(database, tickets, room, files, clock)
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[safe_headers, errors_as_json])
    add_console(app, ConsoleParts(room.door, room.accounts, room.audit, secure_cookies=False))
    add_ticket_pages(app, parts)
    office = TicketOffice(room, clock, app, parts, tickets, SqlLabels(database), files, database)
    for staff in CROWD:
        await office.hire(staff)
    try:
        yield office
    finally:
        await database.close()


def _parts(database: Database, tickets: SqlTickets, room: StaffRoom, files: HandFiles, clock: HandClock) -> TicketParts:
    settings = Settings(_env_file=None)
    folder = settings.knowledge_dir
    departments = Directory(folder).departments
    return ticket_parts(
        database=database,
        tickets=tickets,
        room=room,
        files=files,
        notices=TicketNotices(YamlPhrasebook(settings.wording_dir), FakeScript()),
        times=load_working_time(folder, departments),
        clock=clock,
        choices=choices(tuple(departments), DISTRICTS),
        not_taken=load_not_taken(folder / "not_taken.yml"),
        knowledge=folder,
        simplified=OpenccScript().simplified,
    )


def attachment(key: str = "a" * 32, name: str = "漏水.png", media_type: str = "image/png") -> Attachment:
    """A file that a citizen sent."""
    return Attachment(key, name, media_type, len(PHOTO))


def form_on(page: str) -> dict[str, str]:
    """What the forms of a ticket's page carry."""
    return {
        name: found[1]
        for name in ("version", "seen", "form")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }


async def sign_in(browser: Browser, login: str) -> None:
    """Through the door with the password that everybody has here."""
    await browser.sign_in(login, OWN)


async def sent(browser: Browser, number: str, move: Move, **fields: str) -> str:
    """Open the ticket's page and send a form of it; what comes then."""
    page = await browser.open(f"/desk/tickets/{number}")
    return await browser.send(f"/desk/tickets/{number}/moves/{move.value}", form_on(page) | fields)


def numbers(page: str) -> list[str]:
    """The tickets of a list, in its order."""
    return re.findall(r'<tr data-number="([^"]+)"', page)
