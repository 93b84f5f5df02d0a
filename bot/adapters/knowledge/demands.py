"""Reads knowledge/demands/*.yml: what citizens demand, who is responsible, and how people say it."""

import re
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.demands.categories import CATEGORIES
from bot.domain.demands.demand_subject import DemandExample, DemandSubject

_PLACE = re.compile(r"\[([^\[\]]+)\]\(place\)")


class ExampleRow(Strict):
    text: Text
    act: Literal["投诉", "举报", "求助", "建议", "咨询"] = "投诉"
    urgent: bool = False


class SubjectRow(Strict):
    name: Text
    category: Text
    department: Text
    basis: Text
    words: Annotated[list[Text | int], Field(min_length=1)]
    examples: Annotated[list[Text | ExampleRow], Field(min_length=5)]


class SubjectsFile(Strict):
    checked_on: date
    subjects: Annotated[list[SubjectRow], Field(min_length=1)]


def load_demands(
    folder: Path, departments: Collection[str], simplified: Callable[[str], str]
) -> tuple[DemandSubject, ...]:
    """Every subject below `folder`.

    A fault where category or department is unknown, a name or a sentence stands twice, or a sentence marks two places.
    """
    subjects: dict[str, DemandSubject] = {}
    seen: set[str] = set()
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        file = YamlFile(path, f"knowledge/demands/{path.name}")
        for number, row in enumerate(file.parse(SubjectsFile).subjects):
            where = ("subjects", number)
            faults += [file.fault((*where, field), fault) for field, fault in _faults(row, departments, subjects)]
            examples = []
            for place, example in enumerate(row.examples):
                read = _example(example, simplified)
                if read is None or read.text in seen:
                    fault = "marks two places" if read is None else "stands twice"
                    faults.append(file.fault((*where, "examples", place), fault))
                    continue
                seen.add(read.text)
                examples.append(read)
            words = tuple(str(word) for word in row.words)
            subjects[row.name] = DemandSubject(
                row.name, row.category, row.department, row.basis, words, tuple(examples)
            )
    if faults:
        raise KnowledgeFault(faults)
    return tuple(subjects.values())


def _faults(row: SubjectRow, departments: Collection[str], known: Collection[str]) -> list[tuple[str, str]]:
    tests = (
        ("name", row.name in known, f"{row.name} stands twice"),
        ("category", row.category not in CATEGORIES, f"no such category: {row.category}"),
        ("department", row.department not in departments, f"no such department: {row.department}"),
    )
    return [(field, fault) for field, is_wrong, fault in tests if is_wrong]


def _example(row: str | ExampleRow, simplified: Callable[[str], str]) -> DemandExample | None:
    """A sentence without its mark; None where it has more than one."""
    example = row if isinstance(row, ExampleRow) else ExampleRow(text=row)
    marks = list(_PLACE.finditer(example.text))
    if len(marks) > 1:
        return None
    text = simplified(_PLACE.sub(r"\1", example.text))
    place = (marks[0].start(), marks[0].start() + len(marks[0][1])) if marks else None
    return DemandExample(text, place, example.urgent, example.act)
