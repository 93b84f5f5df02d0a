"""Reckons the dates of running clocks anew: a notice came out, a year is no longer provisional, a limit changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.clocks.reminding import Watched
from bot.domain.tickets.life import Due
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, ClockRun, Step, Ticket

RECKONED = "reckoned"
"""The move's name in the history: the system makes it, nobody else can."""
PROMISED = frozenset({"answer", "redo"})


@dataclass(frozen=True, slots=True)
class Shift:
    """All clocks after reckoning, and those whose date moved, old and new."""

    clocks: tuple[ClockRun, ...]
    moved: tuple[tuple[ClockRun, ClockRun], ...]

    @property
    def facts(self) -> dict[str, Any]:
        """What moved, for the history."""
        return {"moved": {old.key: [old.due_at.isoformat(), new.due_at.isoformat()] for old, new in self.moved}}

    @property
    def note(self) -> str:
        """Why the new dates are what they are."""
        return "\n".join(new.why for _, new in self.moved)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A ticket whose dates moved; `promise` is the citizen's own date if that moved too."""

    ticket: Ticket
    promise: tuple[ClockRun, ClockRun] | None = None


def is_to_be_reckoned(one: Watched, due: Due, *, only_provisional: bool) -> bool:
    """Whether reckoning would change something; with `only_provisional` fixed dates are not even looked at."""
    return any(
        _anew(clock, one.extension, due) != clock
        for _, clock in one.running
        if clock.is_provisional or not only_provisional
    )


def shift(clocks: tuple[ClockRun, ...], extension: str, due: Due) -> Shift | None:
    """All running clocks reckoned anew; None if neither a date nor a mark of one changes."""
    anew = tuple(_anew(clock, extension, due) if clock.is_running else clock for clock in clocks)
    if anew == clocks:
        return None
    return Shift(anew, tuple(pair for pair in zip(clocks, anew, strict=True) if pair[0].due_at != pair[1].due_at))


def reckon(ticket: Ticket, at: datetime, due: Due) -> Reckoned | None:
    """The ticket with all running clocks reckoned anew and a note of what moved; None if nothing did.

    Where only the mark of a provisional date falls, nothing is noted.
    """
    found = shift(ticket.clocks, ticket.extension, due)
    if found is None:
        return None
    if not found.moved:
        return Reckoned(replace(ticket, clocks=found.clocks))
    promise = next((pair for pair in found.moved if pair[0].key in PROMISED), None)
    actor, is_public = Actor(Role.SYSTEM), promise is not None
    step = Step(at, RECKONED, actor, ticket.status, found.note, found.facts, is_public=is_public)
    return Reckoned(ticket.with_step(step, clocks=found.clocks), promise)


def _anew(clock: ClockRun, extension: str, due: Due) -> ClockRun:
    """The clock with its date of today; the very same where neither the date nor its mark changes.

    A date that a notice has fixed stays fixed: a program that has not loaded the notice yet does not undo it.
    """
    deadline = due(clock.key, clock.started_at)
    why, is_provisional = deadline.reason, deadline.provisional
    if extension == "approved" and clock.key in PROMISED:
        deadline = due("extension", deadline.due_at)
        why, is_provisional = f"{why}\n{deadline.reason}", is_provisional or deadline.provisional
    is_same = deadline.due_at == clock.due_at and is_provisional == clock.is_provisional
    if is_same or (is_provisional and not clock.is_provisional):
        return clock
    return replace(clock, due_at=deadline.due_at, why=why, is_provisional=is_provisional)
