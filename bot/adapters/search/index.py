"""An inverted index with field weights, scored by BM25F.

Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields (CIKM 2004).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.adapters.search.units import WEIGHT, units

SATURATION, LENGTH_SHARE, QUERY_SATURATION = 4.0, 0.6, 1.0
COMMON_SHARE, COMMON_LEAST = 0.25, 1000
"""Of a large list, units that stand in more than this share of the entries are left out of the scoring: they cost the
most and tell the least."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: weighted counts of its units."""

    key: str
    units: Mapping[str, float]


def entry(key: str, texts: Sequence[tuple[str, float]]) -> Entry:
    """An entry from its texts, each with the weight of its field."""
    counts: Counter[str] = Counter()
    for text, weight in texts:
        for unit, count in units(text).items():
            counts[unit] += weight * count  # type: ignore[assignment]
    return Entry(key, counts)


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a text against every entry, and the highest score that any entry could have had."""

    scores: NDArray[np.float32]
    ideal: float
    weights: Mapping[str, float]


class Index:
    """Immutable; a new list makes a new index."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Build the postings of all entries."""
        self.keys = [item.key for item in entries]
        self.number = {key: number for number, key in enumerate(self.keys)}
        postings: dict[str, tuple[list[int], list[float]]] = {}
        lengths = np.array([sum(item.units.values()) for item in entries] or [1.0])
        self._mean_length = float(lengths.mean())
        norms = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / self._mean_length)
        for number, item in enumerate(entries):
            for unit, count in item.units.items():
                numbers, shares = postings.setdefault(unit, ([], []))
                numbers.append(number)
                shares.append(count / (count + norms[number]))
        self._rarest = float(np.log(1 + 2 * len(entries)))
        most = max(COMMON_LEAST, int(COMMON_SHARE * len(entries)))
        self._postings: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
        self._idf: dict[str, float] = {}
        for unit, (numbers, shares) in postings.items():
            self._idf[unit] = float(np.log(1 + (len(entries) - len(numbers) + 0.5) / (len(numbers) + 0.5)))
            if len(numbers) <= most:
                self._postings[unit] = (np.array(numbers, np.int32), np.array(shares, np.float32))

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.keys)

    def score(self, text: str) -> Scored:
        """Score every entry."""
        weights = {
            unit: WEIGHT[unit[0]] * self._idf.get(unit, self._rarest) * _repeated(count)
            for unit, count in units(text).items()
        }
        total = np.zeros(len(self.keys), np.float32)
        numbers, shares = [], []
        for unit, weight in weights.items():
            posting = self._postings.get(unit)
            if posting is not None:
                numbers.append(posting[0])
                shares.append(posting[1] * np.float32(weight))
        if numbers:
            total = np.bincount(np.concatenate(numbers), np.concatenate(shares), len(self.keys)).astype(np.float32)
        return Scored(total, sum(weights.values()), weights)

    def norm(self, length: float) -> float:
        """What a count is measured against in an entry of that length, also in one that is not of this index."""
        return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean_length)

    def share(self, unit: str, number: int) -> float:
        """How strongly a unit stands for an entry, 0 to 1."""
        posting = self._postings.get(unit)
        if posting is None:
            return 0.0
        place = int(np.searchsorted(posting[0], number))
        return float(posting[1][place]) if place < len(posting[0]) and posting[0][place] == number else 0.0


def _repeated(count: int) -> float:
    return count / (count + QUERY_SATURATION) * (1 + QUERY_SATURATION)
