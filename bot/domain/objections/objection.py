"""An objection (异议): which data are held to be wrong, where its handling stands, and all that happened to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.objections.terms import DataPlace, Decision, Fault, ObjectionStatus
from bot.domain.tickets.ticket import Actor, Attachment, ClockRun, Person

OWN_DEPARTMENT = "市政务服务和数字化建设管理局"
"""The bureau (市政数局) that keeps the data: what is its own it decides itself (Art. 44(1))."""


@dataclass(frozen=True, slots=True)
class DisputedData:
    """Which data. For a guide `catalogue` is the item's code and `field` a facet; else they are the citizen's words."""

    place: DataPlace = DataPlace.OTHER
    catalogue: str = ""
    record: str = ""
    field: str = ""
    says: str = ""
    should_say: str = ""

    @property
    def is_guide(self) -> bool:
        """Whether a guide's field is meant, which then can be marked and corrected by the program."""
        return self.place is DataPlace.GUIDE and bool(self.catalogue)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision with its ground; `corrected_to` is the field's new text where a guide is corrected."""

    decision: Decision
    reason: str
    corrected_to: str = ""
    by_department: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObjectionStep:
    """One entry of the history. `note` may hold personal data; `facts` never does."""

    at: datetime
    move: str
    actor: Actor
    status: ObjectionStatus
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    is_public: bool = True
    """Whether who objected may read it."""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection and its life so far. Values are replaced, history is appended."""

    number: str
    query_code: str
    title: str
    text: str
    """What was told, in the citizen's words."""
    data: DisputedData
    fault: Fault
    person: Person
    organisation: str
    """The company or body that objects; "" for a person on her own behalf."""
    channel: str
    conversation: str
    received_at: datetime
    department: str = OWN_DEPARTMENT
    """Who is responsible for the data: proposed at filing, decided by the bureau."""
    traditional: bool = False
    status: ObjectionStatus = ObjectionStatus.RECEIVED
    clocks: tuple[ClockRun, ...] = ()
    steps: tuple[ObjectionStep, ...] = ()
    evidence: tuple[Attachment, ...] = ()
    """What who objected sent."""
    findings: tuple[Attachment, ...] = ()
    """What staff found out and keep with it (核实材料); not for who objected."""
    ruling: Ruling | None = None
    version: int = 0
    """Counts saves: two clerks at one objection do not overwrite each other."""

    def running(self, key: str) -> ClockRun | None:
        """The running clock of that name."""
        return next((clock for clock in self.clocks if clock.key == key and clock.is_running), None)

    @property
    def main_clock(self) -> ClockRun | None:
        """The clock that decides the order of the queue: the running one that is due first."""
        return min((c for c in self.clocks if c.is_running), key=lambda c: c.due_at, default=None)

    def is_overdue(self, at: datetime) -> bool:
        """Whether some clock has run out."""
        return any(clock.is_running and clock.due_at < at for clock in self.clocks)

    def with_step(self, step: ObjectionStep, **changes: Any) -> "Objection":
        """The objection after one more step."""
        return replace(self, steps=(*self.steps, step), status=step.status, **changes)
