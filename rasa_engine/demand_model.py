"""Linear models of a demand: which department is responsible, which category it has, whether it is urgent."""

from collections import Counter
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from rasa_engine.features import pieces
from rasa_engine.kept import halved, without_leavings

TOLD = 3
"""So many departments and categories are told, the likeliest first."""
_UNHEARD = 1e-3
"""The share of a category that a department has no subject of: told so rarely that only a plain text brings it."""


class DemandModel:
    """Learns from sentences and, beside them, from the subjects' own names and words.

    Most departments answer for one or two categories, so a category is read beside the likeliest department: its
    chance by the text, times the square root of its share in what is told of that department (a weight between
    no heed and full heed; full heed hides a category behind a department that was read wrongly).
    """

    def __init__(self, *, strength: float, min_df: int) -> None:
        """`strength` is the inverse strength of the regularisation; `min_df`: in how many texts a piece must stand."""
        self._words = TfidfVectorizer(analyzer=pieces, min_df=min_df, sublinear_tf=True)
        self._departments, self._categories, self._urgent = (_regression(strength) for _ in range(3))

    def fit(self, subjects: Sequence[Dict[str, Any]]) -> "DemandModel":
        """Learn from subjects as `knowledge/demands` has them."""
        told = [
            (example["text"], subject, example["urgent"]) for subject in subjects for example in subject["examples"]
        ]
        named = [(text, subject, False) for subject in subjects for text in _names(subject)]
        rows = self._words.fit_transform([text for text, _, _ in told + named])
        without_leavings(self._words)
        departments = [subject["department"] for _, subject, _ in told + named]
        categories = [subject["category"] for _, subject, _ in told + named]
        self._departments.fit(rows, departments)
        self._categories.fit(rows, categories)
        self._leaning = np.sqrt(_shares(departments, categories, self._departments, self._categories) + _UNHEARD)
        self._urgent.fit(rows[: len(told)], [urgent for _, _, urgent in told])
        for regression in (self._departments, self._categories, self._urgent):
            halved(regression)
        return self

    def read(self, text: str) -> Dict[str, Any]:
        """Departments and categories with their probabilities, falling, and how likely the matter is urgent."""
        row = self._words.transform([text]).astype(np.float32)
        departments = self._departments.predict_proba(row)[0]
        categories = self._categories.predict_proba(row)[0] * self._leaning[departments.argmax()]
        urgent = self._urgent.predict_proba(row)[0][list(self._urgent.classes_).index(True)]
        return {
            "departments": _likeliest(self._departments, departments),
            "categories": _likeliest(self._categories, categories / categories.sum()),
            "urgent": round(float(urgent), 4),
        }


def _names(subject: Dict[str, Any]) -> List[str]:
    """The subject's name, each of its words, and all of them together."""
    words = [str(word) for word in subject["words"]]
    return [subject["name"], *words, " ".join([*words, subject["name"]])]


def _shares(departments: Sequence[str], categories: Sequence[str], rows: Any, columns: Any) -> np.ndarray:
    """Of each department's sentences (in the order of `rows`' classes), the share of each category of `columns`."""
    pairs = Counter(zip(departments, categories))
    counts = np.array([[pairs[row, column] for column in columns.classes_] for row in rows.classes_], dtype=np.float32)
    return counts / counts.sum(axis=1, keepdims=True)


def _likeliest(model: LogisticRegression, chances: np.ndarray) -> List[Tuple[str, float]]:
    return [(str(model.classes_[place]), round(float(chances[place]), 4)) for place in np.argsort(-chances)[:TOLD]]


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=300, class_weight="balanced", random_state=44
    )
