"""A demand while the citizen is still telling it: what is known, and what is still to be asked."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.tickets.terms import Privacy, TicketType
from bot.domain.tickets.ticket import Attachment


class Slot(StrEnum):
    """One thing that is asked for; the value is what the HTTP contract carries as `asks`."""

    WHAT = "what"
    PLACE = "place"
    WHEN = "when"
    CONTACT = "contact"
    JOIN = "join"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    """Whether she really gives up a form that holds much."""
    RIGHT_WAY = "right_way"
    """Whether she wants it filed although another office decides it."""
    SECOND = "second"
    """Whether something that sounds like another matter belongs to this one."""


LAPSES_AFTER = timedelta(hours=24)
PAUSE = timedelta(hours=1)
LEAST_TOLD = 3
"""Characters besides the opening that say what is the matter (停电了); "我要投诉" does not."""
_HOLLOW = re.compile(
    r"^(?:你好|您好|喂|请问|那个|嗯|啊|我|俺|咱|们|想|要|得|来|提|做|进行|打个|那|就|跟你们?|给你们?|这里|可以|能|怎么|咋|在哪|哪里|帮我|帮忙|一下|一个|个|件|点|事儿?|问题|情况|有"
    r"|投诉|举报|反映|反应|求助|建议|意见|诉求|登记|提交|12345|热线|投訴|舉報|反應|請問|個|問題|情況|訴求|登記|幫我|們|嗎|的|了|吗|呢|吧|呀|哈|[\s，。！？、,.!?~]+)+"
)
_SAID = re.compile(r"[A-Za-z一-鿿㐀-䶿]")
_HABITUAL = re.compile(
    r"一直|总(?=[一-鿿])(?!经理|公司|价|共|数|部|局|站|工|书记|会|归)|老(?:是|不|也)|天天|每[天晚次年月周到]|经常|成天|整天|常年|长期|到现在|至今|还没|仍|目前|现在|最近"
    r"|今[天早晚年儿]|昨[天晚日儿]|(?<![以之])前天|刚[才刚]|上(?:周|个?月|个?礼拜)|去年"
)


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody else's open demand: its number, and what of it may be told."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Another:
    """One matter more that was told while a form was open, in her words: it gets a form of its own afterwards."""

    type: TicketType
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far. `parts` are the citizen's words, in order, as she wrote them."""

    type: TicketType
    opened_at: datetime
    touched_at: datetime
    parts: tuple[str, ...] = ()
    place: str = ""
    district: str = ""
    coordinates: tuple[float, float] | None = None
    happened: str = ""
    name: str = ""
    phone: str = ""
    privacy: Privacy = Privacy.NAMED
    category: str = ""
    department: str = ""
    subject: str = ""
    is_urgent: bool = False
    reason: str = ""
    files: tuple[Attachment, ...] = ()
    skipped: tuple[Slot, ...] = ()
    asks: Slot | None = None
    fixing: Slot | None = None
    """A slot that she wants to change although it is filled."""
    similar: tuple[Similar, ...] = ()
    """Open demands that may be the same, once they were looked for."""
    joins: str = ""
    tries: int = 0
    """Answers in a row that did not fit the question."""
    insists: bool = False
    """She wants it filed although 12345 does not take such a matter."""
    reminded: bool = False
    """After a pause she was asked whether to go on."""
    held: Another | None = None
    """What is being asked about: part of this matter, or another one."""
    later: tuple[Another, ...] = ()
    """Other matters, to be registered after this one."""

    @property
    def text(self) -> str:
        """All that she told, in her words."""
        return "\n".join(self.parts)

    @property
    def has_matter(self) -> bool:
        """Whether the text says what is the matter."""
        return says_something("".join(_HOLLOW.sub("", part.strip(), count=1) for part in self.parts))

    def skipping(self, slot: Slot) -> "Draft":
        """After she passed over a question."""
        skipped = self.skipped if slot in self.skipped else (*self.skipped, slot)
        return replace(self, skipped=skipped, fixing=None, tries=0)

    def asking(self) -> "Draft":
        """With the next question to ask."""
        if self.held:
            return replace(self, asks=Slot.SECOND)
        return replace(self, asks=self.fixing or missing(self))

    def is_lapsed(self, at: datetime) -> bool:
        """Whether it lay so long that it is put away."""
        return at - self.touched_at > LAPSES_AFTER

    def was_paused(self, at: datetime) -> bool:
        """Whether she may have forgotten that a form is open."""
        return at - self.touched_at > PAUSE


def says_something(text: str) -> bool:
    """Whether a text tells a matter, and not only that there is one."""
    return len(_SAID.findall(_HOLLOW.sub("", text.strip(), count=1))) >= LEAST_TOLD


def missing(draft: Draft) -> Slot:
    """The next question. As few as possible: one long message may leave only the confirmation."""
    open_slots = (
        (Slot.WHAT, not draft.has_matter),
        (Slot.PLACE, needs_place(draft)),
        (Slot.WHEN, needs_time(draft)),
        (Slot.CONTACT, not draft.phone and draft.privacy is not Privacy.ANONYMOUS),
        (Slot.JOIN, bool(draft.similar) and not draft.joins),
    )
    return next((slot for slot, is_open in open_slots if is_open and slot not in draft.skipped), Slot.CONFIRM)


_PLACED = frozenset({TicketType.COMPLAINT, TicketType.REPORT, TicketType.HELP})


def needs_place(draft: Draft) -> bool:
    """Whether somebody must go there to deal with it, and the place is not known."""
    return draft.type in _PLACED and not draft.place and draft.coordinates is None


def needs_time(draft: Draft) -> bool:
    """Whether it is about something that happened, and it is not known when."""
    dated = draft.type in (TicketType.COMPLAINT, TicketType.REPORT)
    return dated and not draft.happened and not _HABITUAL.search(draft.text)


def filled(draft: Draft) -> dict[str, str]:
    """What is known, for the HTTP contract: no personal data, only whether there is a telephone number."""
    known = {
        "type": draft.type.value,
        "place": draft.place,
        "when": draft.happened,
        "department": draft.department,
        "category": draft.category,
        "contact": "given" if draft.phone else "",
        "privacy": draft.privacy.value,
    }
    return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Said:
    """One message to the form: `text` as written, `plain` in Simplified characters, both unmasked."""

    text: str
    plain: str
    at: datetime
    payload: str = ""
    files: tuple[Attachment, ...] = ()
    coordinates: tuple[float, float] | None = None
    is_question: bool = False
    """The turn was understood as a question that the guides answer, or as chat."""
    is_wish: bool = False
    """The turn was understood as a wish of its own: thanks, a person, progress."""
    demands: TicketType | None = None
    """The turn was understood as lodging a demand of that type."""
    differs: bool = False
    """It is about another matter than the form, as far as can be told."""
    place: str = ""
    """The place that the engine or the rules found in it."""
    district: str = ""
