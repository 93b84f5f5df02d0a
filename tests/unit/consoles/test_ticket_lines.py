"""What a line of the queue shows of a ticket."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.consoles.tickets.lines import Line
from bot.domain.clocks.time_left import Press, TimeLeft
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outline import outline
from bot.domain.tickets.terms import Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Person, Step, Subject, Ticket

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
TICKET = Ticket(
    "SL20261123-0001-X", "C", type=TicketType.COMPLAINT, title="路灯", text="路灯坏了", subject=Subject(),
    person=Person(), channel="web", conversation="w", received_at=NOON,
)  # fmt: skip


@pytest.mark.parametrize(
    ("status", "marked"),
    [(Status.DISPATCHED, True), (Status.IN_REVIEW, True), (Status.ANSWERED, False), (Status.CLOSED, False)],
)
def test_a_supervised_ticket_is_marked_until_it_is_answered(status: Status, *, marked: bool) -> None:
    """The mark calls for haste; once the citizen has her answer it calls for nothing."""
    step = Step(NOON, Move.SUPERVISE.value, Actor(Role.SUPERVISOR), Status.DISPATCHED)
    ticket = replace(TICKET, status=status, steps=(step,))
    assert Line(outline(ticket), ticket.title, TimeLeft("", Press.CALM), None).is_supervised is marked
    assert not Line(outline(replace(ticket, steps=())), "", TimeLeft("", Press.CALM), None).is_supervised
