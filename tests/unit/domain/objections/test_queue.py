"""Whose turn it is at an objection, and in which order."""

from dataclasses import replace

import pytest

from bot.domain.objections.objection import Objection
from bot.domain.objections.queue import OBJECTION_QUEUE, ObjectionGroup, group_of, queue_order
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.ticket import Actor
from tests.unit.domain.objections.objection_samples import (
    CLERK,
    HAND_OVER_TO_MARKET,
    MARK,
    MARKET_CLERK,
    NUMBER,
    OFFICER,
    OPERATOR,
    OTHER,
    POLICE,
    SEND_BACK,
    SUPERVISOR,
    after,
    filed,
    moved,
    standing,
)

S, G = ObjectionStatus, ObjectionGroup
HELD = standing(S.HANDED_OVER)
GROUPS: dict[str, tuple[Objection, Actor, ObjectionGroup | None]] = {
    "received": (filed(), OFFICER, G.TO_MARK),
    "own": (moved(filed(), MARK), OFFICER, G.TO_DECIDE),
    "of-a-department": (moved(filed(department=POLICE), MARK), OFFICER, G.TO_HAND_OVER),
    "at-the-department": (HELD, OFFICER, None),
    "sent-back": (moved(HELD, SEND_BACK), OFFICER, G.SENT_BACK),
    "verified": (standing(S.VERIFIED), OFFICER, G.TO_ACKNOWLEDGE),
    "decided": (standing(S.DECIDED), OFFICER, G.TO_TELL),
    "told": (standing(S.TOLD), OFFICER, None),
    "not-taken": (standing(S.NOT_TAKEN), OFFICER, None),
    "to-verify": (HELD, CLERK, G.TO_VERIFY),
    "not-hers": (HELD, MARKET_CLERK, None),
    "handed-on": (moved(HELD, HAND_OVER_TO_MARKET), CLERK, None),
    "proposed": (filed(department=POLICE), CLERK, None),
    "was-verified": (standing(S.VERIFIED), CLERK, None),
    "hotline": (filed(), OPERATOR, None),
    "in-time": (filed(), SUPERVISOR, None),
}


@pytest.mark.parametrize("name", GROUPS)
def test_an_objection_stands_where_it_is_somebodys_turn(name: str) -> None:
    """In one group of her queue, or in none."""
    objection, actor, group = GROUPS[name]
    assert group_of(objection, actor, after(1)) is group
    assert group is None or group in OBJECTION_QUEUE[actor.role]


def test_supervisors_see_what_is_late() -> None:
    """Whoever holds it."""
    assert group_of(HELD, SUPERVISOR, after(24 * 9)) is G.OVERDUE


def test_what_is_due_first_stands_first() -> None:
    """What waits for nothing stands last."""
    early, late = filed(), replace(standing(S.HANDED_OVER), number=OTHER)
    assert sorted([standing(S.TOLD), late, early], key=queue_order) == [early, late, standing(S.TOLD)]
    assert {queue_order(early)[2], queue_order(late)[2]} == {NUMBER, OTHER}


def test_every_group_has_its_word() -> None:
    """No value of the program's own on a page."""
    assert all(not group.label.isascii() for group in ObjectionGroup)
