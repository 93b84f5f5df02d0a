"""好差评: by button and in words; a bad one sends back, the second one closes with a call, reasons are asked for."""

import pytest

from bot.domain.tickets.moves import Move
from bot.domain.tickets.rating_words import read_rating, sounds_unsolved
from bot.domain.tickets.terms import Rating, Status
from bot.services.ports import Phrasebook
from tests.unit.domain.tickets.ticket_life_samples import (
    CLERK,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    REDO,
    SYSTEM,
    anonymous,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.tickets.ticket_talk import TicketTalk

ANSWERED = standing(Status.ANSWERED)
AGAIN = moved(
    ANSWERED,
    REDO,
    by(CLERK, Move.SIGN, 24),
    by(CLERK, Move.SUBMIT_ANSWER, 25, answer="换了灯泡。", result=ANSWERED.result),
    by(OFFICER, Move.RELEASE, 26),
)
"""Answered for the second time."""


@pytest.fixture
def talk(phrasebook: Phrasebook) -> TicketTalk:
    """A conversation in which nothing was filed yet."""
    return TicketTalk(phrasebook)


@pytest.mark.parametrize("level", ["very_satisfied", "satisfied", "fair"])
async def test_a_good_rating_thanks_and_closes(talk: TicketTalk, level: str) -> None:
    """No question follows."""
    text = await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:{level}")
    assert f"谢谢您的评价（{Rating(level).label}）" in text
    assert talk.ticket(NUMBER).status is Status.CLOSED
    assert talk.ticket(NUMBER).rating is Rating(level)
    assert talk.act == ""


@pytest.mark.parametrize("level", ["dissatisfied", "very_dissatisfied"])
async def test_a_bad_rating_sends_it_back_at_once_with_a_new_date(talk: TicketTalk, level: str) -> None:
    """Sorry, who handles it again, until when, why; then the reason is asked for."""
    text = await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:{level}")
    for piece in ("对不起", f"退回{LIGHTS}重新办", "最晚11月29日（周日）09:00再答复您", "打您留的电话", "因为redo"):
        assert piece in text
    ticket = talk.ticket(NUMBER)
    assert (ticket.status, ticket.redos, ticket.rating) == (Status.DISPATCHED, 1, Rating(level))
    assert [payload.rpartition(":")[2] for payload in talk.buttons if payload.startswith("reason:")] == [
        "unsolved",
        "nobody",
        "attitude",
        "unclear",
        "slow",
        "other",
    ]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("unsolved", "问题没解决"),
        ("nobody", "没人联系我"),
        ("attitude", "态度不好"),
        ("unclear", "答复看不懂"),
        ("slow", "拖得太久"),
    ],
)
async def test_a_reason_is_kept_with_the_rating(talk: TicketTalk, key: str, label: str) -> None:
    """The department reads it in the history."""
    await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:dissatisfied")
    assert "记下了" in await talk.press(f"reason:{NUMBER}:{key}")
    assert talk.ticket(NUMBER).rating_reason == label
    assert talk.ticket(NUMBER).steps[-1].move == Move.EXPLAIN


async def test_a_reason_may_be_told_in_words(talk: TicketTalk) -> None:
    """At once, or after 其他."""
    await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:dissatisfied")
    assert "您说说是什么情况" in await talk.press(f"reason:{NUMBER}:other")
    await talk.say("来了两个人看一眼就走了")
    assert talk.ticket(NUMBER).rating_reason == "来了两个人看一眼就走了"


async def test_a_reason_is_given_once(talk: TicketTalk) -> None:
    """Pressing further buttons does not write the history full."""
    await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:dissatisfied")
    await talk.press(f"reason:{NUMBER}:slow")
    assert "原因已经记过了" in await talk.press(f"reason:{NUMBER}:nobody")
    assert talk.ticket(NUMBER).rating_reason == "拖得太久"


async def test_no_reason_needs_to_be_given(talk: TicketTalk) -> None:
    """不说了 ends it; the ticket is sent back all the same."""
    await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:dissatisfied")
    assert await talk.say("不说了") == talk.phrasebook.words("utter_ticket_dropped")
    assert talk.ticket(NUMBER).status is Status.DISPATCHED


@pytest.mark.parametrize("key", ["whatever", ""])
async def test_a_reason_that_is_none_of_ours_is_left_alone(talk: TicketTalk, key: str) -> None:
    """A made-up button does nothing."""
    assert await talk.keeps(ANSWERED).press(f"reason:{NUMBER}:{key}") == ""


async def test_no_reason_is_taken_without_a_bad_rating(talk: TicketTalk) -> None:
    """An old button under an answer that was rated well."""
    assert "不用说原因" in await talk.keeps(standing(Status.CLOSED)).press(f"reason:{NUMBER}:slow")


async def test_the_second_bad_rating_closes_with_an_apology_and_a_call(talk: TicketTalk) -> None:
    """It is not sent back again; somebody calls and the supervisor looks."""
    talk.at = AGAIN.steps[-1].at
    text = await talk.keeps(AGAIN).press(f"rate:{NUMBER}:very_dissatisfied")
    for piece in ("对不起", "两次", "督办人员会看", "最晚11月25日（周三）", "打您留的电话"):
        assert piece in text
    ticket = talk.ticket(NUMBER)
    assert ticket.status is Status.CLOSED
    assert ticket.running("call_back")
    assert "哪里不满意" in text
    assert "记下了" in await talk.press(f"reason:{NUMBER}:unsolved")


