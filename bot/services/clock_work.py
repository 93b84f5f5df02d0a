"""The clock worker: reminds, closes what nobody rates, reckons dates anew, and shows that it lives."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.message import Kind, Reply
from bot.domain.reckoning import Reckoned, reckon
from bot.domain.reminding import due_reminders
from bot.domain.ticket import Actor, Ticket
from bot.domain.ticket_life import Command, IllegalMove
from bot.domain.ticket_moves import Move
from bot.domain.ticket_terms import Role
from bot.domain.working_time import WorkingTime
from bot.services.china_time import day_in_words
from bot.services.clock_ports import Heartbeats, Reminders
from bot.services.ports import Clock, Phrasebook
from bot.services.ticket_desk import TicketDesk
from bot.services.ticket_notices import ticket_data
from bot.services.ticket_ports import Change, Notice, TicketChanged, TicketStore

logger = logging.getLogger(__name__)
ROUND_S = 20.0
STALE_AFTER = timedelta(seconds=3 * ROUND_S + 5)
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Whether the clock worker lives; `since` is its last sign of life."""

    is_alive: bool
    since: datetime | None


class ClockWorker:
    """One round looks at every running clock."""

    def __init__(  # noqa: PLR0913 - the parts of a round
        self,
        *,
        name: str,
        store: TicketStore,
        desk: TicketDesk,
        reminders: Reminders,
        heartbeats: Heartbeats,
        times: WorkingTime,
        phrasebook: Phrasebook,
        clock: Clock,
    ) -> None:
        """`name` is this process's."""
        self._name, self._store, self._desk = name, store, desk
        self._reminders, self._heartbeats = reminders, heartbeats
        self._times, self._phrasebook, self._clock = times, phrasebook, clock

    async def run(self) -> None:
        """Round after round."""
        while True:
            try:
                await self.once()
            except Exception:
                logger.exception("a round of the clocks failed; the next is in %s s", ROUND_S)
            await asyncio.sleep(ROUND_S)

    async def once(self) -> None:
        """One round: dates first, then what has run out by itself, then reminders, and last the sign of life."""
        at = self._clock.now()
        tickets = [await self._reckoned(ticket, at) for ticket in await self._store.running()]
        for ticket in tickets:
            await self._closed(ticket, at)
        due = [one for ticket in tickets for one in due_reminders(ticket, at, self._times)]
        if due:
            await self._reminders.send(due, at)
        await self._heartbeats.beat(self._name, at)

    async def heartbeat(self) -> Heartbeat:
        """For the staff's pages: red when it stands still."""
        newest = await self._heartbeats.newest()
        return Heartbeat(newest is not None and self._clock.now() - newest <= STALE_AFTER, newest)

    async def _reckoned(self, ticket: Ticket, at: datetime) -> Ticket:
        found = reckon(ticket, at, self._times.due)
        if found is None:
            return ticket
        notice = self._notice(found)
        try:
            await self._store.save(Change((found.ticket,), (notice,) if notice else ()), at)
        except TicketChanged:
            return ticket
        return await self._store.get(ticket.number) or ticket

    def _notice(self, found: Reckoned) -> Notice | None:
        ticket = found.ticket
        if found.promise is None or not ticket.conversation:
            return None
        old, new = found.promise
        text = self._phrasebook.words(
            "utter_ticket_reckoned",
            number=ticket.number,
            old=day_in_words(old.due_at),
            due=day_in_words(new.due_at),
            why=new.why,
        )
        return Notice(ticket.conversation, ticket.channel, Reply(Kind.STATUS, text, (), ticket_data(ticket)))

    async def _closed(self, ticket: Ticket, at: datetime) -> None:
        """An answer that nobody rated is closed; unsolved stays unsolved."""
        silence = ticket.running("silence")
        if silence is None or silence.due_at > at:
            return
        try:
            await self._store.save(await self._desk.plan(ticket, Command(Move.CLOSE, SYSTEM, at)), at)
        except (TicketChanged, IllegalMove) as reason:
            logger.info("ticket not closed in silence: %s", type(reason).__name__)
