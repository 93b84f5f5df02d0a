"""The clock worker: reckons dates anew, closes what nobody rates, reminds, and shows that it lives."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.reckoning import is_to_be_reckoned
from bot.domain.clocks.reminding import Due, Matter, Watched, due_reminders, is_all_for_today
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.life import Command, IllegalMove
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.clocks.dates import Dates, ObjectionDates, TicketDates
from bot.services.clocks.notices import ReckonedNotices
from bot.services.clocks.ports import Heartbeats, Reminders, Watch
from bot.services.objections.ports import ObjectionChanged
from bot.services.ports import Clock
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.ports import TicketChanged, TicketStore

logger = logging.getLogger(__name__)
ROUND_S = 20.0
STALE_AFTER = timedelta(seconds=3 * ROUND_S + 5)
BATCH, PIECE = 500, 50
"""Tickets and objections read in one look, and those looked at in one go: then others have their turn."""
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Whether the clock worker lives; `since` is its last sign of life."""

    is_alive: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. A ticket that failed is tried again in the next."""

    looked_at: int
    reminded: int
    failed: int


class ClockWorker:
    """Each round looks at every running clock. Several may run at once: the store lets each thing happen once."""

    def __init__(  # noqa: PLR0913 - the parts of a round
        self,
        *,
        name: str,
        watch: Watch,
        store: TicketStore,
        desk: TicketDesk,
        reminders: Reminders,
        heartbeats: Heartbeats,
        times: WorkingTime,
        notices: ReckonedNotices,
        objections: ObjectionDates,
        clock: Clock,
    ) -> None:
        """`name` is this process's, at most 40 characters."""
        self._name, self._watch, self._store, self._desk = name, watch, store, desk
        self._reminders, self._heartbeats = reminders, heartbeats
        self._times, self._clock = times, clock
        self._dates: dict[Matter, Dates] = {
            Matter.TICKET: TicketDates(store, times.due, notices),
            Matter.OBJECTION: objections,
        }
        self._since: datetime | None = None
        self._reckoned: set[str] = set()
        self._reminded: dict[str, tuple[Watched, date]] = {}

    async def run(self) -> None:
        """Round after round."""
        while True:
            try:
                await self.once()
            except Exception:
                logger.exception("a round of the clocks failed; the next is in %s s", ROUND_S)
            await asyncio.sleep(ROUND_S)

    async def once(self) -> Round:
        """One round. It shows life unless nothing at all could be looked at."""
        at = self._clock.now()
        self._since = self._since or at
        seen, reminded, failed, after = set[str](), 0, 0, ""
        while batch := await self._watch.running(after, BATCH):
            for start in range(0, len(batch), PIECE):
                sent, unseen = await self._piece(batch[start : start + PIECE], at)
                reminded, failed = reminded + sent, failed + unseen
                await asyncio.sleep(0)
            seen |= {one.number for one in batch}
            after = batch[-1].number
        self._reckoned &= seen
        self._reminded = {number: told for number, told in self._reminded.items() if number in seen}
        if not failed or failed < len(seen):
            await self._heartbeats.beat(self._name, self._clock.now())
        return Round(len(seen), reminded, failed)

    async def _piece(self, some: Sequence[Watched], at: datetime) -> tuple[int, int]:
        """Some of a round: how many reminders were sent, and how many matters could not be looked at."""
        due: list[Due] = []
        told: dict[str, tuple[Watched, date]] = {}
        failed = 0
        for one in some:
            try:
                now = await self._brought_on(one, at)
                if now and self._reminded.get(now.number) != (now, china_day(at)):
                    due += due_reminders(now, at, self._times)
                    if is_all_for_today(now, at, self._times):
                        told[now.number] = (now, china_day(at))
            except Exception:
                failed += 1
                logger.exception("the clocks of %s cannot be looked at", one.number)
        await asyncio.sleep(0)
        sent = await self._reminders.send(due, at) if due else 0
        self._reminded |= told
        return sent, failed

    async def _brought_on(self, one: Watched, at: datetime) -> Watched | None:
        """Dates first, then what has run out by itself: nobody is reminded of that."""
        one = await self._with_dates(one, at)
        silence = one.clock("silence")
        if silence and silence.due_at <= at:
            await self._close(one.number, at)
            return None
        return one

    async def _with_dates(self, one: Watched, at: datetime) -> Watched:
        """Provisional dates are looked at in every round, fixed ones once after each start of the program.

        So a program that still runs with yesterday's limits does not undo what one with today's has reckoned.
        """
        since = self._since or at
        is_known = one.number in self._reckoned or all(clock.started_at >= since for _, clock in one.running)
        try:
            if is_to_be_reckoned(one, self._times.due, only_provisional=is_known):
                one = await self._dates[one.matter].reckon(one.number, at) or one
        except (TicketChanged, ObjectionChanged):
            return one
        self._reckoned.add(one.number)
        return one

    async def _close(self, number: str, at: datetime) -> None:
        """An answer that nobody rated is closed; unsolved stays unsolved."""
        ticket = await self._store.get(number)
        silence = ticket.running("silence") if ticket else None
        if ticket is None or silence is None or silence.due_at > at:
            return
        try:
            await self._store.save(await self._desk.plan(ticket, Command(Move.CLOSE, SYSTEM, at)), at)
        except (TicketChanged, IllegalMove) as reason:
            logger.info("ticket not closed in silence: %s", type(reason).__name__)


class Pulse:
    """Whether any clock worker lives, in whichever process."""

    def __init__(self, heartbeats: Heartbeats, clock: Clock) -> None:
        """For the staff's pages and for monitoring."""
        self._heartbeats, self._clock = heartbeats, clock

    async def now(self) -> Heartbeat:
        """Dead when nothing was heard for three rounds."""
        newest = await self._heartbeats.newest()
        return Heartbeat(newest is not None and self._clock.now() - newest <= STALE_AFTER, newest)

    async def age(self) -> timedelta | None:
        """Since the last sign of life; None if there never was one."""
        newest = await self._heartbeats.newest()
        return None if newest is None else self._clock.now() - newest
