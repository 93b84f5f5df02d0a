"""Tells open pages what happens in the queue and in the talks they watch, in whichever process it was."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from bot.domain.handoff.handoff import HandOff
from bot.services.handoff.ports import Line, TalkStore
from bot.services.ports import Delivery

PAUSE_S = 1.0
MOST_LINES = 200
LEAST_BACK, MOST_BACK = 5, 30
"""Lines that are looked at again: one may commit after a younger one, and its delivery goes on for a while."""
MOST_WAITING = 500
_ON_ITS_WAY = frozenset({Delivery.QUEUED.value, Delivery.SENDING.value, Delivery.UNKNOWN.value})
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """All talks that wait or are live, in the order of the queue."""

    talks: tuple[HandOff, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Lines of a talk that are new, or whose delivery has changed."""

    talk: int
    lines: tuple[Line, ...]


News = Unfinished | Said | None
"""None: the program ends."""


@dataclass(eq=False, slots=True)
class Listener:
    """An open page: what it has not been told yet, and whose lines it wants."""

    news: asyncio.Queue[News] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    watched: dict[int, str] = field(default_factory=dict)
    """Numbers of talks with their conversations."""

    def offer(self, news: News) -> None:
        """Who does not read loses the oldest, never the word that it is over."""
        if self.news.full():
            self.news.get_nowait()
        self.news.put_nowait(news)


class _Thread:
    """The end of a conversation as it was told last."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._told: dict[str, Line] = {}
        self.after = ""
        self.changed(lines)

    def changed(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Those that were not told like this before; from now on they are."""
        fresh = tuple(line for line in lines if self._told.get(line.number) != line)
        self._told |= {line.number: line for line in fresh}
        self._forget(lines)
        return fresh

    def _forget(self, lines: Sequence[Line]) -> None:
        """Look from where everything before has arrived."""
        last = len(lines) - LEAST_BACK
        on_its_way = next((at for at, line in enumerate(lines) if line.delivery in _ON_ITS_WAY), last)
        start = max(min(last, on_its_way), len(lines) - MOST_BACK)
        if start > 0:
            self.after = lines[start - 1].number
            self._told = {line.number: line for line in lines[start:]}


class TalkNews:
    """One look into the store for all open pages; none while no page is open."""

    def __init__(self, store: TalkStore, pause_s: float = PAUSE_S) -> None:
        """`pause_s` lies between two looks."""
        self._store, self._pause_s = store, pause_s
        self._listeners: set[Listener] = set()
        self._threads: dict[int, _Thread] = {}
        self._talks: tuple[HandOff, ...] = ()
        self._somebody, self._hurry = asyncio.Event(), asyncio.Event()
        self._is_closed = False

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[Listener]:
        """News as they come, first of all the queue as it is."""
        listener = Listener()
        if self._is_closed:
            listener.offer(None)
        talks = tuple(await self._store.unfinished())
        if not self._listeners:
            self._talks = _still(talks)
        listener.offer(Unfinished(talks))
        self._listeners.add(listener)
        self._somebody.set()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                self._somebody.clear()
                self._threads.clear()

    async def watch(self, listener: Listener, talk: HandOff) -> Sequence[Line]:
        """The lines of a talk so far; from now on the page hears of every change."""
        lines = await self._store.lines(talk.conversation, "", MOST_LINES)
        self._threads.setdefault(talk.number, _Thread(lines))
        listener.watched[talk.number] = talk.conversation
        return lines

    def hurry(self) -> None:
        """Something was done just now: look at once."""
        self._hurry.set()

    async def run(self) -> None:
        """Look again and again; a store that is away for a while is waited for."""
        while not self._is_closed:
            await self._somebody.wait()
            try:
                await self._look()
            except Exception:
                logger.exception("the talks cannot be read; looking again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), self._pause_s)
            self._hurry.clear()

    def close(self) -> None:
        """Let everybody go who listens."""
        self._is_closed = True
        for listener in self._listeners:
            listener.offer(None)

    async def _look(self) -> None:
        talks = tuple(await self._store.unfinished())
        still = _still(talks)
        if still != self._talks:
            self._talks = still
            for listener in self._listeners:
                listener.offer(Unfinished(talks))
        watched = {number: one for listener in self._listeners for number, one in listener.watched.items()}
        for number in self._threads.keys() - watched.keys():
            del self._threads[number]
        for number, conversation in watched.items():
            await self._hear(number, conversation)

    async def _hear(self, number: int, conversation: str) -> None:
        thread = self._threads.get(number)
        lines = await self._store.lines(conversation, thread.after if thread else "", MOST_LINES)
        if thread is None:
            thread = self._threads[number] = _Thread(())
        fresh = thread.changed(lines)
        if fresh:
            for listener in self._listeners:
                if number in listener.watched:
                    listener.offer(Said(number, fresh))


def _still(talks: tuple[HandOff, ...]) -> tuple[HandOff, ...]:
    """Without the signs of life, which are no news."""
    return tuple(replace(talk, seen_at=None) for talk in talks)
