"""Notes that replies were handed over on channels that fetch: in batches, since nothing depends on the moment."""

import asyncio
import logging

from bot.services.ports import Clock, Outbox

logger = logging.getLogger(__name__)
EVERY_S = 1.0


class HandOver:
    """Collects the messages whose replies went out with the response, and marks them together."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        """Nothing is collected yet."""
        self._outbox, self._clock = outbox, clock
        self._numbers: list[int] = []

    def delivered(self, number: int) -> None:
        """The replies to message `number` were handed over."""
        self._numbers.append(number)

    async def run(self) -> None:
        """Mark what was collected, every second; what is left is marked at the end."""
        try:
            while True:
                await asyncio.sleep(EVERY_S)
                await self._mark()
        finally:
            await self._mark()

    async def _mark(self) -> None:
        numbers, self._numbers = self._numbers, []
        if not numbers:
            return
        try:
            await self._outbox.delivered(numbers, self._clock.now())
        except Exception:
            logger.exception("%s hand-overs could not be noted; they are noted with the next", len(numbers))
            self._numbers += numbers
