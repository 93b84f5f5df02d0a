"""Talks of a day as lines of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.consoles.talks.words import channel_of, outcome_of
from bot.domain.handoff.handoff import HandOff


@dataclass(frozen=True, slots=True)
class Row:
    """One talk in one line; nothing of what was said."""

    talk: HandOff
    channel: str
    operator: str
    waited: str
    duration: str
    outcome: str


def row(talk: HandOff, names: Mapping[str, str]) -> Row:
    """The line of a talk."""
    return Row(
        talk=talk,
        channel=channel_of(talk),
        operator=names.get(talk.operator, talk.operator),
        waited=in_words(talk.taken_at - talk.opened_at) if talk.taken_at else "",
        duration=lasted(talk),
        outcome=outcome_of(talk),
    )


def lasted(talk: HandOff) -> str:
    """From the moment somebody took it to its end; empty while it lasts, and where nobody did."""
    return in_words(talk.ended_at - talk.taken_at) if talk.ended_at and talk.taken_at else ""


def in_words(span: timedelta) -> str:
    """As in 2小时05分, 3分10秒."""
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}小时{minutes:02}分" if hours else f"{minutes}分{seconds % 60:02}秒"
