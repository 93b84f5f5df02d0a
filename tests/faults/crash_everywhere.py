"""`python -m tests.faults.crash_everywhere ADDRESS FOLDER DEATHS EVERY`: a desk dies, is started again, and is looked at.

So for the first moment of its life and each `EVERY`-th after it. Prints a JSON list of what was found. Each life is a
process of its own.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from tests.faults.desk_life import Death, Life, begun, ended, migrated


def apart(work: Coroutine[Any, Any, object], answer: Path) -> int:
    """Do the work in a process of its own, its result as JSON in a file; the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        answer.write_text(json.dumps(asyncio.run(work)), encoding="utf-8")
        os._exit(0)
    work.close()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise SystemExit("a life ended with an error")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def case(address: str, folder: Path, moment: int, deaths: int) -> dict[str, Any]:
    """Die at a moment so many times, then live to the end; what was found, and `killed`: how often death came."""
    journal, answer = folder / f"{moment}.journal", folder / "answer.json"
    killed = 0
    for number in range(deaths):
        life = Life(address, journal, number, Death(moment))
        killed += apart(life.live() if number else begun(address, life), answer) == signal.SIGKILL
    apart(ended(address, Life(address, journal, deaths)), answer)
    return {"moment": moment, "killed": killed, **json.loads(answer.read_text("utf-8"))}


def main(address: str, folder: Path, deaths: int, every: int) -> None:
    """All moments of a life without a crash, one after the other."""
    answer = folder / "answer.json"
    configure_mappers()
    apart(migrated(address), answer)
    apart(begun(address, Life(address, folder / "0.journal")), answer)
    moments = int(answer.read_text("utf-8"))
    print(json.dumps([case(address, folder, moment, deaths) for moment in range(1, moments + 1, every)]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
