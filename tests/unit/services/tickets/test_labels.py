"""What corrections teach."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.tickets.life import Command
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, TicketType
from bot.domain.tickets.ticket import Actor, Person, Subject, Ticket
from bot.services.tickets.labels import Label, labels_of

AT = datetime(2026, 11, 23, tzinfo=UTC)
CLERK = Actor(Role.OPERATOR, "qian")
BEFORE = Ticket(
    "N", "C", TicketType.COMPLAINT, "灯", "灯坏了，电话13804341234", Subject("城乡建设", "市公安局", "茂林镇"), Person(),
    "web", "w", AT,
)  # fmt: skip


def test_each_field_that_changed_is_an_example() -> None:
    """On masked words, with who said so."""
    after = replace(
        BEFORE, type=TicketType.HELP, subject=replace(BEFORE.subject, department="市供电公司", is_urgent=True)
    )
    found = labels_of(BEFORE, after, Command(Move.CORRECT, CLERK, AT))
    assert found[0] == Label("N", "type", "complaint", "help", "灯坏了，电话[电话]", "qian", AT)
    assert [(label.field, label.was, label.became) for label in found[1:]] == [
        ("department", "市公安局", "市供电公司"),
        ("urgent", "no", "yes"),
    ]


def test_what_was_right_teaches_nothing() -> None:
    """Nor does a move that corrects nothing."""
    assert labels_of(BEFORE, BEFORE, Command(Move.DISPATCH, CLERK, AT)) == ()
    moved = replace(BEFORE, subject=replace(BEFORE.subject, department="市水利局"))
    assert labels_of(BEFORE, moved, Command(Move.NOTE, CLERK, AT)) == ()
