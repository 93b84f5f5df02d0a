"""How a file of real messages is read: the type of demand, or its category, against the labels of another house.

    python -m benchmarks.messages FILE

FILE: JSON Lines with `text`, or `title` (`topic`) and `detail`, and one label: `act` (consult, complain, help, suggest)
or `label` (a category; names of other boards are translated as `CATEGORY_OF` says). Prints the share that agrees and
a table of what is taken for what. The labels are hints of those who wrote or sorted the messages, no truths.
"""

import argparse
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.own_program import OwnProgram, own_program

ACTS = {
    "consult": {"consult", "guide"},
    "complain": {"complaint", "report"},
    "help": {"help"},
    "suggest": {"suggestion"},
}
"""The routes that stand for an act: a question that a guide answers is a 咨询 too, a report of others a 投诉."""
CATEGORY_OF = {"卫生计生": "卫生健康"}
"""Categories of other boards that are called otherwise here; the rest have our names."""


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        heads = (row.get("title"), row.get("topic"), row.get("detail"))
        text = row.get("text") or "。".join(part for part in heads if part)
        yield text, row.get("act") or row["label"]


def _read(program: OwnProgram, text: str) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 - our own loopback address
        f"{program.base}/api/v1/analyze",
        json.dumps({"text": text[:1900]}).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {program.key}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own loopback address
        read: dict[str, Any] = json.load(answer)
    return read


def main() -> None:
    """Ask a program of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    rows = list(_rows(parser.parse_args().file))
    is_act = rows[0][1] in ACTS
    labels = dict.fromkeys(label for _, label in rows)
    wanted = ACTS if is_act else {label: {CATEGORY_OF.get(label, label)} for label in labels}
    with own_program() as program, ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda row: _read(program, row[0]), rows))
    found = [one["route"] if is_act else one["category"] or "-" for one in read]
    right = sum(one in wanted[label] for one, (_, label) in zip(found, rows, strict=True))
    print(f"{len(rows)} messages, {right / len(rows):.1%} as labelled")
    for label in wanted:
        taken = Counter(one for one, (_, given) in zip(found, rows, strict=True) if given == label)
        print(f"  {label} ({taken.total()}): " + ", ".join(f"{name} {count}" for name, count in taken.most_common(6)))


if __name__ == "__main__":
    main()
