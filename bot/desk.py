"""Joins what the staff's desk stands on: accounts, moves on tickets, the clock worker."""

from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.knowledge.directory import Directory
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.database import Database
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.consoles.tickets.parts import TicketParts
from bot.services.clocks.clock_work import ClockWorker
from bot.services.clocks.notices import ReckonedNotices
from bot.services.ports import Clock, Hasher, Phrasebook, Script
from bot.services.staff.ports import Patience
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import TicketStore
from bot.services.tickets.reading import TicketFiles
from bot.settings import Settings
from bot.staff import StaffRoom, staff_room
from bot.ticket_room import choices, ticket_parts


@dataclass(frozen=True, slots=True)
class Desk:
    """What the staff's pages are made of."""

    room: StaffRoom
    reminders: SqlReminders
    clock_worker: ClockWorker
    pages: TicketParts


def staff_room_of(settings: Settings, database: Database, hasher: Hasher) -> StaffRoom:
    """The staff's accounts and sign-in, as the settings want them."""
    patience = Patience(timedelta(minutes=settings.desk_idle_minutes), timedelta(hours=settings.desk_longest_hours))
    departments = Directory(settings.knowledge_dir).departments
    return staff_room(database, hasher, departments=departments, patience=patience)


def desk_of(  # noqa: PLR0913 - everything is joined here
    *,
    name: str,
    room: StaffRoom,
    database: Database,
    tickets: TicketStore,
    files: TicketFiles,
    settings: Settings,
    knowledge: Knowledge,
    phrasebook: Phrasebook,
    script: Script,
    clock: Clock,
) -> Desk:
    """The desk of this process, `name` in signs of life."""
    notices = TicketNotices(phrasebook, script)
    moves = TicketDesk(tickets, knowledge.times.due, notices, clock)
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
    )
    return Desk(room, reminders, worker, pages)
