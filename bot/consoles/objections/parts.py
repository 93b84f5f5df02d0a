"""What the pages about objections stand on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.consoles.objections.guide_field import GuideFields
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.objections.objection import Objection
from bot.services.objections.export import ObjectionExport
from bot.services.objections.figures import ObjectionFigures
from bot.services.objections.findings import Findings
from bot.services.objections.letter_words import LetterWords
from bot.services.objections.ports import ObjectionStore
from bot.services.objections.queue import ObjectionQueue
from bot.services.objections.reading import ObjectionReading
from bot.services.objections.work import ObjectionWork
from bot.services.ports import Clock
from bot.services.staff.ports import StaffStore
from bot.services.tickets.ticket_news import CaseNews


@dataclass(frozen=True, slots=True)
class ObjectionParts:
    """The services behind the pages, and what they show besides."""

    queue: ObjectionQueue
    reading: ObjectionReading
    work: ObjectionWork
    findings: Findings
    figures: ObjectionFigures
    export: ObjectionExport
    news: CaseNews[Objection]
    objections: ObjectionStore
    guides: GuideFields
    letters: LetterWords
    staff: StaffStore
    times: WorkingTime
    clock: Clock
    departments: tuple[str, ...]

    async def names(self) -> Mapping[str, str]:
        """The names of staff by login, also of those who have left."""
        return {one.login: one.name for one in await self.staff.everybody()}
