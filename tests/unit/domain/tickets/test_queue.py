"""Whose turn it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.tickets.outline import Outline, outline
from bot.domain.tickets.queue import QUEUE, Group, group_of, queue_order
from bot.domain.tickets.terms import Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, ClockRun, Person, Subject, Ticket

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUSING = Actor(Role.DEPARTMENT, "wu", "市住房和城乡建设局")
POLICE = Actor(Role.DEPARTMENT, "zhou", "市公安局")
OPERATOR, SUPERVISOR = Actor(Role.OPERATOR, "qian"), Actor(Role.SUPERVISOR, "sun")


def ticket(status: Status = Status.RECEIVED, due_in: float = 24, clock: str = "answer", **changes: object) -> Outline:
    """A ticket at a glance, of the housing bureau with one clock that runs out in so many hours."""
    whole = Ticket(
        "SL20261123-0001-X", "C", TicketType.COMPLAINT, "漏水", "漏水", Subject(department=HOUSING.department),
        Person(), "web", "w", NOW, status=status,
        clocks=(ClockRun(clock, NOW, NOW + timedelta(hours=due_in), ""),),
    )  # fmt: skip
    return outline(replace(whole, **changes))


@pytest.mark.parametrize(
    ("status", "reception", "department"),
    [
        (Status.RECEIVED, Group.TO_ACCEPT, None),
        (Status.NEEDS_MORE, None, None),
        (Status.ACCEPTED, Group.TO_DISPATCH, None),
        (Status.DISPATCHED, None, Group.TO_SIGN),
        (Status.IN_PROGRESS, None, Group.TO_ANSWER),
        (Status.RETURNED, Group.RETURNED, None),
        (Status.IN_REVIEW, Group.TO_REVIEW, None),
        (Status.ANSWERED, None, None),
        (Status.CLOSED, None, None),
        (Status.NOT_TAKEN, None, None),
        (Status.WITHDRAWN, None, None),
    ],
)
def test_each_status_is_somebodys_turn(status: Status, reception: Group | None, department: Group | None) -> None:
    """Reception and department never both; another department never."""
    assert group_of(ticket(status), OPERATOR, NOW) is reception
    assert group_of(ticket(status), HOUSING, NOW) is department
    assert group_of(ticket(status), POLICE, NOW) is None


@pytest.mark.parametrize(
    ("whole", "group"),
    [
        (ticket(Status.IN_PROGRESS, extension="asked"), Group.EXTENSION),
        (ticket(Status.IN_PROGRESS, due_in=-1, extension="asked"), Group.EXTENSION),
        (ticket(Status.IN_PROGRESS, extension="approved"), None),
        (ticket(Status.RETURNED, returns=1), None),
        (ticket(Status.RETURNED, returns=2), Group.SECOND_RETURN),
        (ticket(Status.RECEIVED, due_in=-1), Group.OVERDUE),
        (ticket(Status.IN_PROGRESS, due_in=-1), Group.OVERDUE),
        (ticket(Status.IN_PROGRESS), None),
    ],
)
def test_the_supervisor_decides_what_others_may_not(whole: Outline, group: Group | None) -> None:
    """What waits for a decision goes before what is only late."""
    assert group_of(whole, SUPERVISOR, NOW) is group


def test_a_second_return_is_no_longer_the_receptions() -> None:
    """They could not hand it over."""
    assert group_of(ticket(Status.RETURNED, returns=2), OPERATOR, NOW) is None


def test_a_bad_rating_is_called_back_whatever_the_status() -> None:
    """Also while the matter is being redone; the department goes on."""
    redone = ticket(Status.DISPATCHED, clock="call_back")
    assert group_of(redone, OPERATOR, NOW) is Group.TO_CALL_BACK
    assert group_of(redone, HOUSING, NOW) is Group.TO_SIGN


def test_a_merged_ticket_waits_for_its_lead() -> None:
    """It stands in no queue of its own."""
    merged = ticket(Status.RECEIVED, merged_into="SL20261123-0002-A")
    assert group_of(merged, OPERATOR, NOW) is None
    assert group_of(replace(merged, status=Status.DISPATCHED), HOUSING, NOW) is None


def test_every_role_of_staff_has_a_queue() -> None:
    """Citizens and clocks have none."""
    assert set(QUEUE) == set(Role) - {Role.CITIZEN, Role.SYSTEM}


def test_what_is_due_first_stands_on_top() -> None:
    """At the same moment what is urgent; what has no clock last."""
    urgent = Subject(is_urgent=True)
    late, soon, pressing = ticket(due_in=-5), ticket(due_in=5), ticket(due_in=5, subject=urgent)
    idle, later = ticket(clocks=()), ticket(due_in=50, subject=urgent)
    assert sorted((idle, later, soon, pressing, late), key=queue_order) == [late, pressing, soon, later, idle]
