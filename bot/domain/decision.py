"""What to do with a turn, from what the engine read, what the search found and what was talked about before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.conversation import Focus
from bot.domain.cues import FacetCues
from bot.domain.facet import Facet
from bot.domain.route import Route
from bot.domain.understanding import Hit, Matter, Reading, Understanding

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
    """Official business outside the list: name who is in charge."""

    service: str


@dataclass(frozen=True, slots=True)
class TakeWish:
    """Anything but a guide question; `near` are items that come close."""

    intent: str
    near: tuple[str, ...] = ()


Decision = AnswerGuide | AskWhich | AskItem | NameOffice | TakeWish


@dataclass(frozen=True, slots=True)
class Tuning:
    """Thresholds, set on our own sentences (docs/benchmarks.md); scores are shares of the text's weight."""

    sure_route: float = 0.55
    sure_item: float = 0.17
    least_item: float = 0.085
    least_weight: float = 5.0
    override: float = 0.24
    override_talk: float = 0.33
    close: float = 0.86
    topic_least: float = 0.5
    topic_level: float = 0.4
    topic_sum: float = 1.45
    topic_wins: float = 1.15
    topic_length: int = 16
    switch_gain: float = 7.0
    sibling_gain: float = 3.2
    second_item: float = 0.25
    second_weight: float = 11.0


@dataclass(frozen=True, slots=True)
class Turning:
    """One turn to decide on."""

    text: str
    understanding: Understanding
    focus: Focus = field(default_factory=Focus)
    clauses: tuple[str, ...] = ()


TALK = frozenset({"greet", "say_goodbye", "say_thanks", "ask_capability", "abuse_assistant", "inject_command"})
"""Intents that no finding of the search may turn into a guide question unless it is overwhelming."""

WEAK = frozenset(
    {
        "small_talk",
        "talk_nonsense",
        "ask_commercial",
        "ask_unlisted_service",
        "ask_other_city",
        "ask_homework",
        "ask_medical",
        "ask_consult",
    }
)
"""Intents that a good finding of the search outweighs: people say odd things around an honest question."""