async def test_who_left_no_telephone_is_not_promised_a_call(talk: TicketTalk) -> None:
    """She is told how to be heard."""
    text = await talk.keeps(anonymous(ANSWERED)).press(f"rate:{NUMBER}:dissatisfied")
    assert "您没留电话" in text
    assert "打您留的电话" not in text


async def test_asking_to_have_it_done_again_is_a_bad_rating(talk: TicketTalk) -> None:
    """要求重办 once; after that the rating decides."""
    assert f"退回{LIGHTS}重新办" in await talk.keeps(ANSWERED).press(f"redo:{NUMBER}")
    assert talk.ticket(NUMBER).rating is Rating.DISSATISFIED
    talk.keeps(AGAIN)
    assert "已经重办过一次" in await talk.press(f"redo:{NUMBER}")
    assert talk.ticket(NUMBER).version == 1


@pytest.mark.parametrize(
    ("ticket", "opening"),
    [
        (standing(Status.CLOSED), "这件已经评过了（满意）"),
        (moved(ANSWERED, REDO), "这件已经评过了（不满意）"),
        (moved(ANSWERED, by(SYSTEM, Move.CLOSE, 200)), "这件已办结，评不了了"),
        (standing(Status.IN_PROGRESS), "这件还没答复"),
        (standing(Status.WITHDRAWN), "这件已撤回，评不了了"),
    ],
    ids=["rated", "being-redone", "closed-in-silence", "not-answered", "withdrawn"],
)
async def test_what_cannot_be_rated_now_says_why(talk: TicketTalk, ticket: object, opening: str) -> None:
    """With the state as it is; nothing changes."""
    text = await talk.keeps(ticket).press(f"rate:{NUMBER}:satisfied")  # type: ignore[arg-type]
    assert text.startswith(opening)
    assert talk.ticket(NUMBER).version == 1


async def test_a_level_that_does_not_exist_shows_the_state(talk: TicketTalk) -> None:
    """A made-up payload rates nothing."""
    assert "【路灯不亮】" in await talk.keeps(ANSWERED).press(f"rate:{NUMBER}:great")
    assert talk.ticket(NUMBER).version == 1


async def test_rating_by_words_rates_the_newest_answer(talk: TicketTalk) -> None:
    """Right after the answer no button is needed."""
    older = standing(Status.ANSWERED, filed(OTHER, title="下水堵了"))
    talk.keeps(older, AGAIN)
    assert "谢谢您的评价（满意）" in await talk.say("满意，谢谢")
    assert talk.ticket(NUMBER).status is Status.CLOSED
    assert talk.ticket(OTHER).status is Status.ANSWERED


async def test_a_bad_rating_by_words_brings_its_reason(talk: TicketTalk) -> None:
    """It is not asked for again."""
    text = await talk.keeps(ANSWERED).say("不满意，根本没来人")
    assert "哪里不满意" not in text
    assert talk.ticket(NUMBER).rating_reason == "根本没来人"


async def test_who_says_that_nothing_was_done_is_asked_whether_she_means_it(talk: TicketTalk) -> None:
    """It may be another matter: one tap sends it back, nothing happens by itself."""
    assert "没办好吗" in await talk.keeps(ANSWERED).say("根本没人来修啊")
    assert talk.buttons == [f"redo:{NUMBER}"]
    assert talk.ticket(NUMBER).version == 1


@pytest.mark.parametrize("text", ["满意", "不满意，没来人", "根本没人来"])
async def test_words_that_rate_mean_nothing_without_an_answer(talk: TicketTalk, text: str) -> None:
    """They belong to whatever else was talked about."""
    assert await talk.keeps(standing(Status.IN_PROGRESS)).say(text) == ""


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("满意", Rating.SATISFIED),
        ("挺满意的", Rating.SATISFIED),
        ("对这次处理很满意，谢谢", Rating.VERY_SATISFIED),
        ("好评", Rating.VERY_SATISFIED),
        ("基本满意", Rating.FAIR),
        ("不满意", Rating.DISSATISFIED),
        ("不太满意，拖太久", Rating.DISSATISFIED),
        ("我不满意你们的处理", Rating.DISSATISFIED),
        ("非常不满意！！", Rating.VERY_DISSATISFIED),
        ("差评，糊弄人", Rating.VERY_DISSATISFIED),
        ("一点都不满意", Rating.VERY_DISSATISFIED),
        ("满意，但是路还没修", None),
        ("满意吗", None),
        ("满意度怎么查", None),
        ("不满18岁能办身份证吗", None),
        ("不满五年的房子交多少税", None),
        ("非常不满18周岁", None),
        ("还行", None),
        ("谢谢", None),
        ("不满意" + "拖" * 200, None),
    ],
)
def test_what_counts_as_a_rating_in_words(text: str, rating: Rating | None) -> None:
    """Plain words only; praise with a "but" is none."""
    found = read_rating(text)
    assert (found[0] if found else None) is rating


@pytest.mark.parametrize(
    ("text", "is_unsolved"),
    [("根本没人来", True), ("问题没解决", True), ("糊弄我呢", True), ("修好了", False), ("没人来" + "啊" * 30, False)],
)
def test_what_sounds_unsolved(text: str, *, is_unsolved: bool) -> None:
    """Short outcries."""
    assert sounds_unsolved(text) is is_unsolved
