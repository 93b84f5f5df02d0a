"""Reckons the dates of running clocks anew: a notice came out, a year is no longer provisional, a limit changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.clocks.reminding import Watched
from bot.domain.tickets.life import Due
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, ClockRun, Step, Ticket

RECKONED = "reckoned"
"""The move's name in the history: the system makes it, nobody else can."""
PROMISED = frozenset({"answer", "redo"})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A ticket whose dates moved; `promise` is the citizen's own date if that moved too."""

    ticket: Ticket
    promise: tuple[ClockRun, ClockRun] | None = None


def is_to_be_reckoned(ticket: Watched, due: Due, *, only_provisional: bool) -> bool:
    """Whether `reckon` would change the ticket; with `only_provisional` fixed dates are not even looked at."""
    return any(
        _anew(clock, ticket.extension, due) != clock
        for _, clock in ticket.running
        if clock.is_provisional or not only_provisional
    )


def reckon(ticket: Ticket, at: datetime, due: Due) -> Reckoned | None:
    """The ticket with all running clocks reckoned anew and a note of what moved; None if nothing did.

    Where only the mark of a provisional date falls, nothing is noted.
    """
    clocks = tuple(_anew(clock, ticket.extension, due) if clock.is_running else clock for clock in ticket.clocks)
    if clocks == ticket.clocks:
        return None
    moved = [pair for pair in zip(ticket.clocks, clocks, strict=True) if pair[0].due_at != pair[1].due_at]
    if not moved:
        return Reckoned(replace(ticket, clocks=clocks))
    promise = next((pair for pair in moved if pair[0].key in PROMISED), None)
    facts = {old.key: [old.due_at.isoformat(), new.due_at.isoformat()] for old, new in moved}
    note = "\n".join(new.why for _, new in moved)
    step = Step(at, RECKONED, Actor(Role.SYSTEM), ticket.status, note, {"moved": facts}, is_public=promise is not None)
    return Reckoned(ticket.with_step(step, clocks=clocks), promise)


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
