"""Brings notices (a clerk has answered, a clock has run out) to open pages, in whichever process they arose."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Sequence

from bot.services.talk.history import History, Line

logger = logging.getLogger(__name__)
PAUSE_S = 1.0
LOOK_BACK = 200
"""A transaction that began earlier may commit later than one with a higher number: so many are looked at again."""
BATCH = 500
MOST_WAITERS = 6
"""Tabs of one conversation that may wait at the same time."""
MOST_LINES = 30


class News:
    """One look into the store for all pages that wait; none while no page waits."""

    def __init__(self, history: History, pause_s: float = PAUSE_S) -> None:
        """`pause_s` lies between two looks."""
        self._history, self._pause_s = history, pause_s
        self._waiting: Counter[str] = Counter()
        self._bells: dict[str, asyncio.Event] = {}
        self._told: deque[int] = deque(maxlen=LOOK_BACK + BATCH)
        self._last = 0
        self._watch: asyncio.Task[None] | None = None
        self._beginning = asyncio.Lock()
        self._is_closed = False

    async def wait(self, conversation: str, after: int, timeout_s: float) -> Sequence[Line]:
        """Notices above `after` as soon as there are some; none after `timeout_s`, or when the program ends."""
        if self._is_closed or self._waiting[conversation] >= MOST_WAITERS:
            return await self._history.news(conversation, after, MOST_LINES)
        bell = self._bells.setdefault(conversation, asyncio.Event())
        self._waiting[conversation] += 1
        try:
            await self._begin()
            lines = await self._history.news(conversation, after, MOST_LINES)
            if not lines and await _rung(bell, timeout_s):
                lines = await self._history.news(conversation, after, MOST_LINES)
            return lines
        finally:
            self._leave(conversation)

    async def close(self) -> None:
        """Let everybody go who waits."""
        self._is_closed = True
        for bell in self._bells.values():
            bell.set()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    def _leave(self, conversation: str) -> None:
        self._waiting[conversation] -= 1
        if not self._waiting[conversation]:
            del self._waiting[conversation]
            self._bells.pop(conversation, None)

    async def _begin(self) -> None:
        """Look from now on: what lies before is found by asking for the conversation itself."""
        async with self._beginning:
            if self._watch is not None and not self._watch.done():
                return
            self._last = await self._history.last_reply()
            self._told.clear()
            self._told.extend(number for number, _ in await self._found())
            self._watch = asyncio.create_task(self._look_again_and_again())

    async def _look_again_and_again(self) -> None:
        while self._waiting:
            try:
                await self._look()
            except Exception:
                logger.exception("notices cannot be read; looking again")
            await asyncio.sleep(self._pause_s)

    async def _found(self) -> Sequence[tuple[int, str]]:
        return await self._history.told(max(0, self._last - LOOK_BACK), BATCH)

    async def _look(self) -> None:
        known = set(self._told)
        for number, conversation in await self._found():
            self._last = max(self._last, number)
            if number in known:
                continue
            self._told.append(number)
            if bell := self._bells.pop(conversation, None):
                bell.set()


async def _rung(bell: asyncio.Event, timeout_s: float) -> bool:
    try:
        async with asyncio.timeout(timeout_s):
            await bell.wait()
    except TimeoutError:
        return False
    return True
