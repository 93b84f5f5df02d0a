"""Finds a ticket or objection for whoever proves that it is hers: number and digits, or query code; no guessing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from bot.domain.tickets.reference import TAIL_LENGTH
from bot.services.tickets.cases import Case, Cases
from bot.services.tickets.ports import Guesses


class Lookup(StrEnum):
    """Why nothing is shown."""

    WRONG = "wrong"
    """Number, digits or code do not fit together; which of them is wrong is not told."""
    GUESSING = "guessing"
    """Too many wrong tries."""


class TicketFinder:
    """The door between a number that anybody may know and what the ticket says."""

    def __init__(self, cases: Cases, guesses: Guesses) -> None:
        """`guesses` counts the wrong tries of each asker, and at each number."""
        self._cases, self._guesses = cases, guesses

    async def by_number(self, number: str, tail: str, who: str, at: datetime) -> Case | Lookup:
        """What has that number, if the telephone it was filed with ends in these digits."""
        door = f"number:{number}"
        if not await self._is_open((who, door), at):
            return Lookup.GUESSING
        case = await self._cases.get(number)
        phone = case.person.phone if case else ""
        if case and len(tail) == TAIL_LENGTH and phone.endswith(tail):
            return case
        return await self._wrong((who, door), at)

    async def by_code(self, codes: Sequence[str], who: str, at: datetime, *, number: str = "") -> Case | Lookup:
        """What has one of these query codes, which are readings of one that was written.

        Where a `number` is given, only what has that number.
        """
        if not await self._is_open((who,), at):
            return Lookup.GUESSING
        for code in codes:
            case = await self._cases.by_query_code(code)
            if case and number in ("", case.number):
                return case
        return await self._wrong((who,), at)

    async def _is_open(self, doors: Sequence[str], at: datetime) -> bool:
        for door in doors:
            if not await self._guesses.may_try(door, at):
                return False
        return True

    async def _wrong(self, doors: Sequence[str], at: datetime) -> Lookup:
        for door in doors:
            await self._guesses.failed(door, at)
        return Lookup.WRONG
