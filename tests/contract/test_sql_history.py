"""What was said: `History` on every database."""

from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlHistory
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.talk.message import Kind, Reply
from bot.services.talk.history import Line
from bot.services.tickets.ports import Change, Notice
from tests.contract.samples import FULL, GUIDE, NOON, NOTICE, answered, later, said, utc


async def test_each_message_is_followed_by_its_replies(messages: SqlMessageStore, history: SqlHistory) -> None:
    """The citizen's own words, unsealed, then every reply whole, oldest first, moments with their zone."""
    first = await answered(messages, FULL)
    second, _ = await messages.put(said("2", "telegram:42", "telegram"), later(9))
    assert await history.lines("telegram:42", 0, 10) == [
        Line(first, "citizen", FULL.text, utc(NOON), None, "1001", FULL.files, FULL.coordinates),
        Line(first, "assistant", GUIDE.text, utc(later(3)), GUIDE),
        Line(first, "assistant", NOTICE.text, utc(later(3)), NOTICE),
        Line(second, "citizen", "补身份证多少钱", utc(later(9)), external_id="2"),
    ]


async def test_nobody_sees_another_conversation(messages: SqlMessageStore, history: SqlHistory) -> None:
    """Lines belong to one conversation; an unknown one has none."""
    await answered(messages, said("1", "web:a"))
    assert await history.lines("web:b", 0, 10) == []


async def test_a_reader_gets_what_is_new_and_the_newest(messages: SqlMessageStore, history: SqlHistory) -> None:
    """`after` leaves out what was read, `limit` keeps the newest messages, oldest first."""
    numbers = [await answered(messages, said(str(i))) for i in range(4)]
    assert [line.number for line in await history.lines("web:a", numbers[1], 10) if line.speaker == "citizen"] == (
        numbers[2:]
    )
    assert [line.number for line in await history.lines("web:a", 0, 2) if line.speaker == "citizen"] == numbers[2:]
    assert await history.lines("web:a", numbers[3], 10) == []


async def test_any_position_can_be_asked_for(messages: SqlMessageStore, history: SqlHistory) -> None:
    """A position far beyond all messages, as the page's address lets in, has nothing after it."""
    await answered(messages, said("1"))
    assert await history.lines("web:a", 999_999_999_999, 10) == []


TOLD = Reply(Kind.TICKET, "您的诉求已经答复。", data={"number": "SL20261123-0001-K"})


async def told(tickets: SqlTickets, conversation: str, reply: Reply = TOLD) -> None:
    """A clerk's move tells the citizen something."""
    await tickets.save(Change((), (Notice(conversation, "web", reply),)), later(60))


async def test_a_notice_stands_behind_the_newest_message(
    messages: SqlMessageStore, history: SqlHistory, tickets: SqlTickets
) -> None:
    """In the history it comes after that message's answer, and it says that it answers nothing."""
    await answered(messages, said("1"))
    number = await answered(messages, said("2"))
    await told(tickets, "web:a")
    *_, answer, notice = await history.lines("web:a", 0, 10)
    assert (answer.reply, answer.notice) == (NOTICE, 0)
    assert notice == Line(number, "assistant", TOLD.text, utc(later(60)), TOLD, notice=notice.notice)
    assert notice.notice > 0


async def test_a_notice_is_no_part_of_an_answer(messages: SqlMessageStore, tickets: SqlTickets) -> None:
    """A message that is sent again brings its own answer, whatever a clerk has told meanwhile."""
    number = await answered(messages, said("1"))
    await told(tickets, "web:a")
    answer = await messages.answer_to(number)
    assert answer is not None
    assert answer.replies == (GUIDE, NOTICE)


async def test_news_are_the_notices_and_nothing_else(
    messages: SqlMessageStore, history: SqlHistory, tickets: SqlTickets
) -> None:
    """In order, each once, only the conversation's own; where the reader stands leaves out what she has."""
    await answered(messages, said("1"))
    await answered(messages, said("1b", "web:b"))
    assert await history.news("web:a", 0, 10) == []
    assert await history.newest_notice("web:a") == 0
    for conversation in ("web:a", "web:b", "web:a"):
        await told(tickets, conversation)
    first, second = await history.news("web:a", 0, 10)
    assert [line.reply for line in (first, second)] == [TOLD, TOLD]
    assert await history.news("web:a", first.notice, 10) == [second]
    assert await history.news("web:a", 0, 1) == [first]
    assert await history.news("web:a", 999_999_999_999, 10) == []
    assert await history.newest_notice("web:a") == second.notice
    (other,) = await history.news("web:b", 0, 10)
    assert await history.told(0, 10) == [
        (first.notice, "web:a"), (other.notice, "web:b"), (second.notice, "web:a")
    ]  # fmt: skip
    assert await history.told(first.notice, 1) == [(other.notice, "web:b")]
    assert await history.last_reply() == second.notice


async def test_before_the_first_reply_there_is_none(history: SqlHistory) -> None:
    """An empty outbox has the position 0."""
    assert await history.last_reply() == 0
