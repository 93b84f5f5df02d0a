"""The wall clock."""

from datetime import UTC, datetime


class WallClock:
    """The machine's time in UTC."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)
