"""Linear models of a demand: which department is responsible, which category it has, whether it is urgent."""

from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from rasa_engine.features import pieces
from rasa_engine.kept import halved, without_leavings

TOLD = 3
"""So many departments and categories are told, the likeliest first."""


class DemandModel:
    """Learns from sentences and, beside them, from the subjects' own names and words."""

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
        self._departments.fit(rows, [subject["department"] for _, subject, _ in told + named])
        self._categories.fit(rows, [subject["category"] for _, subject, _ in told + named])
        self._urgent.fit(rows[: len(told)], [urgent for _, _, urgent in told])
        for regression in (self._departments, self._categories, self._urgent):
            halved(regression)
        return self

    def read(self, text: str) -> Dict[str, Any]:
        """Departments and categories with their probabilities, falling, and how likely the matter is urgent."""
        row = self._words.transform([text]).astype(np.float32)
        urgent = self._urgent.predict_proba(row)[0][list(self._urgent.classes_).index(True)]
        return {
            "departments": _likeliest(self._departments, row),
            "categories": _likeliest(self._categories, row),
            "urgent": round(float(urgent), 4),
        }


def _names(subject: Dict[str, Any]) -> List[str]:
    """The subject's name, each of its words, and all of them together."""
    words = [str(word) for word in subject["words"]]
    return [subject["name"], *words, " ".join([*words, subject["name"]])]


def _likeliest(model: LogisticRegression, row: Any) -> List[Tuple[str, float]]:
    chances = model.predict_proba(row)[0]
    return [(str(model.classes_[place]), round(float(chances[place]), 4)) for place in np.argsort(-chances)[:TOLD]]


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=300, class_weight="balanced", random_state=44
    )
