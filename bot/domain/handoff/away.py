"""Who is still there: operators by their sign of life, citizens by their last word."""

from datetime import datetime, timedelta

from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.handoff.moves import MOVES, Act

AWAY_AFTER = timedelta(seconds=90)
"""An operator whose page shows no life for so long is away: her talks go back to the queue."""
PRESENT_WITHIN = timedelta(minutes=2)
"""Who showed life within this time is on duty."""
GONE_AFTER = timedelta(minutes=15)
"""A citizen who waits and says nothing for so long has left."""
URGENT_GONE_AFTER = timedelta(hours=2)
"""After an emergency somebody may have no hand free: the talk stays in the queue for longer."""

_QUEUES = frozenset({Act.OPENED.value, *(act.value for act, rule in MOVES.items() if rule.to is TalkStatus.WAITING)})


def is_operator_away(talk: HandOff, at: datetime, watched_since: datetime) -> bool:
    """Whether a live talk has lost its operator; while nobody watched (the program stood still) nobody is away."""
    if talk.status is not TalkStatus.LIVE:
        return False
    seen = talk.seen_at or talk.taken_at or talk.opened_at
    return at - max(seen, watched_since) > AWAY_AFTER


def is_offer_stale(talk: HandOff, at: datetime) -> bool:
    """Whether a talk that was passed to one colleague was not taken by her: then it is for all."""
    return talk.status is TalkStatus.WAITING and bool(talk.operator) and at - waits_since(talk) > AWAY_AFTER


def has_citizen_left(talk: HandOff, heard_at: datetime | None, at: datetime) -> bool:
    """Whether somebody who waits has said nothing for too long, counted from when she began to wait."""
    if talk.status is not TalkStatus.WAITING:
        return False
    last = max(waits_since(talk), heard_at or talk.opened_at)
    return at - last > (URGENT_GONE_AFTER if talk.is_urgent else GONE_AFTER)


def waits_since(talk: HandOff) -> datetime:
    """When it came to the queue last."""
    return next((entry.at for entry in reversed(talk.entries) if entry.act in _QUEUES), talk.opened_at)
