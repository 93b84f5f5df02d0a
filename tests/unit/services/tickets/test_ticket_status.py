"""查进度: how a ticket is found, and where it stands in words that a villager understands."""

from dataclasses import replace

import pytest

from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.moves import Move
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.terms import Status
from bot.services.ports import Phrasebook
from tests.unit.domain.tickets.ticket_life_samples import (
    ACCEPT,
    CODE,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    RECEIVED_AT,
    ROAD_TO,
    anonymous,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.tickets.ticket_talk import TicketTalk

ELSEWHERE = "web:other"


@pytest.fixture
def talk(phrasebook: Phrasebook) -> TicketTalk:
    """A conversation in which nothing was filed."""
    return TicketTalk(phrasebook)


@pytest.mark.parametrize(
    ("status", "pieces"),
    [
        (Status.RECEIVED, ["待受理", "热线受理人员在看", "最晚11月24日（周二）09:00告诉您受不受理", "因为accept"]),
        (Status.NEEDS_MORE, ["待补正", "哪个门口\n路灯编号", "您补上以后重新排期"]),
        (Status.ACCEPTED, ["已受理", f"正在转给{LIGHTS}", "最晚11月28日（周六）10:00答复您", "因为answer"]),
        (Status.DISPATCHED, ["已转办", f"转给了{LIGHTS}，等它签收", "最晚11月28日（周六）10:00答复您"]),
        (Status.IN_PROGRESS, ["办理中", f"{LIGHTS}在办，11月23日（周一）12:00起", "最晚11月28日（周六）10:00答复您"]),
        (Status.RETURNED, ["已退单", "说不归它管", "最晚11月28日（周六）10:00答复您"]),
        (Status.IN_REVIEW, ["待审核", "写好了答复", "审完就发给您", "最晚11月28日（周六）10:00答复您"]),
        (Status.ANSWERED, ["已答复", "结果：已解决", "答复：路灯已修好。", "还没评，就当办结了"]),
        (Status.CLOSED, ["已办结", "结果：已解决", "您评价：满意"]),
        (Status.NOT_TAKEN, ["不予受理", "已经进了法院", "请等法院判决"]),
        (Status.WITHDRAWN, ["已撤回", "不再往下办"]),
    ],
)
async def test_each_status_says_who_has_it_what_comes_next_and_why(
    talk: TicketTalk, status: Status, pieces: list[str]
) -> None:
    """The one ticket of the chat is shown at once, as it stands."""
    text = await talk.keeps(standing(status)).say("我那事儿到哪步了", route=Route.STATUS)
    assert [piece for piece in pieces if piece not in text] == []
    assert talk.replies[0].kind is Kind.STATUS
    assert talk.replies[0].data["number"] == NUMBER
    assert talk.replies[0].data["status"] == status.value


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.RECEIVED, ["chase", "add", "withdraw"]),
        (Status.NEEDS_MORE, ["add", "withdraw"]),
        (Status.IN_PROGRESS, ["chase", "add", "withdraw"]),
        (Status.ANSWERED, ["rate", "rate", "rate", "rate", "rate", "redo"]),
        (Status.CLOSED, []),
        (Status.NOT_TAKEN, []),
    ],
)
async def test_only_what_is_possible_is_offered(talk: TicketTalk, status: Status, offered: list[str]) -> None:
    """Buttons follow the table of moves."""
    await talk.keeps(standing(status)).press(f"ticket:{NUMBER}")
    assert [payload.partition(":")[0] for payload in talk.buttons] == offered


async def test_a_late_answer_is_owned_up_to(talk: TicketTalk) -> None:
    """The date that was missed is named, with what she can do."""
    talk.keeps(standing(Status.IN_PROGRESS)).wait(days=9)
    text = await talk.press(f"ticket:{NUMBER}")
    assert "本该最晚11月28日（周六）10:00有结果，已经晚了，对不起" in text
    assert "12345" in text


async def test_at_most_six_steps_are_told_the_newest_first_and_none_that_is_internal(talk: TicketTalk) -> None:
    """A villager does not read a file."""
    notes = [by(OFFICER, Move.NOTE, 3 + place, note="催承办人") for place in range(3)]
    chased = [by(OFFICER, Move.CHASE, 30 + place) for place in range(5)]
    ticket = moved(filed(), ACCEPT, *notes, *chased)
    lines = (await talk.keeps(ticket).press(f"ticket:{NUMBER}")).partition("经过：\n")[2].splitlines()
    assert len(lines) == 6
    assert lines[0].endswith("热线替您催办")
    assert lines[-1].endswith("受理")
    assert not [line for line in lines if "催承办人" in line]


