"""In the queue: the assistant goes on answering, operators and citizens may vanish, a restart loses nothing."""

import asyncio

import pytest

from bot.domain.demands.draft import Slot
from bot.domain.handoff.handoff import TalkStatus
from bot.domain.talk.message import Kind
from bot.services.handoff.ports import TalkChanged
from tests.integration.handoff.talk_house import CHEN, WANG, House

OPERATOR = "话务员 8021 王"


async def test_the_assistant_answers_while_she_waits(house: House) -> None:
    """Her place is told with every third answer, not with each."""
    await house.ask()
    kinds = []
    for _ in range(7):
        await house.desk.present(WANG)
        kinds.append([reply.kind for reply in await house.say("身份证多少钱")])
    plain, placed = [Kind.GUIDE], [Kind.GUIDE, Kind.HANDOFF]
    assert kinds == [plain, plain, placed, plain, plain, placed, plain]


async def test_a_form_is_filled_in_while_she_waits(house: House) -> None:
    """The queue does not stand in its way, nor does it stand in the queue's."""
    await house.ask()
    for text in ("我要投诉，路灯一直不亮", "南街", "不留电话"):
        (reply,) = await house.say(text)
    assert (reply.kind, reply.data["asks"]) == (Kind.FORM, Slot.CONFIRM)
    assert (await house.open()).status is TalkStatus.WAITING


@pytest.mark.parametrize("by", ["button", "words"])
async def test_she_leaves_the_queue(house: House, by: str) -> None:
    """By button or in her own words; an old button later says that she does not wait."""
    await house.ask()
    left = {"text": "不等了", "payload": "talk:leave" if by == "button" else ""}
    (reply,) = await house.say(**left)
    assert reply.text == house.words("utter_talk_left")
    assert await house.desk.queue() == []
    (reply,) = await house.say("不等了", payload="talk:leave")
    assert reply.text == house.words("utter_talk_not_waiting")


async def test_an_operator_who_vanishes_loses_her_talks_after_ninety_seconds(house: House) -> None:
    """The citizen is told once and keeps her place; the next operator sees all that was said."""
    talk = await house.take()
    await house.say("我家暖气不热")
    await house.ask("web:b")
    await house.wait(seconds=120)
    back, _ = await house.desk.queue()
    assert (back.number, back.status, back.operator) == (talk.number, TalkStatus.WAITING, "")
    await house.wait(seconds=120)
    assert (await house.told()).count(house.words("utter_talk_away")) == 1
    await house.desk.take(back.number, CHEN, back.version)
    assert "我家暖气不热" in [line.text for line in await house.desk.lines(back.number, CHEN, "")]
    with pytest.raises(TalkChanged):
        await house.desk.say(talk.number, WANG, "我回来了", (), "form-0001")


async def test_an_operator_who_shows_life_or_speaks_keeps_her_talks(house: House) -> None:
    """However long the talk lasts."""
    talk = await house.take()
    for minute in range(5):
        await house.wait(seconds=60)
        if minute % 2:
            await house.desk.present(WANG)
        else:
            await house.desk.say(talk.number, WANG, "请稍等", (), f"form-{minute:04}")
    assert (await house.open()).status is TalkStatus.LIVE


async def test_a_restart_takes_no_talk_away(house: House) -> None:
    """Ten live talks outlast five minutes without a program: pages come back first, then nothing is lost."""
    talks = [await house.take(talk=f"web:{number}") for number in range(10)]
    await house.wait(seconds=10)
    house.clock.move(minutes=5)
    fresh = house.again()
    assert await fresh.room.sweep.once() == 0
    assert await fresh.say("还在吗", talk="web:3") == []
    await fresh.wait(seconds=60)
    await fresh.desk.present(WANG)
    await fresh.wait(seconds=60)
    live = await fresh.desk.queue()
    assert [talk.number for talk in live] == [talk.number for talk in talks]
    assert {talk.status for talk in live} == {TalkStatus.LIVE}
    await fresh.desk.say(talks[3].number, WANG, "在的", (), "form-0001")
    assert (await fresh.told("web:3"))[-1] == f"{OPERATOR}：在的"


async def test_two_processes_sweep_and_each_effect_is_once(house: House) -> None:
    """The version decides."""
    other = house.again()
    await house.take()
    for process in (house, other):
        await process.room.sweep.once()
    for _ in range(6):
        house.clock.move(seconds=20)
        await asyncio.gather(house.room.sweep.once(), other.room.sweep.once())
    assert (await house.told()).count(house.words("utter_talk_away")) == 1


async def test_who_says_nothing_for_a_quarter_of_an_hour_has_left(house: House) -> None:
    """She is told, once; who writes now and then keeps her place."""
    await house.ask("web:a")
    await house.ask("web:b")
    await house.wait(minutes=10)
    await house.say("还要多久", talk="web:b")
    await house.wait(minutes=10)
    assert [talk.conversation for talk in await house.desk.queue()] == ["web:b"]
    assert await house.told("web:a") == [house.words("utter_talk_gone")]


async def test_a_colleague_who_does_not_take_what_was_passed_to_her_blocks_nobody(house: House) -> None:
    """After ninety seconds it is for all; the citizen is not told twice."""
    talk = await house.take()
    await house.desk.transfer(talk.number, WANG, talk.version, "chen8022", "")
    await house.wait(seconds=120)
    assert (await house.open()).operator == ""
    assert len(await house.told()) == 2


async def test_waiting_while_everybody_has_gone_is_not_concealed(house: House) -> None:
    """The reminder says that nobody is there, with what can be done instead."""
    await house.ask()
    house.clock.move(minutes=5)
    replies = [await house.say("身份证多少钱") for _ in range(3)][-1]
    assert replies[-1].text == house.words("utter_talk_still_nobody")
    assert [button.payload for button in replies[-1].buttons] == ["form:open:help", "talk:call"]
