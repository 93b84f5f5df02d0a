"""Wrong tries on every database: five within an hour close the door for an hour."""

import pytest
from sqlalchemy import select

from bot.adapters.store.database import Database
from bot.adapters.store.guess_store import SqlGuesses
from bot.adapters.store.ticket_schema import WrongGuessRow
from bot.services.tickets.ports import Guesses
from tests.contract.samples import later
from tests.unit.services.tickets.memory_tickets import MemoryGuesses

MINUTE = 60


@pytest.fixture(params=["store", "memory"])
def guesses(request: pytest.FixtureRequest, database: Database) -> Guesses:
    """The store, and the fake that stands for it elsewhere."""
    return SqlGuesses(database) if request.param == "store" else MemoryGuesses()


async def wrong(guesses: Guesses, *minutes: float, who: str = "web:a") -> None:
    """Wrong tries at these minutes."""
    for minute in minutes:
        await guesses.failed(who, later(minute * MINUTE))


@pytest.mark.parametrize(
    ("minutes", "at", "is_open"),
    [
        ((), 0, True),
        ((0, 1, 2, 3), 4, True),
        ((0, 1, 2, 3, 4), 4, False),
        ((0, 1, 2, 3, 4), 63, False),
        ((0, 1, 2, 3, 4), 64, True),
        ((0, 20, 40, 50, 59), 118, False),
        ((0, 20, 40, 50, 61), 62, True),
        ((0, 20, 40, 50, 61, 81), 82, True),
        ((0, 20, 40, 50, 61, 81, 90), 91, False),
    ],
    ids=[
        "nobody-tried",
        "four-are-allowed",
        "the-fifth-closes",
        "for-a-whole-hour",
        "then-it-opens",
        "an-hour-from-the-last",
        "spread-over-more-than-an-hour",
        "six-spread-out",
        "five-of-seven-within-an-hour",
    ],
)
async def test_when_the_door_is_open(guesses: Guesses, minutes: tuple[int, ...], at: int, *, is_open: bool) -> None:
    """In minutes after noon."""
    await wrong(guesses, *minutes)
    assert await guesses.may_try("web:a", later(at * MINUTE)) is is_open


async def test_each_has_tries_of_her_own(guesses: Guesses) -> None:
    """One who guesses closes no door for others."""
    await wrong(guesses, 0, 1, 2, 3, 4)
    assert not await guesses.may_try("web:a", later(5 * MINUTE))
    assert await guesses.may_try("web:b", later(5 * MINUTE))


async def test_old_tries_are_forgotten(database: Database) -> None:
    """Nothing is kept of people longer than it is needed."""
    store = SqlGuesses(database)
    await wrong(store, 0, 1, who="web:old")
    await wrong(store, 200, who="web:new")
    async with database.statements() as connection:
        assert (await connection.execute(select(WrongGuessRow.who))).scalars().all() == ["web:new"]
