"""Encryption at rest with keys that can be rotated: the first key seals, every key opens."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class UnreadableKeys(Exception):  # noqa: N818
    """The key file is missing its keys or holds something else."""


class FernetCipher:
    """Seals with the newest key of a file that only the program's user may read."""

    def __init__(self, keys: list[bytes]) -> None:
        """`keys`, newest first; `UnreadableKeys` if there is none or one is no Fernet key."""
        if not keys:
            raise UnreadableKeys("the key file holds no key")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise UnreadableKeys(f"a line of the key file is no key: {error}") from error

    @classmethod
    def from_file(cls, path: Path) -> "FernetCipher":
        """The keys of `path`, one a line; a new file with a new key (mode 0600) if there is none."""
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(Fernet.generate_key() + b"\n")
        return cls([line.strip() for line in path.read_bytes().splitlines() if line.strip()])

    def seal(self, text: str) -> str:
        """`text` encrypted and authenticated, URL-safe."""
        return self.seal_bytes(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text; ValueError if no key of ours sealed it."""
        return self.open_bytes(sealed.encode()).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """The same for a file: a third longer than it was."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """What `seal_bytes` was given; ValueError as above."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise ValueError("sealed with a key that is not in the key file") from error
