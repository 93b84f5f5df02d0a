"""kill -9 between any two commits of a filing, and 提交 said twice: exactly one ticket, and the citizen knows it."""

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
    command = [sys.executable, "-m", "tests.faults.filing_life", address, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Every crash, on a database."""
    folder = tmp_path_factory.mktemp("filings")
    if request.param == "sqlite":
        yield crash_everywhere(f"sqlite:///{folder / 'desk.sqlite3'}", folder)
        return
    with postgres() as server:
        yield crash_everywhere(server.shared, folder)


def test_the_desk_dies_at_every_moment(found: Found) -> None:
    """Before and after every commit of the three messages."""
    assert len(found) >= LEAST_MOMENTS
    assert all(case["killed"] for case in found)


def test_exactly_one_ticket_is_filed(found: Found) -> None:
    """However often the program dies, and although 提交 was said twice."""
    assert {case["moment"]: case["tickets"] for case in found if len(case["tickets"]) != 1} == {}


def test_each_message_is_answered_once(found: Found) -> None:
    """A form, the ticket, and a friendly word with its number."""
    expected = [["form"], ["ticket"], ["ticket"]]
    assert {case["moment"]: case["answers"] for case in found if case["answers"] != expected} == {}


def test_the_citizen_reads_the_number_that_was_stored(found: Found) -> None:
    """No number is told that nobody can look up."""
    for case in found:
        (number,) = case["tickets"]
        assert f"编号：{number}" in case["told"][1], case["moment"]
        assert number in case["told"][2], case["moment"]
