"""A citizen who talks about tickets: what she says, what the desk would have made of it, and what is saved."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.demands.draft import Said
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Kind, Reply
from bot.domain.talk.route import Route
from bot.domain.tickets.ticket import Attachment, Ticket
from bot.services.ports import Phrasebook
from bot.services.tickets.chat import TicketChat
from bot.services.tickets.turns import TicketTurn
from tests.unit.domain.tickets.ticket_life_samples import after
from tests.unit.services.demands.paper_office import later
from tests.unit.services.talk.turn_office import said
from tests.unit.services.tickets.memory_tickets import MemoryTickets

PHOTO = Attachment("k1", "灯.jpg", "image/jpeg", 1000)


@dataclass
class TicketTalk:
    """One conversation; `heard` is None where the message was not about a ticket."""

    phrasebook: Phrasebook
    at: datetime = field(default_factory=lambda: after(24))
    store: MemoryTickets = field(default_factory=MemoryTickets)
    id: str = "cli:1"

    def __post_init__(self) -> None:
        """Join the parts."""
        self.chat: TicketChat = later(self.phrasebook, self.store)
        self.conversation = Conversation(self.id, "cli", self.at)
        self.turn: TicketTurn | None = None

    def keeps(self, *tickets: Ticket) -> "TicketTalk":
        """With these tickets in the store."""
        for ticket in tickets:
            self.store.tickets[ticket.number] = replace(ticket, version=1)
        return self

    async def say(
        self,
        text: str,
        *,
        files: tuple[Attachment, ...] = (),
        route: Route = Route.OUT_OF_SCOPE,
        kind: Kind = Kind.NOTICE,
        coordinates: tuple[float, float] | None = None,
    ) -> str:
        """The text of the answer; what it changes is saved. "" where no ticket is concerned."""
        message = Said(text, text, self.at, files=files, coordinates=coordinates)
        return await self._hear(message, route, kind)

    async def press(self, payload: str) -> str:
        """The same for a button."""
        return await self._hear(Said("", "", self.at, payload), Route.OUT_OF_SCOPE, Kind.NOTICE)

    def wait(self, **time: float) -> None:
        """Time goes by; what lapses lapses."""
        self.at += timedelta(**time)
        self.conversation = self.conversation.begin_turn(self.at)

    async def _hear(self, message: Said, route: Route, kind: Kind) -> str:
        turn = await self.chat.first(message, self.conversation)
        turn = turn or await self.chat.heard(message, self.conversation, said(route, "台面的话", kind))
        self.turn = turn
        if turn is None:
            return ""
        papers = replace(self.conversation.papers, pending=turn.pending)
        self.conversation = replace(self.conversation, papers=papers)
        if turn.change:
            await self.store.save(turn.change, self.at)
        return "\n".join(reply.text for reply in self.replies)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The bubbles of the answer."""
        return self.turn.outcome.answer.replies if self.turn else ()

    @property
    def buttons(self) -> list[str]:
        """What the buttons under the answer send."""
        return [button.payload for reply in self.replies for button in reply.buttons]

    @property
    def act(self) -> str:
        """What the next message is expected to complete."""
        pending = self.conversation.papers.pending
        return pending.act if pending else ""

    def ticket(self, number: str) -> Ticket:
        """As it stands in the store."""
        return self.store.tickets[number]
