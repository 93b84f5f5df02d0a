"""Finds a ticket for whoever can prove that it is hers: number and last four digits, or query code; no guessing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from bot.domain.tickets.reference import TAIL_LENGTH
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Guesses, TicketStore


class Lookup(StrEnum):
    """Why no ticket is shown."""

    WRONG = "wrong"
    """Number, digits or code do not fit together; which of them is wrong is not told."""
    GUESSING = "guessing"
    """Too many wrong tries."""


class TicketFinder:
    """The door between a number that anybody may know and what the ticket says."""

    def __init__(self, store: TicketStore, guesses: Guesses) -> None:
        """`guesses` counts the wrong tries of each asker, and at each number."""
        self._store, self._guesses = store, guesses

    async def by_number(self, number: str, tail: str, who: str, at: datetime) -> Ticket | Lookup:
        """The ticket with that number, if the telephone it was filed with ends in these digits."""
        door = f"number:{number}"
        if not await self._is_open((who, door), at):
            return Lookup.GUESSING
        ticket = await self._store.get(number)
        phone = ticket.person.phone if ticket else ""
        if ticket and len(tail) == TAIL_LENGTH and phone.endswith(tail):
            return ticket
        return await self._wrong((who, door), at)

    async def by_code(self, codes: Sequence[str], who: str, at: datetime, *, number: str = "") -> Ticket | Lookup:
        """The ticket with one of these query codes, which are readings of one that was written.

        Where a `number` is given, only the ticket with that number.
        """
        if not await self._is_open((who,), at):
            return Lookup.GUESSING
        for code in codes:
            ticket = await self._store.by_query_code(code)
            if ticket and number in ("", ticket.number):
                return ticket
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
