"""Files on disk: `FileStore` in memory and in a folder keep the same promises."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.file_store import SealedFiles
from bot.services.files.ports import FileStore, NoRoom
from tests.unit.services.files.file_office import Clock, MemoryFiles

KEY, OTHER = "0123456789abcdef" * 2, "f" * 32
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files lie."""
    return tmp_path / "files"


@pytest.fixture
def on_disk(folder: Path) -> SealedFiles:
    """The real one."""
    return SealedFiles(folder, FernetCipher([Fernet.generate_key()]), least_free=0)


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, on_disk: SealedFiles) -> FileStore:
    """Either."""
    return on_disk if request.param == "disk" else MemoryFiles(Clock(datetime.now(UTC)))


async def test_a_file_comes_back_as_it_was_put(store: FileStore) -> None:
    """Byte for byte; an unknown key is an error."""
    await store.put(KEY, CONTENT)
    assert await store.get(KEY) == CONTENT
    with pytest.raises(KeyError):
        await store.get(OTHER)


async def test_a_removed_file_is_gone(store: FileStore) -> None:
    """To remove it once more is no error."""
    await store.put(KEY, CONTENT)
    for _ in range(2):
        await store.remove([KEY, OTHER])
    with pytest.raises(KeyError):
        await store.get(KEY)


async def test_old_files_are_told(store: FileStore) -> None:
    """By the moment of putting."""
    await store.put(KEY, CONTENT)
    now = datetime.now(UTC)
    assert await store.older_than(now - timedelta(hours=1)) == []
    assert await store.older_than(now + timedelta(hours=1)) == [KEY]


async def test_on_disk_nothing_can_be_read(on_disk: SealedFiles, folder: Path) -> None:
    """Sealed, in a folder of its own, for the program's user only."""
    await on_disk.put(KEY, CONTENT)
    path = folder / KEY[:2] / KEY[2:4] / KEY
    assert CONTENT[:16] not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(parent.stat().st_mode) for parent in (folder, path.parent.parent, path.parent)} == {0o700}


@pytest.mark.parametrize(
    "key", ["", "..", "../../keys.txt", "ab/cd", KEY.upper(), KEY + "0", KEY + ".part", "/etc/passwd"]
)
async def test_what_is_no_key_leads_nowhere(on_disk: SealedFiles, key: str) -> None:
    """No path leads out of the folder."""
    for call in (on_disk.get(key), on_disk.put(key, b"x"), on_disk.remove([key])):
        with pytest.raises(KeyError):
            await call


async def test_a_lost_cipher_key_is_an_error(on_disk: SealedFiles, folder: Path) -> None:
    """Not an empty file."""
    await on_disk.put(KEY, CONTENT)
    stranger = SealedFiles(folder, FernetCipher([Fernet.generate_key()]), least_free=0)
    with pytest.raises(ValueError, match="key"):
        await stranger.get(KEY)


async def test_a_disk_that_is_nearly_full_takes_no_file(folder: Path) -> None:
    """The database and the logs need what is left; nothing half-written stays."""
    store = SealedFiles(folder, FernetCipher([Fernet.generate_key()]), least_free=2**60)
    with pytest.raises(NoRoom):
        await store.put(KEY, CONTENT)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


async def test_halves_that_a_crash_left_are_deleted(on_disk: SealedFiles, folder: Path) -> None:
    """They are no files, and they do not stay for ever; a fresh one is left to its writer."""
    await on_disk.put(KEY, CONTENT)
    old, fresh = folder / "ff" / "ff" / f"{OTHER}.part", folder / KEY[:2] / KEY[2:4] / f"{KEY}.part"
    for half in (old, fresh):
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert await on_disk.older_than(datetime.now(UTC) - timedelta(hours=1)) == []
    assert (old.exists(), fresh.exists()) == (False, True)
