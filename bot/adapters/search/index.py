"""An inverted index with field weights, scored by BM25F.

Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields (CIKM 2004).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.adapters.search.units import WEIGHT, units

Length = TypeVar("Length", float, NDArray[np.float64])
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
    """Immutable; a new list makes a new index.

    The postings of all units lie one behind the other in two arrays, `_numbers` (of entries) and `_shares`; those of
    the unit with the id i from `_starts[i]` to `_starts[i + 1]`. An array for each of 400,000 units took seconds.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Build the postings of all entries."""
        self.keys = [item.key for item in entries]
        self.number = {key: number for number, key in enumerate(self.keys)}
        lengths = np.array([sum(item.units.values()) for item in entries] or [1.0])
        self._mean_length = float(lengths.mean())
        self._rarest = float(np.log(1 + 2 * len(entries)))
        self._ids = {unit: i for i, unit in enumerate(dict.fromkeys(chain.from_iterable(e.units for e in entries)))}
        ids = np.fromiter((self._ids[unit] for item in entries for unit in item.units), np.int32)
        counts = np.fromiter(chain.from_iterable(item.units.values() for item in entries), np.float64)
        numbers = np.repeat(np.arange(len(entries), dtype=np.int32), [len(item.units) for item in entries])
        shares = counts / (counts + self.norm(lengths)[numbers])
        grouped = np.argsort(ids, kind="stable")
        self._numbers, self._shares = numbers[grouped], shares[grouped].astype(np.float32)
        held = np.bincount(ids, minlength=len(self._ids))
        self._starts = np.concatenate([[0], np.cumsum(held)]).tolist()
        self._idf = np.log(1 + (len(entries) - held + 0.5) / (held + 0.5)).tolist()
        self._most = max(COMMON_LEAST, int(COMMON_SHARE * len(entries)))

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.keys)

    def score(self, text: str) -> Scored:
        """Score every entry."""
        weights: dict[str, float] = {}
        found, numbers, shares = np.zeros(len(self.keys), np.float32), [], []
        for unit, count in units(text).items():
            i = self._ids.get(unit)
            weights[unit] = WEIGHT[unit[0]] * (self._rarest if i is None else self._idf[i]) * _repeated(count)
            place = self._place(unit)
            if place.start < place.stop:
                numbers.append(self._numbers[place])
                shares.append(self._shares[place] * np.float32(weights[unit]))
        if numbers:
            found = np.bincount(np.concatenate(numbers), np.concatenate(shares), len(self.keys)).astype(np.float32)
        return Scored(found, sum(weights.values()), weights)

    def norm(self, length: Length) -> Length:
        """What a count is measured against in an entry of that length, also in one that is not of this index."""
        return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean_length)

    def share(self, unit: str, number: int) -> float:
        """How strongly a unit stands for an entry, 0 to 1."""
        place = self._place(unit)
        at = place.start + int(np.searchsorted(self._numbers[place], number))
        return float(self._shares[at]) if at < place.stop and self._numbers[at] == number else 0.0

    def _place(self, unit: str) -> slice:
        """Where a unit's postings lie; empty for a unit that is unknown or too common to tell anything."""
        i = self._ids.get(unit)
        if i is None or self._starts[i + 1] - self._starts[i] > self._most:
            return slice(0, 0)
        return slice(self._starts[i], self._starts[i + 1])


def _repeated(count: int) -> float:
    return count / (count + QUERY_SATURATION) * (1 + QUERY_SATURATION)
