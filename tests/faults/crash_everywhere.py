"""`python -m tests.faults.crash_everywhere ADDRESS FOLDER DEATHS`: a desk dies at every moment, is started again, once
for each moment; prints a JSON list of what was found afterwards. Each life is a process of its own.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from tests.faults.desk_life import Death, Life, emptied, found


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
    apart(emptied(address), answer)
    killed = 0
    for number in range(deaths):
        killed += apart(Life(address, journal, number, Death(moment)).live(), answer) == signal.SIGKILL
    apart(Life(address, journal, deaths).live(), answer)
    apart(found(address, journal), answer)
    return {"moment": moment, "killed": killed, **json.loads(answer.read_text("utf-8"))}


def main(address: str, folder: Path, deaths: int) -> None:
    """All moments of a life without a crash, one after the other."""
    answer = folder / "answer.json"
    apart(emptied(address), answer)
    apart(Life(address, folder / "0.journal").live(), answer)
    moments = int(answer.read_text("utf-8"))
    print(json.dumps([case(address, folder, moment, deaths) for moment in range(1, moments + 1)]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
