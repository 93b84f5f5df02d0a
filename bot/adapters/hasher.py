"""Keyed hashes: what is sealed can be found again without being readable (PIPL Art. 51)."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class UnreadableHashKey(Exception):  # noqa: N818
    """The key file holds no key."""


class KeyedHasher:
    """HMAC-SHA-256 with a key of its own: the sealing keys rotate, this one must stay."""

    def __init__(self, key: bytes) -> None:
        """`UnreadableHashKey` for a key of the wrong length."""
        if len(key) != KEY_BYTES:
            raise UnreadableHashKey(f"a key of {KEY_BYTES} bytes is wanted")
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> "KeyedHasher":
        """The key in `path`, in hexadecimal; a new file with a new key (mode 0600) if there is none."""
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(KEY_BYTES) + "\n")
        try:
            return cls(bytes.fromhex(path.read_text(encoding="ascii").strip()))
        except (UnicodeDecodeError, ValueError) as error:
            raise UnreadableHashKey("the file holds no hexadecimal key") from error

    def hash(self, text: str) -> str:
        """The hash of a text, in hexadecimal: the same for the same text, and useless without the key."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
