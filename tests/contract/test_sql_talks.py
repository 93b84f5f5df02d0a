"""Talks on SQLite and PostgreSQL: no talk for two, no line twice, nothing lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.handoff_store import SqlTalks
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.outbox_store import SqlHistory
from bot.adapters.store.upload_store import SqlUploads
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.handoff.moves import Act, Deed, move
from bot.domain.talk.message import Answer, AttachmentKind, Inbound, Kind, Reply
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import TalkChange, TalkChanged
from bot.services.handoff.records import Asked, Speech
from bot.services.ports import Done, LeaseLost, Outcome
from bot.services.tickets.ports import Notice
from tests.contract.samples import FOCUS, NOON, done, later, said, utc

PHOTO = Attachment("ab" * 16, "门牌.jpg", "image/jpeg", 1234)


def asked(conversation: str = "web:a", reason: Reason = Reason.ASKED, seconds: float = 0) -> HandOff:
    """A talk that was just asked for."""
    at = utc(later(seconds))
    summary = Summary(
        "网页访客，谈了6分钟", "居民身份证换领", ("身份证丢了（已给指南）",), ("SL20261122-0007-K 办理中",)
    )
    return HandOff(0, conversation, "web", reason, summary, at, entries=(Entry(at, "opened"),))


def word(text: str, conversation: str = "web:a") -> Notice:
    """What a citizen is told."""
    return Notice(conversation, "web", Reply(Kind.HANDOFF, text, data={"position": None, "waiting": None}))


@pytest.fixture
def talks(database: Database, cipher: FernetCipher) -> SqlTalks:
    """Talks."""
    return SqlTalks(database, cipher)


async def live(talks: SqlTalks, conversation: str = "web:a", login: str = "wang8021") -> HandOff:
    """One that an operator has taken."""
    waits = await talks.save(TalkChange(asked(conversation)), NOON)
    return await talks.save(TalkChange(move(waits, Deed(Act.TAKEN, utc(later(1)), login))), later(1))


async def test_a_talk_comes_back_as_it_was_saved(talks: SqlTalks) -> None:
    """With summary, history, rating and every moment."""
    stored = await talks.save(TalkChange(asked()), NOON)
    assert stored == replace(asked(), number=stored.number, version=1)
    taken = await talks.save(TalkChange(move(stored, Deed(Act.TAKEN, utc(later(1)), "wang8021"))), later(1))
    closed = move(taken, Deed(Act.CLOSED, utc(later(2)), "wang8021", "留了话", outcome="answered"))
    closed = await talks.save(TalkChange(closed), later(2))
    rated = await talks.save(TalkChange(move(closed, Deed(Act.RATED, utc(later(3)), rating=Rating.FAIR))), later(3))
    assert await talks.get(stored.number) == rated
    assert (rated.version, len(rated.entries)) == (4, 4)
    assert await talks.get(stored.number + 1) is None


async def test_a_talk_is_taken_by_one(talks: SqlTalks) -> None:
    """Of two who press at once one has it; the other changed nothing and told the citizen nothing."""
    waits = await talks.save(TalkChange(asked()), NOON)
    takes = [
        talks.save(TalkChange(move(waits, Deed(Act.TAKEN, utc(NOON), login)), (word(login),)), NOON)
        for login in ("wang8021", "chen8022")
    ]
    results = await asyncio.gather(*takes, return_exceptions=True)
    won = [one for one in results if isinstance(one, HandOff)]
    assert (len(won), [type(one) for one in results if one not in won]) == (1, [TalkChanged])
    assert await talks.get(waits.number) == won[0]


async def test_a_conversation_has_one_open_talk(talks: SqlTalks) -> None:
    """Two messages that ask at once make one; after its end another may begin."""
    both = await asyncio.gather(*(talks.save(TalkChange(asked()), NOON) for _ in range(2)), return_exceptions=True)
    (first,) = [one for one in both if isinstance(one, HandOff)]
    assert await talks.open_in("web:a") == await talks.latest("web:a") == first
    left = await talks.save(TalkChange(move(first, Deed(Act.LEFT, utc(NOON)))), NOON)
    assert (await talks.open_in("web:a"), await talks.latest("web:a")) == (None, left)
    again = await talks.save(TalkChange(asked()), NOON)
    assert (again.number > first.number, await talks.latest("web:a")) == (True, again)


async def test_the_queue_is_told_in_its_order(talks: SqlTalks) -> None:
    """Emergencies first; what is over is not in it."""
    for name, reason, seconds in (("b", Reason.ASKED, 5), ("c", Reason.EMERGENCY, 9), ("d", Reason.ASKED, 1)):
        await talks.save(TalkChange(asked(f"web:{name}", reason, seconds)), NOON)
    over = await talks.save(TalkChange(asked("web:e")), NOON)
    await talks.save(TalkChange(move(over, Deed(Act.LEFT, utc(NOON)))), NOON)
    assert [one.conversation for one in await talks.unfinished()] == ["web:c", "web:d", "web:b"]
    found = await talks.opened_between(later(1), later(9), 10)
    assert [one.conversation for one in found] == ["web:b", "web:d"]


async def test_an_asked_talk_is_stored_with_the_answer_or_not_at_all(
    talks: SqlTalks, messages: SqlMessageStore
) -> None:
    """A worker that lost its conversation hands nobody over."""
    number, _ = await messages.put(said("1"), NOON)
    held = await messages.claim("web:a", "one", NOON)
    assert held
    answer = Answer(Route.HANDOFF, (Reply(Kind.HANDOFF, "好的"),))
    turned = Done(number, held.conversation, "转人工", Outcome(answer, FOCUS, "talk"), talk=TalkChange(asked()))
    with pytest.raises(LeaseLost):
        await messages.finish(turned, "another", NOON)
    assert await talks.latest("web:a") is None
    await messages.finish(turned, "one", NOON)
    assert await talks.latest("web:a") is not None


async def test_an_answer_that_comes_too_late_is_not_stored(talks: SqlTalks, messages: SqlMessageStore) -> None:
    """A person has the conversation: the message waits to be heard by her, and has its one effect then."""
    number, _ = await messages.put(said("1"), NOON)
    held = await messages.claim("web:a", "desk", NOON)
    assert held
    await live(talks)
    late = replace(done(number, held.conversation), yields_to_person=True)
    with pytest.raises(TalkChanged):
        await messages.finish(late, "desk", later(3))
    assert await messages.answer_to(number) is None
    heard = replace(late, yields_to_person=False, outcome=Outcome(Answer(Route.HANDOFF, ()), FOCUS, "talk"))
    assert (await messages.finish(heard, "desk", later(4))).is_first
    assert await messages.answer_to(number) == Answer(Route.HANDOFF, ())


@pytest.mark.parametrize("is_asked", [True, False], ids=["waited-for", "joined-unasked"])
async def test_taken_and_answered_at_once_the_reply_stands_first_or_nowhere(
    talks: SqlTalks, messages: SqlMessageStore, database: Database, cipher: FernetCipher, *, is_asked: bool
) -> None:
    """Whichever of the two the database lets through first."""
    for turn in range(8):
        conversation = f"web:{turn}"
        number, _ = await messages.put(said(f"m{turn}", conversation), NOON)
        held = await messages.claim(conversation, "desk", NOON)
        assert held
        waits = asked(conversation)
        if is_asked:
            waits = await talks.save(TalkChange(waits), NOON)
        act = Act.TAKEN if is_asked else Act.JOINED
        taken = TalkChange(move(waits, Deed(act, utc(later(1)), "wang8021")), (word("您好", conversation),))
        reply = Outcome(Answer(Route.GUIDE, (Reply(Kind.GUIDE, "答"),)), FOCUS, "rasa")
        turned = replace(done(number, held.conversation), outcome=reply, yields_to_person=True)
        stored, _ = await asyncio.gather(
            messages.finish(turned, "desk", later(3)), talks.save(taken, later(2)), return_exceptions=True
        )
        lines = await SqlHistory(database, cipher).lines(conversation, 0, 50)
        spoken = [line.text for line in lines if line.speaker == "assistant"]
        assert spoken == (["您好"] if isinstance(stored, TalkChanged) else ["答", "您好"])


async def test_a_silent_turn_is_answered_with_nothing(messages: SqlMessageStore) -> None:
    """The message is done, and no reply is made up for it."""
    number, _ = await messages.put(said("1"), NOON)
    held = await messages.claim("web:a", "one", NOON)
    assert held
    silent = Outcome(Answer(Route.HANDOFF, ()), FOCUS, "talk")
    assert (await messages.finish(Done(number, held.conversation, "在吗", silent), "one", NOON)).is_first
    assert await messages.answer_to(number) == Answer(Route.HANDOFF, ())


async def test_what_was_left_to_a_person_is_counted_by_when_it_was(talks: SqlTalks, messages: SqlMessageStore) -> None:
    """One that came before her counts; what the assistant answered, and what waits, does not."""
    for at, by in ((1, "rasa"), (2, "talk"), (3, "talk")):
        await messages.put(said(str(at)), NOON)
        held = await messages.claim("web:a", "one", later(at))
        assert held
        assert held.message
        left = Done(held.message.number, held.conversation, "在吗", Outcome(Answer(Route.HANDOFF, ()), FOCUS, by))
        await messages.finish(left, "one", later(at))
    await messages.put(said("4"), later(4))
    assert [await talks.left_since("web:a", later(at)) for at in (0, 1, 2, 3)] == [2, 2, 1, 0]
    assert await talks.left_since("web:b", later(0)) == 0


async def test_a_line_is_said_once_and_reaches_the_citizen(
    talks: SqlTalks, messages: SqlMessageStore, history: SqlHistory
) -> None:
    """The same form twice, from a double click or a repeated request, is one line."""
    await messages.put(said("1"), NOON)
    talk = await live(talks)
    speech = Speech(talk.number, "wang8021", "form-0001", "请到窗口", (), word("话务员 8021 王：请到窗口"))
    await asyncio.gather(*(talks.speak(speech, later(2)) for _ in range(2)))
    assert [line.text for line in await history.news("web:a", 0, 10)] == ["话务员 8021 王：请到窗口"]
    lines = await talks.lines("web:a", "", 10)
    assert [(line.by, line.text, line.delivery) for line in lines] == [
        ("citizen", "补身份证多少钱", ""),
        ("wang8021", "请到窗口", "queued"),
    ]


async def test_only_who_leads_a_live_talk_speaks(talks: SqlTalks, messages: SqlMessageStore) -> None:
    """Nobody else, and nobody after the end; a line that was said before the end is not refused when it is repeated."""
    await messages.put(said("1"), NOON)
    talk = await live(talks)
    speech = Speech(talk.number, "wang8021", "form-0001", "好", (), word("好"))
    with pytest.raises(TalkChanged):
        await talks.speak(replace(speech, login="chen8022"), later(2))
    await talks.speak(speech, later(2))
    seen = await talks.get(talk.number)
    assert seen
    await talks.save(TalkChange(move(seen, Deed(Act.CLOSED, utc(later(3)), "wang8021"))), later(3))
    await talks.speak(speech, later(4))
    with pytest.raises(TalkChanged):
        await talks.speak(replace(speech, form="form-0002"), later(4))


async def test_a_file_of_an_operator_stays(
    talks: SqlTalks, messages: SqlMessageStore, database: Database, cipher: FernetCipher
) -> None:
    """It is marked as brought in the line's own transaction, so that it is not swept away."""
    uploads = SqlUploads(database, cipher)
    await messages.put(said("1"), NOON)
    await uploads.add("web:a", PHOTO, NOON)
    talk = await live(talks)
    await talks.speak(Speech(talk.number, "wang8021", "form-0001", "", (PHOTO,), word("发来文件")), later(2))
    assert await uploads.take_unsent(later(9)) == []
    assert (await talks.lines("web:a", "", 10))[-1].files == (PHOTO,)


