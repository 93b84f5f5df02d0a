"""Labelled examples and the stream of steps, on every database."""

from dataclasses import replace

import pytest

from bot.adapters.store.database import Database
from bot.adapters.store.label_store import SqlLabels, SqlStepFeed
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.tickets.terms import Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Person, Step, Subject, Ticket
from bot.services.tickets.labels import Label
from bot.services.tickets.ports import Change, TicketFilter
from tests.contract.samples import NOON, later, utc

CITIZEN, CLERK = Actor(Role.CITIZEN), Actor(Role.OPERATOR, "qian")


def a_ticket(number: str) -> Ticket:
    """A new demand."""
    filed = Step(NOON, "file", CITIZEN, Status.RECEIVED)
    return Ticket(
        number, number, TicketType.HELP, "路灯不亮", "路灯不亮", Subject(department="市公安局"), Person(), "web", "w",
        utc(NOON), steps=(filed,),
    )  # fmt: skip


async def put(tickets: SqlTickets, ticket: Ticket) -> Ticket:
    """Store it; as it is kept then."""
    await tickets.save(Change((ticket,)), NOON)
    kept = await tickets.get(ticket.number)
    assert kept is not None
    return kept


@pytest.fixture
def labels(database: Database) -> SqlLabels:
    """The labels."""
    return SqlLabels(database)


@pytest.fixture
def feed(database: Database) -> SqlStepFeed:
    """The stream."""
    return SqlStepFeed(database)


async def test_labels_come_back_as_they_were_put(labels: SqlLabels, tickets: SqlTickets) -> None:
    """The newest first, so many as are asked for."""
    await put(tickets, a_ticket("A"))
    one = Label("A", "department", "", "通信运营企业", "灯坏了[电话]𠮷", "qian", utc(NOON))
    two = replace(one, field="urgent", was="no", became="yes", at=utc(later(5)))
    await labels.add([one])
    await labels.add([])
    await labels.add([two])
    assert list(await labels.newest(5)) == [two, one]
    assert list(await labels.newest(1)) == [two]


async def test_the_stream_tells_every_step_in_order(feed: SqlStepFeed, tickets: SqlTickets) -> None:
    """From any point on; nothing where nothing happened."""
    assert (await feed.newest(), list(await feed.after(0, 10))) == (0, [])
    first = await put(tickets, a_ticket("A"))
    await put(tickets, a_ticket("B"))
    await put(tickets, first.with_step(Step(later(1), "note", CLERK, Status.RECEIVED, "看看")))
    told = list(await feed.after(0, 10))
    assert [number for _, number in told] == ["A", "B", "A"]
    assert await feed.newest() == told[-1][0]
    assert list(await feed.after(told[0][0], 1)) == [told[1]]


async def test_a_department_is_shown_what_it_has_or_had(tickets: SqlTickets) -> None:
    """By the steps that handed it over; what was only proposed or named is not shown."""
    handed = Step(later(1), "dispatch", CLERK, Status.DISPATCHED, facts={"from": "", "department": "市公安局"})
    named = Step(later(2), "return", CLERK, Status.RETURNED, facts={"from": "市公安局", "department": "市水利局"})
    await put(tickets, a_ticket("A"))
    await put(tickets, a_ticket("B").with_step(handed).with_step(named))
    for department, numbers in {"市公安局": ["B"], "市水利局": [], "": ["A", "B"]}.items():
        page = await tickets.page(TicketFilter(handed_to=department), 0, 10)
        assert sorted(ticket.number for ticket in page.tickets) == numbers
        assert page.total == len(numbers)


async def test_requests_for_more_time_are_found(tickets: SqlTickets) -> None:
    """By their state."""
    await put(tickets, replace(a_ticket("A"), extension="asked"))
    await put(tickets, replace(a_ticket("B"), extension="refused"))
    page = await tickets.page(TicketFilter(extension="asked"), 0, 10)
    assert [ticket.number for ticket in page.tickets] == ["A"]
