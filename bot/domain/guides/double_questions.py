"""Two things asked in one message: each half is weighed by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.guides.asking import Asking
from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decision import AnswerGuide, AskWhich, Find, NameOffice, Several, Turning
from bot.domain.guides.facet import Facet
from bot.domain.guides.facet_choice import FacetChoice
from bot.domain.guides.states import States
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit, Matter, Reading, Understanding
from bot.domain.guides.weighing import Weighing
from bot.domain.talk.conversation import Focus
from bot.domain.text.clauses import is_question, opens_second_wish, without_bridge

_LINK = re.compile(r"和|跟|与|及|、|还有")
_SHARED = re.compile(r"丢|没了|坏|过期|到期|补|换|办|多少钱|几天|多久|去哪|上哪|怎么|咋|网上")
_PAPERS = re.compile(r"[带拿凭交备](?!.{0,2}[啥什哪])|够|用不用|提供|[行中](?:不|吗)")
LONGEST_NAME = 7
Part = AnswerGuide | AskWhich | NameOffice


@dataclass(frozen=True, slots=True)
class Half:
    """A stretch of the message that may ask something of its own, with the reading of the clause that asks.

    `announced` tells that the message says itself that it asks for two things.
    """

    text: str
    reading: Reading
    announced: bool = True


class DoubleQuestions:
    """Finds messages that ask for two items."""

    def __init__(self, find: Find, cues: FacetCues, states: States, asking: Asking, tuning: Tuning) -> None:
        """All pure; `find` is the search."""
        self._find, self._cues, self._states, self._asking, self._tuning = find, cues, states, asking, tuning
        self._weighing, self._facets = Weighing(cues, tuning), FacetChoice(cues)

    def answered(self, turn: Turning) -> AnswerGuide | Several | None:
        """What to answer to each thing that is asked, or None if there are not two."""
        found: list[tuple[Half, Hit]] = []
        for half in self._halves(turn):
            hit = self._subject(half)
            if hit and all(self._apart(half, hit, other) for _, other in found):
                found.append((half, hit))
        parts = [self._part(half, hit) for half, hit in found]
        if own := self._of_the_item_talked_about(turn, [half for half, _ in found]):
            parts.insert(0, own)
        if len(parts) < 2:  # noqa: PLR2004
            return None
        if all(isinstance(part, AnswerGuide) for part in parts):
            return AnswerGuide(
                tuple(answer for part in parts if isinstance(part, AnswerGuide) for answer in part.answers)
            )
        return Several(tuple(sorted(parts, key=lambda part: isinstance(part, AskWhich))))

    def _halves(self, turn: Turning) -> list[Half]:
        """The clauses one by one, or joined up to each word that announces one thing more."""
        pairs = list(zip(turn.clauses, turn.understanding.clauses, strict=False))
        if len(pairs) == 1 and (both := self._coupled(*pairs[0])):
            return both
        if not any(opens_second_wish(clause) for clause, _ in pairs[1:]):
            return [Half(clause, reading, announced=False) for clause, reading in pairs]
        groups: list[list[tuple[str, Reading]]] = []
        for clause, reading in pairs:
            if not groups or opens_second_wish(clause):
                groups.append([])
            groups[-1].append((without_bridge(clause), reading))
        return [self._joined(group) for group in groups]

    def _coupled(self, clause: str, reading: Reading) -> list[Half]:
        """Two names before one question ("身份证和驾照都丢了去哪补"), each with the question, or none."""
        for link in _LINK.finditer(clause):
            left, right = clause[: link.start()], clause[link.end() :]
            first, second = self._name_at(left, at_end=True), self._name_at(right, at_end=False)
            question = right[len(second) :]
            if first and second and _SHARED.search(question) and not _PAPERS.search(clause):
                whole = self._find(f"{first}{link[0]}{second}")
                if whole and whole[0].named <= max(len(first), len(second)):
                    return [Half(first + question, reading), Half(second + question, reading)]
        return []

    def _name_at(self, text: str, *, at_end: bool) -> str:
        """The longest name at the end of a text, or the shortest at its beginning; "" if there is none."""
        lengths = range(2, min(LONGEST_NAME, len(text)) + 1)
        for length in reversed(lengths) if at_end else lengths:
            piece = text[-length:] if at_end else text[:length]
            if any(hit.named == length for hit in self._find(piece)):
                return piece
        return ""

    def _joined(self, group: Sequence[tuple[str, Reading]]) -> Half:
        asking = [reading for clause, reading in group if self._cues.found(clause)]
        return Half("，".join(clause for clause, _ in group), asking[-1] if asking else group[-1][1])

    def _subject(self, half: Half) -> Hit | None:
        """What a half asks about, if it plainly asks about something."""
        hits = self._find(half.text)
        if not hits or not (self._cues.found(half.text) or is_question(half.text)):
            return None
        best = hits[0]
        if not self._asking.is_clear(best) or not (half.announced or best.matter is Matter.ITEM):
            return None
        if best.matter is Matter.UNLISTED:
            return best if best.named and self._cues.found(half.text) else None
        return best if self._weighing.is_guide(half.text, half.reading, best) else None

    def _apart(self, half: Half, hit: Hit, other: Hit) -> bool:
        """Whether a half is about something else than the half before."""
        if set(hit.codes) & set(other.codes) or hit.name == other.name:
            return False
        again = self._find(half.text, among=other.codes) if other.codes else ()
        return not again or again[0].weight < self._tuning.second_apart * hit.weight

    def _part(self, half: Half, hit: Hit) -> Part:
        if hit.matter is Matter.UNLISTED:
            return NameOffice(hit.name)
        facet = self._facet(half)
        hits = self._find(half.text)
        item = self._asking.best_item(hits) or hit
        general = hit if hit.matter is Matter.TOPIC and not item.named >= max(hit.named, 1) else None
        topic = self._asking.topic(half.text, hits, talking=False) or general
        if topic is None:
            return AnswerGuide(((item.codes[0], facet),))
        if code := self._states.single_out(half.text, topic.codes):
            return AnswerGuide(((code, facet),))
        return AskWhich(self._asking.options(half.text, topic), topic.name, facet)

    def _facet(self, half: Half) -> Facet:
        return self._facets.one(Turning(half.text, Understanding(half.reading), Focus()))

    def _of_the_item_talked_about(self, turn: Turning, found: Sequence[Half]) -> AnswerGuide | None:
        """The first half, where it only asks for a facet ("多少钱，还有护照咋办" after an answer)."""
        if not turn.focus.item or len(found) != 1:
            return None
        first = self._halves(turn)[0]
        bare = first not in found and self._cues.found(first.text) and len(self._cues.without(first.text)) <= 1
        return AnswerGuide(((turn.focus.item, self._facet(first)),)) if bare else None
