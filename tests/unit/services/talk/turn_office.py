"""What it takes to take turns in a test: a dialogue by hand, a clock that stands, two guides."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.guides.understanding import Reading, Understanding
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, AttachmentKind, Inbound, Kind, Reply, Stored
from bot.domain.talk.route import Route
from bot.services.ports import Done, EngineUnavailable, Outcome, Phrasebook, Turn, Verdict
from bot.services.talk.fallback import CueReader
from bot.services.talk.turn_taking import TurnTaking
from tests.unit.domain.guides.evidence import CUES
from tests.unit.services.demands.paper_office import FakeReader, paper_office
from tests.unit.services.talk.small_desk import ALARMS, FakeScript, a_desk
from tests.unit.services.tickets.memory_tickets import MemoryTickets

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class StandingClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at


def said(route: Route, text: str = "答", kind: Kind = Kind.NOTICE, focus: Focus | None = None) -> Outcome:
    """What the dialogue may say."""
    return Outcome(Answer(route, (Reply(kind, text),)), focus or Focus())


@dataclass
class FakeDialogue:
    """Says what it was told, and remembers what it was asked; `is_down` makes it unavailable."""

    outcome: Outcome = field(default_factory=lambda: said(Route.GUIDE, kind=Kind.GUIDE))
    intents: dict[str, float] = field(default_factory=lambda: {"ask_fee": 1.0})
    is_down: bool = False
    turns: list[Turn] = field(default_factory=list)

    async def take(self, turn: Turn) -> Outcome:
        """The outcome that it was told."""
        self.turns.append(turn)
        if self.is_down:
            raise EngineUnavailable("down")
        return self.outcome

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """The intents that it was told, for the text and each clause."""
        if self.is_down:
            raise EngineUnavailable("down")
        return Understanding(Reading(text, self.intents), tuple(Reading(clause, self.intents) for clause in clauses))


@dataclass
class TurnOffice:
    """Takes turns of one conversation."""

    phrasebook: Phrasebook
    dialogue: FakeDialogue = field(default_factory=FakeDialogue)
    clock: StandingClock = field(default_factory=StandingClock)
    conversation: Conversation = field(default_factory=lambda: Conversation("cli:1", "cli", START))
    number: int = 0
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    reader: FakeReader = field(default_factory=FakeReader)

    def __post_init__(self) -> None:
        """Join the parts."""
        desk = a_desk(self.phrasebook)
        self.turns = TurnTaking(
            dialogue=self.dialogue,
            desk=lambda: desk,
            fallback=CueReader(CUES, {"lodge_complaint": ["投诉"]}),
            emergencies=ALARMS,
            papers=paper_office(self.phrasebook, self.tickets, self.reader),
            phrasebook=self.phrasebook,
            script=FakeScript(),
            clock=self.clock,
        )

    async def take(
        self, text: str, *, payload: str = "", attachments: tuple[AttachmentKind, ...] = (), is_edit: bool = False
    ) -> tuple[Done, Verdict | None]:
        """One message of the citizen; the conversation goes on from its result."""
        self.number += 1
        inbound = Inbound("cli", "cli:1", f"m{self.number}", text, payload, attachments, is_edit=is_edit)
        done, verdict = await self.turns.take(Stored(self.number, inbound, START), self.conversation)
        self.conversation = done.conversation
        return done, verdict

    async def answer(self, text: str, *, payload: str = "") -> Answer:
        """Only what the citizen gets."""
        done, _ = await self.take(text, payload=payload)
        return done.outcome.answer

    def wording(self, key: str, **values: str) -> str:
        """The text of a response."""
        return self.phrasebook.words(key, **values)
