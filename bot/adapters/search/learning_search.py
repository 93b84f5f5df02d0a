"""Examples that staff added, searched beside the list: taken in at once, without building the index anew.

Each sentence is a short entry of its own, weighed with the list's rarities, so that a score means the same. It stands
for its item: the better of the two scores counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.adapters.search.guide_search import BEST, BookSearch
from bot.adapters.search.index import Scored
from bot.adapters.search.units import readable, units
from bot.domain.guides.guide import Guide
from bot.domain.guides.understanding import Hit, Matter
from bot.services.calls.ports import Learned

WEIGHT = 2.0
"""A sentence that a person chose for an item counts as much as an alias."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Sentences by number: item, words, how their length is measured, and where each unit stands."""

    codes: tuple[str, ...]
    texts: tuple[str, ...]
    norms: tuple[float, ...]
    postings: dict[str, tuple[tuple[int, float], ...]]


_NONE = Prepared((), (), (), {})


class LearningSearch:
    """`GuideSearch` and `LearningIndex` over one state of the list."""

    def __init__(self, book: BookSearch, guides: Iterable[Guide]) -> None:
        """Nothing is learned yet."""
        self._book = book
        self._names = {guide.code: guide.name for guide in guides}
        self._learned = _NONE

    def prepare(self, sentences: Sequence[Learned]) -> Prepared:
        """The sentences of items that the list still has, cut into units; takes a millisecond each."""
        known = [one for one in sentences if one.code in self._names]
        postings: dict[str, list[tuple[int, float]]] = {}
        norms = []
        for number, one in enumerate(known):
            counts = {unit: WEIGHT * count for unit, count in units(one.text).items()}
            norms.append(self._book.norm(sum(counts.values())))
            for unit, count in counts.items():
                postings.setdefault(unit, []).append((number, count))
        return Prepared(
            tuple(one.code for one in known),
            tuple(one.text.lower() for one in known),
            tuple(norms),
            {unit: tuple(places) for unit, places in postings.items()},
        )

    def adopt(self, prepared: object) -> None:
        """Search with these from now on; who is searching at this moment keeps the old ones."""
        if not isinstance(prepared, Prepared):
            raise TypeError("only what `prepare` gave can be adopted")
        self._learned = prepared

    def trial(self, prepared: object) -> "LearningSearch":
        """The same list with other sentences, for a look at what they would change."""
        other = LearningSearch(self._book, ())
        other._names = self._names
        other.adopt(prepared)
        return other

    def find(self, text: str, among: Sequence[str] = ()) -> tuple[Hit, ...]:
        """As the list finds it; an item for which a learned sentence speaks better takes that score."""
        hits, learned = self._book.find(text, among), self._learned
        if not learned.codes:
            return hits
        best = self._best(text, learned, among)
        if not best:
            return hits
        raised = [_raised(hit, best.pop(hit.codes[0], None)) if hit.matter is Matter.ITEM else hit for hit in hits]
        raised += best.values()
        return tuple(sorted(raised, key=lambda hit: -hit.score)[: None if among else BEST])

    def explain(self, text: str, code: str) -> tuple[str, ...]:
        """The words that speak for the item, in the list or in what was learned."""
        words, learned = self._book.explain(text, code), self._learned
        if code not in learned.codes:
            return words
        weights = self._book.scored(text).weights
        own = [
            (weight, readable(unit))
            for unit, weight in weights.items()
            if readable(unit) and any(learned.codes[number] == code for number, _ in learned.postings.get(unit, ()))
        ]
        more = [word for _, word in sorted(own, reverse=True)]
        return tuple(dict.fromkeys((*words, *more)))[:3]

    def _best(self, text: str, learned: Prepared, among: Sequence[str]) -> dict[str, Hit]:
        """The best learned sentence of each item, as a finding."""
        scored, said = self._book.scored(text), text.lower()
        weights = _weights(scored, learned)
        best: dict[str, Hit] = {}
        for number, weight in weights.items():
            code, sentence = learned.codes[number], learned.texts[number]
            if among and code not in among:
                continue
            named = len(sentence) if sentence in said else 0
            hit = Hit(Matter.ITEM, (code,), self._names[code], weight / scored.ideal, weight, named)
            if code not in best or best[code].score < hit.score:
                best[code] = hit
        return best


def _weights(scored: Scored, learned: Prepared) -> dict[int, float]:
    weights: dict[int, float] = {}
    if not scored.ideal:
        return weights
    for unit, weight in scored.weights.items():
        for number, count in learned.postings.get(unit, ()):
            weights[number] = weights.get(number, 0.0) + weight * count / (count + learned.norms[number])
    return weights


def _raised(hit: Hit, learned: Hit | None) -> Hit:
    if learned is None:
        return hit
    named = max(hit.named, learned.named)
    return replace(hit, score=max(hit.score, learned.score), weight=max(hit.weight, learned.weight), named=named)
