"""Whom a 催办 or 督办 reaches, wherever the ticket is."""

from dataclasses import replace

import pytest

from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience
from bot.domain.clocks.urging import urged
from bot.domain.tickets.life import Command
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Ticket
from tests.unit.domain.tickets.ticket_life_samples import (
    CITIZEN,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    REDO,
    SUPERVISOR,
    by,
    filed,
    moved,
    standing,
)

BUREAU, CHIEFS, ROADS = Audience(Role.OFFICER), Audience(Role.SUPERVISOR), Audience(Role.DEPARTMENT, LIGHTS)
CHASE = by(CITIZEN, Move.CHASE, 30)
SUPERVISE = by(SUPERVISOR, Move.SUPERVISE, 30, note="请两天内修好")
CHASED = {
    Status.RECEIVED: ("accept", BUREAU),
    Status.ACCEPTED: ("answer", BUREAU),
    Status.DISPATCHED: ("answer", ROADS),
    Status.IN_PROGRESS: ("answer", ROADS),
    Status.RETURNED: ("answer", BUREAU),
    Status.IN_REVIEW: ("answer", BUREAU),
}
SUPERVISED = {
    Status.ACCEPTED: (BUREAU,),
    Status.DISPATCHED: (ROADS, BUREAU),
    Status.IN_PROGRESS: (ROADS, BUREAU),
    Status.RETURNED: (BUREAU,),
    Status.IN_REVIEW: (BUREAU,),
}


@pytest.mark.parametrize("status", CHASED)
def test_a_chase_reaches_whoever_holds_the_ticket(status: Status) -> None:
    """Once, and tells of the date that the citizen waits for."""
    ticket = moved(standing(status), CHASE)
    told = urged(ticket)
    assert told is not None
    clock, audience = CHASED[status]
    assert (told.number, told.reminder.kind, told.reminder.at) == (NUMBER, ReminderKind.CHASED, CHASE.at)
    assert (told.clock.key, told.audiences) == (clock, (audience,))


@pytest.mark.parametrize("status", SUPERVISED)
def test_a_supervisors_word_reaches_department_and_hotline(status: Status) -> None:
    """And never comes back to the supervisors."""
    told = urged(moved(standing(status), SUPERVISE))
    assert told is not None
    assert (told.reminder.kind, told.audiences) == (ReminderKind.SUPERVISED, SUPERVISED[status])


def test_after_a_second_return_a_chase_is_for_the_supervisors() -> None:
    """Nobody else can hand the ticket over again."""
    stuck = replace(standing(Status.RETURNED), returns=2)
    chased, supervised = urged(moved(stuck, CHASE)), urged(moved(stuck, SUPERVISE))
    assert chased is not None
    assert supervised is not None
    assert chased.audiences == (CHIEFS,)
    assert supervised.audiences == (BUREAU,)


def test_a_redone_ticket_is_chased_at_its_department_not_at_the_hotline() -> None:
    """To call back is the hotline's, to put right the department's."""
    redone = moved(standing(Status.ANSWERED), REDO)
    told = urged(moved(redone, CHASE))
    assert told is not None
    assert (told.clock.key, told.audiences) == ("redo", (ROADS,))


def test_a_merged_ticket_urges_the_one_that_is_handled() -> None:
    """Its holder sees no other; two members that are chased on one day are two reminders."""
    lead = standing(Status.IN_PROGRESS)
    joined = by(OFFICER, Move.MERGE, 4, into=NUMBER)
    member = moved(standing(Status.ACCEPTED, filed(OTHER)), joined, CHASE)
    told, own = urged(member, lead), urged(moved(lead, CHASE))
    assert told is not None
    assert own is not None
    assert (told.number, told.asked_by, told.audiences) == (NUMBER, OTHER, (ROADS,))
    assert told.key(ROADS).startswith(OTHER)
    assert own.key(ROADS).startswith(NUMBER)


def test_each_chase_has_a_key_of_its_own() -> None:
    """The hotline may chase twice on a day: two steps, two reminders; the same step is the same reminder."""
    once = moved(standing(Status.IN_PROGRESS), by(OFFICER, Move.CHASE, 30))
    twice = moved(once, by(OFFICER, Move.CHASE, 30))
    keys = [told.key(ROADS) for ticket in (once, once, twice) if (told := urged(ticket))]
    assert keys[0] == keys[1] != keys[2]
    assert all(len(key) < 160 for key in keys)


@pytest.mark.parametrize(
    "ticket",
    [
        filed(),
        standing(Status.IN_PROGRESS),
        moved(standing(Status.IN_PROGRESS), CHASE, by(OFFICER, Move.NOTE, 31, note="记")),
    ],
    ids=["filed", "signed", "something-after-the-chase"],
)
def test_nothing_else_reminds_at_once(ticket: Ticket) -> None:
    """Only the last step counts: what came before was told when it came."""
    assert urged(ticket) is None


def test_a_chase_is_told_at_night_too() -> None:
    """It waits at the bell until somebody comes."""
    night = Command(Move.CHASE, CITIZEN, CHASE.at.replace(hour=19))
    assert urged(moved(standing(Status.IN_PROGRESS), night)) is not None
