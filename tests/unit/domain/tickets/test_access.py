"""Who may see which ticket, and who may see whose it is."""

from dataclasses import replace

import pytest

from bot.domain.tickets.access import may_see, may_see_person
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Role, Status
from bot.domain.tickets.ticket import Actor, Ticket
from tests.unit.domain.tickets.ticket_life_samples import (
    CITIZEN,
    CLERK,
    OFFICER,
    OPERATOR,
    POLICE,
    REDO,
    SUPERVISOR,
    SYSTEM,
    anonymous,
    by,
    filed,
    moved,
    standing,
)

CONSTABLE = Actor(Role.DEPARTMENT, "wang", POLICE)
GIVEN_AWAY = moved(standing(Status.RETURNED), by(OFFICER, Move.DISPATCH, 6, department=POLICE))


@pytest.mark.parametrize("actor", [OFFICER, OPERATOR, SUPERVISOR, SYSTEM, Actor(Role.ADMINISTRATOR, "zhao")])
@pytest.mark.parametrize("status", Status)
def test_hotline_and_bureau_see_every_ticket(actor: Actor, status: Status) -> None:
    """They answer for all."""
    assert may_see(actor, standing(status))


@pytest.mark.parametrize(
    ("ticket", "actor", "is_seen"),
    [
        (filed(), CLERK, False),
        (standing(Status.ACCEPTED), CLERK, False),
        (standing(Status.NOT_TAKEN), CLERK, False),
        (standing(Status.DISPATCHED), CLERK, True),
        (standing(Status.IN_PROGRESS), CLERK, True),
        (standing(Status.CLOSED), CLERK, True),
        (moved(standing(Status.ANSWERED), REDO), CLERK, True),
        (standing(Status.RETURNED), CLERK, True),
        (standing(Status.RETURNED), CONSTABLE, False),
        (GIVEN_AWAY, CONSTABLE, True),
        (GIVEN_AWAY, CLERK, True),
        (standing(Status.IN_PROGRESS), CONSTABLE, False),
        (standing(Status.IN_PROGRESS), CITIZEN, False),
    ],
    ids=[
        "only-proposed",
        "accepted-not-yet-handed-over",
        "never-handed-over",
        "handed-over",
        "signed",
        "closed",
        "redone",
        "returned-its-own",
        "named-as-the-proper-unit",
        "handed-over-after-a-return",
        "once-had-it",
        "another-departments",
        "citizens-see-no-desk",
    ],
)
def test_a_department_sees_what_it_has_or_had(ticket: Ticket, actor: Actor, *, is_seen: bool) -> None:
    """Not what somebody thought of giving it."""
    assert may_see(actor, ticket) is is_seen


def confidential(ticket: Ticket) -> Ticket:
    """身份保密."""
    return replace(ticket, person=replace(ticket.person, privacy=Privacy.CONFIDENTIAL))


@pytest.mark.parametrize(
    ("ticket", "actor", "is_seen"),
    [
        (standing(Status.IN_PROGRESS), CLERK, True),
        (standing(Status.IN_PROGRESS), CONSTABLE, False),
        (standing(Status.IN_PROGRESS), OPERATOR, True),
        (confidential(standing(Status.IN_PROGRESS)), CLERK, False),
        (confidential(standing(Status.IN_PROGRESS)), OFFICER, True),
        (anonymous(standing(Status.IN_PROGRESS)), CLERK, False),
        (anonymous(standing(Status.IN_PROGRESS)), OFFICER, False),
    ],
)
def test_who_sees_whose_ticket_it_is(ticket: Ticket, actor: Actor, *, is_seen: bool) -> None:
    """A confidential name stays with bureau and hotline, an anonymous one with nobody."""
    assert may_see_person(actor, ticket) is is_seen
