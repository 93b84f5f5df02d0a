"""What a member of staff can act on now, sorted by clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.tickets.outline import Outline
from bot.domain.tickets.queue import QUEUE, Group, group_of, queue_order
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Actor
from bot.services.ports import Clock
from bot.services.tickets.ports import TicketFilter, TicketStore

MOST = 150
"""Tickets that one look into the store brings; nobody works off more in a day."""
_RECEPTION = (Status.RECEIVED, Status.ACCEPTED, Status.RETURNED, Status.IN_REVIEW)
_DEPARTMENT = (Status.DISPATCHED, Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Pile:
    """One group of a queue, what is due first on top."""

    group: Group
    tickets: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """Somebody's queue. `has_more` says that the store holds more than was looked at."""

    piles: tuple[Pile, ...]
    has_more: bool

    @property
    def total(self) -> int:
        """How many tickets it holds."""
        return sum(len(pile.tickets) for pile in self.piles)


class TicketQueue:
    """The queues of all staff."""

    def __init__(self, store: TicketStore, clock: Clock) -> None:
        """On the store of tickets."""
        self._store, self._clock = store, clock

    async def of(self, actor: Actor) -> Queue:
        """The queue of a member of staff; each ticket stands in it once."""
        now, found = self._clock.now(), dict[str, Outline]()
        has_more = False
        for which in self._wanted(actor):
            page = await self._store.outlines(which, 0, MOST)
            has_more = has_more or page.total > MOST
            found |= {ticket.number: ticket for ticket in page.tickets}
        grouped: dict[Group, list[Outline]] = {group: [] for group in QUEUE.get(actor.role, ())}
        for ticket in found.values():
            if group := group_of(ticket, actor, now):
                grouped[group].append(ticket)
        piles = tuple(Pile(group, tuple(sorted(tickets, key=queue_order))) for group, tickets in grouped.items())
        return Queue(piles, has_more)

    def _wanted(self, actor: Actor) -> Sequence[TicketFilter]:
        if actor.role is Role.DEPARTMENT:
            return (TicketFilter(statuses=_DEPARTMENT, department=actor.department),)
        if actor.role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            return (
                TicketFilter(statuses=_DEPARTMENT, extension="asked"),
                TicketFilter(statuses=(Status.RETURNED,)),
                TicketFilter(overdue_at=self._clock.now()),
            )
        return (TicketFilter(statuses=_RECEPTION), TicketFilter(running="call_back"))
