"""Carries replies from the outbox to a messaging platform: in order, within its limits, none forgotten."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import Clock, Delivery, Outbox, Outgoing
from bot.services.talk.sending import Sender, TryLater, Unconfirmed, Undeliverable

LOG = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
LAND_WITHIN_S = 5.0
"""What is on its way when the courier is stopped gets so long to arrive."""
AT_ONCE = 60
"""Replies on their way at the same time; after a crash so many may be sent twice."""
MOST_FAILURES = 10
LONGEST_PAUSE_S = 300.0


def back_off(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 ... 300."""
    return min(LONGEST_PAUSE_S, 2.0 ** min(max(failures, 1) - 1, 10))


def spread(seconds: float) -> float:
    """Half of the pause to all of it, at random, so that many replies do not come back at once."""
    return seconds * random.uniform(0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a reply after a try; `wait_s` is the pause before the next one."""

    state: Delivery
    error: str = ""
    wait_s: float | None = None


def fate_of(error: Exception, state: Delivery, failures: int, jitter: Callable[[float], float] = spread) -> Fate:
    """The fate of a reply whose try from `state` failed for the `failures`-th time.

    A reply that may have arrived stays `unknown` until its one marked resend got an answer, so that a platform
    that merely asks to wait does not lose the mark.
    """
    still_open = Delivery.UNKNOWN if state is Delivery.UNKNOWN else Delivery.QUEUED
    match error:
        case TryLater():
            return Fate(still_open, _named(error), error.seconds)
        case Unconfirmed() if state is not Delivery.UNKNOWN:
            return Fate(Delivery.UNKNOWN, _named(error), jitter(back_off(failures)))
        case Unconfirmed() | Undeliverable():
            return Fate(Delivery.FAILED, _named(error))
        case _ if failures >= MOST_FAILURES:
            return Fate(Delivery.FAILED, type(error).__name__)
        case _:
            return Fate(still_open, type(error).__name__, jitter(back_off(failures)))


class Pace:
    """Spaces sends: at most so many a second in all, and so many a second in one conversation."""

    def __init__(
        self,
        per_second: float,
        per_conversation: float,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`now` counts seconds that never run backwards."""
        self._gap, self._pause = 1 / per_second, 1 / per_conversation
        self._now, self._sleep = now, sleep
        self._next_slot = 0.0
        self._spoke: dict[str, float] = {}

    async def turn(self, conversation: str) -> None:
        """Return when a send to the conversation is due."""
        await self._sleep_until(self._spoke.get(conversation, -self._pause) + self._pause)
        slot = max(self._next_slot, self._now())
        self._next_slot = slot + self._gap
        await self._sleep_until(slot)

    def done(self, conversation: str) -> None:
        """A send to the conversation ended just now."""
        now = self._now()
        if len(self._spoke) > AT_ONCE * 10:
            self._spoke = {key: at for key, at in self._spoke.items() if now - at < self._pause}
        self._spoke[conversation] = now

    async def _sleep_until(self, moment: float) -> None:
        if (wait := moment - self._now()) > 0:
            await self._sleep(wait)


class Courier:
    """One channel's courier. Its log names replies by their number in the outbox and nothing else."""

    def __init__(  # noqa: PLR0913 - four collaborators, three settings that have defaults
        self,
        outbox: Outbox,
        sender: Sender,
        clock: Clock,
        channel: str,
        *,
        per_second: float = 30,
        per_conversation: float = 1,
        jitter: Callable[[float], float] = spread,
    ) -> None:
        """`per_second` limits all sends together, `per_conversation` those of each conversation."""
        self._outbox, self._sender, self._clock, self._channel = outbox, sender, clock, channel
        self._pace, self._jitter = Pace(per_second, per_conversation), jitter
        self._woken = asyncio.Event()
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._failures: dict[int, int] = {}

    def wake(self) -> None:
        """There is something new in the outbox: look now, not within a second."""
        self._woken.set()

    async def run(self) -> None:
        """Carry until cancelled; replies on their way are then given a moment to arrive."""
        try:
            await self._insist(self._recover)
            while True:
                await self._look()
                await self._rest()
        finally:
            await self._land()

    async def round(self) -> int:
        """Carry what is due now, each conversation's first open reply; how many were tried."""
        sends = await self._take()
        await asyncio.gather(*sends)
        return len(sends)

    async def _recover(self) -> None:
        if count := await self._outbox.recover(self._channel, self._clock.now()):
            LOG.warning("%d replies of %s may have arrived before the last stop", count, self._channel)

    async def _look(self) -> None:
        """Start what is due. A slow send holds up its own conversation only: the others are not waited for."""
        try:
            await self._take()
        except Exception as error:  # noqa: BLE001 - the store may be away for a while; the next look tries again
            LOG.error("the outbox of %s cannot be read: %s", self._channel, type(error).__name__)  # noqa: TRY400

    async def _take(self) -> Sequence[asyncio.Task[None]]:
        room = AT_ONCE - len(self._on_their_way)
        due = await self._outbox.due(self._channel, self._clock.now(), room) if room else ()
        sends = [asyncio.create_task(self._carry(outgoing)) for outgoing in due]
        for send in sends:
            self._on_their_way.add(send)
            send.add_done_callback(self._arrived)
        return sends

    def _arrived(self, send: asyncio.Task[None]) -> None:
        self._on_their_way.discard(send)
        self.wake()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_S):
                await self._woken.wait()
        self._woken.clear()

    async def _land(self) -> None:
        if self._on_their_way:
            _, late = await asyncio.wait(self._on_their_way, timeout=LAND_WITHIN_S)
            for send in late:
                send.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _carry(self, outgoing: Outgoing) -> None:
        await self._pace.turn(outgoing.conversation)
        fate = await self._try(outgoing)
        self._pace.done(outgoing.conversation)
        await self._insist(lambda: self._mark(outgoing.number, fate))

    async def _try(self, outgoing: Outgoing) -> Fate:
        is_resend = outgoing.state is Delivery.UNKNOWN
        try:
            await self._sender.send(outgoing.conversation, outgoing.reply, is_resend=is_resend)
        except Exception as error:  # noqa: BLE001 - whatever a platform's library throws, the reply is not lost
            fate = fate_of(error, outgoing.state, self._failed(outgoing, error), self._jitter)
            LOG.warning("reply %d of %s: %s, %s", outgoing.number, self._channel, fate.state, type(error).__name__)
        else:
            fate = Fate(Delivery.SENT)
        if fate.state in (Delivery.SENT, Delivery.FAILED):
            self._failures.pop(outgoing.number, None)
        return fate

    def _failed(self, outgoing: Outgoing, error: Exception) -> int:
        """How often the reply failed. `attempts` will not do: it counts the waits that a platform asked for too."""
        failures = self._failures.get(outgoing.number, 0) + (not isinstance(error, TryLater))
        self._failures[outgoing.number] = failures
        return failures

    async def _mark(self, number: int, fate: Fate) -> None:
        now = self._clock.now()
        await self._outbox.mark(number, fate.state, now, error=fate.error, not_before=_after(now, fate.wait_s))

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do a step although the store is away for a while; what stays undone is for `recover`."""
        for failures in range(1, MOST_FAILURES + 1):
            try:
                return await step()
            except Exception as error:  # noqa: BLE001 - as in `_look`
                LOG.error("the outbox of %s cannot be written: %s", self._channel, type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(back_off(failures))
        return None


def _after(now: datetime, wait_s: float | None) -> datetime | None:
    return None if wait_s is None else now + timedelta(seconds=wait_s)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
