"""The pages about objections on SQLite, with staff, objections and a clock that the test moves."""

import re
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.knowledge.directory import Directory
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.upload_store import SqlUploads
from bot.consoles.objections.app import add_objection_pages
from bot.consoles.objections.parts import ObjectionParts
from bot.domain.guides.facet import Facet
from bot.domain.objections.life import ObjectionCommand, file_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import DisputedData, Objection, Ruling
from bot.domain.objections.terms import DataPlace, Decision, Fault
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Actor, Person
from bot.joins.objections import objection_parts
from bot.services.files.files import Files
from bot.services.guides.text import GuideText
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.ports import ObjectionChange
from bot.settings import Settings
from tests.contract.staff_stores import HASHER
from tests.integration.consoles.staff_desk import Browser
from tests.integration.consoles.ticket_office import CITIZEN, HOUSING, TicketOffice, form_on, open_ticket_office
from tests.unit.services.talk.small_desk import BARE, LOST, FakeCatalogue, FakeScript

WORDS = YamlPhrasebook(Settings(_env_file=None).wording_dir)
GUIDE_DATA = DisputedData(
    DataPlace.GUIDE, LOST.code, "", Facet.FEE.value, GuideText(WORDS).field(LOST, Facet.FEE), "现在是免费的"
)
TABLE_DATA = DisputedData(
    DataPlace.OPEN_DATA, "物业服务企业名录", "李桂兰物业，13804341234", "联系电话", "13804341234", "不应公开个人手机号"
)
PERSON = Person("李桂兰", "13804341234", Privacy.NAMED)
MOST_BYTES = 1024 * 1024
REASON = "经核对物价部门最新文件，该项收费已取消。"


@dataclass(frozen=True)
class HandDisk:
    """`FileStore` in the files that a test lays down by hand."""

    kept: dict[str, bytes]

    async def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        self.kept[key] = content

    async def get(self, key: str) -> bytes:
        """Give it back; KeyError."""
        return self.kept[key]

    async def remove(self, keys: Collection[str]) -> None:
        """Forget them."""
        for key in keys:
            self.kept.pop(key, None)

    async def older_than(self, at: datetime) -> Sequence[str]:
        """Nothing is ever old here."""
        return ()


@dataclass(frozen=True)
class ObjectionOffice(TicketOffice):
    """The running pages, and objections at whatever station a test needs."""

    objections: SqlObjections
    desk: ObjectionDesk
    pages: ObjectionParts

    async def objected(self, **changes: Any) -> Objection:
        """A new objection."""
        now = self.clock.now()
        number = await self.tickets.next_number(now.date())
        objection = Objection(
            number=number,
            query_code=f"CODE-{number}",
            title="收费标准有误",
            text="我叫李桂兰，电话13804341234，去办的时候没收钱，可指南上还写着要收。",
            data=GUIDE_DATA,
            fault=Fault.WRONG,
            person=PERSON,
            organisation="",
            channel="web",
            conversation="web:1",
            received_at=now,
        )
        filed = file_objection(replace(objection, **changes), CITIZEN, self.parts.times.due)
        await self.objections.save(ObjectionChange(filed), now)
        return await self.kept(number)

    async def kept(self, number: str) -> Objection:
        """The objection as the store has it."""
        objection = await self.objections.get(number)
        assert objection is not None
        return objection

    async def moved(self, objection: Objection, move: ObjectionMove, by: str | Actor, **needs: Any) -> Objection:
        """A move, past all pages."""
        actor = self.actor(by) if isinstance(by, str) else by
        command = ObjectionCommand(move, actor, self.clock.now(), **needs)
        await self.objections.save(self.desk.plan(objection, command), self.clock.now())
        return await self.kept(objection.number)

    async def objection_at(self, station: str, **changes: Any) -> Objection:
        """An objection that was brought to a station of its life by the usual moves."""
        objection = await self.objected(**changes)
        for move, by, needs in WAYS[station]:
            objection = await self.moved(objection, move, by, **needs)
        return objection


CORRECTED = Ruling(Decision.CORRECTED, REASON, "免费。")
Way = tuple[tuple[ObjectionMove, str | Actor, dict[str, Any]], ...]
_MARKED: Way = ((ObjectionMove.MARK, "officer", {}),)
_HANDED: Way = (*_MARKED, (ObjectionMove.HAND_OVER, "officer", {"department": HOUSING}))
_DECIDED: Way = (*_MARKED, (ObjectionMove.DECIDE, "officer", {"ruling": CORRECTED}))
_VERIFIED: Way = (*_HANDED, (ObjectionMove.VERIFY, "housing", {"ruling": CORRECTED}))
WAYS: dict[str, Way] = {
    "received": (),
    "marked": _MARKED,
    "handed_over": _HANDED,
    "sent_back": (*_HANDED, (ObjectionMove.SEND_BACK, "housing", {"note": "不归我们"})),
    "verified": _VERIFIED,
    "decided": _DECIDED,
    "told": (*_DECIDED, (ObjectionMove.TELL, "officer", {})),
    "not_taken": ((ObjectionMove.NOT_TAKE, "officer", {"note": "不是公共数据", "right_way": "向网站投诉"}),),
    "withdrawn": ((ObjectionMove.WITHDRAW, CITIZEN, {}),),
}
"""How an objection comes to each station."""


@asynccontextmanager
async def open_objection_office(folder: Path) -> AsyncIterator[ObjectionOffice]:
    """The pages about tickets and objections with a database of their own."""
    async with open_ticket_office(folder) as office:
        settings = Settings(_env_file=None)
        cipher = FernetCipher([Fernet.generate_key()])
        objections, uploads = SqlObjections(office.database, cipher, HASHER), SqlUploads(office.database, cipher)
        notices = ObjectionNotices(WORDS, FakeScript())
        desk = ObjectionDesk(objections, office.parts.times.due, notices, office.clock)
        pages = objection_parts(
            database=office.database,
            desk=desk,
            objections=objections,
            room=office.room,
            files=Files(HandDisk(office.files.kept), uploads, office.clock, most_bytes=MOST_BYTES),
            catalogue=lambda: FakeCatalogue(LOST, BARE),
            phrasebook=WORDS,
            times=office.parts.times,
            clock=office.clock,
            departments=tuple(Directory(settings.knowledge_dir).departments),
        )
        add_objection_pages(office.app, pages)
        whole = {name: getattr(office, name) for name in TicketOffice.__dataclass_fields__}
        yield ObjectionOffice(**whole, objections=objections, desk=desk, pages=pages)


async def sent_form(browser: Browser, number: str, move: ObjectionMove, **fields: str) -> str:
    """Open the objection's page and send a form of it; what comes then."""
    page = await browser.open(f"/desk/objections/{number}")
    return await browser.send(f"/desk/objections/{number}/moves/{move.value}", form_on(page) | fields)


def offered(page: str) -> set[str]:
    """The moves that a page offers."""
    return set(re.findall(r"/moves/(\w+)", page))
