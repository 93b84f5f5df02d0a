"""A file room in memory: the stores as the real ones behave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import Files
from bot.services.files.ports import NoRoom

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that is set by hand."""

    at: datetime = MORNING

    def now(self) -> datetime:
        """That moment."""
        return self.at


@dataclass
class MemoryFiles:
    """`FileStore`; `full` is a disk without room."""

    clock: Clock
    kept: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    full: bool = False

    async def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        if self.full:
            raise NoRoom
        self.kept[key] = (content, self.clock.at)

    async def get(self, key: str) -> bytes:
        """Give it back."""
        return self.kept[key][0]

    async def remove(self, keys: Collection[str]) -> None:
        """Forget them."""
        for key in keys:
            self.kept.pop(key, None)

    async def older_than(self, at: datetime) -> Sequence[str]:
        """By the moment of keeping."""
        return [key for key, (_, put_at) in self.kept.items() if put_at < at]


@dataclass
class MemoryUploads:
    """`UploadStore`; `attached` are the keys that a message has brought."""

    rows: dict[str, tuple[str, Attachment, datetime]] = field(default_factory=dict)
    attached: set[str] = field(default_factory=set)

    async def add(self, owner: str, file: Attachment, at: datetime) -> None:
        """One more."""
        self.rows[file.key] = (owner, file, at)

    async def of(self, owner: str, keys: Sequence[str]) -> Sequence[Attachment]:
        """The owner's."""
        return [self.rows[key][1] for key in keys if key in self.rows and self.rows[key][0] == owner]

    async def waiting(self, owner: str) -> int:
        """Not yet attached."""
        return sum(whose == owner and key not in self.attached for key, (whose, _, _) in self.rows.items())

    async def take_unsent(self, before: datetime) -> Sequence[str]:
        """Forget what lay too long."""
        gone = [key for key, (_, _, at) in self.rows.items() if at < before and key not in self.attached]
        for key in gone:
            del self.rows[key]
        return gone

    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Those that have a row."""
        return {key for key in keys if key in self.rows}


class FileOffice:
    """Files with everything around them."""

    def __init__(self, most_bytes: int = 20 * 1024 * 1024) -> None:
        """Nothing was sent yet."""
        self.clock = Clock()
        self.disk, self.uploads = MemoryFiles(self.clock), MemoryUploads()
        self.files = Files(self.disk, self.uploads, self.clock, most_bytes=most_bytes)
