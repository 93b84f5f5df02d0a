"""Examples that staff add help the next search at once in this process, and within a second in the others."""

import asyncio
import logging

from bot.domain.calls.likeness import normal_form
from bot.domain.guides.facet import Facet
from bot.domain.text.masking import mask
from bot.services.calls.ports import Learned, LearnedStore, LearningIndex, Neighbours, Pulled
from bot.services.ports import Clock

logger = logging.getLogger(__name__)
EVERY_S = 0.6
MOST_EXAMPLE = 120
LEAST_EXAMPLE = 3


class UnfitExample(ValueError):  # noqa: N818 - the clerk's
    """Too short to mean anything, or too long to be like anything that somebody else says."""


class Learning:
    """Keeps the search and the store of learned examples together."""

    def __init__(self, store: LearnedStore, index: LearningIndex, neighbours: Neighbours, clock: Clock) -> None:
        """`index` searches; nothing is learned before the first `refresh`."""
        self._store, self._index, self._neighbours, self._clock = store, index, neighbours, clock
        self._mark: tuple[int, int] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def teach(self, text: str, code: str, facet: Facet, by: str) -> Learned:
        """A new example, masked; `UnfitExample`, `AlreadyLearned`."""
        example = self._example(text, code, facet, by)
        await self._store.add(example)
        await self.refresh()
        return example

    async def pulled_by(self, text: str, code: str, facet: Facet, by: str) -> tuple[Pulled, ...]:
        """What the same example would draw away from its neighbours; nothing is taught. `UnfitExample`."""
        example, learned = self._example(text, code, facet, by), await self._store.all()
        if any(one.form == example.form for one in learned):
            return ()
        return await asyncio.to_thread(self._neighbours.pulled_by, example, learned)

    async def take_back(self, form: str, by: str) -> bool:
        """An example no longer counts; False if it did not."""
        taken = await self._store.take_back(form, by, self._clock.now())
        await self.refresh()
        return taken

    async def all(self) -> tuple[Learned, ...]:
        """Those that count, newest first."""
        return tuple(await self._store.all())

    def _example(self, text: str, code: str, facet: Facet, by: str) -> Learned:
        masked = mask(text.strip()).text
        form = normal_form(masked)
        if not LEAST_EXAMPLE <= len(form) <= MOST_EXAMPLE:
            raise UnfitExample(len(form))
        return Learned(form, masked, code, facet.value, by, self._clock.now())

    async def refresh(self) -> None:
        """Search with what the store has now; costs one small question where nothing changed."""
        async with self._one_at_a_time:
            mark = await self._store.mark()
            if mark == self._mark:
                return
            sentences = await self._store.all()
            prepared = await asyncio.to_thread(self._index.prepare, sentences)
            self._index.adopt(prepared)
            self._mark = mark

    async def run(self) -> None:
        """Look for what other processes were taught, for as long as the program runs."""
        while True:
            try:
                await self.refresh()
            except Exception:
                logger.exception("learned examples could not be read; the old ones stay")
            await asyncio.sleep(EVERY_S)
