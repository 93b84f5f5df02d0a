"""The figures of the assessment on every database: what the store counts, the domain counts too, ticket by ticket."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.adapters.store.database import Database
from bot.adapters.store.figure_store import SqlFigures
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.tickets.assessment import COUNTED, Dimension, Moment, Rate, Trait, has_trait, lines_by, total
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Change, TicketFilter
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
    cells = await SqlFigures(database).cells(some, (Trait.RECEIVED,), AT, "2026-09")
    assert {(cell.month, cell.department) for cell in cells} == {("2026-09", "市公安局")}
    expected = [one for one in lived if one.subject.department == "市公安局" and one.status in some.statuses]
    assert total(cells).of(Trait.RECEIVED) == len(expected)


async def test_a_list_for_a_file_is_read_in_its_order(tickets: SqlTickets, lived: list[Ticket]) -> None:
    """Newest first; the tickets come whole and in the order that was asked for, without those that are gone."""
    numbers = await tickets.numbers(TicketFilter(), 10)
    newest = sorted(lived, key=lambda one: (one.received_at, one.number), reverse=True)[:10]
    assert list(numbers) == [ticket.number for ticket in newest]
    found = await tickets.several([*reversed(numbers), "SL20200101-0001-X"])
    assert [ticket.number for ticket in found] == list(reversed(numbers))
    assert found[0].text == newest[-1].text


async def test_a_trait_needs_its_moment(tickets: SqlTickets) -> None:
    """A mistake in the program is said, not guessed around."""
    with pytest.raises(ValueError, match="moment"):
        await tickets.page(TicketFilter(traits=(Trait.ON_TIME,)), 0, 1)
