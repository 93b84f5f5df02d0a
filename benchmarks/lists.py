"""`python -m benchmarks.lists`: what long lists of open tickets cost, and how long others wait meanwhile.

The staff's pages with SQLite, as the program joins them, and so many tickets of ninety days that are still open. Each
page is asked for some times by somebody of its role; files and rounds of the clocks come after. Beside each job a
heartbeat of the loop measures how late it comes: so long any other request waits.
"""

import argparse
import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from benchmarks.figures import head, percentile, row
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Change
from tests.contract.random_tickets import random_tickets
from tests.integration.consoles.staff_desk import PAGE, Browser, browser_at
from tests.integration.consoles.supervision_office import SupervisionOffice, open_supervision
from tests.integration.consoles.ticket_office import sign_in

FIRST = datetime(2026, 8, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""A Tuesday morning in 双辽, the offices are open."""
BATCH, LIVED, BEAT_S = 200, 1000, 0.005
_OWNED = {"ticket_number": "ticket_number || :copy"}
COPIED = {
    "ticket": {"number": "number || :copy", "query_hash": "substr(query_hash, 1, 50) || :copy"},
    "ticket_step": _OWNED,
    "ticket_clock": _OWNED,
}
PAGES = (
    ("operator", "my queue, operator", "/desk/"),
    ("officer", "my queue, officer", "/desk/"),
    ("police", "my queue, department", "/desk/"),
    ("chief", "my queue, supervisor", "/desk/"),
    ("chief", "list, all", "/desk/tickets"),
    ("chief", "list, open, one town", "/desk/tickets?status=open&district=茂林镇"),
    ("chief", "list, by a word", "/desk/tickets?words=路灯"),
    ("chief", "list, page 100", "/desk/tickets?page=100"),
    ("police", "list, department", "/desk/tickets"),
    ("chief", "supervision", "/desk/supervision"),
    ("chief", "supervision, what is late", "/desk/supervision/tickets?trait=late-now"),
    ("chief", "bell", "/desk/reminders.json"),
)
Job = Callable[[], Awaitable[str]]


@asynccontextmanager
async def _watched(late: list[float]) -> AsyncIterator[None]:
    """A heartbeat of the loop, for as long as the block lasts."""

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_S)
            late.append(max(0.0, time.perf_counter() - before - BEAT_S) * 1000)

    task = asyncio.create_task(beat())
    await asyncio.sleep(BEAT_S)
    yield
    await asyncio.sleep(BEAT_S)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _measured(name: str, times: int, job: Job) -> None:
    """One row: the middle and the slowest of so many times, and what others felt of it."""
    took, late, outcome = [], [0.0], ""
    async with _watched(late):
        for _ in range(times):
            started = time.perf_counter()
            outcome = await job()
            took.append((time.perf_counter() - started) * 1000)
    print(row(name, percentile(took, 0.5), percentile(took, 0.95), max(late), outcome), flush=True)


def _open_tickets(count: int, office: SupervisionOffice) -> Iterator[Ticket]:
    """Those of many lives that have not come to their end."""
    lives = random_tickets(count * 10, FIRST, office.supervision.times)
    return islice((ticket for ticket in lives if ticket.status.is_open), count)


async def _fill(office: SupervisionOffice, count: int) -> None:
    """Some tickets are lived, the others are their copies under other numbers."""
    tickets = _open_tickets(min(count, LIVED), office)
    while batch := tuple(islice(tickets, BATCH)):
        await office.office.tickets.save(Change(batch), FIRST)
    async with office.office.database.engine.begin() as connection:
        for copy in range(1, -(-count // LIVED)):
            for table, changed in COPIED.items():
                wanted = text(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - names of ours
                names = (await connection.execute(wanted)).keys()
                columns = [name for name in names if name != "id"]
                values = [changed.get(name, name) for name in columns]
                await connection.execute(
                    text(
                        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} "  # noqa: S608
                        f"WHERE {'number' if table == 'ticket' else 'ticket_number'} NOT LIKE '%-c%'"
                    ),
                    {"copy": f"-c{copy}"},
                )


async def _page(browser: Browser, path: str) -> str:
    async with browser.client.get(path, headers=PAGE) as answer:
        return _size(len(await answer.read()), answer.status)


def _size(count: int, status: int) -> str:
    return f"{status}, {count / 1000:,.0f} kB"


async def _pages(office: SupervisionOffice, times: int) -> None:
    for login, name, path in PAGES:
        async with browser_at(office.office) as browser:
            await sign_in(browser, login)
            await _measured(name, times, lambda browser=browser, path=path: _page(browser, path))  # type: ignore[misc]


async def _files(office: SupervisionOffice) -> None:
    async with browser_at(office.office) as browser:
        await sign_in(browser, "chief")
        for form in ("xlsx", "csv"):
            path = f"/desk/tickets/export.{form}"
            await _measured(f"all as {form.upper()}", 1, lambda path=path: _page(browser, path))  # type: ignore[misc]


async def _rounds(office: SupervisionOffice) -> None:
    async def once() -> str:
        done = await office.worker.once()
        return f"{done.looked_at} running, {done.reminded} reminders"

    await _measured("clock round, the first", 1, once)
    await _measured("clock round, the next", 5, once)


async def measure(count: int, times: int, *, only_pages: bool) -> None:
    """Print one row a job."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        async with open_supervision(Path(folder)) as office:
            office.office.clock.at = NOW
            started = time.perf_counter()
            await _fill(office, count)
            gc.collect()
            gc.freeze()  # as the program does once it has started
            print(f"{count:,} open tickets, made in {time.perf_counter() - started:.0f} s\n")
            print(head("job", "p50 ms", "p95 ms", "longest hold of the loop ms", "outcome"))
            if not only_pages:
                await _rounds(office)
            await _pages(office, times)
            if not only_pages:
                await _files(office)


def main() -> int:
    """Measure with 10,000 open tickets, or as many as are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--only-pages", action="store_true", help="neither files nor clocks")
    given = parser.parse_args()
    asyncio.run(measure(given.tickets, given.times, only_pages=given.only_pages))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
