"""Decides what to do with a turn: context first, then the wish, then the item. Pure rules over the evidence."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.guides.asking import Asking
from bot.domain.guides.context import Context, Kin
from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decision import AnswerGuide, AskItem, AskWhich, Decision, Find, NameOffice, TakeWish, Turning
from bot.domain.guides.double_questions import DoubleQuestions
from bot.domain.guides.facet_choice import FacetChoice
from bot.domain.guides.states import States
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit, Matter, Reading, Understanding
from bot.domain.guides.weighing import TALK, WEAK, Weighing, rival
from bot.domain.text.clauses import is_question

STANDARD = Tuning()


class Decider:
    """Decides on turns."""

    def __init__(self, find: Find, cues: FacetCues, kin: Kin, states: States, tuning: Tuning = STANDARD) -> None:
        """`find` is the search; `kin` tells whether two items belong to the same department."""
        self._find, self._cues, self._states, self._tuning = find, cues, states, tuning
        self._context = Context(find, cues, kin, tuning)
        self._asking = Asking(find, cues, states, tuning)
        self._weighing, self._facets = Weighing(cues, tuning), FacetChoice(cues)
        self._double = DoubleQuestions(find, cues, states, self._asking, tuning)

    def decide(self, turn: Turning) -> Decision:
        """The decision on a turn."""
        hits = self._find(turn.text)
        if not self._weighing.is_firm(turn.understanding.whole) and (both := self._double.answered(turn)):
            return both
        if known := self._from_context(turn, hits):
            return known
        if self._weighing.is_guide(turn.text, turn.understanding.whole, hits[0] if hits else None):
            return self._guide(turn, hits)
        if question := self._question_behind_a_story(turn):
            return self._guide(question, self._find(question.text))
        return self._other(turn.understanding.whole, hits)

    def _from_context(self, turn: Turning, hits: Sequence[Hit]) -> Decision | None:
        """What the turns before make of this one, if they make anything of it."""
        context, focus = self._context, turn.focus
        if code := context.picked(turn):
            return AnswerGuide(((code, self._facets.one(turn, carried=True)),))
        if context.asks_again(turn):
            return AskWhich(tuple(option.code for option in focus.options), "", self._facets.one(turn))
        if code := context.returned_to(turn):
            return AnswerGuide(((code, self._facets.one(turn)),))
        if context.goes_on(turn):
            return AnswerGuide(tuple((focus.item, facet) for facet in self._facets.all(turn)))
        if (code := context.sibling(turn, hits)) and not self._weighing.is_firm(turn.understanding.whole):
            return AnswerGuide(((code, self._facets.one(turn, carried=True)),))
        return None

    def _question_behind_a_story(self, turn: Turning) -> Turning | None:
        """The last clause by itself, where it plainly asks for an item and only the story before it hides that."""
        intent, weight = rival(turn.understanding.whole)
        pairs = list(zip(turn.clauses, turn.understanding.clauses, strict=False))
        if len(pairs) < 2 or intent in TALK or (intent not in WEAK and weight >= self._tuning.sure_route):  # noqa: PLR2004
            return None
        clause, reading = pairs[-1]
        hits = self._find(clause)
        if not hits or hits[0].matter is Matter.UNLISTED or not self._cues.found(clause) or not is_question(clause):
            return None
        if not self._asking.is_clear(hits[0]) or not self._weighing.is_guide(clause, reading, hits[0]):
            return None
        return replace(turn, text=clause, understanding=Understanding(reading), clauses=())

    def _other(self, reading: Reading, hits: Sequence[Hit]) -> Decision:
        intent, _ = rival(reading)
        found = [hit for hit in hits if hit.score >= self._tuning.least_item]
        if found and found[0].matter is Matter.UNLISTED and intent in WEAK:
            return NameOffice(found[0].name, consult=intent == "ask_consult")
        near = _codes(found)[:3] if intent in ("ask_unlisted_service", "ask_consult") else ()
        return TakeWish(intent, near)

    def _guide(self, turn: Turning, hits: Sequence[Hit]) -> Decision:
        tuning, facet = self._tuning, self._facets.one(turn)
        if not hits or (hits[0].score < tuning.least_item and hits[0].weight < tuning.least_weight):
            return AskItem(facet) if self._cues.found(turn.text) else TakeWish("talk_nonsense")
        if self._is_unlisted(turn, hits):
            return NameOffice(hits[0].name)
        hits = [hit for hit in hits if hit.matter is not Matter.UNLISTED]
        if known := self._context.known(turn, hits):
            return AnswerGuide(((known, facet),))
        best = self._asking.best_item(hits)
        codes = tuple(dict.fromkeys((*(best.codes if best else ()), *_codes(hits))))
        if not codes or (hits[0].weight < tuning.least_weight and hits[0].score < tuning.sure_item):
            return self._named_topic(turn, hits) or AskItem(facet)
        if topic := self._asking.topic(turn.text, hits, talking=bool(turn.focus.item)):
            code = self._states.single_out(turn.text, topic.codes) or self._context.only_kin(turn, topic.codes)
            if not code:
                return AskWhich(self._asking.options(turn.text, topic), topic.name, facet)
            codes = (code, *codes)
        elif code := self._states.single_out(turn.text, _close(hits, tuning.alike)):
            codes = (code, *codes)
        if hits[0].weight < tuning.least_weight and len(codes) > 1:
            return AskWhich(codes[:4], "", facet)
        return AnswerGuide(tuple((codes[0], one) for one in self._facets.all(turn)))

    def _named_topic(self, turn: Turning, hits: Sequence[Hit]) -> AskWhich | None:
        """A question about the general word that stands in the text, where nothing else is found."""
        topic = next((hit for hit in hits if hit.matter is Matter.TOPIC and hit.named), None)
        return AskWhich(topic.codes, topic.name, self._facets.one(turn)) if topic else None

    def _is_unlisted(self, turn: Turning, hits: Sequence[Hit]) -> bool:
        """Whether business outside the list is meant: the best finding, unless one of ours is close and likelier."""
        if hits[0].matter is not Matter.UNLISTED:
            return False
        ours = next((hit for hit in hits if hit.matter is not Matter.UNLISTED), None)
        if ours is None:
            return True
        unlisted = turn.understanding.whole.intents.get("ask_unlisted_service", 0.0)
        return unlisted >= 0.3 or ours.score < self._tuning.listed * hits[0].score  # noqa: PLR2004


def _close(hits: Sequence[Hit], share: float) -> tuple[str, ...]:
    """The items that score at least this share of the best item."""
    items = [hit for hit in hits if hit.matter is Matter.ITEM]
    return _codes([hit for hit in items if hit.score >= share * items[0].score])


def _codes(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.codes[0] for hit in hits if hit.matter is Matter.ITEM))
