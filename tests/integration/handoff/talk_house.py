"""A conversation, its assistant and the operators' desk on one database, with a clock that the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.adapters.store.database import Database
from bot.adapters.store.guess_store import SqlGuesses
from bot.adapters.store.handoff_store import SqlTalks
from bot.adapters.store.outbox_store import SqlHistory
from bot.domain.handoff.handoff import HandOff
from bot.domain.talk.message import Inbound, Reply
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Attachment
from bot.joins.papers import citizen_papers
from bot.joins.talks import TalkRoom, talk_room
from bot.services.files.files import kinds_of
from bot.services.staff.accounts import COMMAND_LINE
from bot.services.talk.history import Line
from bot.services.talk.intake import Intake
from bot.services.talk.turn_taking import TurnTaking
from bot.services.talk.workers import Workers
from bot.services.tickets.ports import Staff
from tests.contract.samples import later, utc
from tests.contract.staff_stores import HandClock, quick_room
from tests.contract.stores import message_store, objection_store, ticket_store
from tests.unit.domain.guides.evidence import CUES
from tests.unit.services.demands.paper_office import FakeReader
from tests.unit.services.files.file_office import FileOffice
from tests.unit.services.talk.small_desk import ALARMS, a_desk
from tests.unit.services.talk.turn_office import CueReader, FakeDialogue

WANG = Staff("wang8021", "王小丽", Role.OPERATOR)
CHEN = Staff("chen8022", "陈立", Role.OPERATOR)
CHIEF = Staff("zhao", "赵督办", Role.SUPERVISOR)
KEY = Fernet.generate_key()


@dataclass
class House:
    """One process; `again` starts another on the same database."""

    knowledge: Knowledge
    phrasebook: YamlPhrasebook
    database: Database
    clock: HandClock = field(default_factory=lambda: HandClock(utc(later(-3 * 3600))))
    dialogue: FakeDialogue = field(default_factory=FakeDialogue)
    sent: int = 0

    def __post_init__(self) -> None:
        """Join the parts."""
        cipher, desk = FernetCipher([KEY]), a_desk(self.phrasebook)
        self.tickets = ticket_store(self.database, cipher)
        papers = citizen_papers(
            knowledge=self.knowledge,
            phrasebook=self.phrasebook,
            script=OpenccScript(),
            tickets=self.tickets,
            objections=objection_store(self.database, cipher),
            guesses=SqlGuesses(self.database),
            reader=FakeReader(places=("南街",)),
            clock=self.clock,
        )
        self.staff = quick_room(self.database, self.clock)
        self.room: TalkRoom = talk_room(
            database=self.database,
            cipher=cipher,
            tickets=self.tickets,
            room=self.staff,
            files=FileOffice().files,
            texts=Path("knowledge/talk_texts.yml").resolve(),
            papers=papers,
            knowledge=self.knowledge,
            phrasebook=self.phrasebook,
            script=OpenccScript(),
            clock=self.clock,
        )
        turns = TurnTaking(
            dialogue=self.dialogue,
            desk=lambda: desk,
            fallback=CueReader(CUES, {}),
            emergencies=ALARMS,
            papers=papers,
            phrasebook=self.phrasebook,
            script=OpenccScript(),
            clock=self.clock,
            talks=self.room.citizens,
        )
        self.store = message_store(self.database, cipher)
        self.workers = Workers(self.store, turns, self.phrasebook, self.clock, owner="house", at_once=4)
        self.intake = Intake(self.store, self.clock, self.workers.wake, max_text_length=20_000)
        self.desk, self.records = self.room.desk, SqlTalks(self.database, cipher)
        self.history = SqlHistory(self.database, cipher)

    async def say(self, text: str = "", *, talk: str = "web:a", payload: str = "", **brought: Any) -> list[Reply]:
        """One message of the citizen a second later, and what it is answered."""
        self.clock.move(seconds=1)
        self.sent += 1
        files: tuple[Attachment, ...] = brought.get("files", ())
        brought.setdefault("attachments", kinds_of(files))
        inbound = Inbound(
            talk.partition(":")[0], talk, f"m{self.clock.at.timestamp()}-{self.sent}", text, payload,
            **brought,
        )  # fmt: skip
        receipt = await self.intake.accept(inbound)
        answer = await self.workers.answered(receipt.number, 10)
        assert answer is not None
        await self.workers.stop()
        self.clock.move(seconds=1)
        return list(answer.replies)

    async def ask(self, talk: str = "web:a") -> HandOff:
        """A person is asked for; the talk that waits."""
        await self.desk.present(WANG)
        await self.say("转人工", talk=talk)
        return await self.open(talk)

    async def open(self, talk: str = "web:a") -> HandOff:
        """The talk that is not over."""
        found = await self.records.open_in(talk)
        assert found is not None
        return found

    async def take(self, staff: Staff = WANG, talk: str = "web:a") -> HandOff:
        """Asked for and taken."""
        waits = await self.records.open_in(talk) or await self.ask(talk)
        return await self.desk.take(waits.number, staff, waits.version)

    async def notices(self, talk: str = "web:a") -> list[Line]:
        """What the citizen was told without having asked."""
        return list(await self.history.news(talk, 0, 100))

    async def told(self, talk: str = "web:a") -> list[str]:
        """Only the words."""
        return [line.text for line in await self.notices(talk)]

    def words(self, key: str, **values: str) -> str:
        """The text of a response."""
        return self.phrasebook.words(key, **values)

    def again(self) -> "House":
        """Another process, later or at the same time, with the same clock."""
        return House(self.knowledge, self.phrasebook, self.database, self.clock)

    async def wait(self, **span: float) -> None:
        """Time goes by in steps, as for a program that sweeps every few seconds."""
        left = timedelta(**span)
        while left > timedelta(0):
            step = min(left, timedelta(seconds=20))
            self.clock.at += step
            left -= step
            await self.room.sweep.once()


@asynccontextmanager
async def house_on(
    address: str,
    knowledge: Knowledge,
    phrasebook: YamlPhrasebook,
    *,
    on_duty: bool = True,
    dialogue: FakeDialogue | None = None,
) -> AsyncIterator[House]:
    """A house with empty tables and one operator at her desk."""
    database = Database(address)
    await database.migrate()
    house = House(knowledge, phrasebook, database, dialogue=dialogue or FakeDialogue())
    for staff in (WANG, CHEN, CHIEF):
        await house.staff.accounts.add(staff, COMMAND_LINE)
    if on_duty:
        await house.desk.present(WANG)
    try:
        yield house
    finally:
        await house.workers.stop()
        await database.close()
