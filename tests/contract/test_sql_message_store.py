"""Inbox and conversations: `MessageStore` on every database."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import LEASE, SqlMessageStore
from bot.adapters.store.outbox_store import SqlOutbox
from bot.adapters.store.schema import ConversationRow, FeedbackRow, InboxRow, OutboxRow
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Stored
from bot.services.ports import Finish, Held, LeaseLost, Verdict
from tests.contract.samples import ANSWER, FULL, NOON, answered, done, later, said, utc
from tests.contract.stores import message_store


async def claimed(
    store: SqlMessageStore, external_id: str = "1", conversation: str = "web:a"
) -> tuple[int, Conversation]:
    """A stored message whose conversation `desk` holds."""
    number, _ = await store.put(said(external_id, conversation), NOON)
    return number, (await held_by(store, "desk", conversation)).conversation


async def held_by(store: SqlMessageStore, owner: str, conversation: str = "web:a", at: datetime = NOON) -> Held:
    """A conversation that `owner` gets."""
    held = await store.claim(conversation, owner, at)
    assert held is not None
    return held


async def test_a_message_comes_back_as_it_was_put(messages: SqlMessageStore) -> None:
    """Every field of a message survives, the moment with its zone."""
    number, is_new = await messages.put(FULL, NOON)
    assert is_new
    held = await held_by(messages, "desk", "telegram:42")
    assert held.message == Stored(number, FULL, utc(NOON), attempts=0)


async def test_what_citizens_wrote_is_sealed(messages: SqlMessageStore, database: Database) -> None:
    """Nobody reads a citizen's words in the database."""
    await messages.put(FULL, NOON)
    async with database.transaction() as session:
        row = (await session.scalars(select(InboxRow))).one()
    assert row.sealed_files is not None
    for sealed in (row.sealed_text, row.sealed_files):
        assert not [word for word in ("身份", "13800001234", "漏水", "43.5") if word in sealed]


async def test_a_redelivered_message_changes_nothing(messages: SqlMessageStore) -> None:
    """The same id again, even with other words, is the first message."""
    first = await messages.put(said("1", text="第一次"), NOON)
    again = await messages.put(said("1", text="又一次"), later(9))
    assert (first[1], again) == (True, (first[0], False))
    stored = (await held_by(messages, "desk")).message
    assert stored is not None
    assert (stored.inbound.text, stored.received_at) == ("第一次", utc(NOON))


async def test_two_puts_of_one_message_at_once_are_one(messages: SqlMessageStore, database: Database) -> None:
    """However many deliveries race, one is new, all get the same number, and one row is stored."""
    results = await asyncio.gather(*(messages.put(said("1"), NOON) for _ in range(8)))
    assert sorted(is_new for _, is_new in results) == [False] * 7 + [True]
    assert len({number for number, _ in results}) == 1
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(InboxRow)) == 1


async def test_first_messages_of_a_conversation_at_once_are_all_stored(messages: SqlMessageStore) -> None:
    """Two messages that both begin a conversation do not push each other out."""
    results = await asyncio.gather(*(messages.put(said(str(i)), NOON) for i in range(6)))
    assert all(is_new for _, is_new in results)
    assert len({number for number, _ in results}) == 6


async def test_the_same_id_on_another_channel_is_another_message(messages: SqlMessageStore) -> None:
    """Ids are unique within their channel only."""
    web = await messages.put(said("1"), NOON)
    api = await messages.put(said("1", "api:k:a", "api"), NOON)
    assert web[1]
    assert api[1]
    assert web[0] != api[0]


async def test_a_new_conversation_is_blank(messages: SqlMessageStore) -> None:
    """Nothing has been talked about before the first message."""
    _, held = await claimed(messages)
    assert held == Conversation("web:a", "web", utc(NOON))


async def test_a_claim_of_an_unknown_conversation_is_an_error(messages: SqlMessageStore) -> None:
    """Nobody can hold what does not exist."""
    with pytest.raises(KeyError):
        await messages.claim("web:nobody", "desk", NOON)


async def test_two_workers_cannot_hold_one_conversation(messages: SqlMessageStore) -> None:
    """Of many workers that claim at once exactly one gets it."""
    await messages.put(said("1"), NOON)
    held = await asyncio.gather(*(messages.claim("web:a", f"desk{i}", NOON) for i in range(8)))
    assert sum(one is not None for one in held) == 1


