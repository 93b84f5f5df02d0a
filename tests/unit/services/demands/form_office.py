"""A conversation in which demands are told, with the desk told by hand turn by turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.demands.draft import Draft, Said
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Attachment, Ticket
from bot.services.demands.citizen_papers import CitizenPapers, PaperTurn
from bot.services.ports import Outcome, Phrasebook
from bot.services.tickets.ports import Change
from tests.unit.domain.demands.demand_samples import NINE
from tests.unit.services.demands.paper_office import FakeReader, paper_office
from tests.unit.services.tickets.memory_tickets import MemoryTickets


def desk(route: Route = Route.OUT_OF_SCOPE, kind: Kind = Kind.FALLBACK, text: str = "答") -> Outcome:
    """What the assistant would answer."""
    return Outcome(Answer(route, (Reply(kind, text),)), Focus())


@dataclass
class FormOffice:
    """Takes messages as `TurnTaking` does, and saves what they file."""

    phrasebook: Phrasebook
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    reader: FakeReader = field(default_factory=lambda: FakeReader(places=("阳光小区3号楼", "迎宾街")))
    at: datetime = NINE
    conversation: Conversation = field(default_factory=lambda: Conversation("web:1", "web", NINE))

    def __post_init__(self) -> None:
        """Join the parts."""
        self.papers: CitizenPapers = paper_office(self.phrasebook, self.tickets, self.reader)

    @property
    def draft(self) -> Draft:
        """The open form."""
        assert self.conversation.papers.draft
        return self.conversation.papers.draft

    async def hear(self, text: str, route: Route = Route.OUT_OF_SCOPE, kind: Kind = Kind.FALLBACK) -> PaperTurn | None:
        """A message in words; None where papers have nothing to say to it."""
        said = Said(text, text, self.at)
        first = await self.papers.first(said, self.conversation)
        return await self._kept(first or await self.papers.heard(said, self.conversation, desk(route, kind)))

    async def press(self, payload: str) -> PaperTurn | None:
        """A button."""
        return await self._kept(await self.papers.first(Said("", "", self.at, payload=payload), self.conversation))

    async def bring(self, *files: Attachment, coordinates: tuple[float, float] | None = None) -> PaperTurn | None:
        """Photos or a place."""
        said = Said("", "", self.at, files=files, coordinates=coordinates)
        return await self._kept(await self.papers.first(said, self.conversation))

    async def file(self, *texts: str) -> Ticket:
        """A complaint from its first word to its ticket."""
        await self.hear(texts[0], Route.COMPLAINT)
        for text in texts[1:]:
            await self.hear(text)
        turn = await self.press("form:confirm")
        assert turn is not None, "the form is gone"
        assert turn.change is not None, "nothing was filed"
        return turn.change.tickets[0]

    async def settle(self, ticket: Ticket, status: Status = Status.CLOSED) -> None:
        """Somebody closes a ticket."""
        stored = self.tickets.tickets[ticket.number]
        await self.tickets.save(Change((replace(stored, status=status),)), self.at)

    def wait(self, **span: float) -> None:
        """Time goes by."""
        self.at += timedelta(**span)
        self.conversation = self.conversation.begin_turn(self.at)

    async def _kept(self, turn: PaperTurn | None) -> PaperTurn | None:
        if turn is None:
            return None
        if turn.change:
            await self.tickets.save(turn.change, self.at)
        self.conversation = replace(self.conversation, papers=turn.papers)
        return turn


def text_of(turn: PaperTurn | None) -> str:
    """All that the citizen reads."""
    assert turn is not None
    return "\n".join(reply.text for reply in turn.outcome.answer.replies)
