"""The pages of supervision on SQLite, with some demands at different stations and a worker for the clocks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.consoles.supervision.app import add_supervision_pages
from bot.consoles.supervision.parts import SupervisionParts
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Ticket
from bot.joins.supervision import supervision_parts
from bot.services.clocks.clock_work import ClockWorker
from bot.services.clocks.dates import ObjectionDates
from bot.services.clocks.notices import ReckonedNotices
from bot.services.objections.notices import ObjectionNotices
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import TicketFilter
from bot.settings import Settings
from tests.contract.stores import objection_store
from tests.integration.consoles.ticket_office import CITIZEN, POLICE, TicketOffice, open_ticket_office
from tests.unit.services.talk.small_desk import FakeScript


@dataclass(frozen=True)
class SupervisionOffice:
    """The ticket office with its supervisors' pages and its clock worker."""

    office: TicketOffice
    supervision: SupervisionParts
    worker: ClockWorker

    async def busy(self) -> list[Ticket]:
        """Some weeks of demands: answered well and badly, late, returned, extended, redone, chased, open."""
        office = self.office
        await self._answered_on_time()
        bad = await office.at("answered", category="公共安全", district="茂林镇")
        await office.make(bad, Move.REDO, CITIZEN, rating=Rating.DISSATISFIED, note="没人来")
        office.clock.move(days=14)
        await office.at("returned_twice", district="")
        await office.at("in_progress", department=POLICE, title="夜市噪声扰民")
        extended = await office.at("extension", title="=1+1 暖气不热")
        await office.make(extended, Move.APPROVE_EXTENSION, "chief", note="同意")
        await office.at("withdrawn", category="")
        office.clock.move(days=3)
        chased = await office.at("dispatched", title="垃圾没人清", is_urgent=True)
        await office.make(chased, Move.CHASE, CITIZEN)
        await office.at("received", department="", title="井盖丢了")
        await office.at("not_taken")
        office.clock.move(hours=22)  # a Friday morning, the offices are open
        await self.worker.once()
        return list((await self.supervision.tickets.page(TicketFilter(), 0, 100)).tickets)

    async def _answered_on_time(self) -> None:
        for rating in (Rating.VERY_SATISFIED, Rating.SATISFIED, Rating.FAIR):
            ticket = await self.office.at("answered")
            await self.office.make(ticket, Move.RATE, CITIZEN, rating=rating)
        await self.office.at("answered", title="路灯不亮", district="双山镇")


@asynccontextmanager
async def open_supervision(folder: Path) -> AsyncIterator[SupervisionOffice]:
    """The pages with a database of their own."""
    async with open_ticket_office(folder) as office:
        parts = supervision_parts(
            database=office.database,
            tickets=office.tickets,
            audit=office.room.audit,
            times=office.parts.times,
            clock=office.clock,
            choices=office.parts.choices,
        )
        add_supervision_pages(office.app, parts)
        yield SupervisionOffice(office, parts, _worker(office))


def _worker(office: TicketOffice) -> ClockWorker:
    phrasebook, times = YamlPhrasebook(Settings(_env_file=None).wording_dir), office.parts.times
    return ClockWorker(
        name="desk:1",
        watch=SqlWatch(office.database),
        store=office.tickets,
        desk=TicketDesk(office.tickets, times.due, TicketNotices(phrasebook, FakeScript()), office.clock),
        reminders=SqlReminders(office.database),
        heartbeats=SqlHeartbeats(office.database),
        times=times,
        notices=ReckonedNotices(phrasebook, FakeScript()),
        objections=ObjectionDates(
            objection_store(office.database, FernetCipher([Fernet.generate_key()])),
            times.due,
            ObjectionNotices(phrasebook, FakeScript()),
        ),
        clock=office.clock,
    )
