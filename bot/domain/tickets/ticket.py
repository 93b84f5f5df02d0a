"""A ticket (工单): what a citizen demands, where its handling stands, and everything that ever happened to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.tickets.terms import Privacy, Rating, Result, Role, Status, TicketType


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: `name` is the account (or empty), `department` where a department's staff belongs."""

    role: Role
    name: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who demands and how to reach her; all empty for an anonymous demand."""

    name: str = ""
    phone: str = ""
    privacy: Privacy = Privacy.NAMED


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file: `key` finds it in the file store, `size` is in bytes."""

    key: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of one clock: `key` is that of knowledge/limits.yml, `why` tells the citizen why this date."""

    key: str
    started_at: datetime
    due_at: datetime
    why: str
    is_provisional: bool = False
    ended_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """It has not been stopped."""
        return self.ended_at is None

    def was_kept(self, at: datetime) -> bool:
        """Whether it was stopped in time, or at `at` may still be."""
        return (self.ended_at or at) <= self.due_at


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history. `note` may hold personal data; `facts` never does."""

    at: datetime
    move: str
    actor: Actor
    status: Status
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    is_public: bool = True
    """Whether the citizen may read it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a demand is about (诉求事由), as far as it is known, and why we think so."""

    category: str = ""
    department: str = ""
    district: str = ""
    place: str = ""
    happened: str = ""
    is_urgent: bool = False
    reason: str = ""
    """Why this department and category are proposed, for the clerk's eyes."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A demand and its life so far. Values are replaced, history is appended."""

    number: str
    query_code: str
    type: TicketType
    title: str
    text: str
    subject: Subject
    person: Person
    channel: str
    conversation: str
    received_at: datetime
    traditional: bool = False
    """Whether the citizen writes Traditional characters, and is answered in them."""
    status: Status = Status.RECEIVED
    clocks: tuple[ClockRun, ...] = ()
    steps: tuple[Step, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude, WGS 84, where the citizen sent her place."""
    returns: int = 0
    chases: int = 0
    redos: int = 0
    extension: str = ""
    """"" never asked for, `asked`, `approved` or `refused`: it can be asked for once."""
    asked_points: tuple[str, ...] = ()
    answer: str = ""
    result: Result | None = None
    rating: Rating | None = None
    rating_reason: str = ""
    merged_into: str = ""
    """The number of the ticket that is handled in the place of this one (并单)."""
    version: int = 0
    """Counts saves: two clerks at one ticket do not overwrite each other."""

    def running(self, key: str) -> ClockRun | None:
        """The running clock of that name."""
        return next((clock for clock in self.clocks if clock.key == key and clock.is_running), None)

    @property
    def main_clock(self) -> ClockRun | None:
        """The clock that decides the order of the queue: the running one that is due first."""
        return min((c for c in self.clocks if c.is_running), key=lambda c: c.due_at, default=None)

    @property
    def answer_due(self) -> ClockRun | None:
        """The newest clock that promises the citizen an answer, running or not."""
        promised = [clock for clock in self.clocks if clock.key in ("answer", "redo")]
        return promised[-1] if promised else None

    def is_overdue(self, at: datetime) -> bool:
        """Whether some clock has run out."""
        return any(clock.is_running and clock.due_at < at for clock in self.clocks)

    def with_step(self, step: Step, **changes: Any) -> "Ticket":
        """The ticket after one more step."""
        return replace(self, steps=(*self.steps, step), status=step.status, **changes)
