"""Demands in the chat: whole stories are in tests/conversations/demands; here is what they do not show."""

from dataclasses import replace

import pytest

from bot.domain.demands.draft import Slot
from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Privacy, Status, TicketType
from bot.services.ports import Phrasebook
from bot.services.tickets.ports import DemandReading
from tests.unit.domain.demands.demand_samples import MOBILE
from tests.unit.services.demands.form_office import FormOffice, text_of
from tests.unit.services.demands.paper_office import FakeReader
from tests.unit.services.tickets.memory_tickets import MemoryTickets

STORY = ("阳光小区3号楼路灯一直不亮", MOBILE)


@pytest.fixture
def office(phrasebook: Phrasebook) -> FormOffice:
    """A conversation at its beginning."""
    return FormOffice(phrasebook)


async def neighbours(office: FormOffice) -> FormOffice:
    """The same desk, another citizen."""
    other = FormOffice(office.phrasebook, office.tickets, office.reader)
    other.conversation = replace(other.conversation, id="web:2")
    return other


async def test_what_is_read_of_a_demand_goes_into_the_ticket(office: FormOffice) -> None:
    """Department, category and subject, why they are proposed, and the district."""
    office.reader.reading = replace(office.reader.reading, urgent=0.9, district="郑家屯街道")
    ticket = await office.file(*STORY)
    subject = ticket.subject
    assert (subject.department, subject.category) == ("市城市管理行政执法局", "城乡建设")
    assert (subject.district, subject.is_urgent, ticket.title) == ("郑家屯街道", True, "路灯不亮")
    assert "市城市管理行政执法局的可能性90%" in subject.reason


async def test_a_form_tells_the_interface_what_it_asks(office: FormOffice) -> None:
    """Slot and what is filled in, without personal data."""
    turn = await office.hear("阳光小区3号楼路灯一直不亮，我电话13912345678", Route.COMPLAINT)
    assert turn is not None
    (reply,) = turn.outcome.answer.replies
    assert (reply.kind, turn.outcome.answer.route) == (Kind.FORM, Route.COMPLAINT)
    assert reply.data["asks"] == "confirm"
    assert reply.data["filled"]["contact"] == "given"
    assert MOBILE not in str(reply.data)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.WITHDRAWN, Status.ANSWERED])
async def test_what_is_dealt_with_is_not_offered(office: FormOffice, status: Status) -> None:
    """Only open demands can be joined."""
    await office.settle(await office.file(*STORY), status)
    other = await neighbours(office)
    for text in STORY:
        await other.hear(text, Route.COMPLAINT)
    assert other.draft.similar == ()


@pytest.mark.parametrize("secret", [("别让他知道是我", MOBILE), ("匿名",)])
async def test_who_asked_for_secrecy_is_not_shown_to_others(office: FormOffice, secret: tuple[str, ...]) -> None:
    """Not even that somebody demanded it: the accused might be asking."""
    await office.file(STORY[0], *secret)
    other = await neighbours(office)
    for text in STORY:
        await other.hear(text, Route.COMPLAINT)
    assert other.draft.similar == ()


async def test_reports_are_not_shown_to_others(office: FormOffice) -> None:
    """For the same reason."""
    await office.hear(STORY[0], Route.REPORT)
    await office.hear(MOBILE)
    await office.press("form:confirm")
    other = await neighbours(office)
    for text in STORY:
        await other.hear(text, Route.COMPLAINT)
    assert other.draft.similar == ()


async def test_what_is_a_month_old_or_joined_itself_is_not_offered(office: FormOffice) -> None:
    """One joins the lead, and only while it is fresh."""
    lead = await office.file(*STORY)
    second = await neighbours(office)
    for text in STORY:
        await second.hear(text, Route.COMPLAINT)
    assert [one.number for one in second.draft.similar] == [lead.number]
    await second.press(f"form:join:{lead.number}")
    turn = await second.press("form:confirm")
    assert turn is not None
    assert turn.change is not None
    assert turn.change.tickets[0].merged_into == lead.number
    third = await neighbours(office)
    for text in STORY:
        await third.hear(text, Route.COMPLAINT)
    assert [one.number for one in third.draft.similar] == [lead.number]
    late = await neighbours(office)
    late.wait(days=31)
    for text in STORY:
        await late.hear(text, Route.COMPLAINT)
    assert late.draft.similar == ()


