"""tests/second_set: labels that exist, and no sentence twice."""

import json
from typing import Any

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.domain.guides.facet import Facet
from bot.domain.talk.route import Route
from bot.settings import ROOT

FOLDER = ROOT / "tests" / "second_set"
SETS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def rows(name: str) -> list[dict[str, Any]]:
    """A set's lines."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_no_sentence_stands_twice(name: str) -> None:
    """Neither text nor id."""
    for key in ("id", "text"):
        told = [row[key] for row in rows(name)]
        assert len(set(told)) == len(told)


def test_labels_exist(knowledge: Knowledge) -> None:
    """Items, facets, routes, departments and categories as the program knows them; places stand in their text."""
    codes = {guide.code for guide in knowledge.desk.catalogue.guides()}
    subjects = knowledge.demands
    assert {row["item"] for row in rows("guide")} <= codes
    assert {row["facet"] for row in rows("guide")} <= set(Facet)
    assert {code for row in rows("ambiguous") for code in row["candidates"]} <= codes
    assert {row["route"] for row in rows("route")} <= set(Route)
    assert {row["category"] for row in rows("complaints")} <= {subject.category for subject in subjects}
    assert {row["department"] for row in rows("complaints")} <= {subject.department for subject in subjects}
    assert all(row["location"] in (None, "") or row["location"] in row["text"] for row in rows("complaints"))
