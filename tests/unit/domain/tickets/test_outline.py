"""A ticket at a glance says what its line must say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.tickets.moves import Move
from bot.domain.tickets.outline import outline
from bot.domain.tickets.terms import Rating, Status
from tests.unit.domain.tickets.ticket_life_samples import CITIZEN, SUPERVISOR, after, by, filed, moved, standing

PRESSED = moved(standing(Status.IN_PROGRESS), by(SUPERVISOR, Move.SUPERVISE, 24, note="请尽快"))
BAD = moved(standing(Status.ANSWERED), by(CITIZEN, Move.RATE, 23, rating=Rating.DISSATISFIED))


@pytest.mark.parametrize("status", list(Status))
def test_it_is_late_when_the_ticket_is(status: Status) -> None:
    """At every station, at every hour."""
    ticket = standing(status)
    for hours in (-1, 0, 25, 24 * 8, 24 * 400):
        assert outline(ticket).is_overdue(after(hours)) is ticket.is_overdue(after(hours))


def test_a_clock_that_runs_out_this_moment_is_not_late_yet() -> None:
    """A moment later it is."""
    ticket = filed()
    due = ticket.clocks[0].due_at
    assert not outline(ticket).is_overdue(due)
    assert outline(ticket).is_overdue(due + timedelta(microseconds=1))


def test_it_knows_what_stands_in_steps_and_clocks() -> None:
    """Who pressed for it, and whether somebody is to be called."""
    assert (outline(PRESSED).is_supervised, outline(PRESSED).waits_for_call_back) == (True, False)
    assert (outline(BAD).is_supervised, outline(BAD).waits_for_call_back) == (False, True)


def test_it_is_of_this_ticket() -> None:
    """With its fields, and those of its subject."""
    ticket = replace(
        PRESSED, chases=2, redos=1, returns=3, extension="asked", merged_into="SL20261123-0009-A", version=7
    )
    short = outline(ticket)
    for name in (
        "number",
        "type",
        "title",
        "status",
        "chases",
        "redos",
        "returns",
        "extension",
        "merged_into",
        "version",
    ):
        assert getattr(short, name) == getattr(ticket, name), name
    for name in ("category", "department", "district", "is_urgent"):
        assert getattr(short, name) == getattr(ticket.subject, name), name
