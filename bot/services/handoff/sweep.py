"""Looks after talks that nobody looks after: operators who are away, offers that lapse, citizens who have left."""

import asyncio
import logging
from datetime import datetime

from bot.domain.handoff.away import has_citizen_left, is_offer_stale, is_operator_away
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.handoff.moves import Act, Deed, move
from bot.services.handoff.notices import TalkNotices
from bot.services.handoff.ports import TalkChange, TalkChanged
from bot.services.handoff.records import TalkRecords
from bot.services.ports import Clock

logger = logging.getLogger(__name__)
ROUND_S = 5.0
STOOD_STILL_S = 30.0
"""A pause between two rounds after which operators are given time to show life again."""


class TalkSweep:
    """Round after round; several processes may sweep at once: the talk's version lets each effect happen once."""

    def __init__(self, records: TalkRecords, notices: TalkNotices, clock: Clock) -> None:
        """Nobody is away before this process has watched for a while: after a restart pages come back first."""
        self._records, self._notices, self._clock = records, notices, clock
        self._watched_since: datetime | None = None
        self._last: datetime | None = None

    async def run(self) -> None:
        """A store that is away for a while is waited for."""
        while True:
            try:
                await self.once()
            except Exception:
                logger.exception("the talks cannot be looked after; the next round is in %s s", ROUND_S)
            await asyncio.sleep(ROUND_S)

    async def once(self) -> int:
        """One round; how many talks were moved."""
        at = self._clock.now()
        if self._last is None or (at - self._last).total_seconds() > STOOD_STILL_S:
            self._watched_since = at
        self._last = at
        talks = await self._records.unfinished()
        waiting = {talk.conversation for talk in talks if talk.status is TalkStatus.WAITING}
        heard = await self._records.heard_at(waiting) if waiting else {}
        moved = 0
        for talk in talks:
            moved += await self._looked_at(talk, heard.get(talk.conversation), at)
        return moved

    async def _looked_at(self, talk: HandOff, heard_at: datetime | None, at: datetime) -> bool:
        if is_operator_away(talk, at, self._watched_since or at):
            return await self._save(talk, Deed(Act.AWAY, at), "utter_talk_away")
        if has_citizen_left(talk, heard_at, at):
            return await self._save(talk, Deed(Act.LEFT, at), "utter_talk_gone")
        if is_offer_stale(talk, at):
            return await self._save(talk, Deed(Act.BACK_TO_QUEUE, at), "")
        return False

    async def _save(self, talk: HandOff, deed: Deed, key: str) -> bool:
        notices = (await self._notices.plain(key, talk),) if key else ()
        try:
            await self._records.save(TalkChange(move(talk, deed), notices), deed.at)
        except TalkChanged:
            return False
        return True
