"""kill -9 in the middle of take, say and close: each happens once, and the citizen hears of each once."""

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
    command = [sys.executable, "-m", "tests.faults.talk_life", address, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Every crash, on a database."""
    folder = tmp_path_factory.mktemp("talks")
    if request.param == "sqlite":
        yield crash_everywhere(f"sqlite:///{folder / 'desk.sqlite3'}", folder)
        return
    with postgres() as server:
        yield crash_everywhere(server.shared, folder)


def test_the_desk_dies_at_every_moment(found: Found) -> None:
    """Before and after every commit."""
    assert len(found) >= LEAST_MOMENTS
    assert all(case["killed"] for case in found)


def test_each_act_is_done_once(found: Found) -> None:
    """Asked, taken, closed, however often the operator pressed."""
    expected = ["opened", "taken", "closed"]
    assert {case["moment"]: case["acts"] for case in found if case["acts"] != expected} == {}


def test_each_line_is_said_once(found: Found) -> None:
    """In its order, with its copy in the outbox; nothing is lost and nothing repeated."""
    for case in found:
        told = [text.partition("，")[0] for text in case["told"]]
        assert told == [
            "话务员 8021 王为您服务",
            "话务员 8021 王：请带户口簿",
            "话务员 8021 王：到政务大厅",
            "话务员 8021 王的服务结束了。请您评一评这次服务",
        ], case["moment"]
        assert case["lines"] == [True, True]