async def test_handled_together_is_said(talk: TicketTalk) -> None:
    """并单: her own date stays hers."""
    merged = moved(filed(), ACCEPT, by(OFFICER, Move.MERGE, 2, into=OTHER))
    assert "您的期限和答复单独算" in await talk.keeps(merged).press(f"ticket:{NUMBER}")


async def test_several_are_listed_open_ones_first_and_picked_by_number(talk: TicketTalk) -> None:
    """A closed one stands behind an open one, however new it is."""
    closed = standing(Status.CLOSED, filed(OTHER, title="下水堵了"))
    text = await talk.keeps(closed, filed()).say("查进度", route=Route.STATUS)
    assert "1. 路灯不亮（待受理，11月23日登记）\n2. 下水堵了（已办结，11月23日登记）" in text
    assert talk.buttons == [f"ticket:{NUMBER}", f"ticket:{OTHER}"]
    assert talk.replies[0].data == {"asks": "pick"}
    assert "没有这个数字" in await talk.say("5")
    assert "【下水堵了】" in await talk.say("第二个")
    assert not talk.conversation.papers.awaits


async def test_a_word_of_its_title_picks_it(talk: TicketTalk) -> None:
    """Nobody has to read a list for what she said plainly."""
    talk.keeps(filed(), filed(OTHER, title="下水堵了"))
    assert "【下水堵了】" in await talk.say("下水那个到哪了", route=Route.STATUS)


async def test_nothing_filed_here_asks_for_number_and_digits_or_code(talk: TicketTalk) -> None:
    """The desk's own words, and the wish is remembered for an hour."""
    assert await talk.say("查一下进度", route=Route.STATUS) == "台面的话"
    assert talk.act == "find:ticket"
    talk.wait(minutes=61)
    assert talk.act == ""


@pytest.mark.parametrize("written", [NUMBER, NUMBER.lower(), NUMBER.replace("-", " "), NUMBER.removeprefix("SL")])
async def test_a_number_from_elsewhere_needs_the_last_digits(talk: TicketTalk, written: str) -> None:
    """Number first, digits next; what the ticket says is not told before."""
    talk.keeps(filed(conversation=ELSEWHERE))
    asked = await talk.say(f"查一下{written}")
    assert "后四位" in asked
    assert "路灯" not in asked
    assert talk.replies[0].data == {"asks": "phone_tail"}
    assert "【路灯不亮】" in await talk.say("5678")


@pytest.mark.parametrize("text", [f"{NUMBER} 5678", f"编号{NUMBER}，电话13812345678", f"{NUMBER}，尾号5678，到哪了"])
async def test_number_and_digits_in_one_message_are_enough(talk: TicketTalk, text: str) -> None:
    """No question where everything was said."""
    assert "【路灯不亮】" in await talk.keeps(filed(conversation=ELSEWHERE)).say(text)


@pytest.mark.parametrize("text", [CODE, CODE.lower(), "ab3d 5fgh", "查询码AB3D-5FGH"])
async def test_the_query_code_is_enough(talk: TicketTalk, text: str) -> None:
    """However it is written; this is how an anonymous demand is found."""
    assert "【路灯不亮】" in await talk.keeps(anonymous(filed(conversation=ELSEWHERE))).say(text)


async def test_a_miscopied_letter_of_a_code_is_forgiven(talk: TicketTalk) -> None:
    """Codes have no O, 0, I and 1: who reads one has misread a Q or an L."""
    ticket = replace(filed(conversation=ELSEWHERE), query_code="QL3D5FGH")
    assert "【路灯不亮】" in await talk.keeps(ticket).say("查询码 013d5fgh")


async def test_a_wrong_check_letter_is_told_as_a_slip(talk: TicketTalk) -> None:
    """No guess is counted for a number that cannot exist."""
    text = await talk.keeps(filed(conversation=ELSEWHERE)).say("SL20261123-0001-A 5678")
    assert "号码好像写错了一位" in text
    assert "【路灯不亮】" in await talk.say(f"{NUMBER} 5678")


@pytest.mark.parametrize("text", [f"{NUMBER} 1234", f"{OTHER} 5678", "查询码 ZZZZ2222"])
async def test_unknown_and_wrong_are_told_alike(talk: TicketTalk, text: str) -> None:
    """Whoever guesses learns nothing of what exists."""
    answer = await talk.keeps(filed(conversation=ELSEWHERE)).say(text)
    assert answer == talk.phrasebook.words("utter_ticket_wrong")


async def test_an_anonymous_demand_is_never_shown_for_digits(talk: TicketTalk) -> None:
    """There is no telephone that could end in anything, not even in nothing."""
    talk.keeps(anonymous(filed(conversation=ELSEWHERE)))
    assert await talk.say(f"{NUMBER} 0000") == talk.phrasebook.words("utter_ticket_wrong")


