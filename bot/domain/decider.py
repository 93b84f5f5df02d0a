"""Decides what to do with a turn: context first, then the wish, then the item. Pure rules over the evidence."""

from collections.abc import Sequence

from bot.domain.context import Context, Kin, is_bare
from bot.domain.cues import FacetCues
from bot.domain.decision import AnswerGuide, AskItem, AskWhich, Decision, Find, NameOffice, TakeWish, Turning
from bot.domain.facet import Facet
from bot.domain.route import Route, route_of
from bot.domain.states import States
from bot.domain.tuning import Tuning
from bot.domain.understanding import Hit, Matter, Reading

TALK = frozenset({"greet", "say_goodbye", "say_thanks", "ask_capability", "abuse_assistant", "inject_command"})
"""Intents that no finding of the search turns into a guide question."""

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

STANDARD = Tuning()
SURE_FACET, LEAST_FACET, PLAIN_CLAUSE = 0.6, 0.1, 14


class Decider:
    """Decides on turns."""

    def __init__(self, find: Find, cues: FacetCues, kin: Kin, states: States, tuning: Tuning = STANDARD) -> None:
        """`find` is the search; `kin` tells whether two items belong to the same department."""
        self._find, self._cues, self._states, self._tuning = find, cues, states, tuning
        self._context = Context(find, cues, kin, tuning)

    def decide(self, turn: Turning) -> Decision:
        """The decision on a turn."""
        context, focus = self._context, turn.focus
        if code := context.picked(turn):
            return AnswerGuide(((code, self._facet(turn, carried=True)),))
        if context.asks_again(turn):
            return AskWhich(tuple(option.code for option in focus.options), "", self._facet(turn))
        if code := context.returned_to(turn):
            return AnswerGuide(((code, self._facet(turn)),))
        if context.goes_on(turn):
            return AnswerGuide(tuple((focus.item, facet) for facet in self._facets(turn)))
        hits = self._find(turn.text)
        if (code := context.sibling(turn, hits)) and not self._is_firm(turn):
            return AnswerGuide(((code, self._facet(turn, carried=True)),))
        best = hits[0] if hits else None
        if not self._is_guide(turn, best):
            return self._other(turn.understanding.whole, hits)
        return self._guide(turn, hits)

    def _is_firm(self, turn: Turning) -> bool:
        intent, weight = _rival(turn.understanding.whole)
        return intent not in WEAK and weight >= self._tuning.sure_route

    def _is_guide(self, turn: Turning, best: Hit | None) -> bool:
        reading, tuning = turn.understanding.whole, self._tuning
        guide = reading.route_weights().get(Route.GUIDE, 0.0)
        rival, weight = _rival(reading)
        if guide >= weight:
            return True
        if best is None or rival in TALK:
            return False
        if rival not in WEAK:
            asked = [facet for facet in self._cues.found(turn.text) if facet is not Facet.OVERVIEW]
            return weight < tuning.sure_route and guide >= 0.25 and bool(asked) and best.score >= tuning.least_item  # noqa: PLR2004
        if best.matter is Matter.UNLISTED:
            return False
        if rival == "ask_other_city":
            return best.score >= (tuning.override_place if weight >= tuning.sure_route else tuning.override)
        return best.score >= (tuning.override_talk if weight >= tuning.sure_route else tuning.override)

    def _other(self, reading: Reading, hits: Sequence[Hit]) -> Decision:
        intent, _ = _rival(reading)
        found = [hit for hit in hits if hit.score >= self._tuning.least_item]
        if found and found[0].matter is Matter.UNLISTED and intent in WEAK:
            return NameOffice(found[0].name, consult=intent == "ask_consult")
        near = _codes(found)[:3] if intent in ("ask_unlisted_service", "ask_consult") else ()
        return TakeWish(intent, near)

    def _guide(self, turn: Turning, hits: Sequence[Hit]) -> Decision:
        tuning, facet = self._tuning, self._facet(turn)
        if not hits or (hits[0].score < tuning.least_item and hits[0].weight < tuning.least_weight):
            return AskItem(facet) if self._cues.found(turn.text) else TakeWish("talk_nonsense")
        if self._is_unlisted(turn, hits):
            return NameOffice(hits[0].name)
        hits = [hit for hit in hits if hit.matter is not Matter.UNLISTED]
        if several := self._two_items(turn):
            return AnswerGuide(several)
        if known := self._context.known(turn, hits):
            return AnswerGuide(((known, facet),))
        codes = _codes(hits)
        if not codes or (hits[0].weight < tuning.least_weight and hits[0].score < tuning.sure_item):
            return AskItem(facet)
        if topic := self._topic(turn.text, hits):
            code = self._states.single_out(turn.text, topic.codes) or self._context.only_kin(turn, topic.codes)
            if not code:
                return AskWhich(topic.codes, topic.name, facet)
            codes = (code, *codes)
        elif code := self._states.single_out(turn.text, _close(hits, tuning.alike)):
            codes = (code, *codes)
        if hits[0].weight < tuning.least_weight and len(codes) > 1:
            return AskWhich(codes[:4], "", facet)
        return AnswerGuide(tuple((codes[0], one) for one in self._facets(turn)))

    def _is_unlisted(self, turn: Turning, hits: Sequence[Hit]) -> bool:
        """Whether business outside the list is meant: the best finding, unless one of ours is close and likelier."""
        if hits[0].matter is not Matter.UNLISTED:
            return False
        ours = next((hit for hit in hits if hit.matter is not Matter.UNLISTED), None)
        if ours is None:
            return True
        unlisted = turn.understanding.whole.intents.get("ask_unlisted_service", 0.0)
        return unlisted >= 0.3 or ours.score < self._tuning.listed * hits[0].score  # noqa: PLR2004

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
        if item.name in text:
            return None
        topic = next((hit for hit in topics if item.codes[0] in hit.codes), topics[0])
        if topics[0].score >= tuning.topic_other * max(item.score, topic.score):
            topic = topics[0]
        elif item.codes[0] not in topic.codes:
            return None
        among = self._find(text, among=topic.codes)
        level = among[1].weight / among[0].weight if len(among) > 1 else 0.0
        likeness = topic.score / item.score
        alike = likeness >= tuning.topic_least and likeness + level >= tuning.topic_sum
        vague = alike and len(text) <= tuning.topic_length
        return topic if level >= tuning.topic_level and (vague or likeness >= tuning.topic_wins) else None

    def _two_items(self, turn: Turning) -> tuple[tuple[str, Facet], ...]:
        """Two clauses that each name an item of their own and each ask something."""
        tuning = self._tuning
        found: list[tuple[str, Facet]] = []
        for clause, reading in zip(turn.clauses, turn.understanding.clauses, strict=False):
            hits = self._find(clause)
            if not hits or not self._cues.found(clause) or reading.route_weights().get(Route.GUIDE, 0.0) < 0.5:  # noqa: PLR2004
                continue
            best = hits[0]
            strong = best.score >= tuning.second_item and best.weight >= tuning.second_weight
            if best.matter is Matter.ITEM and strong:
                found.append((best.codes[0], _likeliest(reading)))
        return tuple(found) if len({code for code, _ in found}) > 1 else ()

    def _facets(self, turn: Turning) -> tuple[Facet, ...]:
        """The facet asked for, and a second one that another clause plainly asks for."""
        first = self._facet(turn)
        if first is Facet.OVERVIEW:
            return (first,)
        for place, (clause, reading) in enumerate(zip(turn.clauses, turn.understanding.clauses, strict=False)):
            facet = _likeliest(reading)
            plain = facet in self._cues.found(clause) and len(clause) <= PLAIN_CLAUSE
            if plain and facet not in (first, Facet.OVERVIEW) and reading.facet_weights()[facet] >= SURE_FACET:
                later = any(_likeliest(other) is first for other in turn.understanding.clauses[place + 1 :])
                return (facet, first) if later else (first, facet)
        return (first,)

    def _facet(self, turn: Turning, *, carried: bool = False) -> Facet:
        """The facet asked for; where the text asks none, the one asked before (`carried`, or a bare follow-up)."""
        asked = self._cues.found(turn.text)
        if turn.focus.facet and not asked and (carried or is_bare(turn)):
            return turn.focus.facet
        weights = turn.understanding.whole.facet_weights()
        best = _likeliest(turn.understanding.whole)
        if best is Facet.OVERVIEW and asked:
            named = max(asked, key=lambda facet: weights.get(facet, 0.0))
            return named if weights.get(named, 0.0) >= LEAST_FACET else best
        return best if asked or weights.get(best, 0.0) >= SURE_FACET else Facet.OVERVIEW


def _likeliest(reading: Reading) -> Facet:
    weights = reading.facet_weights()
    return max(weights, key=lambda facet: weights[facet], default=Facet.OVERVIEW)


def _rival(reading: Reading) -> tuple[str, float]:
    """The likeliest intent that is no guide question, and the weight of its route (all kinds of talk together)."""
    weights = reading.route_weights()
    weights.pop(Route.GUIDE, None)
    if not weights:
        return "talk_nonsense", 0.0
    route = max(weights, key=lambda one: weights[one])
    intents = [intent for intent in reading.intents if route_of(intent) is route]
    return max(intents, key=lambda intent: reading.intents[intent]), weights[route]


def _close(hits: Sequence[Hit], share: float) -> tuple[str, ...]:
    """The items that score at least this share of the best item."""
    items = [hit for hit in hits if hit.matter is Matter.ITEM]
    return _codes([hit for hit in items if hit.score >= share * items[0].score])


def _codes(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.codes[0] for hit in hits if hit.matter is Matter.ITEM))
