"""An objection while it is still being told: what is known of it, and what is still to be asked."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.demands.draft import LAPSES_AFTER, PAUSE
from bot.domain.objections.objection import DisputedData
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Attachment


class Ask(StrEnum):
    """One thing that is asked for; the value is what the HTTP contract carries as `asks`."""

    PLACE = "data_place"
    ITEM = "item"
    FACET = "facet"
    CATALOGUE = "catalogue"
    RECORD = "record"
    FIELD = "field"
    FAULT = "fault"
    SAYS = "says"
    SHOULD_SAY = "should_say"
    EVIDENCE = "evidence"
    WHO = "who"
    CONTACT = "contact"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    """Whether she really gives up an objection of which much is told."""


ORDER = tuple(ask for ask in Ask if ask is not Ask.CANCEL)
"""The order of the questions."""
MAY_PASS = frozenset({Ask.RECORD, Ask.FIELD, Ask.SAYS, Ask.SHOULD_SAY, Ask.EVIDENCE, Ask.CONTACT})
"""Questions that may be passed over; without the others nobody could decide, or tell whom."""
HARMS = frozenset({Fault.PRIVACY, Fault.SECRET})
"""What must not be shown at all: there is nothing that it should say instead."""


@dataclass(frozen=True, slots=True)
class NamedItem:
    """A guide by its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ObjectionDraft:
    """What is known so far. `parts` are the citizen's words, in order, as she wrote them.

    `place` is None until it is known where the data stand; `data.place` counts only then. `title` and `department` are
    filled in by the desk, as is what a guide's field says.
    """

    opened_at: datetime
    touched_at: datetime
    parts: tuple[str, ...] = ()
    place: DataPlace | None = None
    data: DisputedData = field(default_factory=DisputedData)
    title: str = ""
    department: str = ""
    items: tuple[NamedItem, ...] = ()
    """Guides of which she may mean one."""
    fault: Fault | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    privacy: Privacy = Privacy.NAMED
    files: tuple[Attachment, ...] = ()
    skipped: tuple[Ask, ...] = ()
    asks: Ask | None = None
    fixing: Ask | None = None
    """Something that she wants to change although it is known."""
    tries: int = 0
    """Answers in a row that did not fit the question."""
    reminded: bool = False
    """After a pause she was asked whether to go on."""

    @property
    def text(self) -> str:
        """All that she told, in her words."""
        return "\n".join(self.parts)

    @property
    def filed_data(self) -> DisputedData:
        """The data as they are filed."""
        return replace(self.data, place=self.place or DataPlace.OTHER)

    @property
    def asked(self) -> Ask:
        """The question that stands."""
        return self.fixing or self.asks or missing(self)

    def knowing(self, **values: str) -> "ObjectionDraft":
        """With more of the data known."""
        return replace(self, data=replace(self.data, **values), tries=0)  # type: ignore[arg-type]

    def skipping(self, ask: Ask) -> "ObjectionDraft":
        """After she passed over a question."""
        skipped = self.skipped if ask in self.skipped else (*self.skipped, ask)
        return replace(self, skipped=skipped, fixing=None, tries=0)

    def asking(self) -> "ObjectionDraft":
        """With the next question to ask."""
        return replace(self, asks=self.fixing or missing(self))

    def is_lapsed(self, at: datetime) -> bool:
        """Whether it lay so long that it is put away."""
        return at - self.touched_at > LAPSES_AFTER

    def was_paused(self, at: datetime) -> bool:
        """Whether she may have forgotten that a form is open."""
        return at - self.touched_at > PAUSE


def missing(draft: ObjectionDraft) -> Ask:
    """The next question. As few as possible: one long message may leave only evidence and who she is."""
    known = is_known(draft)
    return next((ask for ask in ORDER if ask in known and not known[ask] and ask not in draft.skipped), Ask.CONFIRM)


def is_known(draft: ObjectionDraft) -> dict[Ask, bool]:
    """The questions that such an objection needs, and whether each has its answer."""
    data, is_guide = draft.data, draft.place is DataPlace.GUIDE
    known = {Ask.PLACE: draft.place is not None}
    if is_guide:
        known |= {Ask.ITEM: bool(data.catalogue), Ask.FACET: bool(data.field)}
    else:
        known |= {Ask.CATALOGUE: bool(data.catalogue), Ask.RECORD: bool(data.record), Ask.FIELD: bool(data.field)}
    known[Ask.FAULT] = draft.fault is not None
    if not is_guide and draft.fault is not Fault.MISSING:
        known[Ask.SAYS] = bool(data.says)
    if draft.fault not in HARMS:
        known[Ask.SHOULD_SAY] = bool(data.should_say)
    return known | {
        Ask.EVIDENCE: bool(draft.files),
        Ask.WHO: bool(draft.name or draft.organisation),
        Ask.CONTACT: bool(draft.phone),
    }


def objection_filled(draft: ObjectionDraft) -> dict[str, str]:
    """What is known, for the HTTP contract: no personal data, only whether there is a telephone number."""
    known = {
        "type": "objection",
        "data_place": draft.place.value if draft.place else "",
        "item": draft.data.catalogue if draft.place is DataPlace.GUIDE else "",
        "facet": draft.data.field if draft.place is DataPlace.GUIDE else "",
        "fault": draft.fault.value if draft.fault else "",
        "files": str(len(draft.files)) if draft.files else "",
        "contact": "given" if draft.phone else "",
        "privacy": draft.privacy.value,
    }
    return {name: value for name, value in known.items() if value}
