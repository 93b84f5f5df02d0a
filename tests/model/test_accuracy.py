"""Accuracy gates: the development set, asked of the running program by the scorer's own judges.

A figure below its gate is a step back. Whoever raises a figure raises its gate: a little below what was measured, so
that chance does not break the build. docs/benchmarks.md has the figures.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.settings import ROOT
from tests.eval import score
from tests.model.conftest import ProgramInThread

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

GATES = {
    ("guide", "item"): 0.94,
    ("guide", "item_and_facet"): 0.92,
    ("ambiguous", "asks"): 0.90,
    ("ambiguous", "option_precision"): 0.83,
    ("ambiguous", "option_recall"): 0.85,
    ("out_of_scope", "no_guide"): 0.98,
    ("route", "route"): 0.945,
    ("route", "emergency_found"): 1.0,
    ("complaints", "department"): 0.94,
    ("complaints", "category"): 0.95,
    ("complaints", "urgent"): 0.93,
    ("complaints", "location"): 0.93,
    ("dialogs", "turn"): 0.91,
}
"""The least that each figure may be, 0 to 1."""

MOST = {("route", "emergency_false_alarm"): 0.01}
"""The most that each figure may be."""

Figures = Mapping[str, Mapping[str, float]]
SETS = sorted({name for name, _ in (*GATES, *MOST)})


@pytest.fixture(scope="module")
def figures(running_program: ProgramInThread) -> Figures:
    """Every figure of every set that has a gate: means over the rows, as the scorer prints them."""
    assistant = score.Assistant(running_program.base, running_program.key)
    return {name: _means(name, assistant) for name in SETS}


def _means(name: str, assistant: score.Assistant) -> dict[str, float]:
    lines = (ROOT / "tests" / "eval" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    values: dict[str, list[float]] = defaultdict(list)
    with ThreadPoolExecutor(4) as pool:
        for result in pool.map(lambda row: score.JUDGES[name](row, assistant), rows):
            for measure, value in result.items():
                values[measure].append(float(value))
    return {measure: sum(group) / len(group) for measure, group in values.items()}


@pytest.mark.parametrize(("name", "measure"), GATES)
def test_a_figure_is_at_least_its_gate(figures: Figures, name: str, measure: str) -> None:
    """Understanding does not get worse unnoticed."""
    assert figures[name][measure] >= GATES[name, measure]


@pytest.mark.parametrize(("name", "measure"), MOST)
def test_a_figure_is_at_most_its_gate(figures: Figures, name: str, measure: str) -> None:
    """An alarm for nothing teaches people to ignore the alarm."""
    assert figures[name][measure] <= MOST[name, measure]


def test_every_gate_is_of_a_figure_that_the_scorer_knows() -> None:
    """No gate stands open because of a typing mistake."""
    assert set(SETS) <= set(score.JUDGES)
