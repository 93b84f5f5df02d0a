"""An inverted index with field weights, scored by BM25F.

Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields (CIKM 2004).
"""

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
"""Of a large list, units that stand in more than this share of the sheets are left out of the scoring: they cost the
most and tell the least."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What can be found: its texts, each with the weight of its field."""

    key: str
    texts: tuple[tuple[str, float], ...]

    def units(self) -> Mapping[str, float]:
        """Weighted counts of its units."""
        counts: dict[str, float] = {}
        for text, weight in self.texts:
            for unit, count in units(text).items():
                counts[unit] = counts.get(unit, 0.0) + weight * count
        return counts


@dataclass(frozen=True, slots=True)
class Postings:
    """Where each unit stands and how strongly, the units one behind the other.

    Those of the unit number i lie from `starts[i]` to `starts[i + 1]` in `numbers` (of sheets, rising) and `shares`. An
    array for each of 400,000 units took seconds to make.
    """

    keys: Sequence[str]
    units: Sequence[str]
    starts: NDArray[np.int64]
    numbers: NDArray[np.int32]
    shares: NDArray[np.float32]
    mean_length: float


def postings_of(sheets: Sequence[Sheet]) -> Postings:
    """Cut every text into its units (10 s for 40,000 sentences)."""
    entries = [sheet.units() for sheet in sheets]
    lengths = np.array([sum(entry.values()) for entry in entries] or [1.0])
    mean_length = float(lengths.mean())
    numbered = {unit: i for i, unit in enumerate(dict.fromkeys(chain.from_iterable(entries)))}
    ids = np.fromiter((numbered[unit] for entry in entries for unit in entry), np.int32)
    counts = np.fromiter(chain.from_iterable(entry.values() for entry in entries), np.float64)
    numbers = np.repeat(np.arange(len(entries), dtype=np.int32), [len(entry) for entry in entries])
    shares = counts / (counts + _norm(lengths, mean_length)[numbers])
    grouped = np.argsort(ids, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(ids, minlength=len(numbered)))]).astype(np.int64)
    keys = [sheet.key for sheet in sheets]
    return Postings(keys, list(numbered), starts, numbers[grouped], shares[grouped].astype(np.float32), mean_length)


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a text against every sheet, and the highest score that any sheet could have had."""

    scores: NDArray[np.float32]
    ideal: float
    weights: Mapping[str, float]


class Index:
    """Immutable; a new list makes a new index."""

    def __init__(self, postings: Postings) -> None:
        """Over postings that are at hand."""
        self.keys = postings.keys
        self.number = {key: number for number, key in enumerate(self.keys)}
        self._mean_length = postings.mean_length
        self._numbers, self._shares = postings.numbers, postings.shares
        self._ids = {unit: i for i, unit in enumerate(postings.units)}
        held = np.diff(postings.starts)
        self._starts = postings.starts.tolist()
        self._idf = np.log(1 + (len(self.keys) - held + 0.5) / (held + 0.5)).tolist()
        self._rarest = float(np.log(1 + 2 * len(self.keys)))
        self._most = max(COMMON_LEAST, int(COMMON_SHARE * len(self.keys)))

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.keys)

    def score(self, text: str) -> Scored:
        """Score every sheet."""
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

    def norm(self, length: float) -> float:
        """What a count is measured against in a sheet of that length, also in one that is not of this index."""
        return _norm(length, self._mean_length)

    def share(self, unit: str, number: int) -> float:
        """How strongly a unit stands for a sheet, 0 to 1."""
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


def _norm(length: Length, mean_length: float) -> Length:
    return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / mean_length)
