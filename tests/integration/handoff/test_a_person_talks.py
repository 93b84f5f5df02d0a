"""While a person talks: the assistant is silent, lines go both ways, and the talk ends in good order."""

import asyncio

import pytest

from bot.domain.demands.draft import Slot
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.talk.message import AttachmentKind, Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Rating, Role
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.ports import NoSuchTalk, TalkChanged
from bot.services.tickets.ports import Staff
from tests.integration.handoff.talk_house import CHEN, CHIEF, WANG, House
from tests.unit.services.talk.turn_office import said

OPERATOR = "话务员 8021 王"
PHOTO = Attachment("ab" * 16, "门牌.jpg", "image/jpeg", 1234)


async def test_the_citizen_hears_whom_she_talks_to(house: House) -> None:
    """Number and family name, for people and for programs."""
    await house.take()
    (line,) = await house.notices()
    assert line.text == house.words("utter_talk_taken", operator=OPERATOR)
    assert line.reply is not None
    assert (line.reply.kind, line.reply.data["operator"]) == (Kind.HANDOFF, OPERATOR)


async def test_two_take_it_and_one_has_it(house: House) -> None:
    """The other is told that somebody was quicker, the citizen hears of one."""
    waits = await house.ask()
    takes = [house.desk.take(waits.number, staff, waits.version) for staff in (WANG, CHEN)]
    results = await asyncio.gather(*takes, return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["HandOff", "TalkChanged"]
    assert len(await house.told()) == 1


async def test_the_assistant_is_silent_and_the_operator_reads_everything(house: House) -> None:
    """Words as they were written, photos, places, voices; the engine is asked nothing."""
    talk = await house.take()
    asked = len(house.dialogue.turns)
    assert await house.say("我身份证220382199001011234，电话13912345678") == []
    assert await house.say(files=(PHOTO,)) == []
    assert await house.say(coordinates=(43.5, 123.5)) == []
    assert len(house.dialogue.turns) == asked
    lines = [line for line in await house.desk.lines(talk.number, WANG, "") if line.by == "citizen"][1:]
    assert [line.text for line in lines] == [
        "我身份证220382199001011234，电话13912345678",
        "",
        "［位置］纬度43.500000，经度123.500000",
    ]
    assert lines[1].files == (PHOTO,)


@pytest.mark.parametrize("text", ["", "👍", "3", "/new", "你好", "提交", "转人工", "不等了", "办" * 9000])
async def test_nothing_that_a_citizen_writes_wakes_the_assistant(house: House, text: str) -> None:
    """Not even commands, numbers, blanks or a text that is too long."""
    await house.take()
    assert await house.say(text) == []
    assert (await house.open()).status is TalkStatus.LIVE


async def test_an_old_button_does_not_wake_it_either(house: House) -> None:
    """And an edit of an earlier message is one more line."""
    talk = await house.take()
    assert await house.say("多少钱", payload="guide:SL-GA-003:fee") == []
    assert await house.say("我是说户口", is_edit=True) == []
    assert (await house.desk.lines(talk.number, WANG, ""))[-1].text == "［修改上一条］我是说户口"


async def test_danger_shows_the_numbers_and_the_operator_sees_it(house: House) -> None:
    """A person who talks is no reason to keep quiet about 119."""
    talk = await house.take()
    (reply,) = await house.say("家里着火了")
    assert reply.kind is Kind.EMERGENCY
    assert (await house.open()).is_urgent
    assert [line.by for line in await house.desk.lines(talk.number, WANG, "")][-2:] == ["citizen", "assistant"]


async def test_an_operators_line_says_who_speaks(house: House) -> None:
    """Once, although the form came twice; files are named and hang below."""
    talk = await house.take()
    for _ in range(2):
        await house.desk.say(talk.number, WANG, "请带户口簿", (), "form-0001")
    await house.desk.say(talk.number, WANG, "", (PHOTO,), "form-0002")
    _, line, file = await house.notices()
    assert line.text == f"{OPERATOR}：请带户口簿"
    assert file.text == f"{OPERATOR}发来文件：门牌.jpg"
    assert file.reply is not None
    assert [one["key"] for one in file.reply.data["files"]] == [PHOTO.key]


async def test_only_the_operator_of_a_live_talk_speaks_and_reads(house: House) -> None:
    """No colleague, no empty line, nobody after the end; a supervisor reads along."""
    talk = await house.take()
    with pytest.raises(TalkChanged):
        await house.desk.say(talk.number, CHEN, "好", (), "form-0001")
    with pytest.raises(NoSuchTalk):
        await house.desk.say(talk.number, WANG, "  ", (), "form-0002")
    with pytest.raises(NoSuchTalk):
        await house.desk.lines(talk.number, CHEN, "")
    assert await house.desk.lines(talk.number, CHIEF, "")
    await house.desk.close(talk.number, WANG, talk.version, "answered")
    with pytest.raises(TalkChanged):
        await house.desk.say(talk.number, WANG, "好", (), "form-0003")


async def closed(house: House) -> HandOff:
    """A talk that came to its end."""
    talk = await house.take()
    return await house.desk.close(talk.number, WANG, talk.version, "answered")


async def test_the_end_asks_for_a_rating_once(house: House) -> None:
    """Five levels; a second press is thanked for and changes nothing; nobody rates another's talk."""
    talk = await closed(house)
    buttons = (await house.notices())[-1].reply
    assert buttons is not None
    payloads = [button.payload for button in buttons.buttons]
    assert payloads == [f"rate_talk:{talk.number}:{rating}" for rating in Rating]
    (other,) = await house.say("非常满意", talk="web:b", payload=payloads[0])
    assert other.text == house.words("utter_talk_rate_gone")
    (thanks,) = await house.say("满意", payload=payloads[1])
    assert thanks.text == house.words("utter_talk_rated", rating="满意")
    (again,) = await house.say("非常不满意", payload=payloads[4])
    assert again.text == house.words("utter_talk_rated_already")
    stored = await house.records.get(talk.number)
    assert stored is not None
    assert stored.rating is Rating.SATISFIED


@pytest.mark.parametrize(
    "payload",
    ["rate_talk:", "rate_talk:1", "rate_talk:1:great", "rate_talk:x:fair", "rate_talk:99999999999999999:fair"],
)
async def test_a_made_up_rating_is_refused(house: House, payload: str) -> None:
    """In words, not with an error."""
    (reply,) = await house.say("好", payload=payload)
    assert reply.text == house.words("utter_talk_rate_gone")


async def test_after_the_end_the_assistant_answers_and_offers_the_way_back(house: House) -> None:
    """Once; the button hands over again."""
    await closed(house)
    answer, again = await house.say("身份证多少钱")
    assert (answer.text, again.text) == ("答", house.words("utter_talk_again"))
    assert len(await house.say("那护照呢")) == 1
    await house.desk.present(WANG)
    (button,) = again.buttons
    assert (await house.say(button.title, payload=button.payload))[0].data["position"] == 1


async def test_who_rates_first_is_offered_the_way_back_with_her_next_question(house: House) -> None:
    """A rating asks for no answer; the question after it does, and the offer comes once."""
    talk = await closed(house)
    await house.say("满意", payload=f"rate_talk:{talk.number}:satisfied")
    assert (await house.say("身份证多少钱"))[-1].text == house.words("utter_talk_again")
    assert len(await house.say("那护照呢")) == 1


async def test_given_back_the_assistant_goes_on_where_it_stood(house: House) -> None:
    """It says so, and the open form asks its question again, although a person talked for two hours."""
    await house.say("我要投诉，路灯一直不亮")
    talk = await house.take()
    house.clock.move(hours=2)
    await house.say("就是南街那个")
    await house.desk.give_back(talk.number, WANG, talk.version)
    told = await house.notices()
    assert told[-2].text == house.words("utter_talk_returned", operator=OPERATOR)
    assert told[-1].reply is not None
    assert told[-1].reply.data["asks"] == Slot.PLACE
    house.dialogue.outcome = said(Route.OUT_OF_SCOPE)
    (reply,) = await house.say("南街")
    assert reply.kind is Kind.FORM
    assert reply.data["filled"]["place"]


async def test_a_talk_is_passed_to_a_colleague_with_a_word(house: House) -> None:
    """The citizen is told and repeats nothing; the colleague reads note and lines."""
    talk = await house.take()
    passed = await house.desk.transfer(talk.number, WANG, talk.version, "chen8022", "问户口的事")
    assert (passed.status, passed.operator, passed.entries[-1].note) == (TalkStatus.WAITING, "chen8022", "问户口的事")
    taken = await house.desk.take(talk.number, CHEN, passed.version)
    assert await house.desk.lines(taken.number, CHEN, "")
    assert [line.partition("，")[0] for line in await house.told()] == [
        f"{OPERATOR}为您服务", "正在请另一位话务员继续为您服务", "话务员 8022 陈为您服务",
    ]  # fmt: skip


async def test_a_supervisor_takes_a_live_talk_over_and_an_operator_does_not(house: House) -> None:
    """Who had it cannot speak in it any more."""
    talk = await house.take()
    with pytest.raises(NoSuchTalk):
        await house.desk.join("web:a", CHEN)
    joined = await house.desk.join("web:a", CHIEF)
    assert (joined.operator, joined.number) == ("zhao", talk.number)
    with pytest.raises(TalkChanged):
        await house.desk.say(talk.number, WANG, "好", (), "form-0001")
    assert await house.desk.join("web:a", CHIEF) == joined


async def test_a_supervisor_reads_along_and_nobody_notices(house: House) -> None:
    """The talk stays as it was, the citizen and the operator hear nothing, and she is on duty for nobody."""
    talk = await house.take()
    told = await house.told()
    await house.say("我家暖气不热")
    await house.desk.present(CHIEF)
    lines = await house.desk.lines(talk.number, CHIEF, "")
    assert [line.text for line in lines if line.by == "citizen"] == ["转人工", "我家暖气不热"]
    assert await house.open() == await house.records.get(talk.number)
    assert ((await house.open()).operator, (await house.open()).version) == (WANG.login, talk.version)
    assert await house.told() == told
    assert await house.desk.on_duty() == {WANG.login}
    with pytest.raises(TalkChanged):
        await house.desk.say(talk.number, CHIEF, "我看着", (), "form-0001")


async def test_a_supervisor_who_has_joined_is_there(house: House) -> None:
    """From then on her page keeps the talk hers."""
    await house.take()
    await house.desk.join("web:a", CHIEF)
    await house.wait(seconds=80)
    await house.desk.present(CHIEF)
    await house.wait(seconds=80)
    assert (await house.open()).operator == CHIEF.login
    assert CHIEF.login in await house.desk.on_duty()


async def test_a_department_clerk_hears_of_no_talk(house: House) -> None:
    """Neither reads, nor takes, nor joins, nor is on duty."""
    clerk = Staff("li", "李办事", Role.DEPARTMENT)
    waits = await house.ask()
    for act in (
        house.desk.lines(waits.number, clerk, ""),
        house.desk.take(waits.number, clerk, waits.version),
        house.desk.join("web:a", clerk),
        house.desk.present(clerk),
    ):
        with pytest.raises(NoSuchTalk):
            await act
    assert clerk.login not in await house.desk.on_duty()


async def test_what_a_page_shows_no_longer_is_refused(house: House) -> None:
    """An old version, a number that does not exist, a talk that is over."""
    talk = await house.take()
    for act in (house.desk.take, house.desk.give_back):
        with pytest.raises(TalkChanged):
            await act(talk.number, WANG, talk.version - 1)
        with pytest.raises(NoSuchTalk):
            await act(999, WANG, 1)
    with pytest.raises(TalkChanged):
        await house.desk.take(talk.number, CHEN, talk.version)
    over = await house.desk.close(talk.number, WANG, talk.version, "answered")
    with pytest.raises(NoSuchTalk):
        await house.desk.close(talk.number, WANG, over.version, "answered")


async def test_notices_are_in_the_script_that_she_writes(house: House) -> None:
    """As every other answer is."""
    await house.say("請問國民身份證")
    await house.desk.join("web:a", WANG)
    assert (await house.told())[-1].startswith("話務員 8021 王")


async def test_a_client_of_the_interface_is_told_once_that_a_person_answers(house: House) -> None:
    """Its first message in a live talk is answered with a hand-off, the next with nothing."""
    await house.take(talk="api:k:1")
    (reply,) = await house.say("在吗", talk="api:k:1")
    assert (reply.kind, reply.data["operator"]) == (Kind.HANDOFF, OPERATOR)
    assert await house.say("在吗", talk="api:k:1") == []


async def test_a_voice_is_named_to_the_operator(house: House) -> None:
    """What could not be fetched is not passed over in silence."""
    talk = await house.take()
    assert await house.say(attachments=(AttachmentKind.VOICE,)) == []
    assert (await house.desk.lines(talk.number, WANG, ""))[-1].text == "［语音，没有收到文件］"
