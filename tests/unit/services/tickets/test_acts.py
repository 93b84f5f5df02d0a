"""催办 and 补充: what each does, says, and refuses; the whole dialogue of each."""

from dataclasses import replace

import pytest

from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Status
from bot.services.ports import Phrasebook
from tests.unit.domain.tickets.ticket_life_samples import LIGHTS, NUMBER, OTHER, THIRD, filed, standing
from tests.unit.services.tickets.ticket_talk import PHOTO, TicketTalk


@pytest.fixture
def talk(phrasebook: Phrasebook) -> TicketTalk:
    """A conversation in which nothing was filed yet."""
    return TicketTalk(phrasebook)


OPEN_TO_CHASE = [status for status in Status if status.is_open and status is not Status.NEEDS_MORE]


@pytest.mark.parametrize("status", OPEN_TO_CHASE)
async def test_reminding_says_who_was_reminded_and_when_the_answer_is_due(talk: TicketTalk, status: Status) -> None:
    """The department where it has the ticket, else the hotline."""
    text = await talk.keeps(standing(status)).say("催一下", route=Route.URGE)
    holder = LIGHTS if status in (Status.DISPATCHED, Status.IN_PROGRESS) else "热线受理人员"
    assert f"已提醒{holder}，催办记在单子上了（第1次）" in text
    assert "最晚11月2" in text
    assert talk.ticket(NUMBER).steps[-1].move == Move.CHASE
    assert talk.replies[0].kind is Kind.TICKET


async def test_reminding_twice_a_day_is_refused_with_what_else_is_possible(talk: TicketTalk) -> None:
    """Since when, why, and who else may help."""
    await talk.keeps(standing(Status.IN_PROGRESS)).press(f"chase:{NUMBER}")
    talk.wait(hours=2)
    text = await talk.press(f"chase:{NUMBER}")
    assert "11月24日（周二）09:00刚催过" in text
    for piece in ("隔20小时", "最晚11月28日（周六）10:00答复您", "转人工", "12345"):
        assert piece in text
    assert talk.ticket(NUMBER).chases == 1


async def test_a_fourth_reminder_is_refused(talk: TicketTalk) -> None:
    """Three times, then a person."""
    talk.keeps(standing(Status.IN_PROGRESS))
    for count in (1, 2, 3):
        assert f"第{count}次" in await talk.press(f"chase:{NUMBER}")
        talk.wait(hours=21)
    text = await talk.press(f"chase:{NUMBER}")
    for piece in ("已经催过3次", "转人工", "12345"):
        assert piece in text
    assert talk.ticket(NUMBER).chases == 3


@pytest.mark.parametrize("status", [Status.NEEDS_MORE, Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN])
async def test_where_nobody_is_waited_for_reminding_shows_the_state(talk: TicketTalk, status: Status) -> None:
    """She reads why there is nothing to remind of."""
    text = await talk.keeps(standing(status)).press(f"chase:{NUMBER}")
    assert text.startswith("这件现在不用催。")
    assert status.label in text
    assert talk.ticket(NUMBER).version == 1


async def test_of_several_open_ones_it_is_asked_which_to_remind_of(talk: TicketTalk) -> None:
    """Closed ones are not offered; the number that is said picks."""
    talk.keeps(filed(), filed(OTHER, title="下水堵了"), standing(Status.CLOSED, filed(THIRD, title="噪音扰民")))
    assert "噪音" not in await talk.say("催催", route=Route.URGE)
    assert talk.act == "pick:chase"
    assert "已提醒" in await talk.say("2")


async def test_a_reminder_may_name_the_number(talk: TicketTalk) -> None:
    """催 beside a number is a reminder, not a question."""
    assert "已提醒" in await talk.keeps(filed(), filed(OTHER)).say(f"催一下{NUMBER}")


@pytest.mark.parametrize(
    "text", ["昨天晚上又不亮了，是靠东边第二根", "编号是K12，在门卫室旁边", "为啥就没人管呢，都摔了人了"]
)
async def test_what_is_said_next_is_added_whatever_it_is_taken_for(talk: TicketTalk, text: str) -> None:
    """The desk may hear a new complaint; she was asked for more."""
    talk.keeps(standing(Status.IN_PROGRESS))
    assert "接着发文字、照片或者文件" in await talk.press(f"add:{NUMBER}")
    assert talk.replies[0].data == {"asks": "supplement"}
    answer = await talk.say(text, route=Route.COMPLAINT)
    assert f"{LIGHTS}看得到" in answer
    assert talk.ticket(NUMBER).steps[-1].note == text


async def test_photos_are_added_one_after_another(talk: TicketTalk) -> None:
    """A telephone sends each photo as a message of its own."""
    await talk.keeps(standing(Status.IN_PROGRESS)).press(f"add:{NUMBER}")
    for count in (1, 2, 3):
        assert "补充好了" in await talk.say("", files=(replace(PHOTO, key=f"k{count}"),))
    assert [file.key for file in talk.ticket(NUMBER).attachments] == ["k1", "k2", "k3"]
    assert talk.ticket(NUMBER).steps[-1].note == "发来1个照片或文件"


async def test_text_and_files_in_one_message_are_both_kept(talk: TicketTalk) -> None:
    """Nothing she sends is lost."""
    await talk.keeps(filed()).press(f"add:{NUMBER}")
    await talk.say("就是这根", files=(PHOTO,))
    assert talk.ticket(NUMBER).steps[-1].note == "就是这根\n发来1个照片或文件"
    assert talk.ticket(NUMBER).attachments == (PHOTO,)


