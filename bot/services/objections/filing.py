"""From a confirmed form to an objection with its number, query code and clocks; before that, the dates to expect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks.deadline import Deadline
from bot.domain.clocks.office_hours import CHINA
from bot.domain.objections.draft import ObjectionDraft
from bot.domain.objections.life import file_objection
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.objections.running_clocks import DEPARTMENTS, HANDING_OVER, MARKING, OWN
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.objections.title import title_of
from bot.domain.talk.conversation import Conversation
from bot.domain.tickets.life import Due
from bot.domain.tickets.number import query_code
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Person
from bot.services.tickets.ports import TicketStore


@dataclass(frozen=True, slots=True)
class Promise:
    """The dates of Art. 44 for an objection received at a moment, each at its latest.

    `departments` counts from the last day on which the matter may be handed over.
    """

    mark: Deadline
    own: Deadline
    hand_over: Deadline
    departments: Deadline


class ObjectionFiling:
    """Makes objections; saving them is left to whoever answers, in the same transaction."""

    def __init__(self, numbers: TicketStore, due: Due, dice: Callable[[], list[int]]) -> None:
        """Numbers come from the tickets' sequence; `dice` throws what a query code is made of."""
        self._numbers, self._due, self._dice = numbers, due, dice

    def promise(self, at: datetime) -> Promise:
        """The dates of an objection that is received at that moment."""
        hand_over = self._due(HANDING_OVER, at)
        return Promise(self._due(MARKING, at), self._due(OWN, at), hand_over, self._due(DEPARTMENTS, hand_over.due_at))

    async def objection(self, draft: ObjectionDraft, at: datetime, conversation: Conversation) -> Objection:
        """The objection of a confirmed form."""
        objection = Objection(
            number=await self._numbers.next_number(at.astimezone(CHINA).date()),
            query_code=query_code(self._dice()),
            title=title_of(draft),
            text=draft.text,
            data=draft.filed_data,
            fault=draft.fault or Fault.WRONG,
            person=Person(name=draft.name, phone=draft.phone, privacy=draft.privacy),
            organisation=draft.organisation,
            channel=conversation.channel,
            conversation=conversation.id,
            received_at=at,
            department=draft.department if draft.place is DataPlace.GUIDE and draft.department else OWN_DEPARTMENT,
            traditional=conversation.traditional,
            evidence=draft.files,
        )
        return file_objection(objection, Actor(Role.CITIZEN), self._due)