async def test_a_lead_that_was_closed_meanwhile_is_not_joined(office: FormOffice) -> None:
    """The demand is filed alone rather than lost in a closed one."""
    lead = await office.file(*STORY)
    other = await neighbours(office)
    for text in STORY:
        await other.hear(text, Route.COMPLAINT)
    await other.press(f"form:join:{lead.number}")
    await office.settle(lead)
    turn = await other.press("form:confirm")
    assert turn is not None
    assert turn.change is not None
    assert turn.change.tickets[0].merged_into == ""


async def test_another_department_and_category_mean_another_matter(office: FormOffice) -> None:
    """Only if the reading is sure of both."""
    await office.hear(STORY[0], Route.COMPLAINT)
    wages = DemandReading((("市人力资源和社会保障局", 0.9),), (("人力社保", 0.9),), subject="欠薪")
    office.reader.reading = replace(wages, departments=(("市人力资源和社会保障局", 0.3),))
    await office.hear("老板欠我们工资半年", Route.COMPLAINT)
    assert office.draft.asks is Slot.CONTACT
    await office.hear("不对", Route.FEEDBACK_NEGATIVE)


async def test_a_matter_that_others_decide_is_pointed_out_once(office: FormOffice) -> None:
    """Also when it is told later; who insists is not told again."""
    await office.hear("我要投诉")
    turn = await office.hear("法院判决不公，明明是他欠我钱", Route.COMPLAINT)
    assert "12368" in text_of(turn)
    assert office.draft.asks is Slot.RIGHT_WAY
    await office.hear("还是要登记")
    assert office.draft.insists
    assert "12368" not in text_of(await office.hear("判决书上写的不对，一审二审都偏着他"))


async def test_an_open_enquiry_asks_neither_place_nor_time(office: FormOffice) -> None:
    """Only how to answer."""
    await office.hear("两地户口合并学籍怎么算", Route.CONSULT)
    turn = await office.press("form:open:consult")
    assert turn is not None
    assert turn.outcome.answer.route is Route.CONSULT
    assert office.draft.type is TicketType.CONSULT
    assert office.draft.asks is Slot.CONTACT


async def test_a_second_form_knows_who_tells_it(office: FormOffice) -> None:
    """Name, number and secrecy need not be told again."""
    await office.hear(f"阳光小区3号楼路灯一直不亮，我叫王秀英，{MOBILE}", Route.COMPLAINT)
    await office.hear("给我保密")
    await office.hear("另外我要投诉饭店用地沟油", Route.COMPLAINT)
    await office.press("form:separate")
    turn = await office.press("form:confirm")
    assert [reply.kind for reply in turn.outcome.answer.replies] == [Kind.TICKET, Kind.FORM] if turn else False
    assert (office.draft.name, office.draft.phone, office.draft.privacy) == ("王秀英", MOBILE, Privacy.CONFIDENTIAL)
    assert office.draft.asks is Slot.PLACE


async def test_three_other_matters_wait_a_fourth_is_added(office: FormOffice) -> None:
    """A form does not collect without end."""
    await office.hear(STORY[0], Route.COMPLAINT)
    for place in ("南街", "北街", "东街", "西街"):
        await office.hear(f"另外我要投诉{place}饭店有老鼠", Route.COMPLAINT)
        if office.draft.asks is Slot.SECOND:
            await office.press("form:separate")
    assert len(office.draft.later) == 3
    assert "西街" in office.draft.text


async def test_a_reader_that_knows_nothing_is_enough(phrasebook: Phrasebook) -> None:
    """The clerk decides where it goes."""
    office = FormOffice(phrasebook, MemoryTickets(), FakeReader(DemandReading()))
    ticket = await office.file("路灯一直不亮", "南街", MOBILE)
    assert ticket.subject.department == ""
    assert ticket.title == "路灯一直不亮"
