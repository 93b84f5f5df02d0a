"""Forms between two messages, and the ticket that a form becomes, on every database."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.schema import ConversationRow, InboxRow, OutboxRow
from bot.adapters.store.ticket_schema import TicketRow
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.demands.draft import Another, Draft, Similar, Slot
from bot.domain.objections.draft import Ask, NamedItem, ObjectionDraft
from bot.domain.objections.objection import DisputedData
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.papers import Before, Papers, Pending
from bot.domain.tickets.terms import Privacy, TicketType
from bot.domain.tickets.ticket import Attachment, Ticket
from bot.services.demands.filing import Filing
from bot.services.ports import Done
from bot.services.tickets.ports import Change, TicketChanged
from tests.contract.samples import NOON, done, later, said, utc
from tests.unit.services.tickets.memory_tickets import MemoryTickets, due

PHOTO = Attachment("ab12", "坑.jpg", "image/jpeg", 20_000)
DRAFT = Draft(
    type=TicketType.REPORT,
    opened_at=utc(NOON),
    touched_at=utc(later(5)),
    parts=("我要举报饭店用地沟油", "后厨有老鼠😀"),
    place="南街5号",
    district="郑家屯街道",
    coordinates=(43.5123, 123.4987),
    happened="昨晚",
    name="王秀英",
    phone="13912345678",
    privacy=Privacy.CONFIDENTIAL,
    category="市场监管",
    department="市市场监督管理局",
    subject="食品安全",
    is_urgent=True,
    reason="像食品安全",
    files=(PHOTO,),
    skipped=(Slot.WHEN,),
    asks=Slot.SECOND,
    fixing=Slot.PLACE,
    similar=(Similar("SL20261122-0001-A", "食品安全"),),
    joins="SL20261122-0001-A",
    tries=2,
    insists=True,
    reminded=True,
    held=Another(TicketType.COMPLAINT, "路灯不亮"),
    later=(Another(TicketType.HELP, "水管爆了"),),
)
PAPERS = Papers(
    DRAFT,
    Pending("pick", utc(NOON), "SL20261122-0001-A", ("SL20261122-0001-A",)),
    Before(utc(NOON), "怎么算", TicketType.CONSULT, (PHOTO,), (43.5, 123.5)),
)
OBJECTION = ObjectionDraft(
    opened_at=utc(NOON),
    touched_at=utc(later(5)),
    parts=("开放平台把我的电话挂出来了",),
    place=DataPlace.OPEN_DATA,
    data=DisputedData(DataPlace.OTHER, "社会保障", "第12条", "电话", "13912345678", "不公开"),
    title="社会保障·电话",
    department="市人力资源和社会保障局",
    items=(NamedItem("SL-GA-003", "居民身份证丢失补领"),),
    fault=Fault.PRIVACY,
    name="王秀英",
    organisation="双辽市幸福超市",
    phone="13912345678",
    privacy=Privacy.CONFIDENTIAL,
    files=(PHOTO,),
    skipped=(Ask.RECORD,),
    asks=Ask.CANCEL,
    fixing=Ask.FIELD,
    tries=2,
    reminded=True,
)
OBJECTING = replace(PAPERS, draft=None, objection=OBJECTION)


async def finished(messages: SqlMessageStore, papers: Papers, external_id: str = "1") -> None:
    """A message whose turn leaves these papers behind."""
    turned = await turn_of(messages, external_id)
    await messages.finish(replace(turned, conversation=replace(turned.conversation, papers=papers)), "desk", later(3))


async def turn_of(messages: SqlMessageStore, external_id: str = "1") -> Done:
    """A message that waits to be finished."""
    number, _ = await messages.put(said(external_id), NOON)
    held = await messages.claim("web:a", "desk", NOON)
    assert held is not None
    return done(number, held.conversation)


async def papers_of(messages: SqlMessageStore) -> Papers:
    """The papers as the next message finds them."""
    await messages.put(said("next"), NOON)
    held = await messages.claim("web:a", "next", NOON)
    assert held is not None
    return held.conversation.papers


@pytest.mark.parametrize("papers", [PAPERS, OBJECTING], ids=["demand", "objection"])
async def test_papers_come_back_whole(messages: SqlMessageStore, papers: Papers) -> None:
    """Every field of form, open act and what came before."""
    await finished(messages, papers)
    assert await papers_of(messages) == papers


@pytest.mark.parametrize("papers", [PAPERS, OBJECTING], ids=["demand", "objection"])
async def test_papers_are_sealed(messages: SqlMessageStore, database: Database, papers: Papers) -> None:
    """Nobody reads in the database what a citizen is telling."""
    await finished(messages, papers)
    async with database.transaction() as session:
        sealed = await session.scalar(select(ConversationRow.sealed_draft))
    assert sealed
    assert not [word for word in ("王秀英", "13912345678", "地沟油", "parts", "43.51", "report") if word in sealed]


async def test_papers_that_are_done_with_leave_nothing(messages: SqlMessageStore, database: Database) -> None:
    """Filed, given up or lapsed: the words are gone from the conversation."""
    await finished(messages, PAPERS)
    await finished(messages, Papers(), "2")
    async with database.transaction() as session:
        assert await session.scalar(select(ConversationRow.sealed_draft)) is None


@pytest.mark.parametrize("sealed", ["rubbish", ""])
async def test_papers_that_cannot_be_read_stop_nobody(
    messages: SqlMessageStore, database: Database, sealed: str
) -> None:
    """A key that is gone costs the form, not the conversation."""
    await finished(messages, PAPERS)
    async with database.transaction() as session:
        await session.execute(update(ConversationRow).values(sealed_draft=sealed))
    assert await papers_of(messages) == Papers()


async def a_ticket(tickets: SqlTickets, conversation: Conversation) -> Ticket:
    """What a form becomes."""
    draft = replace(DRAFT, joins="")
    number = await tickets.next_number(NOON.date())
    ticket = await Filing(MemoryTickets(), due, lambda: [1] * 8).ticket(draft, utc(NOON), conversation)
    return replace(ticket, number=number)


async def test_a_ticket_is_stored_with_its_answer(
    messages: SqlMessageStore, tickets: SqlTickets, database: Database
) -> None:
    """The citizen reads a number if and only if the ticket is there."""
    turned = await turn_of(messages)
    ticket = await a_ticket(tickets, turned.conversation)
    assert (await messages.finish(replace(turned, change=Change((ticket,))), "desk", later(3))).is_first
    assert await tickets.get(ticket.number) == replace(ticket, version=1)
    again = await messages.finish(replace(turned, change=Change((ticket,))), "desk", later(4))
    assert not again.is_first
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(TicketRow)) == 1


async def test_a_ticket_that_cannot_be_stored_leaves_no_answer(
    messages: SqlMessageStore, tickets: SqlTickets, database: Database
) -> None:
    """All of it or nothing: the message waits for another try."""
    turned = await turn_of(messages)
    stale = replace(await a_ticket(tickets, turned.conversation), version=3)
    with pytest.raises(TicketChanged):
        await messages.finish(replace(turned, change=Change((stale,))), "desk", later(3))
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxRow)) == 0
        assert await session.scalar(select(InboxRow.state)) == "queued"
        assert await session.scalar(select(func.count()).select_from(TicketRow)) == 0
