"""`python -m benchmarks.lists`: what long lists of tickets cost, and how long others wait meanwhile.

Each job runs alone on a SQLite database with so many tickets that lived through random moves in ninety days; beside
it a heartbeat of the loop measures how late it comes: so long any other request waits.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from benchmarks.figures import head, percentile, row
from bot.adapters.cipher import FernetCipher
from bot.adapters.hasher import KeyedHasher
from bot.adapters.knowledge.calendars import load_working_time
from bot.adapters.knowledge.directory import Directory
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.adapters.sheets import OrderSheets
from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.database import Database
from bot.adapters.store.figure_store import SqlFigures
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.clocks.clock_work import ClockWorker
from bot.services.clocks.notices import ReckonedNotices
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.export import Export, Order
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import Change, TicketFilter
from bot.services.tickets.supervision import Period, Supervision
from bot.settings import ROOT
from tests.contract.random_tickets import random_tickets

FIRST = datetime(2026, 8, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BATCH = 200
BEAT_S = 0.005
SUPERVISOR = Actor(Role.SUPERVISOR, "bench")


@dataclass(frozen=True)
class Standing:
    """A clock that stands."""

    def now(self) -> datetime:
        """A Tuesday morning in 双辽."""
        return NOW


class Office:
    """Stores and services on one database."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        knowledge, phrasebook = ROOT / "knowledge", YamlPhrasebook(ROOT / "nlu_data" / "domain")
        hasher, clock, script = KeyedHasher(b"k" * 32), Standing(), OpenccScript()
        self.times = load_working_time(knowledge, Directory(knowledge).departments)
        self.tickets = SqlTickets(database, FernetCipher([Fernet.generate_key()]), hasher)
        reminders = SqlReminders(database)
        self.supervision = Supervision(SqlFigures(database), self.tickets, reminders, self.times, clock)
        self.export = Export(self.tickets, SqlAudit(database, hasher, clock))
        self.worker = ClockWorker(
            name="bench",
            watch=SqlWatch(database),
            store=self.tickets,
            desk=TicketDesk(self.tickets, self.times.due, TicketNotices(phrasebook, script), clock),
            reminders=reminders,
            heartbeats=SqlHeartbeats(database),
            times=self.times,
            notices=ReckonedNotices(phrasebook, script),
            clock=clock,
        )

    async def fill(self, count: int) -> None:
        """So many tickets."""
        batch = []
        for ticket in random_tickets(count, FIRST, self.times):
            batch.append(ticket)
            if len(batch) == BATCH:
                await self.tickets.save(Change(tuple(batch)), FIRST)
                batch.clear()
        await self.tickets.save(Change(tuple(batch)), FIRST)

    async def xlsx(self) -> str:
        """The whole list as XLSX."""
        order = Order(TicketFilter(), SUPERVISOR, "xlsx")
        numbers = await self.export.begin(order)
        return _size(len(await OrderSheets().xlsx(self.export.rows(order, numbers))))

    async def csv(self) -> str:
        """The whole list as CSV."""
        order, sheets = Order(TicketFilter(), SUPERVISOR, "csv"), OrderSheets()
        numbers, size = await self.export.begin(order), len(sheets.csv_head())
        async for some in self.export.rows(order, numbers):
            size += len(sheets.csv_lines(some))
        return _size(size)

    async def figures(self) -> str:
        """What the page of supervision asks for: a year, and how things stand."""
        at = self.supervision.moment()
        year = Period(FIRST.date().replace(month=1, day=1), NOW.date())
        cells = await self.supervision.assess(TicketFilter(), year, at)
        await self.supervision.standing(at)
        return f"{len(cells)} cells"

    async def round(self) -> str:
        """One look at all running clocks."""
        done = await self.worker.once()
        return f"{done.looked_at} running, {done.reminded} reminders"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


async def _beat(late: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(BEAT_S)
        late.append(max(0.0, time.perf_counter() - before - BEAT_S) * 1000)


async def _measured(name: str, job: Callable[[], Awaitable[str]]) -> None:
    late: list[float] = [0.0]
    beat = asyncio.create_task(_beat(late))
    started = time.perf_counter()
    outcome = await job()
    took = time.perf_counter() - started
    beat.cancel()
    with suppress(asyncio.CancelledError):
        await beat
    print(row(name, took, percentile(late, 0.95), max(late), outcome), flush=True)


async def measure(count: int) -> None:
    """Print one row a job."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        await database.migrate()
        office = Office(database)
        started = time.perf_counter()
        await office.fill(count)
        print(f"{count} tickets, made in {time.perf_counter() - started:.0f} s\n")
        print(head("job", "s", "others wait p95 ms", "longest ms", "outcome"))
        jobs = {
            "export XLSX": office.xlsx,
            "export CSV": office.csv,
            "supervision": office.figures,
            "clock round, the first": office.round,
            "clock round, the next": office.round,
        }
        for name, job in jobs.items():
            await _measured(name, job)
        await database.close()


def main() -> int:
    """Measure with 10,000 tickets, or as many as are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    asyncio.run(measure(parser.parse_args().tickets))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
