"""Opens a talk: why, with what the operator should know beforehand; tells place and waiting time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.clocks.office_hours import CHINA
from bot.domain.handoff.away import PRESENT_WITHIN
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.handoff.moves import Act
from bot.domain.handoff.queue import LAST_TALKS, expected_wait, place_in
from bot.domain.handoff.summary import tried, who
from bot.domain.talk.conversation import Conversation
from bot.services.handoff.records import TalkRecords
from bot.services.ports import Clock
from bot.services.tickets.ports import TicketStore

MOST_ASKED = 6
MOST_TICKETS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in the queue; `wait` is None where too little is known."""

    number: int
    wait: timedelta | None


class TalkOpening:
    """Makes talks; saving is left to whoever answers, in the same transaction."""

    def __init__(
        self, records: TalkRecords, tickets: TicketStore, item_name: Callable[[str], str], clock: Clock
    ) -> None:
        """`item_name` tells the name of an item by its code, empty for one that is gone."""
        self._records, self._tickets, self._item_name, self._clock = records, tickets, item_name, clock

    async def open(self, conversation: Conversation, reason: Reason, now_said: str = "") -> HandOff:
        """A talk that waits; `now_said` is the masked message that brought it about."""
        at = self._clock.now()
        return HandOff(
            number=0,
            conversation=conversation.id,
            channel=conversation.channel,
            reason=reason,
            summary=await self._summary(conversation, now_said, at),
            opened_at=at,
            entries=(Entry(at, Act.OPENED.value),),
        )

    async def place(self, talk: HandOff) -> Place:
        """Place and waiting time as they are now."""
        at = self._clock.now()
        unfinished = await self._records.unfinished()
        place = place_in(talk, unfinished)
        live = sum(one.status is TalkStatus.LIVE for one in unfinished)
        operators = len(await self._records.on_duty(at - PRESENT_WITHIN))
        today = datetime.combine(at.astimezone(CHINA).date(), time(), CHINA)
        lasted = await self._records.lasted_since(today, LAST_TALKS)
        return Place(place, expected_wait(place, operators, live, lasted))

    async def _summary(self, conversation: Conversation, now_said: str, at: datetime) -> Summary:
        asked = await self._records.asked(conversation.id, MOST_ASKED)
        since = await self._records.first_heard_at(conversation.id)
        name = conversation.papers.draft.name if conversation.papers.draft else ""
        return Summary(
            who=who(conversation.channel, at - since if since else timedelta(0), name),
            item=self._item_name(conversation.focus.item) if conversation.focus.item else "",
            tried=tried([(one.text, one.route, one.kind) for one in asked], now_said, MOST_ASKED),
            tickets=await self._open_tickets(conversation.id),
        )

    async def _open_tickets(self, conversation: str) -> tuple[str, ...]:
        found: Sequence[str] = [
            f"{ticket.number} {ticket.status.label}"
            for ticket in await self._tickets.of_conversation(conversation)
            if ticket.status.is_open
        ]
        return tuple(found[:MOST_TICKETS])
