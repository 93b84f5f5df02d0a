"""Lists of tickets on every database: each filter, the order, pages, lines."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Status, TicketType
from bot.services.tickets.ports import Change, Order, TicketFilter
from tests.contract.samples import NOON
from tests.contract.ticket_samples import RICH, coded, kept
from tests.unit.domain.tickets.ticket_life_samples import (
    CITIZEN,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    POLICE,
    RECEIVED_AT,
    SUPERVISOR,
    THIRD,
    after,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.tickets.memory_tickets import MemoryTickets

MANY = (
    coded(filed(NUMBER), "AAAAAAAA"),
    coded(replace(standing(Status.IN_PROGRESS, filed(OTHER, title="下水堵了")), received_at=after(3)), "BBBBBBBB"),
    coded(
        replace(
            standing(Status.CLOSED, filed(THIRD, title="50%_折")),
            type=TicketType.HELP,
            subject=replace(RICH.subject, category="民生保障", department=POLICE, district="茂林镇"),
            received_at=after(-30),
        ),
        "CCCCCCCC",
    ),
    coded(
        replace(
            moved(filed("SL20261123-0004-E"), by(OFFICER, Move.MERGE, 1, into=NUMBER)),
            extension="asked",
            received_at=after(-3),
        ),
        "DDDDDDDD",
    ),
    coded(
        replace(
            moved(
                standing(Status.ANSWERED, filed("SL20261123-0005-G")),
                by(CITIZEN, Move.RATE, 23, rating=Rating.DISSATISFIED),
            ),
            received_at=after(-60),
        ),
        "EEEEEEEE",
    ),
)
FILTERS = {
    "all": TicketFilter(),
    "newest": TicketFilter(order=Order.NEWEST),
    "statuses": TicketFilter(statuses=(Status.RECEIVED, Status.CLOSED)),
    "types": TicketFilter(types=(TicketType.HELP,)),
    "category": TicketFilter(category="民生保障"),
    "department": TicketFilter(department=POLICE),
    "handed-to": TicketFilter(handed_to=LIGHTS),
    "handed-to-nobody": TicketFilter(handed_to=POLICE),
    "district": TicketFilter(district="茂林镇"),
    "urgent": TicketFilter(is_urgent=True),
    "not-urgent": TicketFilter(is_urgent=False),
    "overdue": TicketFilter(overdue_at=after(200)),
    "overdue-none": TicketFilter(overdue_at=after(1)),
    "due-before": TicketFilter(due_before=after(30)),
    "from": TicketFilter(received_from=RECEIVED_AT),
    "until": TicketFilter(received_until=RECEIVED_AT),
    "day": TicketFilter(received_from=after(-40), received_until=after(-2)),
    "number": TicketFilter(words="0002"),
    "title": TicketFilter(words="下水"),
    "percent-is-a-percent": TicketFilter(words="0%"),
    "underscore-is-an-underscore": TicketFilter(words="%_"),
    "no-such-words": TicketFilter(words="没有"),
    "merged-into": TicketFilter(merged_into=NUMBER),
    "extension": TicketFilter(extension="asked"),
    "running": TicketFilter(running="answer"),
    "running-none": TicketFilter(running="redo"),
    "several-at-once": TicketFilter(statuses=(Status.RECEIVED,), department=LIGHTS, order=Order.NEWEST),
}


@pytest.mark.parametrize("name", FILTERS)
async def test_each_filter_finds_what_the_store_in_memory_finds(tickets: SqlTickets, name: str) -> None:
    """The same tickets in the same order, and the same total."""
    memory = MemoryTickets()
    await kept(tickets, *MANY)
    for ticket in MANY:
        await memory.save(Change((ticket,)), NOON)
    expected = await memory.page(FILTERS[name], 0, 50)
    assert await tickets.page(FILTERS[name], 0, 50) == expected
    assert await tickets.outlines(FILTERS[name], 0, 50) == await memory.outlines(FILTERS[name], 0, 50)
    assert await tickets.numbers(FILTERS[name], 3) == await memory.numbers(FILTERS[name], 3)


def test_the_filters_tell_something() -> None:
    """The samples differ in each thing that is filtered by."""
    found = {name: asyncio.run(_found(which)) for name, which in FILTERS.items()}
    assert [name for name, count in found.items() if count == 0] == [
        "handed-to-nobody",
        "overdue-none",
        "no-such-words",
        "running-none",
    ]
    assert sum(count == len(MANY) for count in found.values()) == 2


async def _found(which: TicketFilter) -> int:
    memory = MemoryTickets()
    for ticket in MANY:
        await memory.save(Change((ticket,)), NOON)
    return (await memory.page(which, 0, 50)).total


async def test_pages_follow_one_another(tickets: SqlTickets) -> None:
    """Due first; what has no clock comes last; each page knows the whole number."""
    await kept(tickets, *MANY)
    first, second = await tickets.page(TicketFilter(), 0, 3), await tickets.page(TicketFilter(), 3, 3)
    dues = [one.main_clock.due_at if one.main_clock else None for one in (*first.tickets, *second.tickets)]
    assert (len(first.tickets), len(second.tickets), first.total, second.total) == (3, 2, 5, 5)
    assert dues[-1] is None
    assert dues[:-1] == sorted(due for due in dues if due)


async def test_a_line_tells_who_pressed_and_who_is_to_be_called(tickets: SqlTickets) -> None:
    """The two marks that stand in steps and clocks, each at its own ticket only."""
    pressed = coded(
        moved(standing(Status.IN_PROGRESS, filed(OTHER)), by(SUPERVISOR, Move.SUPERVISE, 24, note="请尽快")), "FFFFFFFF"
    )
    bad = moved(standing(Status.ANSWERED, filed(THIRD)), by(CITIZEN, Move.RATE, 23, rating=Rating.DISSATISFIED))
    await kept(tickets, coded(filed(NUMBER), "AAAAAAAA"), pressed, coded(bad, "GGGGGGGG"))
    lines = {one.number: one for one in (await tickets.outlines(TicketFilter(), 0, 10)).tickets}
    assert {number for number, line in lines.items() if line.is_supervised} == {OTHER}
    assert {number for number, line in lines.items() if line.waits_for_call_back} == {THIRD}
