"""Tells open pages that a case has changed, in whichever process it was: a ticket, or what has a life like one."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Generic, Protocol, TypeVar

from bot.domain.tickets.ticket import Ticket

PAUSE_S = 1.0
BATCH = 200
LOOK_BACK = 200
"""A transaction that began earlier may commit later than one with a higher id: so many ids are looked at again."""
MOST_WAITING = 500
logger = logging.getLogger(__name__)
Case = TypeVar("Case")
_Found_co = TypeVar("_Found_co", covariant=True)


class StepFeed(Protocol):
    """The history of all cases of a kind as one stream."""

    async def newest(self) -> int:
        """The id of the newest step; 0 if there is none."""
        ...

    async def after(self, step: int, limit: int) -> Sequence[tuple[int, str]]:
        """Ids and case numbers of the steps after that id, oldest first."""
        ...


class CaseStore(Protocol[_Found_co]):
    """Where cases are."""

    async def get(self, number: str) -> _Found_co | None:
        """The whole case; None if there is none."""
        ...


class CaseNews(Generic[Case]):
    """One look into the store for all open pages; none while no page is open."""

    def __init__(self, store: CaseStore[Case], feed: StepFeed, pause_s: float = PAUSE_S) -> None:
        """`pause_s` lies between two looks."""
        self._store, self._feed, self._pause_s = store, feed, pause_s
        self._listeners: set[asyncio.Queue[Case | None]] = set()
        self._somebody = asyncio.Event()
        self._told: deque[int] = deque(maxlen=LOOK_BACK * 2)
        self._last = 0
        self._is_closed = False

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[asyncio.Queue[Case | None]]:
        """Changed cases as they come; None when the program ends."""
        queue: asyncio.Queue[Case | None] = asyncio.Queue(MOST_WAITING)
        if self._is_closed:
            queue.put_nowait(None)
        if not self._listeners:
            await self._begin()
        self._listeners.add(queue)
        self._somebody.set()
        try:
            yield queue
        finally:
            self._listeners.discard(queue)
            if not self._listeners:
                self._somebody.clear()

    async def run(self) -> None:
        """Look again and again; a store that is away for a while is waited for."""
        while not self._is_closed:
            await self._somebody.wait()
            try:
                await self._look()
            except Exception:
                logger.exception("the history of the cases cannot be read; looking again")
            await asyncio.sleep(self._pause_s)

    def close(self) -> None:
        """Let everybody go who listens."""
        self._is_closed = True
        for queue in self._listeners:
            _offer(queue, None)

    async def _begin(self) -> None:
        """From now on: what lies before is on the page already."""
        self._last = await self._feed.newest()
        self._told.clear()
        self._told.extend(number for number, _ in await self._feed.after(max(0, self._last - LOOK_BACK), BATCH * 2))

    async def _look(self) -> None:
        known = set(self._told)
        found = await self._feed.after(max(0, self._last - LOOK_BACK), LOOK_BACK + BATCH)
        fresh = [(step, number) for step, number in found if step not in known]
        if not fresh:
            return
        self._told.extend(step for step, _ in fresh)
        self._last = max(self._last, *(step for step, _ in fresh))
        for number in dict.fromkeys(number for _, number in fresh):
            case = await self._store.get(number)
            if case is not None:
                self._tell(case)

    def _tell(self, case: Case) -> None:
        for queue in self._listeners:
            _offer(queue, case)


def _offer(queue: asyncio.Queue[Case | None], case: Case | None) -> None:
    """Whoever does not read loses the oldest, never the word that it is over."""
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(case)


TicketNews = CaseNews[Ticket]
"""Of tickets."""
