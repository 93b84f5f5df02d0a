"""Who may see which objection, and whose it is."""

from dataclasses import replace

import pytest

from bot.domain.objections.access import may_see, may_see_person
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Privacy, Role
from bot.domain.tickets.ticket import Actor, Person
from tests.unit.domain.objections.objection_samples import (
    CLERK,
    HAND_OVER_TO_MARKET,
    MARKET_CLERK,
    OFFICER,
    OPERATOR,
    POLICE,
    SUPERVISOR,
    SYSTEM,
    filed,
    moved,
    standing,
)

HELD = standing(ObjectionStatus.HANDED_OVER)
HANDED_ON = moved(HELD, HAND_OVER_TO_MARKET)
NOWHERE = Actor(Role.DEPARTMENT, "x", "")
SEEN: dict[str, tuple[Actor, Objection, bool]] = {
    "officer": (OFFICER, filed(), True),
    "supervisor": (SUPERVISOR, filed(), True),
    "administrator": (Actor(Role.ADMINISTRATOR, "root"), filed(), True),
    "system": (SYSTEM, filed(), True),
    "operator": (OPERATOR, filed(), False),
    "citizen": (Actor(Role.CITIZEN), filed(), False),
    "only-proposed": (CLERK, filed(department=POLICE), False),
    "has-it": (CLERK, HELD, True),
    "had-it": (CLERK, HANDED_ON, True),
    "got-it-later": (MARKET_CLERK, HANDED_ON, True),
    "not-yet": (MARKET_CLERK, HELD, False),
    "of-no-department": (NOWHERE, HELD, False),
    "told-long-ago": (CLERK, standing(ObjectionStatus.TOLD), True),
}


@pytest.mark.parametrize("name", SEEN)
def test_an_objection_is_seen_by_whom_it_concerns(name: str) -> None:
    """The bureau, and departments that have or had it; nobody at the hotline."""
    actor, objection, is_seen = SEEN[name]
    assert may_see(actor, objection) is is_seen


@pytest.mark.parametrize(
    ("privacy", "actor", "is_seen"),
    [
        (Privacy.NAMED, OFFICER, True),
        (Privacy.NAMED, CLERK, True),
        (Privacy.NAMED, MARKET_CLERK, False),
        (Privacy.CONFIDENTIAL, OFFICER, True),
        (Privacy.CONFIDENTIAL, CLERK, False),
        (Privacy.ANONYMOUS, OFFICER, False),
        (Privacy.ANONYMOUS, SYSTEM, False),
    ],
)
def test_who_objects_is_seen_by_fewer(privacy: Privacy, actor: Actor, *, is_seen: bool) -> None:
    """A confidential person by the bureau only, an anonymous one by nobody."""
    objection = replace(HELD, person=Person("王小明", "13812345678", privacy))
    assert may_see_person(actor, objection) is is_seen
