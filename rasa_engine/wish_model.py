"""The two linear models behind the classifier: which route, and for a guide question which aspect (要素)."""

import random
import re
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from rasa_engine.cues import Cues
from rasa_engine.features import pieces
from rasa_engine.intents import ASPECTS

GUIDE = "guide"
CUE_FACTOR = 2.0
_BREAKS = re.compile(r"[，。！？；,!?; ]+")


class LinearModel:
    """Words, pieces and cues into logistic regression."""

    def __init__(self, cues: Cues, strength: float, min_df: int) -> None:
        """`strength`: inverse strength of the regularisation; `min_df`: in how many sentences a piece must stand."""
        self._cues = cues
        self.words = TfidfVectorizer(analyzer=pieces, min_df=min_df, sublinear_tf=True)
        self.signs = DictVectorizer()
        self.regression = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced")

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> "LinearModel":
        """Learn."""
        words = self.words.fit_transform(texts)
        self.regression.fit(hstack([words, self.signs.fit_transform(self._cues.features(texts))]).tocsr(), labels)
        return self

    def weigh(self, texts: Sequence[str]) -> np.ndarray:
        """Probabilities, one row a text, columns as `classes`."""
        signs = self.signs.transform(self._cues.features(texts))
        return self.regression.predict_proba(hstack([self.words.transform(texts), signs]).tocsr())

    @property
    def classes(self) -> List[str]:
        """The labels, in the order of the columns."""
        return [str(label) for label in self.regression.classes_]


class WishModel:
    """Ranks intents: all guide questions stand together against the other routes, then their aspects part.

    One flat model would let fifteen guide intents split their votes against "complaint".
    """

    def __init__(self, cues: Cues, *, route_strength: float, aspect_strength: float, min_df: int) -> None:
        """Untrained; the numbers are those of `LinearModel`."""
        self.cues = cues
        self.routes = LinearModel(cues, route_strength, min_df)
        self.aspects = LinearModel(cues, aspect_strength, min_df)

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> "WishModel":
        """Learn from labelled sentences."""
        self.routes.fit(texts, [GUIDE if intent in ASPECTS else intent for intent in intents])
        guide = [(text, intent) for text, intent in zip(texts, intents) if intent in ASPECTS]
        guide += stories(guide, self.cues)
        self.aspects.fit([text for text, _ in guide], [intent for _, intent in guide])
        return self

    def rank(self, texts: Sequence[str]) -> List[List[Dict[str, Any]]]:
        """For each text every intent with its probability, the leader first.

        Where the guide questions together win, the likeliest of them leads, even if each alone is less likely
        than some other intent.
        """
        routes, aspects = self.routes.weigh(texts), self.aspects.weigh(texts)
        rankings = []
        for text, route_row, aspect_row in zip(texts, routes, aspects):
            weights = dict(zip(self.routes.classes, route_row))
            guide = weights.pop(GUIDE)
            wins = guide >= max(weights.values(), default=0.0)
            named = {name: guide * share for name, share in self._leaned(text, aspect_row).items()}
            order = sorted({**weights, **named}.items(), key=lambda pair: (wins and pair[0] in named, pair[1]))
            rankings.append([{"name": n, "confidence": round(float(w), 5)} for n, w in reversed(order)])
        return rankings

    def _leaned(self, text: str, row: np.ndarray) -> Dict[str, float]:
        """Aspect probabilities, leaning towards aspects that a cue speaks for (twice where it ends the sentence)."""
        shares = dict(zip(self.aspects.classes, row))
        for aspect, at_end in self.cues.found(text).items():
            if aspect != "overview":
                shares[f"ask_{aspect}"] *= CUE_FACTOR * (CUE_FACTOR if at_end else 1.0)
        total = sum(shares.values())
        return {name: share / total for name, share in shares.items()}


def stories(examples: Sequence[Tuple[str, str]], cues: Cues) -> List[Tuple[str, str]]:
    """Short questions set behind a piece of somebody else's story: the question decides, not the story.

    People tell first what happened and ask last; the sentences that teach are mostly shorter.
    """
    chance = random.Random(20190526)
    beginnings = []
    for text, _ in examples:
        clauses = [clause for clause in _BREAKS.split(text) if len(clause) >= 4]
        beginnings += [clause for clause in clauses[:-1] if not cues.found(clause)]
    told = []
    for text, intent in examples:
        clauses = [clause for clause in _BREAKS.split(text) if clause]
        if intent in ("ask_overview", "name_item") or not clauses or not beginnings:
            continue
        if len(text) <= 12 or (len(clauses) > 1 and len(clauses[-1]) >= 4):
            told.append((chance.choice(beginnings) + chance.choice(("，", " ", "")) + clauses[-1], intent))
    return told
