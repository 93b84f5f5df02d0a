"""kill -9 at any moment, then a restart: each message has exactly one answer, none is lost."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.contract.postgres import postgres

ANSWERS = {
    "1": ["done", ["甲1", "sent"], ["甲2", "sent"]],
    "2": ["done", ["乙1", "sent"], ["乙2", "sent"]],
    "3": ["done", ["丙1", "sent"], ["丙2", "sent"]],
}
IN_ORDER = {"telegram:1": ["甲1", "甲2", "丙1", "丙2"], "telegram:2": ["乙1", "乙2"]}
LEAST_MOMENTS = 44
"""Every life lasts at least so long; how much longer depends on who is quicker, the messages or the workers."""

pytestmark = pytest.mark.timeout(600)
Found = list[dict[str, Any]]


def crash_everywhere(address: str, folder: Path, deaths: int, every: int) -> Found:
    """What is found after a crash at each `every`-th moment."""
    command = [sys.executable, "-m", "tests.faults.crash_everywhere", address, str(folder), str(deaths), str(every)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(
    scope="module",
    params=[("sqlite", 1, 1), ("sqlite", 2, 3), ("postgresql", 1, 1)],
    ids=["sqlite", "sqlite-twice", "postgresql"],
)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Every crash, on a database, once or twice in a row."""
    kind, deaths, every = request.param
    folder = tmp_path_factory.mktemp("crashes")
    if kind == "sqlite":
        yield crash_everywhere(f"sqlite:///{folder / 'desk.sqlite3'}", folder, deaths, every)
        return
    with postgres() as server:
        yield crash_everywhere(server.shared, folder, deaths, every)


def test_the_desk_dies_at_every_moment(found: Found) -> None:
    """The following promises are about real deaths, before and after every commit and every send."""
    assert found[-1]["moment"] >= LEAST_MOMENTS
    assert all(case["killed"] for case in found if case["moment"] <= LEAST_MOMENTS)


def test_each_message_has_exactly_one_answer(found: Found) -> None:
    """No message is lost, none is answered twice, and every reply is sent in the end."""
    assert {case["moment"]: case["answers"] for case in found if case["answers"] != ANSWERS} == {}


def test_no_turn_is_skipped_or_counted_twice(found: Found) -> None:
    """The state of a conversation moves by one turn a message."""
    expected = {"telegram:1": 2, "telegram:2": 1}
    assert {case["moment"]: case["turns"] for case in found if case["turns"] != expected} == {}


def test_nobody_holds_a_conversation_at_the_end(found: Found) -> None:
    """The leases of the dead are taken over and let go."""
    assert {case["moment"]: case["held"] for case in found if case["held"]} == {}


def test_every_reply_reaches_the_citizen_in_order(found: Found) -> None:
    """Leaving out what was sent again, each citizen reads all replies, in their order."""
    for case in found:
        read = {talk: list(dict.fromkeys(text for to, text, _ in case["read"] if to == talk)) for talk in IN_ORDER}
        assert read == IN_ORDER, case["moment"]


def test_a_reply_that_comes_twice_is_marked(found: Found) -> None:
    """Only what was on its way at a crash may come again, and then it says so."""
    for case in found:
        times = Counter(text for _, text, _ in case["read"])
        assert all(count <= 1 + case["killed"] for count in times.values()), case["moment"]
        seen: set[str] = set()
        for _, text, is_resend in case["read"]:
            assert is_resend or text not in seen, case["moment"]
            seen.add(text)
