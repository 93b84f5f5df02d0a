"""What the clock worker keeps, on every database: each reminder once, who has read how far, signs of life."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.database import Database
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.reminder_store import FORGOTTEN_AFTER, SqlHeartbeats, SqlReminders
from bot.adapters.store.staff_store import SqlStaff
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience, Due, Matter, due_reminders, watched
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.objections.watching import watched_objection
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks.ports import ReminderFilter, SentReminder
from bot.services.objections.ports import ObjectionChange
from bot.services.staff.accounts import COMMAND_LINE
from bot.services.tickets.ports import Change, Staff
from tests.contract.conftest import opened
from tests.contract.samples import NOON, later, utc
from tests.contract.staff_stores import HandClock, quick_room
from tests.contract.stores import ticket_store
from tests.unit.domain.clocks.clerk_days import moment, working_time
from tests.unit.domain.clocks.clock_walk import CLERK, LIGHTS, OFFICER, Walk, received
from tests.unit.domain.objections.objection_samples import standing
from tests.unit.domain.tickets.ticket_life_samples import NUMBER, OTHER, THIRD

BUREAU, CHIEFS = Audience(Role.OFFICER), Audience(Role.SUPERVISOR)
LATE, DUE_TODAY = "2026-11-24 Tue 09:00", "2026-11-23 Mon 09:00"


@pytest.fixture
def reminders(database: Database) -> SqlReminders:
    """What was sent."""
    return SqlReminders(database)


def due_at(at: str, *tickets: Ticket) -> list[Due]:
    """The reminders of these tickets then."""
    return [one for ticket in tickets for one in due_reminders(watched(ticket), moment(at), working_time())]


async def filed(tickets: SqlTickets, number: str = NUMBER) -> Ticket:
    """A demand that nobody accepts, in the store."""
    ticket = received("2026-11-20 Fri 10:00", number=number, query_code=number)
    await tickets.save(Change((ticket,)), NOON)
    return ticket


async def test_a_reminder_is_kept_as_it_was_sent(tickets: SqlTickets, reminders: SqlReminders) -> None:
    """Each field comes back; those for the supervisors are rows of their own."""
    ticket = await filed(tickets)
    assert await reminders.send(due_at(LATE, ticket), NOON) == 2
    (told,) = (await reminders.page(ReminderFilter(BUREAU), 0, 10)).reminders
    assert told == SentReminder(
        number=told.number,
        ticket=NUMBER,
        title=ticket.title,
        kind=ReminderKind.OVERDUE,
        clock="accept",
        audience=BUREAU,
        due_at=ticket.clocks[0].due_at,
        sent_at=utc(NOON),
    )
    (other,) = (await reminders.page(ReminderFilter(CHIEFS), 0, 10)).reminders
    assert other == replace(told, number=other.number, audience=CHIEFS)


async def test_a_reminder_is_sent_once(tickets: SqlTickets, reminders: SqlReminders) -> None:
    """Also where some of a batch are new."""
    ticket = await filed(tickets)
    today = due_at(DUE_TODAY, ticket)
    assert await reminders.send(today, NOON) == 1
    assert await reminders.send(today, NOON) == 0
    assert await reminders.send([*today, *due_at(LATE, ticket)], NOON) == 2


async def test_of_two_workers_at_once_one_sends(
    database: Database, tickets: SqlTickets, reminders: SqlReminders
) -> None:
    """Two programs on one database, at the same moment, many times: nothing twice, nothing lost."""
    numbers = [f"SL20261120-{number:04d}-A" for number in range(40)]
    due = due_at(LATE, *[await filed(tickets, number) for number in numbers])
    async with opened(database.url.render_as_string(hide_password=False)) as second:
        other = SqlReminders(second)
        batches = [due[start : start + 10] for start in range(0, len(due), 10)]
        sent = await asyncio.gather(*(one.send(batch, NOON) for batch in batches for one in (reminders, other)))
    assert sum(sent) == len(due) * 2
    assert (await reminders.page(ReminderFilter(BUREAU), 0, 1)).total == len(due)


async def test_a_list_is_newest_first_and_in_pages(tickets: SqlTickets, reminders: SqlReminders) -> None:
    """With the number of all."""
    for number in (NUMBER, OTHER, THIRD):
        await reminders.send(due_at(DUE_TODAY, await filed(tickets, number)), NOON)
    first = await reminders.page(ReminderFilter(BUREAU), 0, 2)
    rest = await reminders.page(ReminderFilter(BUREAU), 2, 2)
    assert [one.ticket for one in (*first.reminders, *rest.reminders)] == [THIRD, OTHER, NUMBER]
    assert (first.total, rest.total) == (3, 3)
    assert await reminders.newest(ReminderFilter(BUREAU)) == first.reminders[0].number
    assert await reminders.newest(ReminderFilter(Audience(Role.DEPARTMENT, LIGHTS))) == 0


async def test_each_filter_narrows(tickets: SqlTickets, reminders: SqlReminders) -> None:
    """By audience, kind, day and number."""
    walk = Walk(await filed(tickets))
    await reminders.send(due_at(DUE_TODAY, walk.ticket), NOON)
    await reminders.send(due_at(LATE, walk.ticket), later(3600))
    walk.move("2026-11-24 Tue 10:00", Move.ACCEPT, OFFICER)
    walk.move("2026-11-24 Tue 10:10", Move.DISPATCH, OFFICER, department=LIGHTS)
    walk.move("2026-11-24 Tue 10:20", Move.SIGN, CLERK)
    await reminders.send(due_at("2026-11-27 Fri 09:00", walk.ticket), later(7200))

    async def count(which: ReminderFilter) -> int:
        page = await reminders.page(which, 0, 10)
        assert len(page.reminders) == page.total
        return page.total

    first = await reminders.newest(ReminderFilter(kind=ReminderKind.DUE_TODAY))
    kinds = await reminders.counts(ReminderFilter())
    assert kinds == {kind: await count(ReminderFilter(kind=kind)) for kind in kinds}
    assert (sum(kinds.values()), kinds[ReminderKind.OVERDUE], len(kinds)) == (4, 2, 3)
    assert await reminders.counts(ReminderFilter(sent_from=later(7201))) == {}
    assert await count(ReminderFilter()) == 4
    assert await count(ReminderFilter(Audience(Role.DEPARTMENT, LIGHTS))) == 1
    assert await count(ReminderFilter(kind=ReminderKind.OVERDUE)) == 2
    assert await count(ReminderFilter(kind=ReminderKind.OVERDUE, audience=CHIEFS)) == 1
    assert await count(ReminderFilter(sent_from=later(3600))) == 3
    assert await count(ReminderFilter(sent_until=later(3600))) == 1
    assert await count(ReminderFilter(after=first)) == 3


async def test_everybody_has_read_her_own_part(
    database: Database, tickets: SqlTickets, reminders: SqlReminders
) -> None:
    """A page that was opened earlier and comes later takes nothing back."""
    room = quick_room(database, HandClock())
    await room.accounts.add(Staff("sun", "孙督办", Role.SUPERVISOR), COMMAND_LINE)
    assert isinstance(room.staff, SqlStaff)
    assert await reminders.seen("sun") == 0
    for number, seen in ((5, 5), (9, 9), (7, 9)):
        await reminders.mark_seen("sun", number)
        assert await reminders.seen("sun") == seen
    assert await reminders.seen("li") == 0


async def test_a_sign_of_life_is_kept(database: Database) -> None:
    """The newest of all workers, to the microsecond."""
    beats = SqlHeartbeats(database)
    assert await beats.newest() is None
    await beats.beat("a", later(5))
    await beats.beat("b", later(3))
    assert await beats.newest() == utc(later(5))
    await beats.beat("b", later(9))
    assert await beats.newest() == utc(later(9))


async def test_workers_of_long_ago_are_forgotten(database: Database) -> None:
    """Each start has a name of its own; the table does not grow with them."""
    beats = SqlHeartbeats(database)
    for start in range(5):
        await beats.beat(f"desk:{start}", NOON)
    await beats.beat("desk:9", NOON + FORGOTTEN_AFTER + timedelta(seconds=1))
    async with database.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT name FROM heartbeat")).scalars().all()
    assert rows == ["desk:9"]


async def test_running_clocks_are_read_as_they_are(database: Database, tickets: SqlTickets) -> None:
    """The same as the whole ticket shows, in pages by number; a ticket without a running clock is not there."""
    walk = Walk(await filed(tickets))
    walk.move("2026-11-24 Tue 10:00", Move.ACCEPT, OFFICER)
    walk.move("2026-11-24 Tue 10:10", Move.DISPATCH, OFFICER, department=LIGHTS)
    await tickets.save(Change((replace(walk.ticket, version=1),)), NOON)
    await filed(tickets, OTHER)
    third = await filed(tickets, THIRD)
    over = tuple(replace(clock, ended_at=NOON) for clock in third.clocks)
    await tickets.save(Change((replace(third, version=1, clocks=over),)), NOON)
    stored = [await tickets.get(number) for number in (NUMBER, OTHER)]
    watch = SqlWatch(database)
    assert await watch.running("", 10) == [watched(ticket) for ticket in stored if ticket]
    assert [one.number for one in await watch.running("", 1)] == [NUMBER]
    assert [one.number for one in await watch.running(NUMBER, 1)] == [OTHER]
    assert await watch.running(OTHER, 1) == []


async def test_two_workers_move_a_ticket_once(database: Database, cipher: FernetCipher, tickets: SqlTickets) -> None:
    """The silence of a ticket ends once: the second save is refused."""
    ticket = await filed(tickets)
    async with opened(database.url.render_as_string(hide_password=False)) as second:
        other = ticket_store(second, cipher)
        moved = replace(ticket, version=1, chases=1)
        results = await asyncio.gather(
            *(one.save(Change((moved,)), NOON) for one in (tickets, other)), return_exceptions=True
        )
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "TicketChanged"]


async def test_objections_are_watched_beside_tickets(
    database: Database, tickets: SqlTickets, objections: SqlObjections, reminders: SqlReminders
) -> None:
    """In one order by number; reminders of both stand in one list, with their titles."""
    await filed(tickets, NUMBER)
    await filed(tickets, THIRD)
    held = replace(standing(ObjectionStatus.HANDED_OVER), number=OTHER)
    await objections.save(ObjectionChange(held), NOON)
    watch = SqlWatch(database)
    found = await watch.running("", 10)
    assert [(one.number, one.matter) for one in found] == [
        (NUMBER, Matter.TICKET),
        (OTHER, Matter.OBJECTION),
        (THIRD, Matter.TICKET),
    ]
    stored = await objections.get(OTHER)
    assert stored
    assert found[1] == watched_objection(stored)
    assert [one.number for one in await watch.running("", 2)] == [NUMBER, OTHER]
    assert [one.number for one in await watch.running(OTHER, 2)] == [THIRD]
    due = due_reminders(found[1], moment("2026-12-01 Tue 09:00"), working_time())
    assert await reminders.send(due, NOON) == 2
    page = await reminders.page(ReminderFilter(), 0, 10)
    assert {(one.ticket, one.title, one.clock, one.matter) for one in page.reminders} == {
        (OTHER, held.title, "decide_department_data", Matter.OBJECTION)
    }
