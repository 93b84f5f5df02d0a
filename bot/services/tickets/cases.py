"""Tickets and objections together: whoever asks by number, code or conversation need not know which it is."""

from collections.abc import Sequence

from bot.domain.objections.objection import Objection
from bot.domain.tickets.ticket import Ticket
from bot.services.objections.ports import ObjectionStore
from bot.services.tickets.ports import TicketStore

Case = Ticket | Objection


class Cases:
    """Looks into both stores; numbers and query codes are unique over the two."""

    def __init__(self, tickets: TicketStore, objections: ObjectionStore) -> None:
        """The two stores."""
        self._tickets, self._objections = tickets, objections

    async def get(self, number: str) -> Case | None:
        """The case with that number."""
        return await self._tickets.get(number) or await self._objections.get(number)

    async def by_query_code(self, code: str) -> Case | None:
        """The case with that query code."""
        return await self._tickets.by_query_code(code) or await self._objections.by_query_code(code)

    async def of_conversation(self, conversation: str) -> Sequence[Case]:
        """What a conversation filed, newest first."""
        tickets: Sequence[Case] = await self._tickets.of_conversation(conversation)
        found = [*tickets, *await self._objections.of_conversation(conversation)]
        return sorted(found, key=lambda one: one.received_at, reverse=True)


def is_open(case: Case) -> bool:
    """Whether something is still done about it."""
    return not case.status.is_final if isinstance(case, Objection) else case.status.is_open
