"""kill -9 between a photo and its message: nothing that the page was told is lost, and nothing is left lying about."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.adapters.cipher import FernetCipher
from bot.adapters.file_store import SealedFiles
from bot.adapters.store.database import Database
from bot.adapters.store.outbox_store import SqlHistory
from bot.adapters.store.ticket_schema import UploadRow
from bot.adapters.store.upload_store import SqlUploads
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import Files
from bot.settings import ROOT
from tests import file_samples as made
from tests.faults.desk_life import KEY, MORNING, Clock
from tests.faults.upload_life import OWNER, address

LEAST_MOMENTS = 12
"""Before and after: making the file, writing it through, moving it; noting it; looking it up; storing the message."""
CIPHER = FernetCipher([KEY])
MUCH_LATER = max(MORNING, datetime.now(UTC)) + timedelta(days=30)

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What is left after a death at each moment and the life after it."""
    folder = tmp_path_factory.mktemp("uploads")
    command = [sys.executable, "-m", "tests.faults.upload_life", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return sorted((one for one in folder.iterdir() if one.is_dir()), key=lambda one: int(one.name))


@asynccontextmanager
async def store_of(folder: Path) -> AsyncIterator[Database]:
    """The store of a folder."""
    database = Database(address(folder))
    yield database
    await database.close()


async def brought(database: Database) -> list[Attachment]:
    """The photos of all messages."""
    return [file for line in await SqlHistory(database, CIPHER).lines(OWNER, 0, 10) for file in line.files]


def test_the_desk_dies_at_every_moment(folders: list[Path]) -> None:
    """The following promises are about real deaths; the last life came to its end by itself."""
    assert len(folders) > LEAST_MOMENTS


async def test_the_photo_is_there_with_its_message(folders: list[Path]) -> None:
    """Whenever death came: one message, one photo, byte for byte."""
    for folder in folders:
        async with store_of(folder) as database:
            (file,) = await brought(database)
        assert await SealedFiles(folder / "files", CIPHER).get(file.key) == made.png(), folder.name


async def test_what_a_crash_left_is_removed(folders: list[Path]) -> None:
    """After the tidying there is one file with one row, that of the message, and no half."""
    for folder in folders:
        async with store_of(folder) as database:
            files = SealedFiles(folder / "files", CIPHER)
            await Files(files, SqlUploads(database, CIPHER), Clock(MUCH_LATER), most_bytes=1).tidy()
            async with database.transaction() as session:
                rows = list(await session.scalars(select(UploadRow.key)))
            keys = [file.key for file in await brought(database)]
        kept = [path.name for path in (folder / "files").rglob("*") if path.is_file()]
        assert kept == rows == keys, folder.name
