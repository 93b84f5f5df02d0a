"""Joins what the staff's desk stands on: accounts, moves on tickets, the clock worker."""

from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.knowledge.directory import Directory
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.database import Database
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.adapters.store.ticket_store import SqlTickets
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.tickets.parts import TicketParts
from bot.joins.objections import objection_parts
from bot.joins.staff import StaffRoom, staff_room
from bot.joins.supervision import supervision_parts
from bot.joins.tickets import choices, ticket_parts
from bot.services.clocks.clock_work import ClockWorker
from bot.services.clocks.dates import ObjectionDates
from bot.services.clocks.notices import ReckonedNotices
from bot.services.files.files import Files
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.notices import ObjectionNotices
from bot.services.ports import Clock, Hasher, Phrasebook, Script
from bot.services.staff.ports import Patience
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """What the staff's pages are made of."""

    room: StaffRoom
    reminders: SqlReminders
    clock_worker: ClockWorker
    objections: ObjectionDesk
    pages: TicketParts
    objection_pages: ObjectionParts
    supervision: SupervisionParts


def staff_room_of(settings: Settings, database: Database, hasher: Hasher, clock: Clock) -> StaffRoom:
    """The staff's accounts and sign-in, as the settings want them."""
    patience = Patience(timedelta(minutes=settings.desk_idle_minutes), timedelta(hours=settings.desk_longest_hours))
    departments = Directory(settings.knowledge_dir).departments
    return staff_room(database, hasher, departments=departments, patience=patience, clock=clock)


def desk_of(  # noqa: PLR0913 - everything is joined here
    *,
    name: str,
    room: StaffRoom,
    database: Database,
    tickets: SqlTickets,
    objections: SqlObjections,
    files: Files,
    settings: Settings,
    knowledge: Knowledge,
    phrasebook: Phrasebook,
    script: Script,
    clock: Clock,
) -> Desk:
    """The desk of this process, `name` in signs of life."""
    notices = TicketNotices(phrasebook, script)
    moves = TicketDesk(tickets, knowledge.times.due, notices, clock)
    told = ObjectionNotices(phrasebook, script, settings.public_url)
    reminders = SqlReminders(database)
    worker = ClockWorker(
        name=name,
        watch=SqlWatch(database),
        store=tickets,
        desk=moves,
        reminders=reminders,
        heartbeats=SqlHeartbeats(database),
        times=knowledge.times,
        notices=ReckonedNotices(phrasebook, script),
        objections=ObjectionDates(objections, knowledge.times.due, told),
        clock=clock,
    )
    pages = ticket_parts(
        database=database,
        tickets=tickets,
        room=room,
        files=files,
        notices=notices,
        times=knowledge.times,
        clock=clock,
        choices=choices(tuple(Directory(settings.knowledge_dir).departments), knowledge.districts.names),
        not_taken=knowledge.not_taken,
        knowledge=settings.knowledge_dir,
        simplified=script.simplified,
    )
    objection_desk = ObjectionDesk(objections, knowledge.times.due, told, clock)
    objection_pages = objection_parts(
        database=database,
        desk=objection_desk,
        objections=objections,
        room=room,
        files=files,
        catalogue=lambda: knowledge.desk.catalogue,
        phrasebook=phrasebook,
        times=knowledge.times,
        clock=clock,
        departments=tuple(Directory(settings.knowledge_dir).departments),
    )
    supervision = supervision_parts(
        database=database,
        tickets=tickets,
        audit=room.audit,
        times=knowledge.times,
        clock=clock,
        choices=pages.choices,
    )
    return Desk(room, reminders, worker, objection_desk, pages, objection_pages, supervision)
