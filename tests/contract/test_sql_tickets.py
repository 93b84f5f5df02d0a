"""Tickets on every database: whole, sealed, in order, and never saved over somebody else's."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from sqlalchemy import select, text

from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlOutbox
from bot.adapters.store.ticket_schema import TicketRow
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.tickets.moves import Move
from bot.domain.tickets.number import is_ticket_number
from bot.domain.tickets.terms import Privacy, Status
from bot.domain.tickets.ticket import Person, Ticket
from bot.services.tickets.ports import Change, Notice, TicketChanged
from tests.contract.samples import NOON, said
from tests.contract.ticket_samples import RICH, coded, kept
from tests.unit.domain.tickets.ticket_life_samples import (
    CITIZEN,
    CLERK,
    NUMBER,
    OFFICER,
    OTHER,
    REDO,
    THIRD,
    after,
    anonymous,
    by,
    filed,
    moved,
    standing,
)

SAMPLES: dict[str, Ticket] = {status.value: standing(status) for status in Status} | {
    "rich": RICH,
    "anonymous": anonymous(filed()),
    "confidential": replace(filed(), person=Person("王小明", "043412345678", Privacy.CONFIDENTIAL)),
    "being-redone": moved(standing(Status.ANSWERED), REDO, by(CITIZEN, Move.EXPLAIN, 24, note="没来人")),
    "merged": moved(filed(), by(OFFICER, Move.MERGE, 1, into=OTHER)),
    "extended": moved(standing(Status.IN_PROGRESS), by(CLERK, Move.ASK_EXTENSION, 4, note="等配件")),
}


@pytest.mark.parametrize("name", SAMPLES)
async def test_a_ticket_comes_back_whole(tickets: SqlTickets, name: str) -> None:
    """Every field of it, compared as one; only the version counts on."""
    await kept(tickets, SAMPLES[name])
    assert await tickets.get(NUMBER) == replace(SAMPLES[name], version=1)


async def test_a_life_is_saved_move_by_move(tickets: SqlTickets) -> None:
    """Steps and clocks are appended, ends and new dates of clocks are kept."""
    await kept(tickets, filed())
    road = standing(Status.CLOSED)
    for count in range(1, len(road.steps)):
        stored = await tickets.get(NUMBER)
        assert stored
        part = replace(road, steps=road.steps[: count + 1], version=stored.version)
        await tickets.save(Change((part,)), NOON)
    assert await tickets.get(NUMBER) == replace(road, version=len(road.steps))


async def test_there_is_no_ticket_of_an_unknown_number(tickets: SqlTickets) -> None:
    """None, not an error."""
    assert await tickets.get(NUMBER) is None
    assert await tickets.by_query_code("ZZZZ2222") is None


async def test_of_two_who_save_the_second_is_refused(tickets: SqlTickets) -> None:
    """What the first one saved stays."""
    await kept(tickets, filed())
    read = await tickets.get(NUMBER)
    assert read
    first, second = moved(read, by(OFFICER, Move.ACCEPT, 1)), moved(read, by(OFFICER, Move.NOTE, 1, note="看"))
    await tickets.save(Change((first,)), NOON)
    with pytest.raises(TicketChanged, match=NUMBER):
        await tickets.save(Change((second,)), NOON)
    assert await tickets.get(NUMBER) == replace(first, version=2)


async def test_a_change_is_saved_as_a_whole_or_not_at_all(tickets: SqlTickets) -> None:
    """One old version among many holds back all of them."""
    await kept(tickets, filed(), coded(filed(OTHER), "BBBBBBBB"))
    fresh = replace(filed(), title="新", version=1)
    with pytest.raises(TicketChanged):
        await tickets.save(Change((fresh, replace(coded(filed(OTHER), "BBBBBBBB"), version=9))), NOON)
    assert await tickets.get(NUMBER) == replace(filed(), version=1)


async def test_two_at_once_save_one(tickets: SqlTickets) -> None:
    """Whoever is later hears of it."""
    await kept(tickets, filed())
    read = await tickets.get(NUMBER)
    assert read
    changes = [Change((moved(read, by(OFFICER, Move.NOTE, 1, note=f"第{one}个")),)) for one in range(5)]
    results = await asyncio.gather(*(tickets.save(change, NOON) for change in changes), return_exceptions=True)
    assert sum(result is None for result in results) == 1
    assert all(result is None or isinstance(result, TicketChanged) for result in results)
    after_all = await tickets.get(NUMBER)
    assert after_all
    assert (after_all.version, len(after_all.steps)) == (2, 2)


async def test_a_days_numbers_are_given_once_each(tickets: SqlTickets) -> None:
    """However many ask at once; another day begins anew."""
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    numbers = await asyncio.gather(*(tickets.next_number(monday) for _ in range(25)))
    assert [number.split("-")[1] for number in sorted(numbers)] == [f"{count:04d}" for count in range(1, 26)]
    assert all(is_ticket_number(number) for number in numbers)
    assert (await tickets.next_number(tuesday)).startswith("SL20261124-0001-")


async def test_what_a_citizen_wrote_and_who_she_is_lies_nowhere_in_plain(
    tickets: SqlTickets, database: Database
) -> None:
    """Not in any column of any table of tickets; telephone and query code are found by keyed hashes only."""
    ticket = moved(
        RICH,
        by(OFFICER, Move.ASK_MORE, 1, points=("东门那根灯杆",)),
        by(CITIZEN, Move.SUPPLEMENT, 2, note="我家在3号楼"),
    )
    await kept(tickets, replace(ticket, answer="已修好", rating_reason="态度差"))
    raw = ""
    async with database.statements() as connection:
        for table in ("ticket", "ticket_step", "ticket_clock"):
            raw += str((await connection.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - our own names
    for secret in (
        "王小明",
        "13812345678",
        "AB3D5FGH",
        "幸福小区",
        "昨晚十点",
        "路燈",
        "灯杆",
        "3号楼",
        "已修好",
        "态度差",
        "43.518",
        ".jpg",
    ):
        assert secret not in raw


async def test_a_telephone_finds_its_tickets_the_newest_first(tickets: SqlTickets, database: Database) -> None:
    """By a keyed hash; a ticket without one has none."""
    older, newer = filed(), coded(replace(filed(OTHER), received_at=after(5)), "BBBBBBBB")
    await kept(tickets, older, newer, coded(anonymous(filed(THIRD)), "CCCCCCCC"))
    assert [one.number for one in await tickets.of_phone("13812345678")] == [OTHER, NUMBER]
    assert [one.number for one in await tickets.of_phone("13812345678", limit=1)] == [OTHER]
    assert await tickets.of_phone("") == []
    async with database.statements() as connection:
        hashes = (await connection.execute(select(TicketRow.phone_hash).order_by(TicketRow.number))).scalars().all()
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[2] is None
    assert len(hashes[0] or "") == 64


async def test_a_query_code_finds_its_ticket(tickets: SqlTickets) -> None:
    """That one and no other."""
    await kept(tickets, filed(), coded(filed(OTHER), "BBBBBBBB"))
    found = await tickets.by_query_code("BBBBBBBB")
    assert found
    assert found.number == OTHER


async def test_a_conversation_finds_its_tickets_the_newest_first(tickets: SqlTickets) -> None:
    """At most so many, and only its own."""
    newer = coded(replace(filed(OTHER), received_at=after(5)), "BBBBBBBB")
    await kept(tickets, filed(), newer, coded(filed(THIRD, conversation="web:other"), "CCCCCCCC"))
    assert [one.number for one in await tickets.of_conversation("cli:1")] == [OTHER, NUMBER]
    assert [one.number for one in await tickets.of_conversation("cli:1", limit=1)] == [OTHER]


async def test_a_notice_is_queued_behind_the_newest_message(
    tickets: SqlTickets, messages: SqlMessageStore, outbox: SqlOutbox
) -> None:
    """Together with the ticket; a conversation that never wrote gets none."""
    await messages.put(said("1", "telegram:7", "telegram"), NOON)
    reply = Reply(Kind.STATUS, "受理了", (Button("查进度", f"ticket:{NUMBER}"),), {"number": NUMBER})
    notices = (Notice("telegram:7", "telegram", reply), Notice("telegram:8", "telegram", reply))
    await tickets.save(Change((filed(),), notices), NOON)
    due: Sequence[object] = [(one.conversation, one.reply) for one in await outbox.due("telegram", NOON, 10)]
    assert due == [("telegram:7", reply)]


async def test_a_refused_change_queues_no_notice(
    tickets: SqlTickets, messages: SqlMessageStore, outbox: SqlOutbox
) -> None:
    """Nobody is told what did not happen."""
    await messages.put(said("1", "telegram:7", "telegram"), NOON)
    with pytest.raises(TicketChanged):
        await tickets.save(
            Change((replace(filed(), version=3),), (Notice("telegram:7", "telegram", Reply(Kind.STATUS, "受理了")),)),
            NOON,
        )
    assert await outbox.due("telegram", NOON + timedelta(days=1), 10) == []


async def test_moments_come_back_in_utc(tickets: SqlTickets) -> None:
    """Whatever the database thinks of time zones."""
    await kept(tickets, standing(Status.ANSWERED))
    stored = await tickets.get(NUMBER)
    assert stored
    moments = [stored.received_at, *(step.at for step in stored.steps), *(clock.due_at for clock in stored.clocks)]
    assert {moment.tzinfo for moment in moments} == {UTC}
