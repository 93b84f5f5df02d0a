"""Whom a 催办 or 督办 of an objection reaches, wherever it stands, and how often a citizen may chase."""

import pytest

from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience
from bot.domain.objections.life import IllegalObjectionMove, move_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.objections.urging import urged_objection
from bot.domain.tickets.terms import Role
from tests.unit.domain.objections.objection_samples import (
    CITIZEN,
    NUMBER,
    OFFICER,
    POLICE,
    SUPERVISOR,
    by,
    moved,
    standing,
)
from tests.unit.services.tickets.memory_tickets import due

M, S = ObjectionMove, ObjectionStatus
BUREAU, THEIRS = Audience(Role.OFFICER), Audience(Role.DEPARTMENT, POLICE)
CHASED = {
    S.RECEIVED: ("mark_objection", BUREAU),
    S.MARKED: ("decide_own_data", BUREAU),
    S.HANDED_OVER: ("decide_department_data", THEIRS),
    S.VERIFIED: ("tell_objector", BUREAU),
    S.DECIDED: ("tell_objector", BUREAU),
}


@pytest.mark.parametrize("status", CHASED)
def test_a_chase_rings_whoever_holds_it(status: ObjectionStatus) -> None:
    """With the clock that is due first."""
    clock, audience = CHASED[status]
    asked = urged_objection(moved(standing(status), by(CITIZEN, M.CHASE, 60)))
    assert asked
    assert (asked.number, asked.clock.key, asked.reminder.kind) == (NUMBER, clock, ReminderKind.CHASED)
    assert asked.audiences == (audience,)


@pytest.mark.parametrize("status", CHASED)
def test_a_supervisor_is_heard_by_the_bureau_too(status: ObjectionStatus) -> None:
    """And by the department that has it; each once."""
    asked = urged_objection(moved(standing(status), by(SUPERVISOR, M.SUPERVISE, 60, note="快办")))
    assert asked
    assert asked.reminder.kind is ReminderKind.SUPERVISED
    assert asked.audiences == ((THEIRS, BUREAU) if status is S.HANDED_OVER else (BUREAU,))


@pytest.mark.parametrize("status", S)
def test_any_other_move_rings_nobody(status: ObjectionStatus) -> None:
    """However it came to stand there, and whatever is noted."""
    assert urged_objection(standing(status)) is None
    assert urged_objection(moved(standing(status), by(OFFICER, M.NOTE, 99, note="存档"))) is None


def test_a_citizen_chases_three_times_twenty_hours_apart() -> None:
    """Staff chase whenever somebody rings."""
    held = moved(standing(S.HANDED_OVER), by(CITIZEN, M.CHASE, 10))
    with pytest.raises(IllegalObjectionMove, match="chased_today"):
        move_objection(held, by(CITIZEN, M.CHASE, 29), due)
    held = moved(held, by(OFFICER, M.CHASE, 29), by(CITIZEN, M.CHASE, 30), by(CITIZEN, M.CHASE, 50))
    with pytest.raises(IllegalObjectionMove, match="chased_enough"):
        move_objection(held, by(CITIZEN, M.CHASE, 99), due)
