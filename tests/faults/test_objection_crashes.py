"""kill -9 between any two commits of an objection's first day: one objection, each step once, each word told once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.contract.postgres import postgres

LEAST_MOMENTS = 20
pytestmark = pytest.mark.timeout(600)
Found = list[dict[str, Any]]


def crash_everywhere(address: str, folder: Path) -> Found:
    """What is found after a crash at each moment."""
    command = [sys.executable, "-m", "tests.faults.objection_life", address, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Every crash, on a database."""
    folder = tmp_path_factory.mktemp("objections")
    if request.param == "sqlite":
        yield crash_everywhere(f"sqlite:///{folder / 'desk.sqlite3'}", folder)
        return
    with postgres() as server:
        yield crash_everywhere(server.shared, folder)


def test_the_desk_dies_at_every_moment(found: Found) -> None:
    """Before and after every commit."""
    assert len(found) >= LEAST_MOMENTS
    assert all(case["killed"] for case in found)


def test_one_objection_is_filed_and_each_step_taken_once(found: Found) -> None:
    """However often the program dies between save and reply."""
    for case in found:
        assert [move for _, move in case["steps"]] == ["file", "supplement", "mark"], case["moment"]
        assert len({number for number, _ in case["steps"]}) == 1, case["moment"]


def test_each_message_is_answered_once_with_the_number_that_was_stored(found: Found) -> None:
    """No number is told that nobody can look up."""
    for case in found:
        number = case["steps"][0][0]
        assert case["answers"] == [[number], [number]], case["moment"]


def test_marking_is_told_once(found: Found) -> None:
    """With the move or not at all."""
    for case in found:
        (told,) = case["notices"]
        assert "有异议，核实中" in told, case["moment"]
