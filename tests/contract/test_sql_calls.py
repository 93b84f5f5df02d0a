"""Calls, their work orders, picks, gaps and learned examples, on SQLite and PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.call_learned_store import SqlLearned
from bot.adapters.store.call_pick_store import SqlKnowledgeGaps, SqlPicks
from bot.adapters.store.call_store import SqlCallOrders, SqlCalls
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.calls.call import Call
from bot.domain.calls.order_form import OrderForm
from bot.domain.calls.pick import Pick, Shown
from bot.domain.calls.terms import CallOutcome, GapDecision, GapSource
from bot.domain.calls.unfinished import NOTHING, Unfinished
from bot.domain.staff.audit_trail import Head
from bot.services.calls.ports import AlreadyLearned, CallChanged, FormTaken, Learned, Settled
from bot.services.tickets.ports import Change
from tests.contract.samples import NOON, utc
from tests.contract.staff_stores import HASHER, HandClock
from tests.contract.test_sql_labels import a_ticket

AT = utc(NOON)
SAID = "我是李桂兰，电话13804341234，路灯坏了"
CALL = Call("c" * 32, "operator", opened_at=AT, changed_at=AT, text=SAID, caller="13804341234")
SHOWN = (Shown("SL-GA-003", "fee", 0.75), Shown("SL-GA-004", "overview", 0.5))
PICK = Pick("1" * 32, CALL.id, "operator", "补证多少钱", SHOWN, "SL-GA-003", "fee", 1, AT)


@pytest.fixture
def calls(database: Database, cipher: FernetCipher) -> SqlCalls:
    """Calls."""
    return SqlCalls(database, cipher, HASHER)


def trail(database: Database) -> SqlAudit:
    """The audit trail beside them."""
    return SqlAudit(database, HASHER, HandClock())


async def deeds(database: Database) -> list[tuple[str, str, str]]:
    """Who did what to what, the oldest first; the chain holds."""
    audit = trail(database)
    assert isinstance(await audit.verify(), Head)
    return [(one.deed.actor, one.deed.action, one.deed.object) for one in reversed(await audit.newest(20))]


async def test_an_open_call_is_found_again_word_for_word(calls: SqlCalls) -> None:
    """Also by a program that was started anew."""
    saved = await calls.save(CALL)
    assert saved == replace(CALL, version=1)
    assert await calls.get(CALL.id) == saved
    assert list(await calls.open_of("operator")) == [saved]
    assert list(await calls.open_of("somebody")) == []


async def test_the_database_shows_neither_number_nor_words(calls: SqlCalls, database: Database) -> None:
    """Whoever reads the table finds only masked text, a keyed hash and sealed columns."""
    await calls.save(CALL)
    async with database.statements() as connection:
        row = (await connection.execute(text("SELECT * FROM phone_call"))).one()
    assert "13804341234" not in repr(row)
    assert row.caller_hash == HASHER.hash("13804341234")


async def test_what_was_begun_is_found_again_sealed_and_ends_with_the_call(calls: SqlCalls, database: Database) -> None:
    """A half-typed number, a work order and the wrap-up come back whole; nobody reads them in the table."""
    order = OrderForm("f" * 32, matter="路灯坏了", name="李桂兰", phone="1380434", is_urgent=True, privacy="sealed")
    begun = replace(CALL, caller="", unfinished=Unfinished("1380434", order, "handed", "转住建局李桂兰"))
    saved = await calls.save(begun)
    assert saved == replace(begun, version=1) == await calls.get(CALL.id)
    async with database.statements() as connection:
        row = (await connection.execute(text("SELECT * FROM phone_call"))).one()
    assert not [word for word in ("李桂兰", "1380434", "住建局") if word in repr(row).replace("我是李桂兰", "")]
    over = await calls.save(saved.wrapped_up(CallOutcome.ANSWERED, "", AT))
    assert over.unfinished == NOTHING
    assert await calls.get(CALL.id) == over
    async with database.statements() as connection:
        assert (await connection.execute(text("SELECT sealed_unfinished FROM phone_call"))).scalar_one() == ""


async def test_after_the_wrap_up_the_words_are_gone(calls: SqlCalls, database: Database) -> None:
    """Only the masked ones stay; the call is among those of the day, not among the open ones."""
    saved = await calls.save(CALL)
    over = await calls.save(saved.wrapped_up(CallOutcome.ANSWERED, "", AT))
    assert await calls.get(CALL.id) == over
    assert "13804341234" not in over.text
    async with database.statements() as connection:
        assert (await connection.execute(text("SELECT sealed_text FROM phone_call"))).scalar_one() == ""
    assert list(await calls.open_of("operator")) == []
    assert list(await calls.ended_of("operator", AT)) == [over]
    assert list(await calls.ended_of("operator", AT + timedelta(seconds=1))) == []


async def test_calls_of_a_number_are_found_by_its_hash(calls: SqlCalls) -> None:
    """Whoever took them; the newest first."""
    later = replace(CALL, id="d" * 32, operator="other", opened_at=AT + timedelta(minutes=1))
    await calls.save(CALL)
    await calls.save(later)
    await calls.save(replace(CALL, id="e" * 32, caller=""))
    assert [one.id for one in await calls.of_caller("13804341234", 5)] == [later.id, CALL.id]


async def test_two_tabs_do_not_overwrite_each_other(calls: SqlCalls) -> None:
    """The later save of an old version is refused, and told what stands there."""
    saved = await calls.save(CALL)
    newer = await calls.save(replace(saved, text="左边的"))
    with pytest.raises(CallChanged) as changed:
        await calls.save(replace(saved, text="右边的"))
    assert changed.value.call == newer
    with pytest.raises(CallChanged):
        await calls.save(replace(CALL, text="又是新的"))


async def test_a_form_is_filed_once(database: Database, tickets: SqlTickets) -> None:
    """The second time it names the first ticket, and no other is saved."""
    orders = SqlCallOrders(database, tickets)
    first, second = a_ticket(await tickets.next_number(AT.date())), a_ticket(await tickets.next_number(AT.date()))
    second = replace(second, query_code="OTHER234")
    await orders.file("f" * 32, CALL.id, Change((first,)), AT)
    with pytest.raises(FormTaken) as taken:
        await orders.file("f" * 32, CALL.id, Change((second,)), AT)
    assert taken.value.number == first.number == await orders.number_of("f" * 32)
    assert await tickets.get(second.number) is None
    assert await orders.number_of("0" * 32) == ""


async def test_a_form_sent_twice_at_once_is_filed_once(database: Database, tickets: SqlTickets) -> None:
    """Whoever comes second waits for the first."""
    orders = SqlCallOrders(database, tickets)
    several = [
        replace(a_ticket(await tickets.next_number(AT.date())), query_code=f"CODE-{number}") for number in range(4)
    ]
    ends = await asyncio.gather(
        *(orders.file("f" * 32, CALL.id, Change((one,)), AT) for one in several), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ends) == ["FormTaken"] * 3 + ["NoneType"]
    assert len([one for one in several if await tickets.get(one.number)]) == 1


async def test_a_pick_comes_back_whole_and_is_kept_once(database: Database) -> None:
    """Found by its time, up to just before the end."""
    picks = SqlPicks(database)
    await picks.add(PICK)
    await picks.add(replace(PICK, code="", rank=0))
    assert list(await picks.between(AT, AT + timedelta(seconds=1), 10)) == [PICK]
    assert list(await picks.between(AT - timedelta(days=1), AT, 10)) == []


async def test_gaps_come_from_the_bot_and_the_pad(database: Database, messages: SqlMessageStore) -> None:
    """Unanswered and useless verdicts and picks where none fitted; a verdict takes the words of the message before."""
    async with database.statements() as connection:
        for statement, values in _TALK:
            await connection.execute(text(statement), values | {"at": AT if not database.is_sqlite else str(AT)[:19]})
    await SqlPicks(database).add(replace(PICK, text="狗证", code="", rank=0, at=AT + timedelta(minutes=1)))
    await SqlPicks(database).add(replace(PICK, id="2" * 32))
    gaps = await SqlKnowledgeGaps(database, trail(database)).newest(10)
    assert {(gap.source, gap.text, gap.item) for gap in gaps} == {
        (GapSource.NONE_FITS, "狗证", ""),
        (GapSource.UNANSWERED, "渔船证咋办", ""),
        (GapSource.USELESS, "身份证咋整", "SL-GA-003"),
    }
    assert gaps[0].text == "狗证"


_CONVERSATION = (
    "INSERT INTO conversation (id, channel, focus, session, turns, traditional, updated_at)"
    " VALUES ('c', 'web', '{}', 0, 0, false, :at)"
)
_MESSAGE = (
    "INSERT INTO inbox (id, channel, external_id, conversation_id, sealed_text, payload, attachments, is_edit,"
    " received_at, state, attempts, masked_text)"
    " VALUES (:id, 'web', :external, 'c', '', :payload, '[]', false, :at, 'done', 1, :said)"
)
_VERDICT = (
    "INSERT INTO feedback (id, inbox_id, verdict, item, facet, masked_text, at)"
    " VALUES (:id, :inbox, :verdict, :item, :facet, :said, :at)"
)
_TALK: tuple[tuple[str, dict[str, object]], ...] = (
    (_CONVERSATION, {}),
    (_MESSAGE, {"id": 1, "external": "1", "payload": "", "said": "身份证咋整"}),
    (_MESSAGE, {"id": 2, "external": "2", "payload": "useless:SL-GA-003:overview", "said": ""}),
    (_MESSAGE, {"id": 3, "external": "3", "payload": "", "said": "渔船证咋办"}),
    (_VERDICT, {"id": 1, "inbox": 2, "verdict": "useless", "item": "SL-GA-003", "facet": "overview", "said": None}),
    (_VERDICT, {"id": 2, "inbox": 3, "verdict": "unanswered", "item": None, "facet": None, "said": "渔船证咋办"}),
)
"""A question and its useless answer, a question without an answer."""


async def test_a_group_is_settled_and_reopened_together(database: Database) -> None:
    """The first stands for it in the list."""
    store = SqlKnowledgeGaps(database, trail(database))
    head = Settled("狗证在哪办", "狗证在哪办呢", GapDecision.NEW_ITEM, "officer", AT)
    await store.settle([head, replace(head, form="狗证在哪办理", text="狗证在哪办理")])
    assert await store.settled(["狗证在哪办", "狗证在哪办理", "别的"]) == {"狗证在哪办", "狗证在哪办理"}
    assert list(await store.decided(9)) == [head]
    newer = replace(head, decision=GapDecision.NOT_OURS, at=AT + timedelta(minutes=1))
    await store.settle([newer])
    assert list(await store.decided(9)) == [newer]
    await store.reopen(head.form, "chief", AT)
    await store.reopen(head.form, "chief", AT)
    assert await store.settled(["狗证在哪办", "狗证在哪办理"]) == frozenset()
    assert await deeds(database) == [
        ("officer", "gap_new_item", head.form),
        ("officer", "gap_not_ours", head.form),
        ("chief", "gap_reopened", head.form),
    ]


async def test_two_who_put_the_same_aside_at_once_are_both_served(database: Database) -> None:
    """It is put aside once, by one of them, and noted."""
    store = SqlKnowledgeGaps(database, trail(database))
    several = [Settled("狗证", "狗证呢", GapDecision.NOT_OURS, who, AT) for who in ("one", "two", "three")]
    await asyncio.gather(*(store.settle([one]) for one in several))
    assert len(await store.decided(9)) == 1
    assert [action for _, action, _ in await deeds(database)] in ([["gap_not_ours"] * count for count in (1, 2, 3)])


EXAMPLE = Learned("狗证在哪办", "狗证在哪办呢", "SL-GA-031", "location", "officer", AT)


async def test_a_question_is_learned_once(database: Database) -> None:
    """For whichever item; the refusal names the one that has it."""
    store = SqlLearned(database, trail(database))
    await store.add(EXAMPLE)
    with pytest.raises(AlreadyLearned) as known:
        await store.add(replace(EXAMPLE, code="SL-GA-003"))
    assert known.value.code == "SL-GA-031"
    assert list(await store.all()) == [EXAMPLE]


async def test_what_was_taken_back_can_be_learned_anew(database: Database) -> None:
    """By somebody else, for another item; every change moves the mark."""
    store = SqlLearned(database, trail(database))
    marks = [await store.mark()]
    await store.add(EXAMPLE)
    marks.append(await store.mark())
    assert await store.take_back(EXAMPLE.form, "chief", AT)
    assert not await store.take_back(EXAMPLE.form, "chief", AT)
    assert list(await store.all()) == []
    marks.append(await store.mark())
    again = replace(EXAMPLE, code="SL-GA-003", by="chief")
    await store.add(again)
    assert list(await store.all()) == [again]
    marks.append(await store.mark())
    assert len(set(marks)) == 4
    assert await deeds(database) == [
        ("officer", "example_taught", "SL-GA-031"),
        ("chief", "example_taken_back", "SL-GA-031"),
        ("chief", "example_taught", "SL-GA-003"),
    ]


async def test_two_who_teach_the_same_at_once_teach_it_once(database: Database) -> None:
    """One of them is told so."""
    store = SqlLearned(database, trail(database))
    ends = await asyncio.gather(
        *(store.add(replace(EXAMPLE, by=who)) for who in ("one", "two", "three")), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ends) == ["AlreadyLearned", "AlreadyLearned", "NoneType"]
    (kept,) = await store.all()
    assert await deeds(database) == [(kept.by, "example_taught", kept.code)]
