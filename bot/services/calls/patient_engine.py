"""The engine as the call pad asks it: waited for a moment only, and left alone for a while after it kept silent."""

import asyncio
import logging
from datetime import timedelta

from bot.domain.calls.rest import Rest
from bot.domain.guides.understanding import Understanding
from bot.services.ports import Clock, Dialogue, EngineUnavailable
from bot.services.tickets.ports import DemandReader, DemandReading

logger = logging.getLogger(__name__)
PATIENCE_S = 0.2
"""So long the engine is waited for; the pad asks 60 ms after the last key and must show candidates after 300 ms."""
ASK_AGAIN = timedelta(seconds=2.5)
"""When a page asks again by itself whose candidates were found by words alone."""


class PatientEngine:
    """Dialogue and demands with one deadline a question; while it rests, one question at a time tries it."""

    def __init__(
        self, dialogue: Dialogue, demands: DemandReader, clock: Clock, *, patience_s: float = PATIENCE_S
    ) -> None:
        """`demands` may ask the same engine."""
        self._dialogue, self._demands, self._clock, self._patience_s = dialogue, demands, clock, patience_s
        self._rest, self._is_tried = Rest(), False

    def deadline(self) -> float:
        """Until when, on the loop's clock, a question that is put now may wait."""
        return asyncio.get_running_loop().time() + self._patience_s

    def ask_again(self) -> timedelta:
        """When a page may hope for the engine again."""
        return max(self._rest.left(self._clock.now()), ASK_AGAIN)

    async def read(self, text: str, clauses: tuple[str, ...], deadline: float) -> Understanding:
        """What a text means; `EngineUnavailable` if that cannot be had before the deadline."""
        if self._is_left_alone():
            raise EngineUnavailable("left alone after a silence")
        is_trial = self._is_tried = bool(self._rest.silences)
        try:
            async with asyncio.timeout_at(deadline):
                read = await self._dialogue.read(text, clauses)
        except TimeoutError as error:
            self._kept_silent()
            raise EngineUnavailable("no answer in time") from error
        finally:
            if is_trial:
                self._is_tried = False
        self._answered()
        return read

    async def read_demand(self, text: str, deadline: float) -> DemandReading:
        """What a text says of a demand; `EngineUnavailable` as above.

        It comes after `read` and has what time that left, so that its silence says nothing of the engine.
        """
        if not self._rest.is_over(self._clock.now()):
            raise EngineUnavailable("left alone after a silence")
        try:
            async with asyncio.timeout_at(deadline):
                return await self._demands.read(text)
        except TimeoutError as error:
            raise EngineUnavailable("no answer in time") from error

    def _is_left_alone(self) -> bool:
        return self._is_tried or not self._rest.is_over(self._clock.now())

    def _kept_silent(self) -> None:
        before, self._rest = self._rest, self._rest.after_silence(self._clock.now())
        if not before.silences:
            logger.warning("the engine keeps silent: candidates are found by words alone")

    def _answered(self) -> None:
        if self._rest.silences:
            logger.info("the engine answers again")
        self._rest = self._rest.after_answer()
