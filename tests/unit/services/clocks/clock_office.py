"""A clock worker on stores in memory, with the working time as it is known late in 2026 and a clock moved by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.adapters.phrasebook import YamlPhrasebook
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Due, Watched, watched
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.objections.watching import watched_objection
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks.clock_work import ClockWorker, Round
from bot.services.clocks.dates import ObjectionDates
from bot.services.clocks.notices import ReckonedNotices
from bot.services.clocks.ports import ReminderFilter, ReminderPage
from bot.services.objections.notices import ObjectionNotices
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.settings import ROOT
from tests.unit.domain.clocks.clerk_days import moment, working_time
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.talk.small_desk import FakeScript
from tests.unit.services.tickets.memory_tickets import MemoryTickets


@dataclass
class HandClock:
    """Stands where the test puts it."""

    at: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.at


@dataclass
class MemoryWatch:
    """`Watch` on tickets and objections in memory."""

    store: MemoryTickets
    objections: MemoryObjections

    async def running(self, after: str, limit: int) -> Sequence[Watched]:
        """By number."""
        tickets = [watched(one) for one in self.store.tickets.values()]
        objections = [watched_objection(one) for one in self.objections.objections.values()]
        seen = sorted([*tickets, *objections], key=lambda one: one.number)
        return [one for one in seen if one.running and one.number > after][:limit]


@dataclass
class MemoryReminders:
    """What was sent, by key; the pages have tests of their own on the real store."""

    sent: list[str] = field(default_factory=list)
    calls: int = 0

    async def send(self, due: Sequence[Due], at: datetime) -> int:
        """Those that are new."""
        self.calls += 1
        fresh = [one.key(audience) for one in due for audience in one.audiences]
        fresh = [key for key in fresh if key not in self.sent]
        self.sent += fresh
        return len(fresh)

    async def page(self, which: ReminderFilter, offset: int, limit: int) -> ReminderPage:
        """Not asked for here."""
        raise NotImplementedError

    async def counts(self, which: ReminderFilter) -> Mapping[ReminderKind, int]:
        """Not asked for here."""
        raise NotImplementedError

    async def newest(self, which: ReminderFilter) -> int:
        """How many were sent."""
        return len(self.sent)

    async def seen(self, login: str) -> int:
        """Nobody reads."""
        return 0

    async def mark_seen(self, login: str, number: int) -> None:
        """Nobody reads."""


@dataclass
class MemoryHeartbeats:
    """The last sign of life of each worker."""

    beats: dict[str, datetime] = field(default_factory=dict)

    async def beat(self, name: str, at: datetime) -> None:
        """This worker lives."""
        self.beats[name] = at

    async def newest(self) -> datetime | None:
        """The newest of all."""
        return max(self.beats.values(), default=None)


@dataclass
class ClockOffice:
    """Stores that outlive the workers."""

    times: WorkingTime = field(default_factory=working_time)
    store: MemoryTickets = field(default_factory=MemoryTickets)
    objections: MemoryObjections = field(default_factory=MemoryObjections)
    reminders: MemoryReminders = field(default_factory=MemoryReminders)
    heartbeats: MemoryHeartbeats = field(default_factory=MemoryHeartbeats)
    clock: HandClock = field(default_factory=lambda: HandClock(moment("2026-11-23 Mon 10:00")))

    def worker(self, times: WorkingTime | None = None, name: str = "desk:1") -> ClockWorker:
        """A program that was just started, with the working time of its own files."""
        known = times or self.times
        phrasebook = YamlPhrasebook(ROOT / "nlu_data" / "domain")
        return ClockWorker(
            name=name,
            watch=MemoryWatch(self.store, self.objections),
            store=self.store,
            desk=TicketDesk(self.store, known.due, TicketNotices(phrasebook, FakeScript()), self.clock),
            reminders=self.reminders,
            heartbeats=self.heartbeats,
            times=known,
            notices=ReckonedNotices(phrasebook, FakeScript()),
            objections=ObjectionDates(self.objections, known.due, ObjectionNotices(phrasebook, FakeScript())),
            clock=self.clock,
        )

    def put(self, *tickets: Ticket) -> None:
        """Store tickets as they are."""
        for one in tickets:
            self.store.tickets[one.number] = one

    def stored(self, ticket: Ticket) -> Ticket:
        """The ticket as the store has it now."""
        return self.store.tickets[ticket.number]

    async def round(self, worker: ClockWorker, at: str) -> Round:
        """One round at that moment."""
        self.clock.at = moment(at)
        return await worker.once()