async def test_all_that_is_said_stands_in_one_order(talks: SqlTalks, messages: SqlMessageStore) -> None:
    """Messages, answers and an operator's lines; each line's number grows, and lines can be fetched from any of them."""
    for number in (1, 2):
        stored, _ = await messages.put(said(str(number), text=f"第{number}句"), later(number * 10))
        held = await messages.claim("web:a", "one", later(number * 10))
        assert held
        await messages.finish(done(stored, held.conversation), "one", later(number * 10 + 1))
    photo = Inbound(
        "web", "web:a", "3", "", attachments=(AttachmentKind.PHOTO,), files=(PHOTO,), coordinates=(43.5, 123.5)
    )
    await messages.put(photo, later(30))
    lines = await talks.lines("web:a", "", 50)
    assert [line.by for line in lines] == ["citizen", *["assistant"] * 2] * 2 + ["citizen"]
    assert [line.number for line in lines] == sorted({line.number for line in lines})
    assert (lines[-1].files, lines[-1].text) == ((PHOTO,), "［位置］纬度43.500000，经度123.500000")
    for place, line in enumerate(lines):
        assert await talks.lines("web:a", line.number, 50) == lines[place + 1 :]
    assert await talks.lines("web:a", "", 2) == lines[-2:]
    assert await talks.lines("web:a", "nonsense", 50) == lines


