"""News of tickets for open pages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.tickets.terms import TicketType
from bot.domain.tickets.ticket import Person, Subject, Ticket
from bot.services.tickets.ticket_news import MOST_WAITING, TicketNews
from tests.unit.services.tickets.memory_tickets import MemoryTickets

SOON_S = 3.0


@dataclass
class HandFeed:
    """Steps as a test writes them; counts how often it was asked."""

    steps: dict[int, str] = field(default_factory=dict)
    looks: int = 0
    is_away: bool = False

    async def newest(self) -> int:
        """The highest id."""
        return max(self.steps, default=0)

    async def after(self, step: int, limit: int) -> Sequence[tuple[int, str]]:
        """Those after it."""
        self.looks += 1
        if self.is_away:
            raise ConnectionError
        return [(number, ticket) for number, ticket in sorted(self.steps.items()) if number > step][:limit]


def a_ticket(number: str) -> Ticket:
    """A ticket of that number."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Ticket(number, number, TicketType.HELP, "灯", "灯", Subject(), Person(), "web", "w", at)


@asynccontextmanager
async def running(feed: HandFeed, *numbers: str) -> AsyncIterator[TicketNews]:
    """News that looks often."""
    news = TicketNews(MemoryTickets({number: a_ticket(number) for number in numbers}), feed, 0.01)
    task = asyncio.create_task(news.run())
    try:
        yield news
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def next_of(queue: asyncio.Queue[Ticket | None]) -> str:
    """The number of the next ticket that is told; empty for the end."""
    async with asyncio.timeout(SOON_S):
        ticket = await queue.get()
    return ticket.number if ticket else ""


async def test_one_look_serves_all_pages() -> None:
    """Each hears each change once, however many steps it had."""
    feed = HandFeed({1: "A"})
    async with running(feed, "A", "B") as news, news.listen() as one, news.listen() as other:
        feed.steps |= {2: "B", 3: "B"}
        assert (await next_of(one), await next_of(other)) == ("B", "B")
        feed.steps[4] = "A"
        assert (await next_of(one), await next_of(other)) == ("A", "A")


async def test_nobody_looks_while_no_page_is_open() -> None:
    """An idle program leaves the store alone."""
    feed = HandFeed({1: "A"})
    async with running(feed, "A") as news:
        await asyncio.sleep(0.1)
        assert feed.looks == 0
        async with news.listen():
            await asyncio.sleep(0.1)
        seen = feed.looks
        assert seen > 1
        await asyncio.sleep(0.1)
        assert feed.looks <= seen + 1


async def test_a_step_that_was_committed_late_is_not_missed() -> None:
    """Its transaction began first, and ended after one with a higher id."""
    feed = HandFeed({1: "A"})
    async with running(feed, "A", "B") as news, news.listen() as queue:
        feed.steps[3] = "A"
        assert await next_of(queue) == "A"
        feed.steps[2] = "B"
        assert await next_of(queue) == "B"


async def test_a_store_that_is_away_is_waited_for() -> None:
    """What happened meanwhile is told then."""
    feed = HandFeed({1: "A"})
    async with running(feed, "A", "B") as news, news.listen() as queue:
        feed.is_away = True
        await asyncio.sleep(0.05)
        feed.steps[2] = "B"
        feed.is_away = False
        assert await next_of(queue) == "B"


async def test_whoever_does_not_read_still_learns_that_it_is_over() -> None:
    """And slows nobody down."""
    feed = HandFeed({1: "A"})
    async with running(feed, "A") as news, news.listen() as asleep, news.listen() as awake:
        for step in range(2, MOST_WAITING + 20):
            feed.steps[step] = "A"
            assert await next_of(awake) == "A"
        news.close()
        assert await next_of(awake) == ""
        while await next_of(asleep):
            pass


async def test_after_the_end_nobody_waits() -> None:
    """Who comes late is let go at once."""
    async with running(HandFeed()) as news:
        news.close()
        async with news.listen() as queue:
            assert await next_of(queue) == ""
