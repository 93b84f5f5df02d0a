"""Forms and tickets in one conversation, through the whole turn: neither is lost, neither is in the other's way."""

from dataclasses import replace

import pytest

from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Status
from bot.services.ports import Done, Phrasebook
from tests.unit.domain.tickets.ticket_life_samples import NUMBER, OTHER, filed, standing
from tests.unit.services.talk.turn_office import TurnOffice, said


@pytest.fixture
def office(phrasebook: Phrasebook) -> TurnOffice:
    """A conversation at its beginning."""
    return TurnOffice(phrasebook)


def keep(office: TurnOffice, *tickets: object) -> None:
    """Filed in this conversation."""
    for ticket in tickets:
        office.tickets.tickets[ticket.number] = replace(ticket, version=1)  # type: ignore[attr-defined,type-var]


async def take(office: TurnOffice, text: str, route: Route = Route.OUT_OF_SCOPE, *, payload: str = "") -> Done:
    """One message, understood as that route; what it changes is saved."""
    office.dialogue.outcome = said(route, "台面的话")
    done, _ = await office.take(text, payload=payload)
    if done.change:
        await office.tickets.save(done.change, office.clock.now())
    return done


def texts(done: Done) -> str:
    """All that is read."""
    return "\n".join(reply.text for reply in done.outcome.answer.replies)


async def test_from_filing_to_rating_in_one_chat(office: TurnOffice) -> None:
    """The story of one demand, as the citizen lives it."""
    await take(office, "路灯不亮半个月了，我要投诉", Route.COMPLAINT)
    await take(office, "幸福小区门口")
    await take(office, "上周开始的")
    await take(office, "13812345678")
    filed_reply = (await take(office, "提交")).outcome.answer.replies[0]
    number = filed_reply.data["number"]
    assert filed_reply.kind is Kind.TICKET
    assert "待受理" in texts(await take(office, "查一下进度", Route.STATUS))
    assert "已提醒" in texts(await take(office, "", payload=f"chase:{number}"))
    await take(office, "", payload=f"add:{number}")
    assert "补充好了" in texts(await take(office, "东边第二根灯杆", Route.COMPLAINT))
    keep(office, standing(Status.ANSWERED, filed(number)))
    done = await take(office, "不满意，根本没人来")
    assert "重新办" in texts(done)
    assert office.tickets.tickets[number].status is Status.DISPATCHED
    assert office.conversation.papers.is_empty


async def test_thanks_after_a_notice_stays_small_talk(office: TurnOffice) -> None:
    """谢谢 is answered by the desk, whatever tickets there are."""
    keep(office, standing(Status.ANSWERED))
    done = await take(office, "谢谢", Route.THANKS)
    assert texts(done) == "台面的话"
    assert done.change is None


@pytest.mark.parametrize("route", [Route.STATUS, Route.URGE, Route.WITHDRAW])
async def test_without_a_ticket_the_desk_says_how_to_find_it(office: TurnOffice, route: Route) -> None:
    """And the wish is remembered until the number comes."""
    assert texts(await take(office, "我那个事儿", route)) == "台面的话"
    assert office.conversation.papers.pending is not None


async def test_a_form_in_the_middle_survives_a_look_at_a_ticket(office: TurnOffice) -> None:
    """The state is told, then the form asks on."""
    keep(office, standing(Status.IN_PROGRESS))
    await take(office, "楼下烧烤太吵了，我要投诉", Route.COMPLAINT)
    asked = office.conversation.papers.draft
    done = await take(office, "我上次那个查一下进度", Route.STATUS)
    assert "【路灯不亮】" in texts(done)
    assert done.outcome.answer.replies[-1].kind is Kind.FORM
    assert office.conversation.papers.draft == asked
    done = await take(office, NUMBER)
    assert "【路灯不亮】" in texts(done)
    assert office.conversation.papers.draft == asked


async def test_a_supplement_is_taken_although_a_form_is_open(office: TurnOffice) -> None:
    """She pressed 补充: that question is the younger one. Then the form goes on."""
    keep(office, standing(Status.IN_PROGRESS))
    await take(office, "楼下烧烤太吵了，我要投诉", Route.COMPLAINT)
    before = office.conversation.papers.draft
    await take(office, "", payload=f"add:{NUMBER}")
    assert "补充好了" in texts(await take(office, "东边第二根灯杆", Route.COMPLAINT))
    assert office.tickets.tickets[NUMBER].steps[-1].note == "东边第二根灯杆"
    assert office.conversation.papers.draft == before


async def test_a_new_demand_ends_the_search_for_an_old_one(office: TurnOffice) -> None:
    """取消 then belongs to the form."""
    await take(office, "查进度", Route.STATUS)
    await take(office, "楼下烧烤太吵了，我要投诉", Route.COMPLAINT)
    assert office.conversation.papers.pending is None
    await take(office, "取消")
    assert office.conversation.papers.draft is None


async def test_while_which_of_several_is_asked_a_number_is_the_choice(office: TurnOffice) -> None:
    """Not a choice among guides, and not nothing to choose from."""
    keep(office, filed(), filed(OTHER, title="下水堵了"))
    await take(office, "查进度", Route.STATUS)
    assert "【" in texts(await take(office, "2"))


async def test_an_emergency_comes_before_everything(office: TurnOffice) -> None:
    """Whatever was waited for."""
    keep(office, standing(Status.IN_PROGRESS))
    await take(office, "", payload=f"add:{NUMBER}")
    done = await take(office, "我家着火了")
    assert done.outcome.answer.route is Route.EMERGENCY
    assert office.tickets.tickets[NUMBER].version == 1


async def test_traditional_writers_are_answered_in_traditional(office: TurnOffice) -> None:
    """Whatever is told of a ticket."""
    keep(office, standing(Status.IN_PROGRESS))
    office.conversation = replace(office.conversation, traditional=True)
    done = await take(office, "", payload=f"ticket:{NUMBER}")
    titles = [button.title for button in done.outcome.answer.replies[0].buttons]
    assert "補充" in titles
