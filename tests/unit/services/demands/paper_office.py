"""Forms and tickets for tests: a reader by hand, a store in memory, dice that always fall alike."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.adapters.knowledge.not_taken import load_not_taken
from bot.services.demands.chat import DemandChat
from bot.services.demands.citizen_papers import CitizenPapers
from bot.services.demands.filing import Filing
from bot.services.demands.wording import DemandWording
from bot.services.guides.desk import GuideDesk
from bot.services.guides.text import GuideText
from bot.services.objections.acts import ObjectionActs
from bot.services.objections.chat import ObjectionChat
from bot.services.objections.citizen_objections import CitizenObjections
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.filing import ObjectionFiling
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.status_wording import ObjectionStatusWording
from bot.services.objections.wording import ObjectionWording
from bot.services.ports import Phrasebook
from bot.services.tickets.cases import Cases
from bot.services.tickets.chat import TicketChat, ticket_chat
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.finding import TicketFinder
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import DemandReader, DemandReading
from bot.settings import ROOT
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.talk.small_desk import FakeScript, a_desk
from tests.unit.services.tickets.memory_tickets import FrozenClock, MemoryGuesses, MemoryTickets, due

DICE = [0, 1, 2, 3, 4, 5, 6, 7]
NOT_TAKEN = load_not_taken(Path(ROOT / "knowledge" / "not_taken.yml"))


@dataclass
class FakeReader:
    """Finds what it was told; places only where they stand in the text."""

    reading: DemandReading = field(
        default_factory=lambda: DemandReading(
            departments=(("市城市管理行政执法局", 0.9),),
            categories=(("城乡建设", 0.9),),
            subject="路灯不亮",
            words=("路灯",),
        )
    )
    places: tuple[str, ...] = ()

    async def read(self, text: str) -> DemandReading:
        """The reading of a text."""
        place = next((place for place in self.places if place in text), "")
        return replace(self.reading, place=place)


def _unchanged(text: str) -> str:
    return text


def paper_office(
    phrasebook: Phrasebook,
    store: MemoryTickets | None = None,
    reader: DemandReader | None = None,
    simplified: Callable[[str], str] = _unchanged,
    objections: MemoryObjections | None = None,
    guides: GuideDesk | None = None,
) -> CitizenPapers:
    """Forms on a store in memory."""
    tickets = store or MemoryTickets()
    forms = DemandChat(
        store=tickets,
        reader=reader or FakeReader(),
        not_taken=NOT_TAKEN,
        wording=DemandWording(phrasebook),
        simplified=simplified,
        filing=Filing(tickets, due, lambda: DICE),
    )
    kept = objections or MemoryObjections()
    chat = ObjectionChat(
        desk=lambda: guides or a_desk(phrasebook),
        text=GuideText(phrasebook),
        store=kept,
        tickets=tickets,
        wording=ObjectionWording(phrasebook),
        filing=ObjectionFiling(tickets, due, lambda: DICE),
    )
    return CitizenPapers(forms, CitizenObjections(chat, phrasebook), later(phrasebook, tickets, kept), phrasebook)


def later(phrasebook: Phrasebook, tickets: MemoryTickets, objections: MemoryObjections | None = None) -> TicketChat:
    """What comes after filing, on the same stores."""
    desk = TicketDesk(tickets, due, TicketNotices(phrasebook, FakeScript()), FrozenClock())
    kept, told = objections or MemoryObjections(), ObjectionNotices(phrasebook, FakeScript())
    acts = ObjectionActs(ObjectionDesk(kept, due, told, FrozenClock()), ObjectionStatusWording(phrasebook, told))
    cases = Cases(tickets, kept)
    return ticket_chat(cases, TicketFinder(cases, MemoryGuesses()), desk, acts, phrasebook)
