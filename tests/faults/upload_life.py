"""`python -m tests.faults.upload_life FOLDER`: a desk takes a photo and its message, and dies on the way.

It dies, as by kill -9, at the first moment of its life, at the second, and so on, each time in a folder of its own
named after the moment; then it lives to the end. What the citizen's page was told before the death, it does not do
again. Each life is a process of its own.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from bot.adapters.cipher import FernetCipher
from bot.adapters.file_store import SealedFiles
from bot.adapters.store.database import Database
from bot.adapters.store.upload_store import SqlUploads
from bot.domain.talk.message import Inbound
from bot.services.files.files import Files
from tests import file_samples as made
from tests.contract.stores import message_store
from tests.faults.crash_everywhere import apart
from tests.faults.desk_life import KEY, MORNING, Clock, Death

OWNER = "web:a"
WRITING = ("open", "fsync", "replace")
"""What the file store asks of the system; death may come before and after each."""


def dying(death: Death, call: Callable[..., object]) -> Callable[..., object]:
    """A call of the system, with a moment before and after it."""

    def step(*given: object, **more: object) -> object:
        death.step()
        result = call(*given, **more)
        death.step()
        return result

    return step


def address(folder: Path) -> str:
    """The store of a folder."""
    return f"sqlite:///{folder / 'desk.sqlite3'}"


async def live(folder: Path, moment: int) -> None:
    """Take the photo, unless the page was told that it is there, then the message."""
    database, death, told = Database(address(folder)), Death(moment), folder / "told.txt"
    await database.migrate()
    for name in ("begin", "commit"):
        event.listen(database.engine.sync_engine, name, death.step)
    clock, cipher = Clock(MORNING), FernetCipher([KEY])
    files = Files(
        SealedFiles(folder / "files", cipher, least_free=0), SqlUploads(database, cipher), clock, most_bytes=10**6
    )
    if not told.exists():
        for name in WRITING:
            setattr(os, name, dying(death, getattr(os, name)))
        key = (await files.receive(OWNER, "漏水.png", made.png())).key
        told.write_text(key, encoding="utf-8")
    brought = await files.owned(OWNER, [told.read_text("utf-8")])
    await message_store(database, cipher).put(Inbound("web", OWNER, "m1", "漏水", files=brought), clock.now())
    await database.close()


def main(folder: Path) -> None:
    """All moments, until a life comes to its end by itself."""
    configure_mappers()
    for moment in count(1):
        here = folder / str(moment)
        here.mkdir()
        killed = apart(live(here, moment), folder / "answer.json")
        apart(live(here, 0), folder / "answer.json")
        if killed != signal.SIGKILL:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
