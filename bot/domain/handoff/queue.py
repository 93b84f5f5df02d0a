"""The queue: who comes next, at which place somebody stands, and how long she may expect to wait."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil
from statistics import median

from bot.domain.handoff.handoff import HandOff, TalkStatus

LEAST_TALKS = 3
"""From so many closed talks on a waiting time is told; fewer say nothing about a day."""
LAST_TALKS = 20
SHORTEST = timedelta(minutes=1)


def in_order(talks: Iterable[HandOff]) -> list[HandOff]:
    """Emergencies first, then who asked first; a talk that came back keeps its place by its first asking."""
    return sorted(talks, key=lambda talk: (not talk.is_urgent, talk.opened_at, talk.number))


def place_in(talk: HandOff, unfinished: Iterable[HandOff]) -> int:
    """From 1; a talk that is not stored yet stands behind those that waited before it."""
    waiting = [one for one in unfinished if one.status is TalkStatus.WAITING and one.number != talk.number]
    if talk.number:
        return in_order([*waiting, talk]).index(talk) + 1
    return 1 + sum(one.is_urgent or not talk.is_urgent for one in waiting)


def expected_wait(place: int, operators: int, live: int, lasted: Sequence[timedelta]) -> timedelta | None:
    """How long somebody at a place waits, from how long today's last talks took; None where too little is known.

    Each operator who is free takes one at once; the others take turns.
    """
    if operators < 1:
        return None
    free = max(0, operators - live)
    if place <= free:
        return SHORTEST
    if len(lasted) < LEAST_TALKS:
        return None
    one = timedelta(seconds=median(span.total_seconds() for span in lasted[-LAST_TALKS:]))
    return max(SHORTEST, one * ceil((place - free) / operators))
