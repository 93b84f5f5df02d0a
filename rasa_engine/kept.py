"""How a trained model lies in its file: small, and read back fast.

joblib reads with Python's own unpickler, which took six seconds for the vocabularies of both models.
"""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def keep(model: Any, path: Path) -> None:
    """Write a model; `path` lies in the archive that Rasa makes of the whole training."""
    path.write_bytes(pickle.dumps(model, protocol=pickle.HIGHEST_PROTOCOL))


def kept(path: Path) -> Any:
    """A model as it was written; the archive is our own and lies in the data folder, beside the keys."""
    return pickle.loads(path.read_bytes())  # noqa: S301


def without_leavings(words: TfidfVectorizer) -> None:
    """Forget the pieces that stood in too few sentences: twice as many as those that count, and never asked for."""
    words.__dict__.pop("stop_words_", None)


def halved(regression: LogisticRegression) -> None:
    """Weights of 32 bits in place of 64; what they say changes in the sixth place."""
    regression.coef_ = regression.coef_.astype(np.float32)
    regression.intercept_ = regression.intercept_.astype(np.float32)
