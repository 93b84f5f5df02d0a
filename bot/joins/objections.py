"""Joins what the staff's pages about objections stand on."""

from collections.abc import Callable, Sequence

from bot.adapters.objection_sheets import ObjectionSheets
from bot.adapters.store.database import Database
from bot.adapters.store.label_store import SqlStepFeed
from bot.adapters.store.objection_figures import SqlObjectionOutlines
from bot.adapters.store.objection_schema import ObjectionStepRow
from bot.adapters.store.objection_store import SqlObjections
from bot.consoles.objections.guide_field import GuideFields
from bot.consoles.objections.parts import ObjectionParts
from bot.domain.clocks.working_time import WorkingTime
from bot.joins.staff import StaffRoom
from bot.services.files.files import Files
from bot.services.guides.text import GuideText
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.export import ObjectionExport
from bot.services.objections.figures import ObjectionFigures
from bot.services.objections.findings import Findings
from bot.services.objections.letter_words import LetterWords
from bot.services.objections.queue import ObjectionQueue
from bot.services.objections.reading import ObjectionReading
from bot.services.objections.work import ObjectionWork
from bot.services.ports import Catalogue, Clock, Phrasebook
from bot.services.tickets.ticket_news import CaseNews


def objection_parts(  # noqa: PLR0913 - everything is joined here
    *,
    database: Database,
    desk: ObjectionDesk,
    objections: SqlObjections,
    room: StaffRoom,
    files: Files,
    catalogue: Callable[[], Catalogue],
    phrasebook: Phrasebook,
    times: WorkingTime,
    clock: Clock,
    departments: Sequence[str],
) -> ObjectionParts:
    """The parts, on an open database; `desk` is the one that makes moves."""
    figures = ObjectionFigures(SqlObjectionOutlines(database, objections), clock)
    return ObjectionParts(
        queue=ObjectionQueue(objections, clock),
        reading=ObjectionReading(desk, room.audit, files),
        work=ObjectionWork(desk, objections, room.audit),
        findings=Findings(desk, files),
        figures=figures,
        export=ObjectionExport(figures, ObjectionSheets(), room.audit, clock),
        news=CaseNews(objections, SqlStepFeed(database, ObjectionStepRow)),
        objections=objections,
        guides=GuideFields(catalogue, GuideText(phrasebook)),
        letters=LetterWords(phrasebook),
        staff=room.staff,
        times=times,
        clock=clock,
        departments=tuple(departments),
    )
