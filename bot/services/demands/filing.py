"""From a confirmed form to a ticket with its number, query code and first clock."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.clocks.deadline import Deadline
from bot.domain.clocks.office_hours import CHINA
from bot.domain.demands.draft import Draft
from bot.domain.demands.wording import text_to_file, title_of
from bot.domain.talk.conversation import Conversation
from bot.domain.tickets.life import Command, Due, move_ticket, run_clock
from bot.domain.tickets.moves import Move
from bot.domain.tickets.number import query_code
from bot.domain.tickets.terms import Privacy, Role, Status
from bot.domain.tickets.ticket import Actor, Person, Step, Subject, Ticket
from bot.services.tickets.ports import TicketStore

_WAITING = frozenset({Status.RECEIVED, Status.NEEDS_MORE})


class Filing:
    """Makes tickets; saving them is left to whoever answers, in the same transaction."""

    def __init__(self, store: TicketStore, due: Due, dice: Callable[[], list[int]]) -> None:
        """`due` tells deadlines; `dice` throws the unpredictable numbers that a query code is made of."""
        self._store, self._due, self._dice = store, due, dice

    async def ticket(self, draft: Draft, at: datetime, conversation: Conversation) -> Ticket:
        """The ticket of a confirmed form; one that joins an accepted demand (并单) is accepted with it."""
        anonymous = draft.privacy is Privacy.ANONYMOUS
        person = Person(
            name="" if anonymous else draft.name,
            phone="" if anonymous else draft.phone,
            privacy=draft.privacy,
        )
        filed = Step(at, Move.FILE.value, Actor(Role.CITIZEN), Status.RECEIVED)
        lead = await self._lead(draft.joins)
        ticket = Ticket(
            number=await self._store.next_number(at.astimezone(CHINA).date()),
            query_code=query_code(self._dice()),
            type=draft.type,
            title=title_of(draft),
            text=text_to_file(draft),
            subject=_subject(draft),
            person=person,
            channel=conversation.channel,
            conversation=conversation.id,
            received_at=at,
            traditional=conversation.traditional,
            clocks=(run_clock("accept", at, self._due),),
            steps=(filed,),
            attachments=draft.files,
            coordinates=draft.coordinates,
            merged_into=lead.number if lead else "",
        )
        if lead and lead.status not in _WAITING:
            return move_ticket(ticket, Command(Move.ACCEPT, Actor(Role.SYSTEM), at), self._due)
        return ticket

    async def _lead(self, joins: str) -> Ticket | None:
        """The ticket to join, unless it was dealt with while the form was being filled in."""
        lead = await self._store.get(joins) if joins else None
        return lead if lead and lead.status.is_open and not lead.merged_into else None

    def latest_answer(self, ticket: Ticket) -> Deadline:
        """By when the citizen is answered; before acceptance, if that takes all the time it may."""
        if accepted := ticket.running("answer"):
            return self._due("answer", accepted.started_at)
        return self._due("answer", ticket.clocks[0].due_at)


def _subject(draft: Draft) -> Subject:
    return Subject(
        category=draft.category,
        department=draft.department,
        district=draft.district,
        place=draft.place,
        happened=draft.happened,
        is_urgent=draft.is_urgent,
        reason=draft.reason,
    )
