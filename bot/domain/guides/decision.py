"""What can be done with a turn, and the evidence that it is decided on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.guides.facet import Facet
from bot.domain.guides.understanding import Hit, Understanding
from bot.domain.talk.conversation import Focus

Find = Callable[..., tuple[Hit, ...]]
"""`find(text, among=())`: the search's best findings, by falling score."""


@dataclass(frozen=True, slots=True)
class AnswerGuide:
    """Quote these facets of these items."""

    answers: tuple[tuple[str, Facet], ...]


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Ask which of several items is meant; `topic` names the general word, "" where the search was simply unsure."""

    codes: tuple[str, ...]
    topic: str
    facet: Facet


@dataclass(frozen=True, slots=True)
class AskItem:
    """A facet was asked for and nothing to take it from."""

    facet: Facet


@dataclass(frozen=True, slots=True)
class NameOffice:
    """Official business outside the list: name who is in charge. `consult` if only information was asked for."""

    service: str
    consult: bool = False


@dataclass(frozen=True, slots=True)
class TakeWish:
    """Anything but a guide question; `near` are items that come close."""

    intent: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Two things were asked in one message; each gets its own answer, a question back comes last."""

    parts: tuple[AnswerGuide | AskWhich | NameOffice, ...]


Decision = AnswerGuide | AskWhich | AskItem | NameOffice | TakeWish | Several


@dataclass(frozen=True, slots=True)
class Turning:
    """One turn to decide on."""

    text: str
    understanding: Understanding
    focus: Focus = field(default_factory=Focus)
    clauses: tuple[str, ...] = ()
