"""Talks in which a demand is told (demands/*.yml): what is said turn by turn, what the form asks, what is filed.

A talk:
  who, turns      as in golden/*.yml, but what the engine makes of a text is only told where the form must cope with it
  places          names that the reader of demands finds in texts
  files           of the ticket that is filed in the end: type, place, happened, phone, name, privacy, joins, department,
                  attachments (how many), `text` and `text_lacks`; `files: nothing` where nothing may be filed
A turn:
  said            her text (`repeated` so many times); `presses` the payload of a button (FIRST: the first ticket's number), `brings` photos (how many), `at` latitude and longitude
  means           the route that the desk would answer without a form (out_of_scope unless told)
  after           hours since the turn before
  asks            the slot that is asked for afterwards; `no_form: true`: none is open afterwards
  says, lacks     pieces that the answer must hold, or must not
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from bot.adapters.script import OpenccScript
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, AttachmentKind, Inbound, Kind, Reply, Stored
from bot.domain.talk.route import Route
from bot.domain.tickets.ticket import Attachment, Ticket
from bot.services.guides.desk import GuideDesk
from bot.services.ports import Outcome, Phrasebook, Turn
from bot.services.talk.fallback import CueReader
from bot.services.talk.turn_taking import TurnTaking
from bot.services.tickets.ports import DemandReading
from tests.unit.domain.guides.evidence import CUES
from tests.unit.services.demands.paper_office import paper_office
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.talk.small_desk import ALARMS, a_desk
from tests.unit.services.talk.turn_office import StandingClock
from tests.unit.services.tickets.memory_tickets import MemoryTickets

TALKS = Path(__file__).with_name("demands")
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""A Monday, 9:30 in 双辽."""
SUBJECTS: Mapping[str, tuple[str, str, str]] = {
    "暖气|供热|室温": ("公用事业", "市住房和城乡建设局", "室温不达标"),
    "路灯|垃圾|广场舞|占道": ("城乡建设", "市城市管理行政执法局", "市容环境"),
    "工资|欠薪|工钱": ("人力社保", "市人力资源和社会保障局", "拖欠工资"),
    "饭店|地沟油|过期|假种子": ("市场监管", "市市场监督管理局", "食品安全"),
    "公交|修路|村路": ("交通运输", "市交通运输局", "道路坑洼"),
}
OF_TICKETS = {"supplement", "withdraw", "ticket", "phone_tail", "pick"}
"""Questions about what was filed, while no form is open."""
CHITCHAT = {Route.GREET, Route.GOODBYE, Route.THANKS, Route.PRAISE}


class TalkTurn(BaseModel):
    """One turn and what must follow from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str = ""
    repeated: int = 1
    presses: str = ""
    brings: int = 0
    at: tuple[float, float] | None = None
    means: Route = Route.OUT_OF_SCOPE
    chats: bool = False
    after: float = 0
    asks: str = ""
    no_form: bool = False
    says: list[str] = []
    lacks: list[str] = []

    @field_validator("says", "lacks", mode="before")
    @classmethod
    def one_or_many(cls, pieces: str | list[str]) -> list[str]:
        """One piece may stand without brackets."""
        return [pieces] if isinstance(pieces, str) else pieces


class Filed(BaseModel):
    """What the ticket must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str = ""
    place: str | None = None
    happened: str | None = None
    phone: str | None = None
    name: str | None = None
    privacy: str = ""
    department: str = ""
    joins: bool | None = None
    attachments: int | None = None
    located: bool | None = None
    text: list[str] = []
    text_lacks: list[str] = []

    @field_validator("text", "text_lacks", mode="before")
    @classmethod
    def one_or_many(cls, pieces: str | list[str]) -> list[str]:
        """One piece may stand without brackets."""
        return [pieces] if isinstance(pieces, str) else pieces

    def faults(self, ticket: Ticket) -> list[str]:
        """What of a ticket is not as it must be."""
        person, subject = ticket.person, ticket.subject
        told = {
            "type": (self.type or None, ticket.type.value),
            "place": (self.place, subject.place),
            "happened": (self.happened, subject.happened),
            "phone": (self.phone, person.phone),
            "name": (self.name, person.name),
            "privacy": (self.privacy or None, person.privacy.value),
            "department": (self.department or None, subject.department),
            "joins": (self.joins, bool(ticket.merged_into)),
            "attachments": (self.attachments, len(ticket.attachments)),
            "located": (self.located, ticket.coordinates is not None),
        }
        faults = [f"{name} is {got!r}, not {want!r}" for name, (want, got) in told.items() if want not in (None, got)]
        faults += [f"text lacks {piece!r}: {ticket.text!r}" for piece in self.text if piece not in ticket.text]
        faults += [f"text holds {piece!r}: {ticket.text!r}" for piece in self.text_lacks if piece in ticket.text]
        if ticket.person.phone and ticket.person.phone in ticket.title:
            faults.append(f"the title tells the number: {ticket.title}")
        return faults


