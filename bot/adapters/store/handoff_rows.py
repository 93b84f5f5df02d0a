"""Talks, their history and their lines to rows and back."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.store.message_rows import things_of
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.handoff.line_words import spoken
from bot.domain.talk.message import AttachmentKind
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import Line
from bot.services.ports import Cipher

logger = logging.getLogger(__name__)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CITIZEN, _DESK = 0, 1


def talk_values(talk: HandOff, cipher: Cipher) -> dict[str, Any]:
    """The columns of a talk but its number and version."""
    return {
        "conversation_id": talk.conversation,
        "open_in": None if talk.status.is_over else talk.conversation,
        "channel": talk.channel,
        "reason": talk.reason.value,
        "sealed_summary": cipher.seal(json.dumps(asdict(talk.summary), ensure_ascii=False)),
        "status": talk.status.value,
        "operator": talk.operator,
        "opened_at": talk.opened_at,
        "taken_at": talk.taken_at,
        "seen_at": talk.seen_at,
        "ended_at": talk.ended_at,
        "outcome": talk.outcome,
        "rating": talk.rating.value if talk.rating else None,
    }


def entry_values(number: int, place: int, entry: Entry, cipher: Cipher) -> dict[str, Any]:
    """One entry of the history."""
    return {
        "talk_number": number,
        "place": place,
        "at": entry.at,
        "act": entry.act,
        "login": entry.login,
        "sealed_note": cipher.seal(entry.note) if entry.note else "",
    }


def talk_of(row: Any, entries: Sequence[Any], cipher: Cipher) -> HandOff:
    """A talk with its history."""
    return HandOff(
        number=row.number,
        conversation=row.conversation_id,
        channel=row.channel,
        reason=Reason(row.reason),
        summary=_summary(row.sealed_summary, cipher),
        opened_at=row.opened_at,
        status=TalkStatus(row.status),
        operator=row.operator,
        taken_at=row.taken_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        rating=Rating(row.rating) if row.rating else None,
        entries=tuple(Entry(one.at, one.act, one.login, _opened(one.sealed_note, cipher)) for one in entries),
        version=row.version,
    )


def line_sealed(text: str, files: Sequence[Attachment], cipher: Cipher) -> str:
    """What an operator said, sealed."""
    return cipher.seal(json.dumps({"text": text, "files": [asdict(file) for file in files]}, ensure_ascii=False))


def line_said(row: Any, cipher: Cipher) -> Line:
    """A message of the citizen."""
    number = _key(row.received_at, row.id, _CITIZEN, row.id)
    try:
        things, text = things_of(row.sealed_files, cipher), cipher.open(row.sealed_text)
    except ValueError:
        return Line(number, row.received_at, "citizen", spoken("", unreadable=True))
    kinds = tuple(AttachmentKind(kind) for kind in row.attachments)
    words = spoken(text, kinds, has_files=bool(things.files), place=things.coordinates, is_edit=row.is_edit)
    return Line(number, row.received_at, "citizen", words, things.files)


def line_answered(row: Any, cipher: Cipher) -> Line:
    """A reply of the assistant, or an operator's line."""
    number = _key(row.created_at, row.inbox_id, _DESK, row.id)
    if row.login is None:
        return Line(number, row.created_at, "assistant", row.text, (), row.state)
    try:
        kept = json.loads(cipher.open(row.sealed_line))
    except ValueError:
        return Line(number, row.created_at, row.login, spoken("", unreadable=True), (), row.state)
    files = tuple(Attachment(**file) for file in kept["files"])
    return Line(number, row.created_at, row.login, kept["text"], files, row.state)


def moment_of(number: str) -> datetime | None:
    """When the line of that number was said; None for what is no number of a line."""
    digits = number.partition("-")[0]
    if not (digits.isascii() and digits.isdigit()):
        return None
    return _EPOCH + timedelta(microseconds=min(int(digits), 4_000_000_000_000_000))


def _key(at: datetime, message: int, side: int, row: int) -> str:
    """Grows with time; at one moment a message stands before what hangs at it."""
    micros = (at - _EPOCH) // timedelta(microseconds=1)
    return f"{micros:017d}-{message:010d}-{side}-{row:010d}"


def _summary(sealed: str, cipher: Cipher) -> Summary:
    """What the operator is told beforehand; nothing if it cannot be read: the talk must go on without it."""
    try:
        kept = json.loads(cipher.open(sealed))
    except ValueError as reason:
        logger.warning("a summary cannot be read: %s", type(reason).__name__)
        return Summary()
    return Summary(kept["who"], kept["item"], tuple(kept["tried"]), tuple(kept["tickets"]))


def _opened(sealed: str, cipher: Cipher) -> str:
    try:
        return cipher.open(sealed) if sealed else ""
    except ValueError:
        return ""