async def test_five_wrong_tries_close_the_door_for_an_hour(talk: TicketTalk) -> None:
    """Then even the right digits are refused, until the hour is over."""
    talk.keeps(filed(conversation=ELSEWHERE))
    for guess in range(5):
        assert "没查到" in await talk.say(f"{NUMBER} {guess}{guess}{guess}{guess}")
    assert await talk.say(f"{NUMBER} 5678") == talk.phrasebook.words("utter_ticket_guessing")
    talk.wait(minutes=61)
    assert "【路灯不亮】" in await talk.say(f"{NUMBER} 5678")


async def test_a_fresh_conversation_does_not_open_the_door_of_a_number(phrasebook: Phrasebook) -> None:
    """Ten thousand endings cannot be tried by beginning anew each time."""
    first = TicketTalk(phrasebook).keeps(filed(conversation=ELSEWHERE))
    for guess in range(5):
        await first.say(f"{NUMBER} 000{guess}")
    second = TicketTalk(phrasebook, id="cli:2")
    second.chat, second.store = first.chat, first.store
    assert await second.say(f"{NUMBER} 5678") == phrasebook.words("utter_ticket_guessing")


async def test_what_was_proved_can_be_acted_on_for_an_hour(talk: TicketTalk) -> None:
    """The buttons under a ticket from elsewhere work; later it must be proved again."""
    talk.keeps(standing(Status.IN_PROGRESS, filed(conversation=ELSEWHERE)))
    await talk.say(f"{NUMBER} 5678")
    assert "已提醒" in await talk.press(f"chase:{NUMBER}")
    assert "【路灯不亮】" in await talk.press(f"ticket:{NUMBER}")
    talk.wait(minutes=61)
    assert "后四位" in await talk.press(f"ticket:{NUMBER}")


@pytest.mark.parametrize("action", ["ticket", "chase", "add", "withdraw", "redo", "rate", "reason"])
async def test_a_made_up_button_opens_no_foreign_ticket(talk: TicketTalk, action: str) -> None:
    """A payload is anybody's to write."""
    talk.keeps(standing(Status.ANSWERED, filed(conversation=ELSEWHERE)))
    text = await talk.press(f"{action}:{NUMBER}:satisfied")
    assert text == talk.phrasebook.words("utter_ticket_ask_tail")
    assert talk.ticket(NUMBER).version == 1


@pytest.mark.parametrize("payload", ["ticket:", "ticket:SL1", "chase:SL20261123-0001-A", "guide:SL-GA-003:fee", "rate"])
async def test_other_payloads_are_left_to_others(talk: TicketTalk, payload: str) -> None:
    """What is no button of ours is none of our business."""
    assert await talk.keeps(filed()).press(payload) == ""


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "身份证丢了补办要带什么",
        "PASSPORT",
        "abandoned",
        "13812345678",
        "5678",
        "20261122",
        "护照多少钱",
        "不满18岁能办吗",
    ],
)
async def test_what_is_not_about_a_ticket_is_left_alone(talk: TicketTalk, text: str) -> None:
    """Small talk, guide questions, words that look like codes: even where tickets exist."""
    assert await talk.keeps(standing(Status.ANSWERED)).say(text) == ""


async def test_a_demand_that_names_an_old_number_stays_a_demand(talk: TicketTalk) -> None:
    """A story is not a lookup."""
    text = f"我要投诉，上次{NUMBER}说修好了，结果昨晚又不亮，孩子摔了一跤"
    assert await talk.keeps(filed(conversation=ELSEWHERE)).say(text, route=Route.COMPLAINT) == ""


async def test_the_search_is_given_up_in_plain_words(talk: TicketTalk) -> None:
    """不用了 ends it, 忘了 is told where to ask."""
    await talk.say("查进度", route=Route.STATUS)
    assert "12345" in await talk.say("忘了")
    assert talk.act == ""
    await talk.say(NUMBER)
    assert await talk.say("不用了") == talk.phrasebook.words("utter_ticket_dropped")


@pytest.mark.parametrize("said", ["12", "五六七八", "尾号是567"])
async def test_something_else_than_four_digits_is_asked_again(talk: TicketTalk, said: str) -> None:
    """Where digits were tried; other talk goes its own way."""
    await talk.keeps(filed(conversation=ELSEWHERE)).say(NUMBER)
    text = await talk.say(said)
    assert text == (talk.phrasebook.words("utter_ticket_ask_tail_again") if any(c.isdigit() for c in said) else "")
    assert talk.act == "tail:ticket"


async def test_the_road_to_every_status_is_walked() -> None:
    """The samples know every status."""
    assert set(ROAD_TO) == set(Status)
    assert ticket_number(RECEIVED_AT.date(), 1) == NUMBER