class Decider:
    """Decides by rules over the evidence."""

    def __init__(self, find: Find, cues: FacetCues, kin: Callable[[str, str], bool], tuning: Tuning = Tuning()) -> None:  # noqa: B008 - frozen
        """`kin` tells whether two items belong to the same department."""
        self._find, self._cues, self._kin, self._tuning = find, cues, kin, tuning

    def decide(self, turn: Turning) -> Decision:
        """The decision on a turn."""
        reading = turn.understanding.whole
        picked = self._pick(turn)
        if picked:
            return AnswerGuide(((picked, self._facet(turn, picked=True)),))
        hits = self._find(turn.text)
        if self._is_elliptic(turn, hits):
            return AnswerGuide(tuple((turn.focus.item, facet) for facet in self._facets(turn)))
        best = hits[0] if hits else None
        if not self._is_guide(reading, best, turn):
            return self._other(reading, best, hits)
        return self._guide(turn, hits)

    def _pick(self, turn: Turning) -> str:
        """The option of an open question that the text describes, or ""."""
        options = [option.code for option in turn.focus.options]
        if not options or len(turn.text) > 40:
            return ""
        weights = turn.understanding.whole.route_weights()
        firm = max((w for route, w in weights.items() if route not in (Route.GUIDE, Route.OUT_OF_SCOPE)), default=0.0)
        among = self._find(turn.text, among=options)
        if not among or firm >= 0.7:
            return ""
        best = among[0]
        second = among[1].weight if len(among) > 1 else 0.0
        anywhere = self._find(turn.text)[0]
        elsewhere = anywhere.codes[0] not in options if anywhere.matter is Matter.ITEM else False
        if elsewhere and anywhere.weight > 2 * best.weight + 4:
            return ""
        clear = best.score >= 0.1 and best.weight >= 1.5 and (best.weight - second >= 0.9 or second < 0.8 * best.weight)
        return best.codes[0] if clear else ""

    def _is_elliptic(self, turn: Turning, hits: Sequence[Hit]) -> bool:
        """Whether the text asks for another facet of the item that was talked about."""
        item, tuning = turn.focus.item, self._tuning
        if not item:
            return False
        weights = turn.understanding.whole.route_weights()
        others = max(
            (w for r, w in weights.items() if r not in (Route.GUIDE, Route.OUT_OF_SCOPE, Route.CONSULT)), default=0.0
        )
        facets = self._cues.found(turn.text)
        asks = bool(facets) and facets != (Facet.OVERVIEW,)
        if not asks and (weights.get(Route.GUIDE, 0.0) < 0.5 or turn.text.rstrip("？?").endswith("呢")):
            return False
        if others > 0.5 and not (asks and len(turn.text) <= 8):
            return False
        items = [hit for hit in hits if hit.matter is not Matter.UNLISTED]
        if not items:
            return True
        return not self._leaves(turn, items[0])

    def _leaves(self, turn: Turning, best: Hit) -> bool:
        """Whether the best finding is strong enough to leave the item that was talked about for it."""
        item, tuning = turn.focus.item, self._tuning
        if item in best.codes:
            return False
        own = self._find(turn.text, among=[item])
        gain = best.weight - (own[0].weight if own else 0.0)
        kin = best.matter is Matter.ITEM and self._kin(item, best.codes[0])
        return gain >= (tuning.sibling_gain if kin else tuning.switch_gain) and best.score >= 0.13

    def _is_guide(self, reading: Reading, best: Hit | None, turn: Turning) -> bool:
        weights = reading.route_weights()
        guide = weights.get(Route.GUIDE, 0.0)
        rival, weight = _rival(reading)
        if guide >= weight:
            return True
        if best is None:
            return False
        asked = [facet for facet in self._cues.found(turn.text) if facet is not Facet.OVERVIEW]
        if rival in TALK:
            return False
        if rival in WEAK:
            if best.matter is Matter.UNLISTED and rival != "ask_consult":
                return rival == "ask_unlisted_service"
            limit = self._tuning.override if weight < self._tuning.sure_route else self._tuning.override_talk
            if rival == "ask_other_city":
                limit = 0.5 if weight >= 0.5 else self._tuning.override
            return best.score >= limit
        return (
            weight < self._tuning.sure_route and guide >= 0.25 and bool(asked) and best.score >= self._tuning.least_item
        )

    def _other(self, reading: Reading, best: Hit | None, hits: Sequence[Hit]) -> Decision:
        intent, _ = _rival(reading)
        if best and best.matter is Matter.UNLISTED and intent in WEAK and best.score >= self._tuning.least_item:
            return NameOffice(best.name)
        near = _codes([hit for hit in hits if hit.score >= self._tuning.least_item])
        return TakeWish(intent, near[:3] if intent in ("ask_unlisted_service", "ask_consult") else ())

    def _guide(self, turn: Turning, hits: Sequence[Hit]) -> Decision:
        tuning, facet = self._tuning, self._facet(turn)
        if not hits or (hits[0].score < tuning.least_item and hits[0].weight < tuning.least_weight):
            return AskItem(facet) if self._cues.found(turn.text) else TakeWish("talk_nonsense")
        best = hits[0]
        if best.matter is Matter.UNLISTED:
            return NameOffice(best.name)
        several = self._two_items(turn)
        if several:
            return AnswerGuide(several)
        known = self._known(turn.focus, hits)
        if known:
            return AnswerGuide(((known, facet),))
        if best.weight < tuning.least_weight and not turn.focus.item:
            items = _codes(hits)[:4]
            return AskItem(facet) if best.score < tuning.sure_item else AskWhich(items, "", facet)
        topic = self._topic(turn.text, hits)
        if topic:
            return AskWhich(topic.codes, topic.name, facet)
        facets = self._facets(turn)
        first = next(hit for hit in hits if hit.matter is Matter.ITEM)
        return AnswerGuide(tuple((first.codes[0], one) for one in facets))

    def _known(self, focus: Focus, hits: Sequence[Hit]) -> str:
        """An item talked about before, if it is about as good as the best finding."""
        spoken = (focus.item, *focus.earlier)
        for hit in hits:
            if hit.score < self._tuning.close * hits[0].score:
                break
            if hit.matter is Matter.ITEM and hit.codes[0] in spoken:
                return hit.codes[0]
        return ""

    def _topic(self, text: str, hits: Sequence[Hit]) -> Hit | None:
        """The general word that is meant, where no item stands out among those it covers.

        Three things speak for asking: the general word explains the text as well as the best item does, its second
        item as well as its first, and the text is short.
        """
        tuning = self._tuning
        item = next((hit for hit in hits if hit.matter is Matter.ITEM), None)
        topics = [hit for hit in hits if hit.matter is Matter.TOPIC]
        if not topics or item is None:
            return topics[0] if topics else None
        topic = next((hit for hit in topics if item.codes[0] in hit.codes), topics[0])
        among = self._find(text, among=topic.codes)
        level = among[1].weight / among[0].weight if len(among) > 1 else 0.0
        likeness = topic.score / item.score
        vague = (
            likeness >= tuning.topic_least and likeness + level >= tuning.topic_sum and len(text) <= tuning.topic_length
        )
        if level >= tuning.topic_level and (vague or likeness >= tuning.topic_wins):
            return topic
        return None

    def _two_items(self, turn: Turning) -> tuple[tuple[str, Facet], ...]:
        """Two clauses that each name an item of their own and each ask something."""
        found: list[tuple[str, Facet]] = []
        for clause, reading in zip(turn.clauses, turn.understanding.clauses, strict=False):
            hits = self._find(clause)
            asked = self._cues.found(clause)
            if not hits or not asked or reading.route_weights().get(Route.GUIDE, 0.0) < 0.5:
                continue
            best = hits[0]
            if (
                best.matter is Matter.ITEM
                and best.score >= self._tuning.second_item
                and best.weight >= self._tuning.second_weight
            ):
                weights = reading.facet_weights()
                found.append((best.codes[0], max(weights, key=lambda facet: weights[facet])))
        return tuple(found) if len({code for code, _ in found}) > 1 else ()

    def _facets(self, turn: Turning) -> tuple[Facet, ...]:
        """The facet asked for, and a second one that another clause plainly asks for."""
        first = self._facet(turn)
        more = []
        for clause, reading in zip(turn.clauses, turn.understanding.clauses, strict=False):
            weights = reading.facet_weights()
            asked = self._cues.found(clause)
            facet = max(weights, key=lambda one: weights[one], default=first)
            plain = facet in asked and facet is not Facet.OVERVIEW and weights[facet] >= 0.6 and len(clause) <= 14
            if plain and facet is not first and facet not in more:
                more.append(facet)
        return (first, *more[:1]) if first is not Facet.OVERVIEW else (first,)

    def _facet(self, turn: Turning, *, picked: bool = False) -> Facet:
        """The facet asked for; where the text asks none, the one that was asked before."""
        weights = turn.understanding.whole.facet_weights()
        best = max(weights, key=lambda facet: weights[facet], default=Facet.OVERVIEW)
        asked = self._cues.found(turn.text)
        if turn.focus.facet and not asked:
            bare = turn.understanding.whole.intents.get("name_item", 0.0) > 0.15 or turn.text.rstrip("？?。").endswith(
                "呢"
            )
            if picked or bare:
                return turn.focus.facet
        return best if asked or weights.get(best, 0.0) >= 0.6 else Facet.OVERVIEW


def _rival(reading: Reading) -> tuple[str, float]:
    """The likeliest intent that is no guide question. Kinds of out-of-scope talk count together."""
    weights = reading.route_weights()
    route = max((route for route in weights if route is not Route.GUIDE), key=lambda r: weights[r], default=None)
    if route is None:
        return "talk_nonsense", 0.0
    from bot.domain.route import route_of

    intent = max((i for i in reading.intents if route_of(i) is route), key=lambda i: reading.intents[i])
    return intent, weights[route]


def _codes(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.codes[0] for hit in hits if hit.matter is Matter.ITEM))
