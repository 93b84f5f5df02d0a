"""What the operator sees while she types: for each matter told, what may be meant, and what would be answered."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.guides.facet import Facet
from bot.domain.tickets.terms import TicketType

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One facet of one item. `score` is 0 to 1, `field` is quoted from the guide, `why` are the words that matched."""

    code: str
    name: str
    department: str
    facet: Facet
    label: str
    field: str
    score: float
    version: int
    checked_on: date
    sample: bool
    why: tuple[str, ...] = ()


class BlockKind(StrEnum):
    """What the assistant would do with a matter."""

    ANSWER = "answer"
    WHICH = "which"
    ITEM = "item"
    OFFICE = "office"
    DEMAND = "demand"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class DemandGuess:
    """A demand (诉求) as far as the text tells; empty where it does not."""

    type: TicketType
    category: str = ""
    department: str = ""
    district: str = ""
    place: str = ""
    is_urgent: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One matter: the masked words that tell it, what to say of it, and up to five candidates, the best first."""

    kind: BlockKind
    said: str
    note: str = ""
    candidates: tuple[Candidate, ...] = ()
    demand: DemandGuess | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A life may be at stake: the numbers to call, and what to do until help comes."""

    kind: str
    call: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that is shown for a text; `by` is rasa or cues, as in an understanding.

    `again_in` is when it is worth asking anew although nothing was typed; None where the engine has read it.
    """

    blocks: tuple[Block, ...]
    alarms: tuple[Alarm, ...]
    by: str
    again_in: timedelta | None = None
