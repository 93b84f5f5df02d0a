"""Finds the named place in a sentence, character by character (a conditional random field)."""

from typing import Any, Dict, List, Optional, Sequence, Tuple

import jieba
import sklearn_crfsuite

_ENDS = frozenset("路街道巷镇乡村屯组区园院楼栋号店场厂校所站桥河湖山口馆城厦里府苑局行库")
"""Characters that names of places end in."""
_AROUND = (-3, -2, -1, 1, 2, 3, 4)
_FARTHEST = 9


class PlaceModel:
    """Learns where places begin and end."""

    def __init__(self, *, rounds: int) -> None:
        """`rounds` of training at most."""
        self._field = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.05, c2=0.05, max_iterations=rounds, min_freq=3)

    def fit(self, texts: Sequence[str], places: Sequence[Optional[Tuple[int, int]]]) -> "PlaceModel":
        """Learn from texts and the place in each, as begin and end, or None."""
        self._field.fit([_features(text) for text in texts], [_labels(t, p) for t, p in zip(texts, places)])
        return self

    def find(self, text: str) -> Optional[Tuple[int, int]]:
        """Begin and end of the longest place that is found."""
        spans = _spans(self._field.predict_single(_features(text)))
        return max(spans, key=lambda span: span[1] - span[0], default=None)


def _labels(text: str, place: Optional[Tuple[int, int]]) -> List[str]:
    labels = ["O"] * len(text)
    if place:
        labels[place[0] : place[1]] = ["B"] + ["I"] * (place[1] - place[0] - 1)
    return labels


def _spans(labels: Sequence[str]) -> List[Tuple[int, int]]:
    spans: List[Tuple[int, int]] = []
    for place, label in enumerate(labels):
        if label == "B" or (label == "I" and (place == 0 or labels[place - 1] == "O")):
            spans.append((place, place + 1))
        elif label == "I":
            spans[-1] = (spans[-1][0], place + 1)
    return spans


def _features(text: str) -> List[Dict[str, Any]]:
    """For each character: itself, its neighbours, the word it stands in, how far the next telling ending is."""
    words = [(word, place, len(word)) for word in jieba.lcut(text) for place in range(len(word))]
    rows = []
    for place, character in enumerate(text):
        word, inside, length = words[place]
        row: Dict[str, Any] = {
            "c": character,
            "w": word,
            "p": "S" if length == 1 else "B" if inside == 0 else "E" if inside == length - 1 else "M",
            "cc": text[place : place + 2],
            "-cc": text[max(place - 1, 0) : place + 1],
        }
        row.update((f"c{step}", text[place + step]) for step in _AROUND if 0 <= place + step < len(text))
        if place:
            row["-w"] = words[place - 1][0]
        ahead = next((step for step in range(_FARTHEST) if text[place + step : place + step + 1] in _ENDS), None)
        if ahead is not None and place + ahead < len(text):
            row["end"] = str(min(ahead, 4))
        rows.append(row)
    return rows
