"""Notices reach a page that waits, soon and once, without a look into the store for each page."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.domain.talk.message import Kind, Reply
from bot.services.talk.history import Line
from bot.services.talk.news import MOST_WAITERS, News

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SOON_S, LONG_S = 0.02, 5.0


@dataclass
class Notices:
    """`History` that has nothing but notices; `looks` counts the looks at all of them."""

    kept: list[tuple[int, str]] = field(default_factory=list)
    looks: int = 0
    faults: int = 0

    async def news(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """Those of a conversation."""
        found = sorted(number for number, whose in self.kept if whose == conversation and number > after)
        return [Line(1, "assistant", "", AT, Reply(Kind.TICKET, str(n)), notice=n) for n in found[:limit]]

    async def told(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """All of them."""
        self.looks += 1
        if self.faults:
            self.faults -= 1
            raise OSError
        return sorted(one for one in self.kept if one[0] > after)[:limit]

    async def last_reply(self) -> int:
        """The newest."""
        return max((number for number, _ in self.kept), default=0)

    async def lines(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """Not asked for here."""
        raise AssertionError

    async def newest_notice(self, conversation: str) -> int:
        """Not asked for here."""
        raise AssertionError

    async def answered_at(self, number: int) -> datetime | None:
        """Not asked for here."""
        raise AssertionError


@pytest.fixture
def notices() -> Notices:
    """No notice yet."""
    return Notices()


@pytest.fixture
async def news(notices: Notices) -> AsyncIterator[News]:
    """Looks a hundred times a second."""
    running = News(notices, pause_s=0.01)
    yield running
    await running.close()


def numbers(lines: Sequence[Line]) -> list[int]:
    """Which notices these are."""
    return [line.notice for line in lines]


async def test_what_is_there_comes_at_once(notices: Notices, news: News) -> None:
    """Whoever was away gets what she missed, in order, and nobody else's."""
    notices.kept += [(3, "web:a"), (5, "web:b"), (9, "web:a")]
    assert numbers(await news.wait("web:a", 0, LONG_S)) == [3, 9]
    assert numbers(await news.wait("web:a", 3, LONG_S)) == [9]


async def test_what_comes_later_wakes_who_waits(notices: Notices, news: News) -> None:
    """All tabs of the conversation, and no other conversation."""
    notices.kept.append((1, "web:a"))
    waiting = [asyncio.create_task(news.wait(name, 1, 0.5)) for name in ("web:a", "web:a", "web:b")]
    await asyncio.sleep(SOON_S)
    notices.kept.append((2, "web:a"))
    assert [numbers(lines) for lines in await asyncio.gather(*waiting)] == [[2], [2], []]


async def test_a_notice_that_was_committed_late_is_not_missed(notices: Notices, news: News) -> None:
    """A transaction with a lower number may end after one with a higher."""
    notices.kept.append((7, "web:b"))
    waiting = asyncio.create_task(news.wait("web:a", 0, LONG_S))
    await asyncio.sleep(SOON_S)
    notices.kept.append((6, "web:a"))
    assert numbers(await asyncio.wait_for(waiting, 1)) == [6]


async def test_after_a_while_one_is_let_go_without_news(news: News) -> None:
    """No connection waits for ever."""
    assert await news.wait("web:a", 0, SOON_S) == []


async def test_many_pages_cost_one_look(notices: Notices, news: News) -> None:
    """A hundred pages that wait look no more often than one."""
    waiting = [asyncio.create_task(news.wait(f"web:{n}", 0, 0.2)) for n in range(100)]
    await asyncio.gather(*waiting)
    assert notices.looks <= 25


async def test_nobody_looks_while_nobody_waits(notices: Notices, news: News) -> None:
    """The last page that goes ends the looking."""
    await news.wait("web:a", 0, SOON_S)
    await asyncio.sleep(SOON_S)
    looks = notices.looks
    await asyncio.sleep(5 * SOON_S)
    assert notices.looks == looks


async def test_a_store_that_is_away_for_a_while_is_waited_for(
    notices: Notices, news: News, caplog: pytest.LogCaptureFixture
) -> None:
    """The page keeps waiting and gets its notice."""
    waiting = asyncio.create_task(news.wait("web:a", 0, LONG_S))
    await asyncio.sleep(SOON_S)
    notices.faults = 2
    notices.kept.append((1, "web:a"))
    assert numbers(await asyncio.wait_for(waiting, 1)) == [1]
    assert "looking again" in caplog.text


async def test_too_many_tabs_do_not_wait(notices: Notices, news: News) -> None:
    """One citizen cannot hold all connections: a further tab is answered at once."""
    waiting = [asyncio.create_task(news.wait("web:a", 0, 0.3)) for _ in range(MOST_WAITERS)]
    await asyncio.sleep(SOON_S)
    async with asyncio.timeout(0.1):
        assert await news.wait("web:a", 0, LONG_S) == []
    await asyncio.gather(*waiting)


async def test_the_end_of_the_program_lets_everybody_go(news: News) -> None:
    """A stop does not wait for pages that wait."""
    waiting = asyncio.create_task(news.wait("web:a", 0, LONG_S))
    await asyncio.sleep(SOON_S)
    await news.close()
    assert await asyncio.wait_for(waiting, 0.5) == []
    assert await asyncio.wait_for(news.wait("web:a", 0, LONG_S), 0.5) == []
