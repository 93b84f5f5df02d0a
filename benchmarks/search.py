"""`python -m benchmarks.search`: how long the index takes to build, and how long it takes to find an item.

Milliseconds, on the program's own questions (tests/eval/guide.jsonl). The 218 full guides are searched by names,
aliases and examples; lists of other sizes by names alone, as a freshly imported list would be.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import jieba

from benchmarks.figures import head, percentile, row
from bot.adapters.knowledge.directory import Directory
from bot.adapters.knowledge.items import load_items
from bot.adapters.knowledge.listings import load_topics, load_unlisted
from bot.adapters.search.guide_search import BookSearch
from bot.adapters.search.units import load_words
from bot.domain.guides.guide import Guide
from bot.settings import ROOT

SYNTHETIC = (10_000, 100_000)
ROUNDS = 3
QUESTIONS = ROOT / "tests" / "eval" / "guide.jsonl"


def main() -> int:
    """Print a table with one row a list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--large", type=Path, help="a large list: JSON lines, each with a `name`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as cache:
        load_words(ROOT / "nlu_data" / "jieba" / "words.txt", Path(cache))
    knowledge = ROOT / "knowledge"
    guides = load_items(knowledge / "items", Directory(knowledge))
    codes = {guide.code for guide in guides}
    listings = load_topics(knowledge / "topics", codes), load_unlisted(knowledge / "unlisted.yml", codes)
    print(head("list", "items", "build s", "find p50 ms", "p95 ms", "p99 ms", "max ms"))
    started = time.perf_counter()
    search = BookSearch(guides, *listings)
    _report("full guides, topics, unlisted services", len(guides), time.perf_counter() - started, search)
    if options.large:
        names = [json.loads(line)["name"] for line in options.large.read_text(encoding="utf-8").splitlines()]
        _measure("large list, names only", names, guides[0])
    parts = [[word for word in jieba.cut(guide.name, HMM=False) if word.strip("（）、")] for guide in guides]
    for size in SYNTHETIC:
        _measure("synthetic, names only", list(synthetic_names(parts, size)), guides[0])
    return 0


def synthetic_names(parts: Sequence[Sequence[str]], size: int) -> Iterator[str]:
    """`size` different names: the beginning of one real name, a middle of others, the end of another."""
    chance, seen = random.Random(20261122), set[str]()
    while len(seen) < size:
        first, last = chance.choice(parts), chance.choice(parts)
        middle = [chance.choice(chance.choice(parts)) for _ in range(chance.randint(0, 3))]
        name = "".join([*first[: max(1, len(first) // 2)], *middle, *last[len(last) // 2 :]])
        if name not in seen:
            seen.add(name)
            yield name


def _measure(title: str, names: Sequence[str], pattern: Guide) -> None:
    guides = [replace(pattern, code=f"SL-XX-{number:06}", name=name) for number, name in enumerate(names)]
    started = time.perf_counter()
    search = BookSearch(guides, fields={"name"})
    _report(title, len(guides), time.perf_counter() - started, search)


def _report(title: str, count: int, build_s: float, search: BookSearch) -> None:
    questions = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    taken: list[float] = []
    for number in range(ROUNDS + 1):
        for question in questions:
            started = time.perf_counter()
            search.find(question)
            if number:
                taken.append(1000 * (time.perf_counter() - started))
    shares = [percentile(taken, share) for share in (0.5, 0.95, 0.99)]
    print(row(title, count, build_s, *shares, max(taken)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
