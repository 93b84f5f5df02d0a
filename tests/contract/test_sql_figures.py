"""The figures of the assessment on every database: what the store counts, the domain counts too, ticket by ticket."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bot.adapters.store.database import Database
from bot.adapters.store.figure_store import SqlFigures
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.clocks.office_hours import china_day
from bot.domain.tickets.assessment import (
    COUNTED,
    UNWATCHED_CLOCKS,
    Dimension,
    Moment,
    Rate,
    Trait,
    has_trait,
    lines_by,
    total,
)
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Change, TicketFilter
from bot.services.tickets.supervision import Period
from tests.contract.random_tickets import random_tickets
from tests.unit.domain.clocks.clerk_days import working_time

FIRST = datetime(2026, 8, 20, tzinfo=UTC)
AT = Moment(FIRST + timedelta(days=60), FIRST + timedelta(days=62))
"""In the middle of it all: some clocks have run out, some have not begun."""


@pytest.fixture
async def lived(tickets: SqlTickets) -> list[Ticket]:
    """A hundred tickets in the store."""
    await tickets.save(Change(made()), FIRST)
    return list(made())


@cache
def made() -> tuple[Ticket, ...]:
    """The tickets, made once."""
    return tuple(random_tickets(100, FIRST, working_time()))


async def test_each_figure_opens_to_exactly_its_tickets(
    database: Database, tickets: SqlTickets, lived: list[Ticket]
) -> None:
    """Count, list, numbers and the domain's own word agree, for every trait."""
    cells = await SqlFigures(database).cells(TicketFilter(), tuple(Trait), AT)
    for trait in Trait:
        expected = {ticket.number for ticket in lived if has_trait(trait, ticket, AT)}
        which = TicketFilter(traits=(trait,), at=AT)
        page = await tickets.page(which, 0, 1000)
        assert {ticket.number for ticket in page.tickets} == expected, trait
        assert page.total == len(expected) == total(cells).of(trait), trait
        assert set(await tickets.numbers(which, 1000)) == expected, trait
        assert len(expected) > 0 or trait is Trait.EXTENDED, trait


async def test_each_line_opens_to_exactly_its_tickets(
    database: Database, tickets: SqlTickets, lived: list[Ticket]
) -> None:
    """By department, category and district; also the line of those of whom nothing is known."""
    cells = await SqlFigures(database).cells(TicketFilter(), COUNTED, AT)
    for dimension in (Dimension.DEPARTMENT, Dimension.CATEGORY, Dimension.DISTRICT):
        lines = lines_by(cells, dimension)
        received = Counter(getattr(ticket.subject, dimension.value) for ticket in lived)
        assert {line.name: line.of(Trait.RECEIVED) for line in lines} == received
        assert lines[-1].name == ""
        for line in lines:
            narrowed = {dimension.value: line.name} if line.name else {"blank": (dimension.value,)}
            which = TicketFilter(traits=(Trait.ON_TIME,), at=AT, **narrowed)  # type: ignore[arg-type]
            assert (await tickets.page(which, 0, 1)).total == line.of(Trait.ON_TIME)


async def test_rates_are_shares(database: Database, lived: list[Ticket]) -> None:
    """Whoever counts for the part counts for the whole."""
    line = total(await SqlFigures(database).cells(TicketFilter(), COUNTED, AT))
    for rate in Rate:
        percent = line.percent(rate)
        assert percent is not None
        assert 0 < percent < 100
        for ticket in lived:
            assert not has_trait(rate.part, ticket, AT) or has_trait(rate.whole, ticket, AT), (rate, ticket.number)
    assert line.of(Trait.ANSWER_DUE) == line.of(Trait.ON_TIME) + line.of(Trait.ANSWERED_LATE)


async def test_the_store_narrows_before_it_counts(database: Database, lived: list[Ticket]) -> None:
    """By the same filter as a list."""
    some = TicketFilter(department="市公安局", statuses=(Status.ANSWERED, Status.CLOSED))
    cells = await SqlFigures(database).cells(some, (Trait.RECEIVED,), AT)
    assert {(cell.month, cell.department) for cell in cells} == {("", "市公安局")}
    expected = [one for one in lived if one.subject.department == "市公安局" and one.status in some.statuses]
    assert total(cells).of(Trait.RECEIVED) == len(expected)


async def test_each_month_counts_what_it_received(database: Database, lived: list[Ticket]) -> None:
    """By days in China, whatever the month is called elsewhere."""
    period = Period(date(2026, 8, 1), date(2026, 12, 31))
    months = tuple(period.months())
    within = TicketFilter(received_from=period.starts_at, received_until=period.ends_at)
    cells = await SqlFigures(database).cells(within, (Trait.RECEIVED,), AT, months)
    expected = Counter(f"{china_day(ticket.received_at):%Y-%m}" for ticket in lived)
    assert {line.name: line.of(Trait.RECEIVED) for line in lines_by(cells, Dimension.MONTH)} == expected
    assert len(expected) > 2
    only = await SqlFigures(database).cells(
        replace(within, received_from=months[1].starts_at, received_until=months[1].ends_at),
        (Trait.RECEIVED,),
        AT,
        months[1:2],
    )
    assert total(only).of(Trait.RECEIVED) == expected["2026-09"]
    assert {cell.month for cell in only} == {"2026-09"}


async def test_those_that_are_due_first_stand_first(database: Database, lived: list[Ticket]) -> None:
    """By the clock that makes them late, or will; clocks that run out by themselves make nobody late."""
    figures = SqlFigures(database)
    for trait in (Trait.LATE_NOW, Trait.DUE_SOON):
        dues = {ticket.number: _due(ticket) for ticket in lived if has_trait(trait, ticket, AT)}
        expected = sorted(dues, key=lambda number: (dues[number], number))
        assert len(expected) > 1, trait
        assert list(await figures.due_first(trait, AT, 1000)) == expected
        assert list(await figures.due_first(trait, AT, 2)) == expected[:2]


def _due(ticket: Ticket) -> datetime:
    return min(clock.due_at for clock in ticket.clocks if clock.is_running and clock.key not in UNWATCHED_CLOCKS)


async def test_a_list_for_a_file_is_read_in_its_order(tickets: SqlTickets, lived: list[Ticket]) -> None:
    """Newest first; the tickets come whole and in the order that was asked for, without those that are gone."""
    numbers = await tickets.numbers(TicketFilter(), 10)
    newest = sorted(lived, key=lambda one: (one.received_at, one.number), reverse=True)[:10]
    assert list(numbers) == [ticket.number for ticket in newest]
    found = await tickets.several([*reversed(numbers), "SL20200101-0001-X"])
    assert [ticket.number for ticket in found] == list(reversed(numbers))
    assert found[0].text == newest[-1].text
    assert [step.move for step in found[0].steps] == [step.move for step in newest[-1].steps]
    assert not any(step.note for ticket in found for step in ticket.steps)


async def test_a_trait_needs_its_moment(tickets: SqlTickets) -> None:
    """A mistake in the program is said, not guessed around."""
    with pytest.raises(ValueError, match="moment"):
        await tickets.page(TicketFilter(traits=(Trait.ON_TIME,)), 0, 1)
