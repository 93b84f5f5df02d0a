"""Knowledge gaps: collected from everywhere, one line a question, decided once."""

import asyncio
from collections.abc import Sequence

from bot.domain.calls.likeness import GapGroup, Units, grouped, normal_form
from bot.domain.calls.terms import GapDecision
from bot.domain.guides.facet import Facet
from bot.domain.text.masking import mask
from bot.services.calls.learning import Learning
from bot.services.calls.ports import AlreadyLearned, GapStore, Pulled, Settled
from bot.services.ports import Clock

LOOKED_AT = 500
"""So many of the newest gaps are grouped at once."""
MOST_DECIDED = 200


class KnowledgeGaps:
    """What nobody could answer, and what staff decide on it."""

    def __init__(self, store: GapStore, learning: Learning, units: Units, clock: Clock) -> None:
        """`units` is what the search makes of a text."""
        self._store, self._learning, self._units, self._clock = store, learning, units, clock

    async def waiting(self) -> tuple[GapGroup, ...]:
        """Groups on which nothing was decided, the largest first."""
        gaps = [gap for gap in await self._store.newest(LOOKED_AT) if normal_form(gap.text)]
        forms = list(dict.fromkeys(normal_form(gap.text) for gap in gaps))
        settled = await self._store.settled(forms)
        left = [gap for gap in gaps if normal_form(gap.text) not in settled]
        return await asyncio.to_thread(grouped, left, self._units)

    async def decided(self) -> Sequence[Settled]:
        """What was decided, newest first."""
        return await self._store.decided(MOST_DECIDED)

    async def add_example(self, text: str, code: str, facet: Facet, by: str) -> None:
        """The words stand for a facet of an item from now on; `UnfitExample`, `AlreadyLearned`."""
        try:
            example = await self._learning.teach(text, code, facet, by)
        except AlreadyLearned as known:
            if known.code == code:  # somebody was quicker, or the program ended in between: the question is settled
                await self._settle(mask(text.strip()).text, GapDecision.EXAMPLE, by, code, facet.value)
            raise
        await self._settle(example.text, GapDecision.EXAMPLE, by, code, facet.value)

    async def pulled_by(self, text: str, code: str, facet: Facet, by: str) -> tuple[Pulled, ...]:
        """The sentences of other items that such an example would draw away; `UnfitExample`."""
        return await self._learning.pulled_by(text, code, facet, by)

    async def put_aside(self, text: str, decision: GapDecision, by: str) -> None:
        """A new item is needed, or it is not ours."""
        await self._settle(mask(text.strip()).text, decision, by)

    async def take_back(self, form: str, by: str) -> None:
        """Undo a decision: an example no longer counts, and its questions wait again."""
        await self._learning.take_back(form, by)
        await self._store.reopen(form, by, self._clock.now())

    async def _settle(self, text: str, decision: GapDecision, by: str, code: str = "", facet: str = "") -> None:
        """The whole group of the text is settled with it; the text itself comes first."""
        form, now = normal_form(text), self._clock.now()
        group = next((one for one in await self.waiting() if form in one.forms), None)
        texts = {form: text} | ({normal_form(gap.text): gap.text for gap in group.gaps} if group else {})
        texts[form] = text
        await self._store.settle([Settled(one, said, decision, by, now, code, facet) for one, said in texts.items()])
