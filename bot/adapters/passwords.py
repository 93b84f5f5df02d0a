"""Argon2id with the parameters of RFC 9106 for little memory (64 MiB, 3 passes); a few at a time, off the loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
"""More would let a flood of wrong passwords fill the machine's memory."""


class Argon2Passwords:
    """Slow hashes of passwords."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """`hasher` with weaker parameters makes tests quick."""
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        """With a salt of its own."""
        async with self._gate:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, kept: str) -> bool:
        """Whether `kept` was made of this password."""
        async with self._gate:
            return await asyncio.to_thread(self._verify, password, kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether `kept` was made with other parameters."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, password: str, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
