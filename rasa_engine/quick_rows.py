"""The rows of `wish_model.Features` for a sentence or two: by hand, since scikit-learn's checks cost ten times the work."""

from collections import Counter
from math import log, sqrt
from typing import Dict, Iterable, List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix

from rasa_engine.features import pieces
from rasa_engine.wish_model import Features


class QuickRows:
    """Stands in for trained `Features`; gives the same rows (tests/model sees to that)."""

    def __init__(self, features: Features) -> None:
        """Takes over vocabulary and weights."""
        self._cues = features._cues
        self._places: Dict[str, int] = dict(features._words.vocabulary_)
        self._rarity: List[float] = features._words.idf_.tolist()
        first = len(self._places)
        self._signs = {name: first + place for name, place in features._signs.vocabulary_.items()}

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """The rows of texts in the learned vocabulary."""
        values: List[float] = []
        places: List[int] = []
        ends = [0]
        for text, signs in zip(texts, self._cues.features(texts)):
            row = dict(self._words(text))
            row.update((self._signs[name], value) for name, value in signs.items() if name in self._signs)
            for place in sorted(row):
                places.append(place)
                values.append(row[place])
            ends.append(len(places))
        return csr_matrix(
            (np.array(values, np.float32), places, ends), shape=(len(texts), len(self._places) + len(self._signs))
        )

    def _words(self, text: str) -> Iterable[Tuple[int, float]]:
        """Each known piece with its weight: the logarithm of its count times its rarity, all brought to length 1."""
        counts = Counter(place for place in map(self._places.get, pieces(text)) if place is not None)
        weights = [(place, (1.0 + log(count)) * self._rarity[place]) for place, count in counts.items()]
        length = sqrt(sum(weight * weight for _, weight in weights)) or 1.0
        return [(place, weight / length) for place, weight in weights]
