"""Finds the subject of a demand: for the clerk's eyes, and for when the engine is down."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.adapters.search.index import Sheet
from bot.adapters.search.kept_index import index_of
from bot.adapters.search.units import readable
from bot.domain.demands.demand_subject import DemandSubject
from bot.services.demands.reading import FoundSubject

NAME, WORD, EXAMPLE = 3.0, 3.0, 1.0
BEST = 5


class SubjectIndex:
    """`SubjectSearch` over the subjects of knowledge/demands."""

    def __init__(self, subjects: Sequence[DemandSubject], kept_at: Path | None = None) -> None:
        """Build the index, or take the one that is kept at `kept_at` if nothing has changed."""
        self._subjects = {subject.name: subject for subject in subjects}
        self._index = index_of([_sheet(subject) for subject in subjects], kept_at)

    def find(self, text: str) -> tuple[FoundSubject, ...]:
        """The best subjects by falling share of the text's weight."""
        scored = self._index.score(text)
        if not scored.ideal or not self._subjects:
            return ()
        best = np.argsort(-scored.scores)[:BEST].tolist()
        found = []
        for number in best:
            if scored.scores[number] <= 0:
                continue
            subject = self._subjects[self._index.keys[number]]
            strength = {
                readable(unit): weight * self._index.share(unit, number)
                for unit, weight in scored.weights.items()
                if _is_word(unit, subject)
            }
            words = sorted((word for word in strength if strength[word] > 0), key=lambda word: -strength[word])[:3]
            found.append(
                FoundSubject(
                    subject.name,
                    subject.category,
                    subject.department,
                    float(scored.scores[number]) / scored.ideal,
                    tuple(words),
                )
            )
        return tuple(found)


def _is_word(unit: str, subject: DemandSubject) -> bool:
    """Whether a clerk would take a unit for a word; two characters side by side are one where the subject says so."""
    word = readable(unit)
    return bool(word) and (unit[0] == "w" or word in (subject.name, *subject.words))


def _sheet(subject: DemandSubject) -> Sheet:
    texts = [(subject.name, NAME), *((word, WORD) for word in subject.words)]
    return Sheet(subject.name, (*texts, *((example.text, EXAMPLE) for example in subject.examples)))
