"""催办 and 督办 on every database: the reminder comes with the move, once, or with it not at all."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.store.database import Database
from bot.adapters.store.reminder_store import SqlReminders
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience
from bot.domain.tickets.life import Command
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks.ports import ReminderFilter
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.ports import Change, Notice, TicketChanged
from tests.contract.samples import NOON
from tests.unit.domain.tickets.ticket_life_samples import LIGHTS, NUMBER, OFFICER, SUPERVISOR, after, standing
from tests.unit.services.tickets.memory_tickets import FrozenClock, due

ROADS, BUREAU = Audience(Role.DEPARTMENT, LIGHTS), Audience(Role.OFFICER)
CHASE = Command(Move.CHASE, OFFICER, after(30))


class Silent:
    """Tells citizens nothing."""

    def about(self, _ticket: Ticket, _move: Move) -> Notice | None:
        """Never a word."""
        return None


@pytest.fixture
def desk(tickets: SqlTickets) -> TicketDesk:
    """Moves on the store."""
    return TicketDesk(tickets, due, Silent(), FrozenClock())  # type: ignore[arg-type]


async def sent(database: Database, audience: Audience) -> list[tuple[str, ReminderKind]]:
    """What these have at their bell, oldest first."""
    page = await SqlReminders(database).page(ReminderFilter(audience), 0, 50)
    return [(one.ticket, one.kind) for one in reversed(page.reminders)]


async def test_a_chase_reaches_the_department(database: Database, tickets: SqlTickets, desk: TicketDesk) -> None:
    """And a supervisor's word both department and hotline."""
    await tickets.save(Change((standing(Status.IN_PROGRESS),)), NOON)
    await desk.move(NUMBER, CHASE, version=1)
    assert await sent(database, ROADS) == [(NUMBER, ReminderKind.CHASED)]
    assert await sent(database, BUREAU) == []
    await desk.move(NUMBER, Command(Move.SUPERVISE, SUPERVISOR, after(31), note="快办"), version=2)
    assert await sent(database, ROADS) == [(NUMBER, ReminderKind.CHASED), (NUMBER, ReminderKind.SUPERVISED)]
    assert await sent(database, BUREAU) == [(NUMBER, ReminderKind.SUPERVISED)]


async def test_of_two_at_once_one_chases(database: Database, tickets: SqlTickets, desk: TicketDesk) -> None:
    """However many processes and clicks: one move, one reminder."""
    await tickets.save(Change((standing(Status.IN_PROGRESS),)), NOON)
    done = await asyncio.gather(*(desk.move(NUMBER, CHASE, version=1) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, TicketChanged) for one in done) == 3
    assert await sent(database, ROADS) == [(NUMBER, ReminderKind.CHASED)]


async def test_a_move_that_was_not_saved_reminds_nobody(
    database: Database, tickets: SqlTickets, desk: TicketDesk
) -> None:
    """All of a change, or nothing of it."""
    ticket = standing(Status.IN_PROGRESS)
    await tickets.save(Change((ticket,)), NOON)
    change = await desk.plan(replace(ticket, version=7), CHASE)
    assert change.reminders
    with pytest.raises(TicketChanged):
        await tickets.save(change, NOON)
    assert await sent(database, ROADS) == []
