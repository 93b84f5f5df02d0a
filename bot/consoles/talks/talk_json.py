"""Talks and lines as the live desk's scripts read them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.consoles.talks.words import DELIVERIES, channel_of, whereabouts
from bot.domain.handoff.access import OVERSEERS
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import kind_of
from bot.services.handoff.ports import Line
from bot.services.tickets.ports import Staff

_TICKET = re.compile(r"SL\d{8}-\d{4,}-\w")
SIDES = {"citizen": ("citizen", "市民"), "assistant": ("assistant", "助手")}
"""Who may say a line besides the staff, whose lines carry their login."""


def queue_json(talks: Sequence[HandOff], staff: Staff, names: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """All that wait, hers, and for overseers everybody else's; `now` sets the page's clock."""
    waiting = [talk for talk in talks if talk.status is TalkStatus.WAITING]
    live = [talk for talk in talks if talk.status is TalkStatus.LIVE]
    mine = sorted((talk for talk in live if talk.operator == staff.login), key=_since)
    others = [talk for talk in live if talk.operator != staff.login] if staff.role in OVERSEERS else []
    return {
        "now": now.isoformat(),
        "waiting": [waiting_json(talk, place, staff, names) for place, talk in enumerate(waiting, 1)],
        "mine": [talk_json(talk, names) for talk in mine],
        "others": [talk_json(talk, names) for talk in others],
    }


def waiting_json(talk: HandOff, place: int, staff: Staff, names: Mapping[str, str]) -> dict[str, Any]:
    """One that waits: nothing yet of what was said."""
    return {
        "number": talk.number,
        "version": talk.version,
        "reason": talk.reason.label,
        "is_urgent": talk.is_urgent,
        "channel": channel_of(talk),
        "since": talk.opened_at.isoformat(),
        "place": place,
        "item": talk.summary.item,
        "is_for_me": talk.operator == staff.login,
        "for": names.get(talk.operator, talk.operator),
        "note": talk.entries[-1].note if talk.entries and talk.operator == staff.login else "",
    }


def talk_json(talk: HandOff, names: Mapping[str, str]) -> dict[str, Any]:
    """A live one with its summary and the words that colleagues left."""
    return {
        "number": talk.number,
        "version": talk.version,
        "reason": talk.reason.label,
        "is_urgent": talk.is_urgent,
        "channel": channel_of(talk),
        "since": _since(talk).isoformat(),
        "operator": names.get(talk.operator, talk.operator),
        "who": talk.summary.who,
        "item": talk.summary.item,
        "tried": list(talk.summary.tried),
        "tickets": [ticket_json(words) for words in talk.summary.tickets],
        "notes": [
            {"by": names.get(entry.login, entry.login), "text": entry.note} for entry in talk.entries if entry.note
        ],
    }


def ticket_json(words: str) -> dict[str, str]:
    """A ticket of the summary: its number, which leads to its page, and the words."""
    found = _TICKET.search(words)
    return {"number": found[0] if found else "", "words": words}


def lines_json(talk: HandOff, lines: Iterable[Line], staff: Staff, names: Mapping[str, str]) -> dict[str, Any]:
    """Lines of a talk, in their order."""
    return {"talk": talk.number, "lines": [line_json(talk, line, staff, names) for line in lines]}


def line_json(talk: HandOff, line: Line, staff: Staff, names: Mapping[str, str]) -> dict[str, Any]:
    """One line; `is_before` stands before somebody took the talk."""
    side, name = SIDES.get(line.by, ("staff", names.get(line.by, line.by)))
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "side": side,
        "by": name,
        "is_mine": line.by == staff.login,
        "is_before": talk.taken_at is None or line.at < talk.taken_at,
        "text": line.text,
        "files": [file_json(file) for file in line.files],
        "delivery": line.delivery if side == "staff" else "",
        "delivery_words": DELIVERIES.get(line.delivery, "") if side == "staff" else "",
    }


def file_json(file: Attachment) -> dict[str, Any]:
    """A file without what it holds."""
    return {"key": file.key, "name": file.name, "size": file.size, "kind": kind_of(file.media_type).value}


def gone_json(talk: HandOff | None, number: int, names: Mapping[str, str], login: str) -> dict[str, Any]:
    """What became of a talk that is hers no more."""
    return {"talk": number, "words": whereabouts(talk, names, login) if talk else "这通会话已不存在。"}


def _since(talk: HandOff) -> datetime:
    return talk.taken_at or talk.opened_at
