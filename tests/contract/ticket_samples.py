"""Tickets that the contract tests store."""

from dataclasses import replace

from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.tickets.ticket import Attachment, Ticket
from bot.services.tickets.ports import Change
from tests.contract.samples import NOON
from tests.unit.domain.tickets.ticket_life_samples import (
    filed,
)

RICH = replace(
    filed(),
    traditional=True,
    coordinates=(43.518, 123.502),
    attachments=(Attachment("k1", "灯😀.jpg", "image/jpeg", 123_456_789_012),),
    subject=replace(filed().subject, happened="昨晚十点", is_urgent=True, reason="像“路灯不亮”"),
    text="門口路燈不亮\n𠮷 \x07",
    title="50%_路灯",
)


async def kept(store: SqlTickets, *tickets: Ticket) -> None:
    """Saved for the first time."""
    for ticket in tickets:
        await store.save(Change((ticket,)), NOON)


def coded(ticket: Ticket, code: str) -> Ticket:
    """With a query code of its own."""
    return replace(ticket, query_code=code)
