"""Evidence for decisions, made by hand: a search that finds what it was told, and short ways to write a turn."""

from collections.abc import Mapping, Sequence

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decider import Decider
from bot.domain.guides.decision import Decision, Turning
from bot.domain.guides.states import States
from bot.domain.guides.understanding import Hit, Matter, Reading, Understanding
from bot.domain.talk.conversation import Focus

FIRST, RENEWED, LOST, PASSPORT, LICENCE = "SL-GA-001", "SL-GA-002", "SL-GA-003", "SL-GA-015", "SL-SC-001"
CUES = FacetCues(
    {
        "phone": ["电话"],
        "proxy": ["代办"],
        "fee": ["多少钱"],
        "time_limit": ["多久"],
        "materials": ["带什么"],
        "location": ["去哪"],
        "overview": ["怎么办|咋办"],
    }
)


def item(code: str, score: float, weight: float, named: int = 0) -> Hit:
    """A finding of one item; `named` is the length of its name in the text."""
    return Hit(Matter.ITEM, (code,), f"事项{code}", score, weight, named)


def topic(name: str, codes: tuple[str, ...], score: float, weight: float, named: int = 0) -> Hit:
    """A finding of a general word."""
    return Hit(Matter.TOPIC, codes, name, score, weight, named)


def unlisted(name: str, score: float, weight: float, named: int = 0) -> Hit:
    """A finding of business outside the list."""
    return Hit(Matter.UNLISTED, (), name, score, weight, named)


def are_kin(one: str, other: str) -> bool:
    """Items of one department share the first part of their code."""
    return one.rpartition("-")[0] == other.rpartition("-")[0]


class FakeSearch:
    """Finds for a text what it was told; nothing for any other text."""

    def __init__(self, found: Mapping[str, Sequence[Hit]]) -> None:
        self._found = {text: sorted(hits, key=lambda hit: -hit.score) for text, hits in found.items()}

    def find(self, text: str, among: Sequence[str] = ()) -> tuple[Hit, ...]:
        """As the real search: by falling score, `among` limits it to these items."""
        hits = self._found.get(text, ())
        if not among:
            return tuple(hits)
        return tuple(hit for hit in hits if hit.matter is Matter.ITEM and hit.codes[0] in among)

    def explain(self, text: str, code: str) -> tuple[str, ...]:
        """The whole text, where the item was found by it."""
        return (text,) if self.find(text, among=[code]) else ()


def decide(
    text: str,
    intents: Mapping[str, float],
    hits: Sequence[Hit] = (),
    *,
    focus: Focus | None = None,
    clauses: Mapping[str, tuple[Mapping[str, float], Sequence[Hit]]] | None = None,
    pieces: Mapping[str, Sequence[Hit]] | None = None,
) -> Decision:
    """The decision on a text that was read as `intents` and found as `hits`; `clauses` likewise.

    `pieces` are other texts that the search may be asked for.
    """
    parts = clauses or {}
    search = FakeSearch({text: hits} | {part: found for part, (_, found) in parts.items()} | dict(pieces or {}))
    readings = tuple(Reading(part, read) for part, (read, _) in parts.items())
    turn = Turning(text, Understanding(Reading(text, intents), readings), focus or Focus(), tuple(parts))
    return Decider(search.find, CUES, are_kin, States({}, str)).decide(turn)
