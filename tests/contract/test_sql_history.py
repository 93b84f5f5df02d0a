"""What was said: `History` on every database."""

from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlHistory
from bot.services.history import Line
from tests.contract.samples import FULL, GUIDE, NOON, NOTICE, answered, later, said, utc


async def test_each_message_is_followed_by_its_replies(messages: SqlMessageStore, history: SqlHistory) -> None:
    """The citizen's own words, unsealed, then every reply whole, oldest first, moments with their zone."""
    first = await answered(messages, FULL)
    second, _ = await messages.put(said("2", "telegram:42", "telegram"), later(9))
    assert await history.lines("telegram:42", 0, 10) == [
        Line(first, "citizen", FULL.text, utc(NOON), external_id="1001"),
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
