"""The audit trail: each entry is chained to the one before, so that none can be changed or taken out unseen."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

Digest = Callable[[str], str]
"""A keyed hash: who may write to the database but does not hold the key cannot mend a chain that she broke."""

FIRST = "0" * 64
"""What the first entry is chained to."""
MOST_ACTOR, MOST_ACTION, MOST_OBJECT, MOST_REASON = 40, 40, 80, 300
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: `actor` is a login, `action` a word of ours, `object` a login, a ticket's number, a file."""

    at: datetime
    actor: str
    action: str
    object: str
    reason: str = ""

    def tidy(self) -> "Deed":
        """As it can be kept: one line a field, no longer than its column."""
        return Deed(
            self.at.astimezone(UTC),
            _line(self.actor, MOST_ACTOR),
            _line(self.action, MOST_ACTION),
            _line(self.object, MOST_OBJECT),
            _line(self.reason, MOST_REASON),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed in its place in the chain; `number` counts from 1 without gaps."""

    number: int
    deed: Deed
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit: `why` is number, link or content."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain reaches. Noted elsewhere, it shows later whether the end was cut off."""

    number: int = 0
    digest: str = FIRST


def entry_after(head: Head, deed: Deed, digest: Digest) -> Entry:
    """The next entry of a chain."""
    number = head.number + 1
    return Entry(number, deed, head.digest, digest(_content(number, deed, head.digest)))


def follow(head: Head, entries: Iterable[Entry], digest: Digest) -> Head | Broken:
    """Walk on from `head`; how far the chain then reaches, or where it breaks."""
    for entry in entries:
        if entry.number != head.number + 1:
            return Broken(head.number + 1, "number")
        if entry.before != head.digest:
            return Broken(entry.number, "link")
        if entry.digest != digest(_content(entry.number, entry.deed, entry.before)):
            return Broken(entry.number, "content")
        head = Head(entry.number, entry.digest)
    return head


def _content(number: int, deed: Deed, before: str) -> str:
    at = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([number, at, deed.actor, deed.action, deed.object, deed.reason, before], ensure_ascii=True)


def _line(text: str, most: int) -> str:
    return _NO_TEXT.sub(" ", text).strip()[:most].rstrip()