async def test_who_showed_life_is_on_duty(talks: SqlTalks) -> None:
    """And her own live talks stay hers; a beat counts no version."""
    talk = await live(talks)
    await talks.beat((talk.number,), "wang8021", later(50))
    await talks.beat((talk.number,), "chen8022", later(60))
    assert set(await talks.on_duty(later(49))) == {"wang8021", "chen8022"}
    assert set(await talks.on_duty(later(51))) == {"chen8022"}
    seen = await talks.get(talk.number)
    assert seen
    assert (seen.seen_at, seen.version) == (utc(later(50)), talk.version)


async def test_questions_are_told_masked_with_their_answers(talks: SqlTalks, messages: SqlMessageStore) -> None:
    """Only what was answered, oldest first."""
    number, _ = await messages.put(said("1"), later(1))
    held = await messages.claim("web:a", "one", later(1))
    assert held
    await messages.finish(done(number, held.conversation), "one", later(2))
    await messages.put(said("2"), later(3))
    assert await talks.asked("web:a", 6) == [Asked(utc(later(1)), "补身份证多少钱", "guide", "guide")]
    assert await talks.first_heard_at("web:a") == utc(later(1))
    assert (await talks.heard_since("web:a", later(1)), await talks.heard_since("web:a", later(0))) == (1, 2)
    assert await talks.heard_at(["web:a", "web:none"]) == {"web:a": utc(later(3))}
    stands = await talks.conversation("web:a")
    assert stands is not None
    assert stands.focus == FOCUS
    assert await talks.conversation("web:none") is None


async def test_how_long_talks_took_counts_closed_ones(talks: SqlTalks) -> None:
    """Newest ones, oldest first."""
    for name, minutes in (("b", 4), ("c", 6)):
        talk = await live(talks, f"web:{name}")
        ended = utc(later(1 + minutes * 60))
        await talks.save(TalkChange(move(talk, Deed(Act.CLOSED, ended, "wang8021"))), ended)
    await live(talks, "web:d")
    assert await talks.lasted_since(NOON, 10) == [timedelta(minutes=4), timedelta(minutes=6)]
    assert await talks.lasted_since(later(300), 10) == [timedelta(minutes=6)]


async def test_a_summary_whose_key_is_gone_does_not_lose_the_talk(talks: SqlTalks, database: Database) -> None:
    """It is shown without."""
    stored = await talks.save(TalkChange(asked()), NOON)
    other = SqlTalks(database, FernetCipher([Fernet.generate_key()]))
    found = await other.get(stored.number)
    assert found
    assert (found.summary, found.status) == (Summary(), TalkStatus.WAITING)
