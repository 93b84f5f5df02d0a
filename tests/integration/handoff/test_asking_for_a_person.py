"""How a conversation comes to a person, and what is said where nobody is there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.handoff.handoff import Reason, TalkStatus
from bot.domain.talk.conversation import Focus
from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import TicketType
from tests.integration.handoff.talk_house import CHEN, WANG, House
from tests.unit.services.talk.turn_office import said

ASK, CALL, DEMAND = "talk:ask", "talk:call", "form:open:help"


async def test_asked_plainly_it_goes_to_the_queue_at_once(house: House) -> None:
    """Place and waiting time are told, in words and for programs; the engine is not needed for it."""
    house.dialogue.is_down = True
    (reply,) = await house.say("转人工")
    assert reply.kind is Kind.HANDOFF
    assert reply.data == {"position": 1, "waiting": 1}
    assert "第1位" in reply.text
    assert [button.payload for button in reply.buttons] == ["talk:leave"]
    talk = await house.open()
    assert (talk.reason, talk.status) == (Reason.ASKED, TalkStatus.WAITING)


async def test_a_wish_that_the_engine_understood_is_one_too(house: House) -> None:
    """In whatever words; what she said stands in the summary."""
    house.dialogue.outcome = said(Route.HANDOFF, house.words("utter_ask_for_person"), Kind.HANDOFF)
    (reply,) = await house.say("有没有喘气的出来跟我说话")
    assert reply.data["position"] == 1
    assert (await house.open()).summary.tried == ("有没有喘气的出来跟我说话",)


async def test_asking_again_while_waiting_opens_no_second_talk(house: House) -> None:
    """She hears her place."""
    first = await house.ask()
    (reply,) = await house.say("转人工")
    assert reply.text == house.words("utter_talk_already", place="1", wait=house.words("utter_talk_wait_soon"))
    assert (await house.open()).number == first.number


async def test_places_are_told_in_order(house: House) -> None:
    """Who comes later stands behind; an operator who is busy makes the time unknown until talks tell it."""
    await house.take(talk="web:a")
    await house.ask("web:b")
    (reply,) = await house.say("转人工", talk="web:c")
    assert reply.data == {"position": 2, "waiting": None}


async def test_the_operator_is_told_beforehand(house: House) -> None:
    """Who, what was tried with what came of it, masked; and open tickets."""
    house.dialogue.outcome = said(Route.GUIDE, kind=Kind.GUIDE, focus=Focus(item="SL-GA-003"))
    await house.say("身份证丢了，我电话13912345678")
    house.clock.move(minutes=5)
    summary = (await house.ask()).summary
    assert summary.who == "网页访客，谈了5分钟"
    assert summary.item == house.knowledge.desk.catalogue.guide("SL-GA-003").name
    (tried,) = summary.tried
    assert "13912345678" not in tried
    assert tried.endswith("（已给指南）")


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (replace(said(Route.OUT_OF_SCOPE), focus=Focus(misses=2)), Reason.NOT_UNDERSTOOD),
        (replace(said(Route.FEEDBACK_NEGATIVE), focus=Focus(misses=2)), Reason.REJECTED),
    ],
    ids=["twice-not-understood", "rejects-twice"],
)
async def test_who_is_lost_is_offered_a_person_and_not_pushed(house: House, outcome: object, reason: Reason) -> None:
    """A button under the answer; only pressing it hands over."""
    house.dialogue.outcome = outcome  # type: ignore[assignment]
    (reply,) = await house.say("嗯哪那个")
    (button,) = reply.buttons
    assert (button.title, button.payload) == ("转人工", f"{ASK}:{reason}")
    assert await house.records.latest("web:a") is None
    await house.say(button.title, payload=button.payload)
    assert (await house.open()).reason is reason


async def test_despair_and_a_useless_answer_offer_a_person(house: House) -> None:
    """Abuse of the assistant, and 没用."""
    house.dialogue.outcome = said(Route.OUT_OF_SCOPE, house.words("utter_abuse_assistant"), Kind.CHITCHAT)
    assert (await house.say("你就是个废物"))[-1].buttons[-1].payload == f"{ASK}:angry"
    replies = await house.say("没用", payload="useless:SL-GA-003:fee")
    assert replies[-1].buttons[-1].payload == f"{ASK}:rejected"


async def test_an_emergency_alarms_operators_and_shows_the_numbers_first(house: House) -> None:
    """It stands before who waited before it."""
    await house.ask("web:b")
    replies = await house.say("我家着火了")
    assert [reply.kind for reply in replies] == [Kind.EMERGENCY, Kind.HANDOFF]
    first, _ = await house.desk.queue()
    assert (first.conversation, first.reason) == ("web:a", Reason.EMERGENCY)
    await house.say("着火了快来")
    assert len(await house.desk.queue()) == 2


async def test_an_emergency_reaches_the_queue_although_nobody_is_there(empty_house: House) -> None:
    """But nothing is promised."""
    (reply,) = await empty_house.say("我家着火了")
    assert reply.kind is Kind.EMERGENCY
    assert (await empty_house.open()).is_urgent


async def test_an_emergency_while_waiting_moves_the_talk_to_the_front(house: House) -> None:
    """The same talk, now urgent."""
    waits = await house.ask()
    await house.say("着火了")
    assert ((await house.open()).number, (await house.open()).is_urgent) == (waits.number, True)


async def test_nobody_there_is_said_with_a_way_to_go_on(empty_house: House) -> None:
    """In office hours and after them; nobody waits in vain."""
    (reply,) = await empty_house.say("转人工")
    assert reply.text == empty_house.words("utter_talk_nobody")
    assert [button.payload for button in reply.buttons] == [DEMAND, CALL]
    empty_house.clock.at += timedelta(hours=9)
    (reply,) = await empty_house.say("转人工")
    assert "不是上班时间" in reply.text
    assert "11月24日（周二）08:30" in reply.text
    assert await empty_house.records.latest("web:a") is None
    assert (await empty_house.say("登记诉求", payload=DEMAND))[0].kind is Kind.FORM


async def test_an_operator_who_left_two_minutes_ago_is_not_there(house: House) -> None:
    """A page that was shut counts for two minutes; a night shift counts at night."""
    house.clock.at += timedelta(minutes=3)
    assert (await house.say("转人工"))[0].text == house.words("utter_talk_nobody")
    house.clock.at += timedelta(hours=9)
    await house.desk.present(CHEN)
    assert (await house.say("转人工"))[0].data["position"] == 1


async def test_a_call_back_is_filed_with_a_clock(empty_house: House) -> None:
    """The number is checked first; the ticket says what was asked before."""
    house = empty_house
    await house.say("公积金能不能提两次")
    assert (await house.say("请人回电", payload=CALL))[0].text == house.words("utter_talk_call_ask")
    assert (await house.say("1391234567"))[0].text == house.words("utter_talk_call_too_short", digits="10")
    (filed,) = await house.say("我电话13912345678")
    (ticket,) = await house.tickets.of_conversation("web:a")
    assert (filed.kind, filed.data["number"]) == (Kind.TICKET, ticket.number)
    assert (ticket.type, ticket.title, ticket.person.phone) == (TicketType.CONSULT, "请求话务员回电", "13912345678")
    assert "公积金能不能提两次" in ticket.text
    assert ticket.running("accept") is not None


async def test_a_call_back_is_filed_once(empty_house: House) -> None:
    """A second press with the same number names the first ticket."""
    for _ in range(2):
        await empty_house.say("请人回电", payload=CALL)
        await empty_house.say("13912345678")
    assert len(await empty_house.tickets.of_conversation("web:a")) == 1


async def test_a_number_may_come_after_a_question_or_not_at_all(empty_house: House) -> None:
    """A guide question in between is answered; 取消 ends it."""
    house = empty_house
    await house.say("请人回电", payload=CALL)
    assert (await house.say("身份证丢了怎么办"))[0].text == "答"
    await house.say("0434-7001234")
    assert len(await house.tickets.of_conversation("web:a")) == 1
    await house.say("请人回电", payload=CALL)
    assert (await house.say("取消"))[0].text == house.words("utter_talk_call_cancelled")
    assert (await house.say("13912345678"))[0].text != house.words("utter_talk_call_ask")
    assert len(await house.tickets.of_conversation("web:a")) == 1


async def test_staff_join_a_conversation_that_nobody_asked_them_to(house: House) -> None:
    """The citizen is told; a conversation that does not exist is none."""
    await house.say("你好")
    talk = await house.desk.join("web:a", WANG)
    assert (talk.reason, talk.status, talk.operator) == (Reason.STAFF, TalkStatus.LIVE, "wang8021")
    assert await house.told() == [house.words("utter_talk_taken", operator="话务员 8021 王")]
