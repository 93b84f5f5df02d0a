"""When the engine is asked again after it kept silent: not at every key, but soon enough to be missed no longer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST_REST, LONGEST_REST = timedelta(seconds=2), timedelta(seconds=10)
"""After the first silence; each further one doubles the rest, up to the longest."""
MOST_COUNTED = 8


@dataclass(frozen=True, slots=True)
class Rest:
    """`silences` counts those since the last answer; `began_at` and `lasts` are of the rest that the newest brought."""

    silences: int = 0
    began_at: datetime | None = None
    lasts: timedelta = timedelta()

    def left(self, at: datetime) -> timedelta:
        """How long the engine is still left alone; a clock that was set back does not prolong it."""
        if self.began_at is None or at < self.began_at:
            return timedelta()
        return max(timedelta(), self.began_at + self.lasts - at)

    def is_over(self, at: datetime) -> bool:
        """Whether the engine may be asked."""
        return not self.left(at)

    def after_silence(self, at: datetime) -> "Rest":
        """It did not answer in time; a second silence within a rest was asked before it and does not prolong it."""
        if not self.is_over(at):
            return self
        lasts = min(FIRST_REST * 2**self.silences, LONGEST_REST)
        return replace(self, silences=min(self.silences + 1, MOST_COUNTED), began_at=at, lasts=lasts)

    def after_answer(self) -> "Rest":
        """It is back; what an answer to an older question says counts as much."""
        return Rest()
