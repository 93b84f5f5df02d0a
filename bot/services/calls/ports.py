"""What the call pad needs of the outside world, in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.calls.call import Call
from bot.domain.calls.likeness import Gap
from bot.domain.calls.pick import Pick
from bot.domain.calls.terms import CallOutcome, GapDecision
from bot.services.tickets.ports import Change


class CallChanged(Exception):  # noqa: N818 - a state of the world
    """Another tab saved the call in the meantime; nothing was stored. `call` is how it is now."""

    def __init__(self, call: Call) -> None:
        super().__init__(call.id)
        self.call = call


class FormTaken(Exception):  # noqa: N818 - a state of the world
    """This very form was filed before, as the ticket `number`."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class CallStore(Protocol):
    """Calls; what was typed is sealed, the calling number is found by its keyed hash."""

    async def get(self, call: str) -> Call | None:
        """One call; None if there is none."""
        ...

    async def save(self, call: Call) -> Call:
        """Store it with the version that was read (0: a new one); `CallChanged`. Returns it with its new version."""
        ...

    async def open_of(self, operator: str) -> Sequence[Call]:
        """Her calls that are not wrapped up, newest first."""
        ...

    async def ended_of(self, operator: str, since: datetime) -> Sequence[Call]:
        """Her calls that were wrapped up since then, newest first."""
        ...

    async def running(self, limit: int) -> Sequence[Call]:
        """Everybody's calls that are not wrapped up, newest first."""
        ...

    async def ended_by_operator(self, since: datetime) -> Mapping[str, Mapping[CallOutcome, int]]:
        """How many calls each operator wrapped up since then, by outcome."""
        ...

    async def of_caller(self, number: str, limit: int) -> Sequence[Call]:
        """The calls of a telephone number, newest first."""
        ...


class OrderStore(Protocol):
    """Tickets that were filed for callers, each form once."""

    async def number_of(self, form: str) -> str:
        """The ticket that a form was filed as, "" if it was not."""
        ...

    async def file(self, form: str, call: str, change: Change, at: datetime) -> None:
        """Save a new ticket together with its form; `FormTaken` if that was filed before, and nothing is saved."""
        ...


class PickStore(Protocol):
    """Labelled examples from the pad."""

    async def add(self, pick: Pick) -> None:
        """Keep it; the same id twice is kept once."""
        ...

    async def between(self, since: datetime, until: datetime, limit: int) -> Sequence[Pick]:
        """Those of a time, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided on a question: `form` is its normal form, `code` and `facet` those of an example."""

    form: str
    text: str
    decision: GapDecision
    by: str
    at: datetime
    code: str = ""
    facet: str = ""


class GapStore(Protocol):
    """Gaps in the knowledge, and what was decided on them."""

    async def newest(self, limit: int) -> Sequence[Gap]:
        """The newest first."""
        ...

    async def settled(self, forms: Sequence[str]) -> frozenset[str]:
        """Those of these normal forms on which something was decided."""
        ...

    async def settle(self, decisions: Sequence[Settled]) -> None:
        """Keep what was decided, and note who did; of a form that is settled already the newest counts."""
        ...

    async def decided(self, limit: int) -> Sequence[Settled]:
        """What was decided, newest first."""
        ...

    async def reopen(self, form: str, by: str, at: datetime) -> None:
        """The question, and those that were settled with it, wait again; noted, if it was put aside."""
        ...


class AlreadyLearned(Exception):  # noqa: N818 - a state of the world
    """The same question is an example already, of the item `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Learned:
    """An example that staff added: `text` is masked, `form` its normal form."""

    form: str
    text: str
    code: str
    facet: str
    by: str
    at: datetime


class LearnedStore(Protocol):
    """Examples that staff added; one question belongs to one item."""

    async def add(self, example: Learned) -> None:
        """Keep it, and note who taught it; `AlreadyLearned` if it is taught (also by somebody else at this moment)."""
        ...

    async def take_back(self, form: str, by: str, at: datetime) -> bool:
        """It no longer counts, which is noted; False if it did not, then nothing is."""
        ...

    async def all(self) -> Sequence[Learned]:
        """Those that count, newest first."""
        ...

    async def mark(self) -> tuple[int, int]:
        """Changes with every change, cheap to ask for."""
        ...


class LearningIndex(Protocol):
    """The search, which takes examples in without being built anew."""

    def prepare(self, sentences: Sequence[Learned]) -> object:
        """The slow part, for a thread."""
        ...

    def adopt(self, prepared: object) -> None:
        """Search with these examples from now on."""
        ...


@dataclass(frozen=True, slots=True)
class Pulled:
    """A sentence that a new example would draw away; `owner` names the item, or the general word, whose it is."""

    sentence: str
    owner: str


class Neighbours(Protocol):
    """What the list knows of other items' sentences."""

    def pulled_by(self, example: Learned, learned: Sequence[Learned]) -> tuple[Pulled, ...]:
        """The sentences that would be found under the example's item instead of their own; slow, for a thread."""
        ...
