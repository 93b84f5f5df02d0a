"""The call pad on SQLite with the whole list, staff, a clock that the test moves, and an engine that can fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.adapters.store.database import Database
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.ticket_store import SqlTickets
from bot.bootstrap import knowledge_of
from bot.channels.http_errors import errors_as_json
from bot.consoles.app import ConsoleParts, add_console
from bot.consoles.calls.app import add_call_pages
from bot.consoles.calls.parts import CallParts
from bot.domain.guides.understanding import Understanding
from bot.joins.calls import call_parts
from bot.joins.papers import citizen_papers
from bot.joins.tickets import choices
from bot.services.demands.reading import MixedDemandReader
from bot.services.ports import EngineUnavailable, Outcome, Turn
from bot.services.talk.fallback import CueReader
from bot.services.talk.turn_taking import TurnTaking
from bot.services.tickets.ports import DemandReading, Guesses
from bot.settings import ROOT, Settings
from bot.web import MOST_BYTES, safe_headers
from tests.contract.staff_stores import HASHER, HandClock, quick_room
from tests.integration.consoles.staff_desk import TEAM, Browser, StaffDesk
from tests.unit.services.tickets.memory_tickets import MemoryTickets


@cache
def whole_list() -> tuple[Knowledge, YamlPhrasebook]:
    """All knowledge, read once for all tests of a run; learned examples must be taken back."""
    return knowledge_of(Settings(_env_file=None, data_dir=ROOT / "var"))


@dataclass
class HandEngine:
    """`Dialogue` and demand reader whose understanding is that of the cues; `weather` is fair, slow or down."""

    knowledge: Knowledge
    weather: str = "fair"
    readings: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def take(self, turn: Turn) -> Outcome:
        """As the real action answers."""
        return self.knowledge.desk.take(turn, await self.read(turn.text, turn.clauses))

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """What a text means."""
        self.asked.append(text)
        await self._storm()
        read = self._reader.read(text, clauses)
        return Understanding(self.readings.get(text, read.whole), read.clauses, "rasa")

    async def read_demand(self, text: str) -> DemandReading:
        """What a text says of a demand: nothing that the subjects' words do not say."""
        await self._storm()
        raise EngineUnavailable("demands are read by words here")

    async def _storm(self) -> None:
        if self.weather == "down":
            raise EngineUnavailable("down")
        if self.weather == "slow":
            await asyncio.Event().wait()

    @property
    def _reader(self) -> CueReader:
        return self.knowledge.fallback


@dataclass(frozen=True)
class CallOffice(StaffDesk):
    """The running pages, what they stand on, and the bot beside them."""

    parts: CallParts
    engine: HandEngine
    tickets: SqlTickets
    database: Database
    turns: TurnTaking


@asynccontextmanager
async def open_call_office(folder: Path, *, address: str = "") -> AsyncIterator[CallOffice]:
    """The pages with a database of their own (or the one at `address`) and everybody of the team."""
    database, clock = Database(address or f"sqlite:///{folder / 'desk.sqlite3'}"), HandClock()
    await database.migrate()
    knowledge, phrasebook = whole_list()
    room, engine = quick_room(database, clock), HandEngine(knowledge)
    cipher = FernetCipher([_KEY])
    tickets = SqlTickets(database, cipher, HASHER)
    demands = MixedDemandReader(engine, lambda: knowledge.subjects, knowledge.districts)
    turns = the_bot(knowledge, phrasebook, engine, clock, SqlObjections(database, cipher, HASHER))
    parts = call_parts(
        database=database,
        cipher=cipher,
        hasher=HASHER,
        tickets=tickets,
        room=room,
        knowledge=knowledge,
        phrasebook=phrasebook,
        dialogue=engine,
        demands=demands,
        prepare=turns.prepare,
        choices=choices(tuple(_departments()), knowledge.districts.names),
        clock=clock,
    )
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[safe_headers, errors_as_json])
    add_console(app, ConsoleParts(room.door, room.accounts, room.audit, secure_cookies=False))
    add_call_pages(app, parts)
    office = CallOffice(room, clock, app, parts, engine, tickets, database, turns)
    await parts.learning.refresh()
    try:
        for staff in TEAM:
            if await room.staff.find(staff.login) is None:
                await office.hire(staff)
        yield office
    finally:
        knowledge.search.adopt(knowledge.search.prepare(()))
        await database.close()


_KEY = Fernet.generate_key()


def _departments() -> list[str]:
    knowledge, _ = whole_list()
    return sorted({guide.department.name for guide in knowledge.desk.catalogue.guides()})


class NoGuesses(Guesses):
    """Nobody guesses here."""

    async def may_try(self, who: str, at: object) -> bool:
        """Always."""
        return True

    async def failed(self, who: str, at: object) -> None:
        """Nothing is counted."""


def the_bot(
    knowledge: Knowledge,
    phrasebook: YamlPhrasebook,
    engine: HandEngine,
    clock: HandClock,
    objections: SqlObjections,
) -> TurnTaking:
    """The bot as the program joins it, on the same engine."""
    script = OpenccScript()
    papers = citizen_papers(
        knowledge=knowledge,
        phrasebook=phrasebook,
        script=script,
        tickets=MemoryTickets(),
        objections=objections,
        guesses=NoGuesses(),
        reader=MixedDemandReader(engine, lambda: knowledge.subjects, knowledge.districts),
        clock=clock,
    )
    return TurnTaking(
        dialogue=engine,
        desk=lambda: knowledge.desk,
        fallback=knowledge.fallback,
        emergencies=knowledge.emergencies,
        papers=papers,
        phrasebook=phrasebook,
        script=script,
        clock=clock,
    )


async def ask(browser: Browser, path: str, values: object, **headers: str) -> tuple[int, dict[str, Any]]:
    """What a script of the open page asks: status and answer."""
    sent = {"X-CSRF": browser.csrf, "Accept": "application/json"} | headers
    async with browser.client.post(path, json=values, headers=sent) as response:
        return response.status, await response.json()
