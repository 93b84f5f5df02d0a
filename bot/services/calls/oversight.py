"""Calls as a supervisor sees them while they go on: who talks since when, about what; nothing is taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calls.call import Call
from bot.domain.calls.pick import Pick
from bot.domain.calls.terms import CallOutcome
from bot.domain.clocks.office_hours import CHINA
from bot.domain.text.masking import mask
from bot.services.calls.ports import CallStore, PickStore
from bot.services.ports import Clock

MOST_CALLS, MOST_PICKS = 200, 5000
LAST_WORDS = 120
STILL = timedelta(minutes=30)
"""A call on whose pad nothing was written for so long was probably forgotten."""


@dataclass(frozen=True, slots=True)
class RunningCall:
    """A call that is not wrapped up; `words` are the last that were written, masked."""

    id: str
    operator: str
    opened_at: datetime
    changed_at: datetime
    words: str
    adopted: str
    """The item that was read out last, "" for none; `domain.calls.pick.NONE_FITS` where none fitted."""
    has_order: bool
    is_still: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """Calls of today: those that go on, the newest first, and how many each operator wrapped up in which way."""

    running: tuple[RunningCall, ...]
    ended: Mapping[str, Mapping[CallOutcome, int]]

    @property
    def total(self) -> int:
        """How many were wrapped up."""
        return sum(count for outcomes in self.ended.values() for count in outcomes.values())


class CallOversight:
    """Looks on; it changes nothing, and nobody hears of it."""

    def __init__(self, calls: CallStore, picks: PickStore, clock: Clock) -> None:
        """On what the pads keep."""
        self._calls, self._picks, self._clock = calls, picks, clock

    async def shift(self) -> Shift:
        """The calls of this day."""
        at = self._clock.now()
        midnight = at.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
        calls = await self._calls.running(MOST_CALLS)
        since = min((call.opened_at for call in calls), default=midnight)
        newest = _newest(await self._picks.between(since, at + timedelta(seconds=1), MOST_PICKS))
        running = tuple(_running(call, newest.get(call.id), at) for call in calls)
        return Shift(running, await self._calls.ended_by_operator(midnight))


def _newest(picks: Sequence[Pick]) -> dict[str, Pick]:
    return {pick.call: pick for pick in sorted(picks, key=lambda pick: pick.at)}


def _running(call: Call, pick: Pick | None, at: datetime) -> RunningCall:
    words = mask(call.text).text.strip()
    return RunningCall(
        call.id,
        call.operator,
        call.opened_at,
        call.changed_at,
        f"…{words[-LAST_WORDS:]}" if len(words) > LAST_WORDS else words,
        pick.code if pick else "",
        call.unfinished.order is not None,
        at - call.changed_at > STILL,
    )