async def test_a_place_that_is_sent_is_added(talk: TicketTalk) -> None:
    """In figures that a map understands."""
    await talk.keeps(filed()).press(f"add:{NUMBER}")
    await talk.say("", coordinates=(43.518, 123.502))
    assert talk.ticket(NUMBER).steps[-1].note == "发来定位：北纬43.518000，东经123.502000"


async def test_what_was_missing_starts_a_new_clock(talk: TicketTalk) -> None:
    """补正: back to 待受理, with the new date and why."""
    asked = await talk.keeps(standing(Status.NEEDS_MORE)).press(f"add:{NUMBER}")
    assert "要补的是：\n哪个门口\n路灯编号" in asked
    text = await talk.say("东门，编号K12")
    assert "回到待受理，时间重新算：最晚11月25日（周三）09:00告诉您受不受理" in text
    assert "因为accept" in text
    assert talk.ticket(NUMBER).status is Status.RECEIVED


async def test_photos_without_a_word_go_where_they_were_asked_for(talk: TicketTalk) -> None:
    """She was asked for more and sends a photo: no button is needed."""
    assert "补上了" in await talk.keeps(standing(Status.NEEDS_MORE)).say("", files=(PHOTO,))


async def test_photos_without_a_word_are_not_taken_where_nobody_asked(talk: TicketTalk) -> None:
    """They may be for a demand that is yet to come."""
    assert await talk.keeps(standing(Status.IN_PROGRESS)).say("", files=(PHOTO,)) == ""


@pytest.mark.parametrize(("said", "is_added"), [("是", True), ("对，就是", True), ("不是", False), ("不是这件", False)])
async def test_words_that_may_be_what_was_asked_for_are_asked_about(
    talk: TicketTalk, said: str, *, is_added: bool
) -> None:
    """What nobody understood is not lost: it is kept until she says where it belongs."""
    text = await talk.keeps(standing(Status.NEEDS_MORE)).say("东门那边的K12", kind=Kind.FALLBACK)
    assert "正等您补充，刚才这句是给它的吗" in text
    answer = await talk.say(said)
    assert ("补上了" in answer) is is_added
    assert ("东门那边的K12" in talk.ticket(NUMBER).steps[-1].note) is is_added


async def test_the_button_says_the_same(talk: TicketTalk) -> None:
    """是 by button adds what was said before."""
    await talk.keeps(standing(Status.NEEDS_MORE)).say("东门那边的K12", kind=Kind.FALLBACK)
    assert talk.buttons == [f"add:{NUMBER}:yes", f"add:{NUMBER}:no"]
    await talk.press(f"add:{NUMBER}:yes")
    assert talk.ticket(NUMBER).steps[-1].note == "东门那边的K12"


async def test_adding_by_words(talk: TicketTalk) -> None:
    """补充 with what is added at once, or as an announcement."""
    talk.keeps(standing(Status.IN_PROGRESS))
    assert "补充好了" in await talk.say("补充一下：是靠东边第二根灯杆")
    assert "接着发文字" in await talk.say("我要补充")


@pytest.mark.parametrize("text", ["补充医疗保险怎么交", "补充材料，要交到哪儿", "补充"])
async def test_questions_about_papers_add_nothing(talk: TicketTalk, text: str) -> None:
    """补充 is a word of guides too; and without a ticket there is nothing to add to."""
    if text != "补充":
        talk.keeps(standing(Status.IN_PROGRESS))
    assert await talk.say(text) == ""


@pytest.mark.parametrize(
    ("said", "route", "kind"),
    [
        ("补身份证要带什么", Route.GUIDE, Kind.GUIDE),
        ("谢谢", Route.THANKS, Kind.CHITCHAT),
        ("你是机器人吗", Route.OUT_OF_SCOPE, Kind.CHITCHAT),
        ("转人工", Route.HANDOFF, Kind.HANDOFF),
    ],
)
async def test_what_is_plainly_something_else_is_not_added(
    talk: TicketTalk, said: str, route: Route, kind: Kind
) -> None:
    """A question is answered, and the supplement still waited for."""
    await talk.keeps(filed()).press(f"add:{NUMBER}")
    assert await talk.say(said, route=route, kind=kind) == ""
    assert talk.act == "add"
    assert talk.ticket(NUMBER).version == 1


async def test_danger_in_a_supplement_is_answered_first(talk: TicketTalk) -> None:
    """The numbers to call, then that it was added."""
    await talk.keeps(filed()).press(f"add:{NUMBER}")
    await talk.say("那个线头冒火花了，孩子老去摸", route=Route.EMERGENCY)
    assert talk.turn
    assert talk.turn.outcome.answer.route is Route.EMERGENCY
    assert talk.replies[0].text == "台面的话"
    assert "补充好了" in talk.replies[1].text


async def test_adding_is_given_up(talk: TicketTalk) -> None:
    """不用了 adds nothing."""
    await talk.keeps(filed()).press(f"add:{NUMBER}")
    assert await talk.say("不用了") == talk.phrasebook.words("utter_ticket_dropped")
    assert talk.ticket(NUMBER).version == 1


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.NOT_TAKEN])
async def test_nothing_is_added_to_what_is_answered(talk: TicketTalk, status: Status) -> None:
    """She reads the state instead."""
    text = await talk.keeps(standing(status)).press(f"add:{NUMBER}")
    assert text.startswith(f"这件{status.label}，补不进去了。")
    assert talk.act == ""


async def test_an_answer_that_comes_in_between_is_told(talk: TicketTalk) -> None:
    """She was asked for more; meanwhile it was answered."""
    await talk.keeps(standing(Status.IN_PROGRESS)).press(f"add:{NUMBER}")
    talk.keeps(standing(Status.ANSWERED))
    assert "补不进去了" in await talk.say("还有一根也不亮")