@pytest.mark.parametrize(
    ("owner", "seconds", "gets_it"),
    [("desk", 1, True), ("other", 1, False), ("other", LEASE.total_seconds(), False), ("other", 16, True)],
    ids=["holder-again", "other-at-once", "other-at-the-last-moment", "other-after-the-lease"],
)
async def test_a_lease_holds_until_it_runs_out(
    messages: SqlMessageStore, owner: str, seconds: float, *, gets_it: bool
) -> None:
    """A holder keeps its conversation for a quarter of a minute after its last sign of life."""
    await claimed(messages)
    assert (await messages.claim("web:a", owner, later(seconds)) is not None) is gets_it


async def test_a_released_conversation_is_free(messages: SqlMessageStore) -> None:
    """After its release anybody may hold a conversation; a release by others does nothing."""
    await claimed(messages)
    await messages.release("web:a", "other")
    assert await messages.claim("web:a", "other", NOON) is None
    await messages.release("web:a", "desk")
    assert await messages.claim("web:a", "other", NOON) is not None


async def test_a_sign_of_life_keeps_a_conversation(messages: SqlMessageStore) -> None:
    """As often as its holder shows life, the lease begins anew; others cannot show life in its place."""
    await claimed(messages)
    await messages.renew(["web:a", "web:nobody"], "desk", later(10))
    assert await messages.claim("web:a", "other", later(24)) is None
    await messages.renew(["web:a"], "other", later(24))
    assert await messages.claim("web:a", "other", later(26)) is not None


async def test_messages_are_answered_in_their_order(messages: SqlMessageStore) -> None:
    """The oldest unanswered message comes first, until none is left and the conversation is free."""
    numbers = [(await messages.put(said(str(i)), NOON))[0] for i in range(3)]
    held = await held_by(messages, "desk")
    stored, seen = held.message, []
    while stored is not None:
        seen.append(stored.number)
        assert await messages.claim("web:a", "other", NOON) is None
        stored = (await messages.finish(done(stored.number, held.conversation), "desk", NOON)).following
    assert seen == numbers
    assert await messages.claim("web:a", "other", NOON) is not None


async def test_a_conversation_without_work_is_let_go_at_once(messages: SqlMessageStore) -> None:
    """Whoever claims it finds nothing to do and does not keep it."""
    await answered(messages, said("1"))
    for owner in ("desk", "other"):
        assert (await held_by(messages, owner)).message is None


async def test_a_message_that_nobody_can_open_takes_no_answer_away(
    messages: SqlMessageStore, database: Database
) -> None:
    """The answer before it is stored, although the next message was sealed with a key that is gone."""
    number, held = await claimed(messages)
    await message_store(database, FernetCipher([Fernet.generate_key()])).put(said("2"), NOON)
    assert await messages.finish(done(number, held), "desk", NOON) == Finish(is_first=True)
    assert await messages.answer_to(number) == ANSWER
    with pytest.raises(ValueError, match="key"):
        await messages.claim("web:a", "desk", NOON)


async def test_all_effects_of_an_answer_are_stored_together(messages: SqlMessageStore, database: Database) -> None:
    """Answer, state of the conversation and verdict come back whole, moments with their zone."""
    number, held = await claimed(messages)
    verdict = Verdict(number, "useless", "SL-GA-003", Facet.FEE, "补身份证多少钱")
    finished = done(number, held)
    assert await messages.finish(finished, "desk", later(3), verdict) == Finish(is_first=True)
    assert await messages.answer_to(number) == ANSWER
    expected = Conversation("web:a", "web", utc(later(3)), finished.outcome.focus, 2, 5, traditional=True)
    assert await messages.claim("web:a", "desk", later(4)) == Held(expected, None)
    async with database.transaction() as session:
        inbox = (await session.scalars(select(InboxRow))).one()
        noted = (await session.scalars(select(FeedbackRow))).one()
    assert (inbox.state, inbox.masked_text, inbox.route, inbox.understood_by, inbox.done_at) == (
        "done", "补身份证多少钱", "guide", "rasa", utc(later(3)),
    )  # fmt: skip
    assert (noted.inbox_id, noted.verdict, noted.item, noted.facet, noted.masked_text, noted.at) == (
        number, "useless", "SL-GA-003", "fee", "补身份证多少钱", utc(later(3)),
    )  # fmt: skip


