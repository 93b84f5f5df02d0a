"""When somebody who guesses is turned away: five wrong tries within an hour close the door for an hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST_WRONG = 5
WITHIN = timedelta(hours=1)
CLOSED_FOR = timedelta(hours=1)


def may_guess(wrong_at: Sequence[datetime], at: datetime) -> bool:
    """Whether another try is allowed after wrong tries at these moments, in any order."""
    newest = sorted(wrong_at)[-MOST_WRONG:]
    if len(newest) < MOST_WRONG or newest[-1] - newest[0] > WITHIN:
        return True
    return at - newest[-1] >= CLOSED_FOR
