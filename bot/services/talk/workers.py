"""Workers: one conversation in order, many at once; each message has exactly one effect, crash or no crash."""

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Stored
from bot.domain.talk.route import Route
from bot.services.handoff.ports import TalkChanged
from bot.services.ports import Clock, Done, Held, LeaseLost, MessageStore, Outcome, Phrasebook, Verdict
from bot.services.talk.turn_taking import TurnTaking

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
TURN_WITHIN_S = 60.0
"""A turn that takes longer has failed: its conversation must not be held for ever."""
SWEEP_S = 2.0
"""How often we show life and look for work; several times before a lease runs out."""
LOOK_AGAIN_S = 2.0
"""How often a waiting caller looks into the store: another process may have answered."""
REMEMBERED = 1000
"""Answers kept at hand for those who wait for them."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A message that has its answer: what waits for it is told by number, senders by channel."""

    number: int
    channel: str


class Workers:
    """Answers what stands in the inbox."""

    def __init__(
        self, store: MessageStore, turns: TurnTaking, phrasebook: Phrasebook, clock: Clock, *, owner: str, at_once: int
    ) -> None:
        """`owner` names this process in the leases; `at_once` conversations are worked on together."""
        self._store, self._turns, self._phrasebook, self._clock = store, turns, phrasebook, clock
        self._owner = owner
        self._slots = asyncio.Semaphore(at_once)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._waiters: dict[int, set[asyncio.Event]] = {}
        self._recent: OrderedDict[int, Answer] = OrderedDict()
        self._listeners: list[asyncio.Queue[Finished]] = []

    def wake(self, conversation: str) -> None:
        """A conversation has something to answer."""
        if conversation in self._running:
            self._again.add(conversation)
            return
        self._running[conversation] = asyncio.create_task(self._work(conversation))

    async def answered(self, number: int, timeout_s: float) -> Answer | None:
        """The answer to a message, as soon as there is one; None after `timeout_s`."""
        event = asyncio.Event()
        waiters = self._waiters.setdefault(number, set())
        waiters.add(event)
        until = asyncio.get_running_loop().time() + timeout_s
        try:
            answer = self._recent.get(number) or await self._store.answer_to(number)
            while answer is None and (left := until - asyncio.get_running_loop().time()) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), min(left, LOOK_AGAIN_S))
                answer = self._recent.get(number) or await self._store.answer_to(number)
        finally:
            waiters.discard(event)
            if not waiters and self._waiters.get(number) is waiters:
                del self._waiters[number]
        return answer

    def listen(self) -> asyncio.Queue[Finished]:
        """A queue that is told of every finished message from now on."""
        queue: asyncio.Queue[Finished] = asyncio.Queue()
        self._listeners.append(queue)
        return queue

    async def run(self) -> None:
        """Show life, and look for work that nobody woke us for: left by a crash, or by another process."""
        while True:
            await self._show_life()
            try:
                for conversation in await self._store.waiting(self._clock.now(), limit=100):
                    self.wake(conversation)
            except Exception:
                logger.exception("looking for waiting messages failed")
            await asyncio.sleep(SWEEP_S)

    async def stop(self) -> None:
        """Let running turns come to their end."""
        while self._running:
            await asyncio.wait(self._running.values(), timeout=SWEEP_S)
            await self._show_life()

    async def _show_life(self) -> None:
        """Renew our leases, so that nobody takes over what we are at work on."""
        try:
            if self._running:
                await self._store.renew(list(self._running), self._owner, self._clock.now())
        except Exception:
            logger.exception("the leases could not be renewed")

    @property
    def busy(self) -> int:
        """How many conversations are being worked on or wait for a slot."""
        return len(self._running)

    async def _work(self, conversation: str) -> None:
        try:
            async with self._slots:
                await self._drain(conversation)
        except LeaseLost:
            logger.warning("a conversation was taken over by another worker")
        except Exception:
            logger.exception("a conversation could not be worked on")
        finally:
            self._running.pop(conversation, None)
            if conversation in self._again:
                self._again.discard(conversation)
                self.wake(conversation)

    async def _drain(self, conversation: str) -> None:
        try:
            held = await self._store.claim(conversation, self._owner, self._clock.now())
            while held is not None and held.message is not None:
                held = await self._one(held.message, held.conversation)
        except LeaseLost:
            raise
        except Exception:
            await self._store.release(conversation, self._owner)
            raise

    async def _one(self, stored: Stored, conversation: Conversation) -> Held | None:
        """Answer one message; None if it must wait (it failed, and will be tried again)."""
        try:
            async with asyncio.timeout(TURN_WITHIN_S):
                done, verdict = await self._turns.take(stored, conversation)
            return await self._finish(done, verdict)
        except LeaseLost:
            raise
        except TalkChanged:  # a person took over while the answer was made: it is hers to answer
            logger.info("message %s is heard again: its talk has changed", stored.number)
            await self._store.release(conversation.id, self._owner)
            self._again.add(conversation.id)
            return None
        except Exception:
            logger.exception("message %s could not be answered (attempt %s)", stored.number, stored.attempts + 1)
        if stored.attempts + 1 < MOST_ATTEMPTS:
            await self._store.count_attempt(stored.number)
            await self._store.release(conversation.id, self._owner)
            return None
        return await self._finish(self._apology(stored, conversation), None)

    async def _finish(self, done: Done, verdict: Verdict | None) -> Held | None:
        """Store an answer; the conversation as it stands now, with the message that waits next."""
        finish = await self._store.finish(done, self._owner, self._clock.now(), verdict)
        if not finish.is_first:
            return await self._store.claim(done.conversation.id, self._owner, self._clock.now())
        self._tell(Finished(done.number, done.conversation.channel), done.outcome.answer)
        return Held(done.conversation, finish.following)

    def _apology(self, stored: Stored, conversation: Conversation) -> Done:
        reply = self._phrasebook.say("utter_failed")
        outcome = Outcome(Answer(Route.OUT_OF_SCOPE, (reply,)), conversation.focus, "failed")
        return Done(stored.number, conversation, "", outcome, yields_to_person=True)

    def _tell(self, finished: Finished, answer: Answer) -> None:
        self._recent[finished.number] = answer
        while len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        for event in self._waiters.get(finished.number, ()):
            event.set()
        for queue in self._listeners:
            queue.put_nowait(finished)
