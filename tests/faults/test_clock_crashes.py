"""kill -9 in the middle of a round of the clocks: each reminder once, each silent ticket closed once."""

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


def crash_everywhere(address: str, folder: Path, every: int) -> Found:
    """What is found after a crash at each `every`-th moment of a round."""
    command = [sys.executable, "-m", "tests.faults.clock_life", address, str(folder), str(every)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Every crash, on a database."""
    folder = tmp_path_factory.mktemp("clocks")
    if request.param == "sqlite":
        yield crash_everywhere(f"sqlite:///{folder / 'desk.sqlite3'}", folder, 1)
        return
    with postgres() as server:
        yield crash_everywhere(server.shared, folder, 3)


def test_the_worker_dies_at_every_moment(found: Found) -> None:
    """The following promises are about real deaths, before and after every commit of a round."""
    assert found[-1]["moment"] >= LEAST_MOMENTS
    assert all(case["killed"] for case in found)


def test_each_reminder_is_sent_once(found: Found) -> None:
    """None is lost, none comes twice: two late tickets, two audiences each."""
    expected = [
        f"SL20270101-000{place}-A/0/overdue/2027-02-03/{role}/"
        for place in (0, 1)
        for role in ("officer", "supervisor")
    ]
    assert {case["moment"]: case["sent"] for case in found if case["sent"] != expected} == {}


def test_each_silent_ticket_is_closed_once(found: Found) -> None:
    """And each date moves once."""
    made = {f"SL20270101-000{place}-A close": 1 for place in (2, 3)}
    made |= {f"SL20270101-000{place}-A reckoned": 1 for place in (4, 5)}
    statuses = ["received", "received", "closed", "closed", "accepted", "accepted"]
    assert {case["moment"]: case["made"] for case in found if case["made"] != made} == {}
    assert {case["moment"]: case["statuses"] for case in found if case["statuses"] != statuses} == {}


def test_each_citizen_is_told_once(found: Found) -> None:
    """With the change, or not at all."""
    told = ["utter_ticket_closed"] * 2 + ["utter_ticket_reckoned"] * 2
    assert {case["moment"]: case["notices"] for case in found if case["notices"] != told} == {}


def test_the_next_worker_shows_life(found: Found) -> None:
    """After every crash."""
    assert all(case["beats"] == ["desk"] for case in found)
