"""What is disputed and what was corrected in the guides, as this process knows it; the store is polled for it."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.clocks.office_hours import CHINA
from bot.domain.guides.guide import Guide
from bot.services.objections.ports import GuideCorrection, GuideMark, ObjectionStore

logger = logging.getLogger(__name__)
PAUSE_S = 0.5
"""Between two looks, so that other processes know of a mark within a second."""


class Disputes:
    """Marks and corrections of the guides' fields; none until somebody has looked."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._marks: dict[tuple[str, str], GuideMark] = {}
        self._corrections: dict[tuple[str, str], GuideCorrection] = {}

    def know(self, marks: Iterable[GuideMark], corrections: Iterable[GuideCorrection]) -> None:
        """All that is marked and corrected now, in place of what was known before; of several marks the earliest."""
        self._marks = {(one.item, one.field): one for one in sorted(marks, key=lambda one: one.since, reverse=True)}
        self._corrections = {(one.item, one.field): one for one in corrections}

    def mark(self, item: str, field: str) -> GuideMark | None:
        """The mark that stands at a field."""
        return self._marks.get((item, field))

    def correction(self, item: str, field: str) -> GuideCorrection | None:
        """What a decision made of a field."""
        return self._corrections.get((item, field))

    def marks_of(self, item: str) -> tuple[GuideMark, ...]:
        """Every mark of a guide."""
        return tuple(one for one in self._marks.values() if one.item == item)

    def corrections_of(self, item: str) -> tuple[GuideCorrection, ...]:
        """Every correction of a guide, the oldest first."""
        return tuple(sorted((one for one in self._corrections.values() if one.item == item), key=lambda one: one.at))

    def published(self, guide: Guide) -> Guide:
        """The guide with the version and the day that its corrections give it."""
        corrections = self.corrections_of(guide.code)
        if not corrections:
            return guide
        version = guide.version + sum(one.revision for one in corrections)
        return replace(guide, version=version, checked_on=max(guide.checked_on, corrected_on(corrections[-1])))


def corrected_on(correction: GuideCorrection) -> date:
    """The day in China on which a correction was decided."""
    return correction.at.astimezone(CHINA).date()


class DisputeWatch:
    """Looks into the store again and again; what cannot be read now stays as it was known."""

    def __init__(self, store: ObjectionStore, disputes: Disputes, pause_s: float = PAUSE_S) -> None:
        """`pause_s` lies between two looks."""
        self._store, self._disputes, self._pause_s = store, disputes, pause_s

    async def look(self) -> None:
        """One look."""
        self._disputes.know(await self._store.marks(), await self._store.corrections())

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(self._pause_s)
            try:
                await self.look()
            except Exception:
                logger.exception("marks cannot be read; looking again")
