"""Joins what the staff's pages about tickets stand on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.adapters.knowledge.canned import load_canned_texts
from bot.adapters.store.database import Database
from bot.adapters.store.label_store import SqlLabels, SqlStepFeed
from bot.consoles.tickets.parts import Choices, TicketParts
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.demands.categories import CATEGORIES
from bot.domain.demands.not_taken import NotTaken
from bot.domain.tickets.canned import declining
from bot.joins.staff import StaffRoom
from bot.services.files.case_files import TicketFiles
from bot.services.ports import Clock
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import TicketStore
from bot.services.tickets.queue import TicketQueue
from bot.services.tickets.reading import TicketReading
from bot.services.tickets.ticket_news import TicketNews
from bot.services.tickets.work import TicketWork


def ticket_parts(  # noqa: PLR0913 - everything is joined here
    *,
    database: Database,
    tickets: TicketStore,
    room: StaffRoom,
    files: TicketFiles,
    notices: TicketNotices,
    times: WorkingTime,
    clock: Clock,
    choices: Choices,
    not_taken: NotTaken,
    knowledge: Path,
    simplified: Callable[[str], str],
) -> TicketParts:
    """The parts, on an open database; `knowledge` is the folder of the canned texts."""
    desk = TicketDesk(tickets, times.due, notices, clock)
    return TicketParts(
        queue=TicketQueue(tickets, clock),
        reading=TicketReading(desk, tickets, room.audit, files, clock),
        work=TicketWork(desk, SqlLabels(database), simplified),
        news=TicketNews(tickets, SqlStepFeed(database)),
        tickets=tickets,
        staff=room.staff,
        times=times,
        clock=clock,
        choices=choices,
        canned=(*load_canned_texts(knowledge / "canned_texts.yml"), *declining(not_taken.ways)),
    )


def choices(departments: Sequence[str], districts: Sequence[str]) -> Choices:
    """What may be chosen in forms: the departments of the directory, the twelve categories, the streets and towns."""
    return Choices(tuple(departments), CATEGORIES, tuple(districts))
