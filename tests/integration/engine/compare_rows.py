"""Run by the engine's own Python: how far the quick rows of our sentences are from scikit-learn's, as JSON."""

import json
from pathlib import Path

import yaml

from rasa_engine.cues import Cues
from rasa_engine.quick_rows import QuickRows
from rasa_engine.wish_model import Features

ODD = ["", "。", "x", "身份证身份证身份证，多少钱多少钱", "ABC 123 ４５６", "没有人说过的㐂字", "\U00020bb7"]


def sentences() -> list[str]:
    """What the model learns from."""
    found: list[str] = []
    for path in sorted(Path("nlu_data/nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            found += [line[2:] for line in block["examples"].splitlines()]
    return found


def main() -> None:
    """Learn from half of the sentences, compare on the others."""
    known = sentences()
    features = Features(Cues(yaml.safe_load(Path("knowledge/cues.yml").read_text("utf-8"))["facets"]), 2)
    features.learn(known[::2])
    texts = known[1::20] + ODD
    slow, quick = features.rows(texts), QuickRows(features).rows(texts)
    print(
        json.dumps({"texts": len(texts), "shapes": [slow.shape, quick.shape], "apart": float(abs(slow - quick).max())})
    )


if __name__ == "__main__":
    main()
