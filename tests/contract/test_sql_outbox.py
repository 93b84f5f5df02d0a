"""Replies until they have arrived: `Outbox` on every database."""

import asyncio

import pytest

from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlOutbox
from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import Delivery, Outgoing
from tests.contract.samples import ANSWER, GUIDE, NOTICE, answered, later, said


async def telegram(store: SqlMessageStore, external_id: str, conversation: str, *texts: str) -> int:
    """A message of Telegram that was answered with these texts."""
    answer = Answer(Route.GUIDE, tuple(Reply(Kind.NOTICE, text) for text in texts))
    return await answered(store, said(external_id, conversation, "telegram"), answer)


async def texts_due(outbox: SqlOutbox, seconds: float = 3, limit: int = 10) -> list[str]:
    """The texts that are due then."""
    return [one.reply.text for one in await outbox.due("telegram", later(seconds), limit)]


async def test_a_reply_comes_out_as_it_was_stored(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """Text, buttons and data survive; the first reply of a conversation comes first and alone."""
    await answered(messages, said("1", "telegram:1", "telegram"))
    (first,) = await outbox.due("telegram", later(3), 10)
    assert first == Outgoing(first.number, "telegram:1", GUIDE, 0, Delivery.QUEUED)
    await outbox.mark(first.number, Delivery.SENT, later(4))
    (second,) = await outbox.due("telegram", later(4), 10)
    assert second == Outgoing(second.number, "telegram:1", NOTICE, 0, Delivery.QUEUED)


async def test_only_the_first_open_reply_of_each_conversation_is_due(
    messages: SqlMessageStore, outbox: SqlOutbox
) -> None:
    """Replies of one conversation go out one after the other, those of different ones side by side."""
    await telegram(messages, "1", "telegram:1", "甲一", "甲二")
    await telegram(messages, "2", "telegram:2", "乙一")
    await telegram(messages, "3", "telegram:1", "甲三")
    assert await texts_due(outbox) == ["甲一", "乙一"]
    assert await texts_due(outbox) == []


@pytest.mark.parametrize("state", [Delivery.SENT, Delivery.FAILED])
async def test_a_closed_reply_makes_way(messages: SqlMessageStore, outbox: SqlOutbox, state: Delivery) -> None:
    """After a reply was sent, or failed for good, the next one of its conversation is due."""
    await telegram(messages, "1", "telegram:1", "一", "二")
    (first,) = await outbox.due("telegram", later(3), 10)
    await outbox.mark(first.number, state, later(4), error="blocked")
    assert await texts_due(outbox) == ["二"]


@pytest.mark.parametrize("state", [Delivery.QUEUED, Delivery.UNKNOWN])
async def test_a_reply_that_waits_holds_up_the_next(
    messages: SqlMessageStore, outbox: SqlOutbox, state: Delivery
) -> None:
    """Until its time has come nothing of its conversation goes out; then it comes first, its tries counted."""
    await telegram(messages, "1", "telegram:1", "一", "二")
    (first,) = await outbox.due("telegram", later(3), 10)
    await outbox.mark(first.number, state, later(4), error="timeout", not_before=later(10))
    assert await texts_due(outbox, 9.9) == []
    (again,) = await outbox.due("telegram", later(10), 10)
    assert (again.reply.text, again.attempts, again.state) == ("一", 1, state)


async def test_a_channel_sees_its_own_replies_only(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """The courier of one channel never carries a reply of another."""
    await answered(messages, said("1"))
    assert list(await outbox.due("telegram", later(3), 10)) == []


async def test_no_more_than_asked_for_is_taken(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """The limit holds, the oldest go first, and the rest stays due."""
    for i in range(4):
        await telegram(messages, str(i), f"telegram:{i}", f"第{i}条")
    assert await texts_due(outbox, limit=3) == ["第0条", "第1条", "第2条"]
    assert await texts_due(outbox, limit=3) == ["第3条"]


async def test_two_couriers_never_carry_the_same_reply(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """However many look at once, each reply is taken by one of them."""
    for i in range(6):
        await telegram(messages, str(i), f"telegram:{i}", f"第{i}条")
    looks = await asyncio.gather(*(outbox.due("telegram", later(3), 10) for _ in range(4)))
    taken = [one.number for look in looks for one in look]
    assert len(taken) == len(set(taken)) == 6


async def test_after_a_crash_what_was_on_its_way_is_unknown(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """What was being sent may have arrived: it is marked so and due again, other channels are left alone."""
    await telegram(messages, "1", "telegram:1", "一", "二")
    await telegram(messages, "2", "telegram:2", "三")
    await outbox.due("telegram", later(3), 1)
    assert await outbox.recover("wechat", later(5)) == 0
    assert await outbox.recover("telegram", later(5)) == 1
    assert await outbox.recover("telegram", later(5)) == 0
    due = await outbox.due("telegram", later(5), 10)
    assert [(one.reply.text, one.attempts, one.state) for one in due] == [
        ("一", 1, Delivery.UNKNOWN),
        ("三", 0, Delivery.QUEUED),
    ]


async def test_handing_over_marks_all_replies_of_a_message(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """A channel that fetches takes the whole answer, of this message only."""
    number = await answered(messages, said("1"))
    await answered(messages, said("2"))
    await outbox.delivered([number], later(5))
    assert await outbox.counts() == {("web", "sent"): len(ANSWER.replies), ("web", "queued"): len(ANSWER.replies)}


async def test_stuck_replies_are_told_with_their_reason(messages: SqlMessageStore, outbox: SqlOutbox) -> None:
    """Failed and unknown replies stand in the list, newest first, with a reason of bounded length."""
    await telegram(messages, "1", "telegram:1", "一")
    await telegram(messages, "2", "telegram:2", "二")
    await telegram(messages, "3", "telegram:3", "三")
    one, two, three = await outbox.due("telegram", later(3), 10)
    await outbox.mark(one.number, Delivery.FAILED, later(4), error="x" * 1000)
    await outbox.mark(two.number, Delivery.UNKNOWN, later(4))
    await outbox.mark(three.number, Delivery.SENT, later(4))
    assert await outbox.stuck() == [
        (two.number, "telegram:2", "unknown", 1, ""),
        (one.number, "telegram:1", "failed", 1, "x" * 300),
    ]
    assert len(await outbox.stuck(limit=1)) == 1
