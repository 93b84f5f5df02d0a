"""Of how many questions the item that is meant stands first on the call pad, or among the first three; by style."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import head, row
from benchmarks.pad_client import PadClient

THIRD = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the file; `facet` may be empty."""

    id: str
    text: str
    item: str
    facet: str
    style: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the item stood (0: not at all), whether the first candidate had the facet too, and who read the text."""

    question: Question
    rank: int
    has_facet: bool
    by: str
    first: str


def read_questions(path: Path) -> tuple[Question, ...]:
    """JSON lines with `text` and `item`; `id`, `facet` and `style` where they are told. Without an item: left out."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        told: dict[str, Any] = json.loads(line) if line.strip() else {}
        if isinstance(told.get("item"), str) and told["item"]:
            name, facet, style = (str(told.get(key) or "") for key in ("id", "facet", "style"))
            questions.append(Question(name or str(number), told["text"], told["item"], facet, style or "-"))
    return tuple(questions)


async def answered(client: PadClient, questions: Sequence[Question]) -> list[Answered]:
    """Each asked once, one after the other."""
    return [_answered(one, await client.ask(one.text)) for one in questions]


def told(results: Sequence[Answered]) -> Iterator[str]:
    """A table: a row for each style, and one for all."""
    yield head("style", "questions", "hit@1 %", "hit@3 %", "item and facet @1 %", "by words alone")
    styles = sorted({one.question.style for one in results})
    for style in (*styles, "all") if len(styles) != 1 else ("all",):
        group = [one for one in results if style in ("all", one.question.style)]
        shares = (
            sum(one.rank == 1 for one in group),
            sum(0 < one.rank <= THIRD for one in group),
            sum(one.rank == 1 and one.has_facet for one in group),
        )
        percents = [f"{100 * share / len(group):.1f}" if group else "-" for share in shares]
        yield row(style, len(group), *percents, sum(one.by == "cues" for one in group))


def missed(results: Sequence[Answered]) -> Iterator[str]:
    """The questions whose item did not stand first, as JSON lines."""
    for one in results:
        if one.rank != 1:
            asked = one.question
            wrong = {"id": asked.id, "text": asked.text, "item": asked.item, "rank": one.rank, "first": one.first}
            yield json.dumps(wrong, ensure_ascii=False)


def _answered(question: Question, found: dict[str, Any]) -> Answered:
    """Candidates in the order of the page, an item counted once."""
    shown = [candidate for block in found["blocks"] for candidate in block["candidates"]]
    codes = list(dict.fromkeys(one["code"] for one in shown))
    rank = codes.index(question.item) + 1 if question.item in codes else 0
    facets = {one["facet"] for one in shown if one["code"] == question.item}
    return Answered(question, rank, question.facet in facets, found["by"], codes[0] if codes else "")
