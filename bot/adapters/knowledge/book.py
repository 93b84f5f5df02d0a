"""One state of everything under knowledge/, read and checked together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.knowledge.calendars import load_working_time
from bot.adapters.knowledge.demands import load_demands
from bot.adapters.knowledge.directory import Directory
from bot.adapters.knowledge.districts import load_districts
from bot.adapters.knowledge.items import load_items
from bot.adapters.knowledge.listings import load_cues, load_emergencies, load_topics, load_unlisted
from bot.adapters.knowledge.not_taken import load_not_taken
from bot.adapters.knowledge.spellings import load_spelling
from bot.adapters.script import OpenccScript
from bot.adapters.search.guide_search import BookSearch
from bot.adapters.search.learning_search import LearningSearch
from bot.adapters.search.subject_search import SubjectIndex
from bot.adapters.spelling import Spelling
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.demands.demand_subject import DemandSubject
from bot.domain.demands.district import Districts
from bot.domain.demands.not_taken import NotTaken
from bot.domain.guides.guide import Guide
from bot.domain.guides.states import States
from bot.domain.talk.emergency import EmergencyRules
from bot.services.guides.desk import GuideDesk
from bot.services.guides.responder import Responder
from bot.services.objections.marking import Disputes
from bot.services.ports import Phrasebook
from bot.services.talk.fallback import CueReader


class Book:
    """`Catalogue`: the published guides by code."""

    def __init__(self, guides: Sequence[Guide]) -> None:
        """`guides` in the order of their codes."""
        self._guides = {guide.code: guide for guide in guides}

    def guide(self, code: str) -> Guide:
        """One guide; KeyError if the list has no such item."""
        return self._guides[code]

    def has(self, code: str) -> bool:
        """Whether the list has this item."""
        return code in self._guides

    def guides(self) -> Sequence[Guide]:
        """Every guide."""
        return tuple(self._guides.values())


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the program knows."""

    desk: GuideDesk
    search: LearningSearch
    emergencies: EmergencyRules
    fallback: CueReader
    times: WorkingTime
    not_taken: NotTaken
    spelling: Spelling
    demands: tuple[DemandSubject, ...]
    subjects: SubjectIndex
    districts: Districts
    disputes: Disputes
    """Which fields of guides are marked or corrected; whoever runs the program keeps it up to date."""


def load_knowledge(folder: Path, phrasebook: Phrasebook, fields: Collection[str], indexes: Path) -> Knowledge:
    """Everything under `folder`; one `KnowledgeFault` with every fault of the first part that has any.

    The search's indexes are kept in the folder `indexes`.
    """
    directory = Directory(folder)
    times = load_working_time(folder, directory.departments)
    demands = load_demands(folder / "demands", directory.departments, OpenccScript().simplified)
    districts = load_districts(folder / "districts.yml")
    not_taken = load_not_taken(folder / "not_taken.yml")
    spelling = load_spelling(folder / "spelling.yml")
    guides = load_items(folder / "items", directory)
    codes = {guide.code for guide in guides}
    topics = load_topics(folder / "topics", codes)
    unlisted = load_unlisted(folder / "unlisted.yml", codes)
    cues = load_cues(folder / "cues.yml")
    found = BookSearch(guides, topics, unlisted, frozenset(fields), indexes / "guides.npz")
    search = LearningSearch(found, guides)
    book = Book(guides)
    emergencies = load_emergencies(folder / "emergencies.yml")
    states = States(cues.states, lambda code: book.guide(code).name)
    disputes = Disputes()
    responder = Responder(book, phrasebook, topics, unlisted, disputes)
    desk = GuideDesk(book, search, cues.facets, emergencies, responder, states)
    subjects = SubjectIndex(demands, indexes / "subjects.npz")
    return Knowledge(
        desk, search, emergencies, cues.fallback, times, not_taken, spelling, demands, subjects, districts, disputes
    )