async def test_finishing_twice_has_one_effect(messages: SqlMessageStore, database: Database) -> None:
    """Of a second answer to the same message nothing is stored: no reply, no state, no verdict."""
    number, held = await claimed(messages)
    first = done(number, held)
    second = replace(
        first, conversation=replace(first.conversation, turns=99), outcome=replace(first.outcome, by="cues")
    )
    assert await messages.finish(first, "desk", NOON) == Finish(is_first=True)
    assert await messages.finish(second, "desk", later(1), Verdict(number, "useful")) == Finish(is_first=False)
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxRow)) == len(ANSWER.replies)
        assert await session.scalar(select(func.count()).select_from(FeedbackRow)) == 0
        assert await session.scalar(select(InboxRow.understood_by)) == "rasa"
        assert await session.scalar(select(ConversationRow.turns)) == first.conversation.turns


async def test_who_lost_the_lease_stores_nothing(messages: SqlMessageStore, database: Database) -> None:
    """A worker that was too slow leaves neither answer nor state behind; the new holder answers."""
    number, held = await claimed(messages)
    taken_over = (await held_by(messages, "other", at=later(61))).conversation
    with pytest.raises(LeaseLost):
        await messages.finish(done(number, held), "desk", later(62), Verdict(number, "useful"))
    assert await messages.answer_to(number) is None
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxRow)) == 0
        assert await session.scalar(select(func.count()).select_from(FeedbackRow)) == 0
        assert await session.scalar(select(ConversationRow.turns)) == 0
    assert (await messages.finish(done(number, taken_over), "other", later(63))).is_first


async def test_an_answer_is_a_sign_of_life(messages: SqlMessageStore) -> None:
    """Each finished message renews the lease, if another one waits."""
    number, held = await claimed(messages)
    await messages.put(said("2"), NOON)
    await messages.finish(done(number, held), "desk", later(10))
    assert await messages.claim("web:a", "other", later(24)) is None


async def test_an_unanswered_message_has_no_answer(messages: SqlMessageStore) -> None:
    """While a message waits, and for a number that nobody gave, there is none."""
    number, _ = await messages.put(said("1"), NOON)
    assert await messages.answer_to(number) is None
    assert await messages.answer_to(number + 1000) is None


async def test_failed_tries_are_counted(messages: SqlMessageStore) -> None:
    """A try that failed is remembered with its message."""
    number, _ = await claimed(messages)
    await messages.count_attempt(number)
    await messages.count_attempt(number)
    stored = (await held_by(messages, "desk")).message
    assert stored == Stored(number, said("1"), utc(NOON), attempts=2)


async def test_who_waits_longest_comes_first(messages: SqlMessageStore) -> None:
    """Waiting conversations come in the order of their oldest message, each once, those that are held left out."""
    for external_id, conversation in [("1", "web:b"), ("2", "web:a"), ("3", "web:b"), ("4", "web:c"), ("5", "web:d")]:
        await messages.put(said(external_id, conversation), NOON)
    await messages.claim("web:c", "desk", NOON)
    assert list(await messages.waiting(NOON, 10)) == ["web:b", "web:a", "web:d"]
    assert list(await messages.waiting(NOON, 2)) == ["web:b", "web:a"]
    assert list(await messages.waiting(later(61), 10)) == ["web:b", "web:a", "web:c", "web:d"]


async def test_an_answered_conversation_does_not_wait(messages: SqlMessageStore) -> None:
    """Nothing is left to do once every message has its answer."""
    await answered(messages, said("1"))
    assert list(await messages.waiting(later(100), 10)) == []


async def test_any_button_can_be_pressed(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """A made-up verdict button, as long as the interface lets in, does not block its conversation."""
    number, held = await claimed(messages)
    verdict = Verdict(number, "useless", "X" * 80, Facet.FEE)
    assert await messages.finish(done(number, held), "desk", NOON, verdict) == Finish(is_first=True)
