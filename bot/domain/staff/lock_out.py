"""How long the door stays shut after wrong passwords: longer each time, never for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class LockOut:
    """`free` wrong tries cost nothing; each further one doubles the wait, from `first` to `longest`.

    What lies further back than `memory` is forgotten.
    """

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta

    def shut_until(self, failures: int, last_at: datetime) -> datetime:
        """When the next try may be made, after so many failures of which `last_at` was the last."""
        beyond = failures - self.free
        if beyond < 0:
            return last_at
        doubled = min(beyond, 20)
        return last_at + min(self.first * (1 << doubled), self.longest)


LOGIN = LockOut(free=5, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=timedelta(hours=24))
"""One account: whoever knows a login can keep its owner out for a quarter of an hour, not longer at a time."""
ADDRESS = LockOut(free=30, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=timedelta(hours=1))
"""One address: a whole office may sit behind it."""
