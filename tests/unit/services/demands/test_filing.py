"""From a confirmed form to a ticket."""

from dataclasses import replace

from bot.domain.demands.draft import Draft
from bot.domain.talk.conversation import Conversation
from bot.domain.tickets.terms import Privacy, Role, Status, TicketType
from bot.domain.tickets.ticket import Attachment, Person
from bot.services.demands.filing import Filing
from tests.unit.domain.demands.demand_samples import MOBILE, NINE
from tests.unit.domain.tickets.ticket_life_samples import standing
from tests.unit.services.demands.paper_office import DICE
from tests.unit.services.tickets.memory_tickets import MemoryTickets, due

DRAFT = Draft(
    TicketType.HELP,
    NINE,
    NINE,
    parts=("水管爆了，我叫王秀英，电话13912345678", "楼下也淹了"),
    place="南街5号",
    district="郑家屯街道",
    coordinates=(43.5, 123.5),
    happened="昨晚",
    name="王秀英",
    phone=MOBILE,
    category="公用事业",
    department="市水务局",
    is_urgent=True,
    reason="像水管爆裂",
    files=(Attachment("k", "1.jpg", "image/jpeg", 9),),
)
TALK = Conversation("web:1", "web", NINE, traditional=True)


def filing(store: MemoryTickets | None = None) -> Filing:
    """A filing desk."""
    return Filing(store or MemoryTickets(), due, lambda: DICE)


async def test_everything_that_was_told_is_in_the_ticket() -> None:
    """In her words, with what was read of it, the first step and the first clock."""
    ticket = await filing().ticket(DRAFT, NINE, TALK)
    assert ticket.text == "水管爆了，我叫王秀英，电话13912345678\n楼下也淹了"
    assert ticket.title == "水管爆了"
    assert ticket.person == Person("王秀英", MOBILE, Privacy.NAMED)
    assert (ticket.subject.place, ticket.subject.happened, ticket.subject.department) == ("南街5号", "昨晚", "市水务局")
    assert (ticket.coordinates, ticket.attachments) == (DRAFT.coordinates, DRAFT.files)
    assert (ticket.channel, ticket.conversation, ticket.traditional) == ("web", "web:1", True)
    assert (ticket.status, ticket.version) == (Status.RECEIVED, 0)
    assert [(step.move, step.actor.role) for step in ticket.steps] == [("file", Role.CITIZEN)]
    assert [clock.key for clock in ticket.clocks] == ["accept"]


async def test_the_number_is_of_the_day_in_china() -> None:
    """After midnight there it is the next day's, whatever the day in UTC."""
    ticket = await filing().ticket(DRAFT, NINE.replace(hour=17), TALK)
    assert ticket.number.startswith("SL20261124-0001-")


async def test_the_latest_answer_counts_from_the_latest_acceptance() -> None:
    """What is promised can be kept even if the clerk takes all her time."""
    desk = filing()
    ticket = await desk.ticket(DRAFT, NINE, TALK)
    assert desk.latest_answer(ticket).due_at == due("answer", due("accept", NINE).due_at).due_at


async def test_a_confidential_text_does_not_tell_who_wrote_it() -> None:
    """The department reads the text; name and number are with the bureau."""
    ticket = await filing().ticket(replace(DRAFT, privacy=Privacy.CONFIDENTIAL), NINE, TALK)
    assert (ticket.person.name, ticket.person.phone) == ("王秀英", MOBILE)
    assert "王秀英" not in ticket.text
    assert MOBILE not in ticket.text


async def test_an_anonymous_ticket_has_nobody() -> None:
    """Whatever the draft still holds."""
    ticket = await filing().ticket(replace(DRAFT, privacy=Privacy.ANONYMOUS), NINE, TALK)
    assert ticket.person == Person(privacy=Privacy.ANONYMOUS)
    assert "王秀英" not in ticket.text
    assert MOBILE not in ticket.text


async def test_only_an_open_lead_is_joined() -> None:
    """A number that nobody knows joins nothing."""
    store = MemoryTickets()
    assert (await filing(store).ticket(replace(DRAFT, joins="SL20261122-0001-A"), NINE, TALK)).merged_into == ""


async def test_what_joins_an_accepted_demand_is_accepted_with_it() -> None:
    """Her own five days run from her own filing, and no clerk has to accept her apart."""
    store = MemoryTickets()
    lead = standing(Status.IN_PROGRESS)
    store.tickets[lead.number] = lead
    ticket = await filing(store).ticket(replace(DRAFT, joins=lead.number), NINE, TALK)
    assert (ticket.status, ticket.merged_into) == (Status.ACCEPTED, lead.number)
    assert [step.move for step in ticket.steps] == ["file", "accept"]
    promised = ticket.running("answer")
    assert promised is not None
    assert (promised.started_at, filing().latest_answer(ticket).due_at) == (NINE, promised.due_at)


async def test_what_joins_a_waiting_demand_waits_with_it() -> None:
    """Nobody has looked at either of them."""
    store = MemoryTickets()
    lead = standing(Status.RECEIVED)
    store.tickets[lead.number] = lead
    ticket = await filing(store).ticket(replace(DRAFT, joins=lead.number), NINE, TALK)
    assert (ticket.status, ticket.merged_into) == (Status.RECEIVED, lead.number)
