"""Moves on tickets: who may, what follows for merged tickets, what the citizen is told; saved in one piece."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clocks.urging import urged
from bot.domain.tickets.access import may_see
from bot.domain.tickets.life import Command, Due, IllegalMove, move_ticket
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Actor, Ticket
from bot.services.ports import Clock
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import Change, TicketChanged, TicketFilter, TicketStore

MOST_MEMBERS = 200
SYSTEM = Actor(Role.SYSTEM)
_WAITING = frozenset({Status.RECEIVED, Status.NEEDS_MORE})


class NoSuchTicket(Exception):  # noqa: N818 - a state of the world
    """There is no such ticket, or it is not for these eyes: the two are told alike."""


class TicketDesk:
    """The one way in which tickets change after they were filed."""

    def __init__(self, store: TicketStore, due: Due, notices: TicketNotices, clock: Clock) -> None:
        """`due` tells deadlines; `notices` words what the citizen is told."""
        self._store, self._due, self._notices, self._clock = store, due, notices, clock

    async def see(self, number: str, actor: Actor) -> Ticket:
        """A ticket for a member of staff; `NoSuchTicket` also where she may not see it."""
        ticket = await self._store.get(number)
        if ticket is None or not may_see(actor, ticket):
            raise NoSuchTicket(number)
        return ticket

    async def move(self, number: str, command: Command, *, version: int) -> Ticket:
        """Make a move and save all that follows.

        `version` is the one on the mover's screen: `TicketChanged` if it is old; `IllegalMove` if the move may not be
        made; `NoSuchTicket` as in `see`.
        """
        ticket = await self.see(number, command.actor)
        if ticket.version != version:
            raise TicketChanged(number)
        change = await self.plan(ticket, command)
        await self._store.save(change, self._clock.now())
        return replace(change.tickets[0], version=version + 1)

    async def plan(self, ticket: Ticket, command: Command) -> Change:
        """What a move brings forth, the moved ticket first; nothing is saved. `IllegalMove` as in `move`."""
        if command.move is Move.MERGE:
            moved = await self._merged(ticket, command)
        elif command.move is Move.REDO and ticket.merged_into:
            moved = await self._redone_alone(ticket, command)
        else:
            moved = move_ticket(ticket, command, self._due)
        changed = (moved, *await self._followers(moved, command))
        notices = [self._notices.about(one, Move(one.steps[-1].move)) for one in changed]
        reminder = urged(moved, await self._lead_of(moved))
        return Change(changed, tuple(notice for notice in notices if notice), (reminder,) if reminder else ())

    async def _lead_of(self, ticket: Ticket) -> Ticket | None:
        lead = await self._store.get(ticket.merged_into) if ticket.merged_into else None
        return lead if lead and lead.status.is_open else None

    async def _merged(self, ticket: Ticket, command: Command) -> Ticket:
        """A ticket is merged into an open one that is handled itself; what that one is past is not waited for."""
        lead = await self._store.get(command.into) if command.into else None
        if lead is None or not lead.status.is_open or lead.merged_into:
            raise IllegalMove(command.move, "no_such_lead", ticket.status)
        if await self._members(ticket.number):
            raise IllegalMove(command.move, "leads_others", ticket.status)
        moved = move_ticket(ticket, command, self._due)
        if moved.status in _WAITING and lead.status not in _WAITING:
            return move_ticket(moved, _by_system(Move.ACCEPT, command.at), self._due)
        return moved

    async def _redone_alone(self, ticket: Ticket, command: Command) -> Ticket:
        """Whoever is dissatisfied is heard on her own: by the department that answered for all."""
        lead = await self._store.get(ticket.merged_into)
        department = lead.subject.department if lead else ""
        return move_ticket(ticket, replace(command, department=command.department or department), self._due)

    async def _members(self, number: str) -> tuple[Ticket, ...]:
        page = await self._store.page(TicketFilter(merged_into=number), 0, MOST_MEMBERS)
        return tuple(ticket for ticket in page.tickets if ticket.status.is_open)

    async def _followers(self, lead: Ticket, command: Command) -> tuple[Ticket, ...]:
        """并单: whose demand is handled with this one is accepted and answered with it, each by her own date.

        Where this one is no longer handled, the others are handled on their own again.
        """
        if command.move not in (Move.ACCEPT, Move.RELEASE, Move.DECLINE, Move.WITHDRAW):
            return ()
        members = await self._members(lead.number)
        if command.move is Move.ACCEPT:
            waiting = (member for member in members if member.status in _WAITING)
            return tuple(move_ticket(member, _by_system(Move.ACCEPT, command.at), self._due) for member in waiting)
        if command.move is not Move.RELEASE:
            return tuple(move_ticket(member, _by_system(Move.UNMERGE, command.at), self._due) for member in members)
        follow = replace(_by_system(Move.FOLLOW, command.at), answer=lead.answer, result=lead.result)
        return tuple(move_ticket(member, follow, self._due) for member in members)


def _by_system(move: Move, at: datetime) -> Command:
    return Command(move, SYSTEM, at)
