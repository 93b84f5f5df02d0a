"""So many calls a minute for each caller, counted in memory."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CALLERS = 10_000


class RateLimit:
    """A token bucket a caller: a minute's worth may be used at once, then it refills evenly."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` in seconds."""
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, caller: str, per_minute: int) -> int:
        """0 if the call is allowed (and counted), else the whole seconds to wait."""
        now = self._clock()
        tokens, since = self._buckets.pop(caller, (float(per_minute), now))
        tokens = min(float(per_minute), tokens + (now - since) * per_minute / 60)
        allowed = tokens >= 1
        self._buckets[caller] = (tokens - allowed, now)
        while len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * 60 / per_minute))
