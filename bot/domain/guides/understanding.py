"""What the engine and the search made of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.guides.facet import Facet
from bot.domain.talk.route import Route, route_of

_FACETS = frozenset(facet.value for facet in Facet)


@dataclass(frozen=True, slots=True)
class Reading:
    """The engine's view of one text (a message or a clause of it): probabilities of the intents, summing to one."""

    text: str
    intents: Mapping[str, float] = field(default_factory=dict)

    @property
    def intent(self) -> str:
        """The likeliest intent, or "" where nothing was read."""
        return max(self.intents, key=lambda intent: self.intents[intent], default="")

    def route_weights(self) -> dict[Route, float]:
        """Probability of each route: the intents of a route count together."""
        weights: dict[Route, float] = {}
        for intent, weight in self.intents.items():
            route = route_of(intent)
            weights[route] = weights.get(route, 0.0) + weight
        return weights

    def facet_weights(self) -> dict[Facet, float]:
        """Probability of each facet, given that a guide is asked for."""
        weights = {
            Facet(intent.removeprefix("ask_")): weight
            for intent, weight in self.intents.items()
            if intent.removeprefix("ask_") in _FACETS
        }
        total = sum(weights.values())
        return {facet: weight / total for facet, weight in weights.items()} if total else {}


@dataclass(frozen=True, slots=True)
class Understanding:
    """A whole message and its clauses; `by` tells who understood it (`rasa` or, when it is down, `cues`)."""

    whole: Reading
    clauses: tuple[Reading, ...] = ()
    by: str = "rasa"

    def without(self, intent: str) -> "Understanding":
        """The same, as if `intent` had never been thought of."""
        intents = {name: weight for name, weight in self.whole.intents.items() if name != intent}
        return replace(self, whole=replace(self.whole, intents=intents))


class Matter(StrEnum):
    """What a finding is: an item, a general word for several, or business outside the list."""

    ITEM = "item"
    TOPIC = "topic"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding of the search.

    `codes` has one item; for a topic the items that it may mean, for an unlisted service those near it. `score` is the
    share of the text's weight that the finding explains (0 to 1), `weight` the same unscaled; `named` is the length of
    the longest of its names that stands in the text.
    """

    matter: Matter
    codes: tuple[str, ...]
    name: str
    score: float = 0.0
    weight: float = 0.0
    named: int = 0