class Talk(BaseModel):
    """A talk from its first word to its last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str
    places: list[str] = []
    neighbours: list[str] = []
    """Places of open complaints of others about the same."""
    turns: list[TalkTurn]
    files: Literal["nothing"] | list[Filed] = []

    @field_validator("files", mode="before")
    @classmethod
    def one_or_many_tickets(cls, told: Any) -> Any:
        """One ticket may stand without brackets."""
        return [told] if isinstance(told, dict) else told


def talks() -> dict[str, Talk]:
    """Every talk by who talks."""
    found = [
        Talk.model_validate(one)
        for path in sorted(TALKS.glob("*.yml"))
        for one in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    by_who = {talk.who: talk for talk in found}
    assert len(by_who) == len(found), "two talks of the same name"
    return by_who


@dataclass
class SubjectReader:
    """Reads demands by a few words, and finds the places that it was told."""

    places: list[str]

    async def read(self, text: str) -> DemandReading:
        """Department and category where a word speaks for them."""
        found = next((one for words, one in SUBJECTS.items() if re.search(words, text)), None)
        place = next((place for place in self.places if place in text), "")
        if found is None:
            return DemandReading(place=place)
        category, department, subject = found
        return DemandReading(((department, 0.9),), ((category, 0.9),), place=place, subject=subject)


class ToldDialogue:
    """The desk as the talk tells it: a route, and an answer that can be recognised."""

    turn = TalkTurn()

    async def take(self, turn: Turn) -> Outcome:
        """What the desk would answer."""
        route = self.turn.means
        kind = {Route.GUIDE: Kind.GUIDE, Route.EMERGENCY: Kind.EMERGENCY, Route.CONSULT: Kind.FALLBACK}.get(route)
        kind = kind or (Kind.CHITCHAT if route in CHITCHAT or self.turn.chats else Kind.FALLBACK)
        return Outcome(Answer(route, (Reply(kind, f"〔{route}〕"),)), Focus())


@dataclass
class DemandOffice:
    """Takes the turns of one talk."""

    phrasebook: Phrasebook
    talk: Talk
    script: OpenccScript
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    clock: StandingClock = field(default_factory=lambda: StandingClock(MORNING))
    guides: GuideDesk | None = None
    """The guides that objections are about; a small desk unless told."""
    objections: MemoryObjections = field(default_factory=MemoryObjections)

    def __post_init__(self) -> None:
        """Join the parts."""
        self.dialogue, self.number, self.brought = ToldDialogue(), 0, 0
        self.conversation = Conversation("web:1", "web", self.clock.at)
        desk = self.guides or a_desk(self.phrasebook)
        reader = SubjectReader(self.talk.places)
        self.turns = TurnTaking(
            dialogue=self.dialogue,
            desk=lambda: desk,
            fallback=CueReader(CUES, {}),
            emergencies=ALARMS,
            papers=paper_office(
                self.phrasebook, self.tickets, reader, self.script.simplified, self.objections, self.guides
            ),
            phrasebook=self.phrasebook,
            script=self.script,
            clock=self.clock,
        )

    async def play(self) -> tuple[list[str], list[str]]:
        """The faults of the talk, and its transcript."""
        await self._settle_neighbours()
        faults: list[str] = []
        lines: list[str] = []
        for turn in self.talk.turns:
            answer = await self.take(turn)
            text = "\n".join(reply.text for reply in answer.replies)
            lines += [f"> {turn.said or turn.presses or '[file]'}", *(f"    {line}" for line in text.split("\n"))]
            faults += [f"{turn.said or turn.presses!r}: {fault}" for fault in self._wrong(turn, answer, text)]
        return faults + self._filed_wrong(), lines

    async def take(self, turn: TalkTurn) -> Answer:
        """The answer to one turn; a ticket that it brings is saved."""
        self.clock.at += timedelta(seconds=20, hours=turn.after)
        self.number, self.dialogue.turn = self.number + 1, turn
        payload = turn.presses.replace("FIRST", next(iter((*self.tickets.tickets, *self.objections.objections)), ""))
        files = tuple(self._photo() for _ in range(turn.brings))
        kinds = (AttachmentKind.PHOTO,) * turn.brings + ((AttachmentKind.LOCATION,) if turn.at else ())
        inbound = Inbound("web", "web:1", f"m{self.number}", turn.said * turn.repeated, payload, kinds, files, turn.at)
        done, _ = await self.turns.take(Stored(self.number, inbound, self.clock.at), self.conversation)
        self.conversation = done.conversation
        if done.change:
            await self.tickets.save(done.change, self.clock.at)
        if done.objection:
            await self.objections.save(done.objection, self.clock.at)
        return done.outcome.answer

    @property
    def filed(self) -> list[Ticket]:
        """What this talk filed."""
        return [ticket for ticket in self.tickets.tickets.values() if ticket.conversation == "web:1"]

    async def _settle_neighbours(self) -> None:
        for number, place in enumerate(self.talk.neighbours):
            other = DemandOffice(self.phrasebook, Talk(who="other", turns=[]), self.script, self.tickets)
            told = f"暖气不热，我叫李四，13800000{number:03}"
            for text, means in ((told, Route.COMPLAINT), (place, Route.OUT_OF_SCOPE), ("昨天", Route.OUT_OF_SCOPE)):
                await other.take(TalkTurn(said=text, means=means))
            while other.conversation.papers.draft:
                await other.take(TalkTurn(presses="form:alone"))
                await other.take(TalkTurn(presses="form:confirm"))
            for key, ticket in self.tickets.tickets.items():
                self.tickets.tickets[key] = replace(ticket, conversation=f"other:{number}")

    def _photo(self) -> Attachment:
        self.brought += 1
        return Attachment(f"key{self.brought}", f"{self.brought}.jpg", "image/jpeg", 1000)

    def _wrong(self, turn: TalkTurn, answer: Answer, text: str) -> list[str]:
        draft = self.conversation.papers.draft or self.conversation.papers.objection
        asks = draft.asks.value if draft and draft.asks else ""
        shown = next((reply.data["asks"] for reply in reversed(answer.replies) if reply.kind is Kind.FORM), "")
        faults = [f"asks {asks or 'nothing'}" for _ in "." if turn.asks and turn.asks not in (asks, "any")]
        is_forms = shown not in OF_TICKETS
        faults += [f"shows {shown!r} but asks {asks!r}" for _ in "." if shown and is_forms and shown != asks]
        faults += ["a form is open" for _ in "." if turn.no_form and draft]
        faults += [f"does not say {piece!r}: {text!r}" for piece in turn.says if piece not in text]
        return faults + [f"says {piece!r}: {text!r}" for piece in turn.lacks if piece in text]

    def _filed_wrong(self) -> list[str]:
        filed = self.filed
        if self.talk.files == "nothing":
            return [f"filed {ticket.number}" for ticket in filed]
        if len(filed) != len(self.talk.files):
            return [f"{len(filed)} tickets were filed, not {len(self.talk.files)}"]
        pairs = zip(self.talk.files, filed, strict=True)
        return [f"ticket: {fault}" for wanted, ticket in pairs for fault in wanted.faults(ticket)]
