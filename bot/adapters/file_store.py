"""Citizens' files on disk: sealed, outside of anything that is served, each under a random key."""

import asyncio
import os
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.adapters.cipher import FernetCipher
from bot.services.files.ports import NoRoom

LEAST_FREE = 512 * 1024 * 1024
"""Bytes that must stay free for the database and the logs."""
_KEY = re.compile(r"[0-9a-f]{32}")
_HALF = ".part"


class SealedFiles:
    """`FileStore` in a folder: `ab/cd/<key>`."""

    def __init__(self, folder: Path, cipher: FernetCipher, *, least_free: int = LEAST_FREE) -> None:
        """The folder is made when the first file comes."""
        self._folder, self._cipher, self._least_free = folder, cipher, least_free

    async def put(self, key: str, content: bytes) -> None:
        """Written beside its place and moved there once it is safely on disk."""
        await asyncio.to_thread(self._put, self._path(key), content)

    async def get(self, key: str) -> bytes:
        """The file, opened."""
        return await asyncio.to_thread(self._get, self._path(key))

    async def remove(self, keys: Collection[str]) -> None:
        """Delete them."""
        await asyncio.to_thread(self._remove, [self._path(key) for key in keys])

    async def older_than(self, at: datetime) -> Sequence[str]:
        """Keys by the time of writing; halves that a crash left are deleted on the way."""
        return await asyncio.to_thread(lambda: list(self._older_than(at.timestamp())))

    def _path(self, key: str) -> Path:
        """KeyError for anything that is no key: no path may lead elsewhere."""
        if not _KEY.fullmatch(key):
            raise KeyError(key)
        return self._folder / key[:2] / key[2:4] / key

    def _put(self, path: Path, content: bytes) -> None:
        half = path.with_suffix(_HALF)
        try:
            for folder in (self._folder, path.parent.parent, path.parent):
                folder.mkdir(exist_ok=True, mode=0o700)
            if shutil.disk_usage(path.parent).free < self._least_free:
                raise NoRoom
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(self._cipher.seal_bytes(content))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            half.unlink(missing_ok=True)
            raise NoRoom from error
        half.replace(path)

    def _get(self, path: Path) -> bytes:
        try:
            return self._cipher.open_bytes(path.read_bytes())
        except FileNotFoundError:
            raise KeyError(path.name) from None

    @staticmethod
    def _remove(paths: Sequence[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    def _older_than(self, seconds: float) -> Iterator[str]:
        for path in self._folder.glob("??/??/*"):
            if path.stat().st_mtime >= seconds:
                continue
            if path.suffix == _HALF:
                path.unlink(missing_ok=True)
            elif _KEY.fullmatch(path.name):
                yield path.name
