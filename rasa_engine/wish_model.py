"""The two linear models behind the classifier: which route, and for a guide question which aspect (要素)."""

import random
import re
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from rasa_engine.cues import Cues
from rasa_engine.features import pieces
from rasa_engine.intents import ASPECTS
from rasa_engine.kept import halved, without_leavings

GUIDE = "guide"
CUE_FACTOR = 2.0
LEAST_TOLD = 0.003
"""Less likely intents are not told: every turn carries the rankings of the turns before it."""
_BREAKS = re.compile(r"[，。！？；,!?; ]+")


class Features:
    """Words, pieces and cues of a sentence as one sparse row."""

    def __init__(self, cues: Cues, min_df: int) -> None:
        """`min_df`: in how many sentences a piece must stand to count."""
        self._cues = cues
        self._words = TfidfVectorizer(analyzer=pieces, min_df=min_df, sublinear_tf=True)
        self._signs = DictVectorizer()

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabulary, and give the rows of these texts."""
        words = self._words.fit_transform(texts)
        without_leavings(self._words)
        return hstack([words, self._signs.fit_transform(self._cues.features(texts))]).tocsr()

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """The rows of texts in the learned vocabulary."""
        return hstack([self._words.transform(texts), self._signs.transform(self._cues.features(texts))]).tocsr()


class WishModel:
    """Ranks intents: all guide questions stand together against the other routes, then their aspects part.

    One flat model would let fifteen guide intents split their votes against "complaint".
    """

    def __init__(self, cues: Cues, *, route_strength: float, aspect_strength: float, min_df: int) -> None:
        """The strengths are inverse strengths of the regularisation; `min_df` as in `Features`."""
        self.cues = cues
        self._features = Features(cues, min_df)
        self._routes = _regression(route_strength)
        self._aspects = _regression(aspect_strength)

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> "WishModel":
        """Learn from labelled sentences."""
        examples = list(zip(texts, intents))
        told = stories([(text, intent) for text, intent in examples if intent in ASPECTS], self.cues)
        rows = self._features.learn([text for text, _ in examples + told])
        self._routes.fit(rows[: len(examples)], [GUIDE if intent in ASPECTS else intent for _, intent in examples])
        guide = [number for number, (_, intent) in enumerate(examples + told) if intent in ASPECTS]
        self._aspects.fit(rows[guide], [(examples + told)[number][1] for number in guide])
        halved(self._routes)
        halved(self._aspects)
        return self

    def rank(self, texts: Sequence[str]) -> List[List[Dict[str, Any]]]:
        """For each text every intent with its probability, the leader first.

        Where the guide questions together win, the likeliest of them leads, even if each alone is less likely
        than some other intent.
        """
        rows = self._features.rows(texts)
        routes, aspects = self._routes.predict_proba(rows), self._aspects.predict_proba(rows)
        rankings = []
        for text, route_row, aspect_row in zip(texts, routes, aspects):
            weights = dict(zip(map(str, self._routes.classes_), route_row))
            guide = weights.pop(GUIDE)
            wins = guide >= max(weights.values(), default=0.0)
            named = {name: guide * share for name, share in self._leaned(text, aspect_row).items()}
            order = sorted({**weights, **named}.items(), key=lambda pair: (wins and pair[0] in named, pair[1]))
            told = [(name, weight) for name, weight in reversed(order) if weight >= LEAST_TOLD]
            rankings.append([{"name": name, "confidence": round(float(weight), 4)} for name, weight in told])
        return rankings

    def _leaned(self, text: str, row: np.ndarray) -> Dict[str, float]:
        """Aspect probabilities, leaning towards aspects that a cue speaks for (twice where it ends the sentence)."""
        shares = dict(zip(map(str, self._aspects.classes_), row))
        for aspect, at_end in self.cues.found(text).items():
            if aspect != "overview":
                shares[f"ask_{aspect}"] *= CUE_FACTOR * (CUE_FACTOR if at_end else 1.0)
        total = sum(shares.values())
        return {name: share / total for name, share in shares.items()}


def _regression(strength: float) -> LogisticRegression:
    # The dual problem is solved in less than half the time where there are more pieces than sentences.
    return LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=300, class_weight="balanced", random_state=44
    )


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
