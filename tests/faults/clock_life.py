"""One life of a clock worker that can be told to die, as by kill -9, at any moment.

`python -m tests.faults.clock_life ADDRESS FOLDER EVERY`: it dies at each `EVERY`-th moment of a round, another takes the
round up, and what is left is printed as a JSON list.
"""

import json
import signal
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import configure_mappers

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.clock_schema import HeartbeatRow, ReminderRow
from bot.adapters.store.clock_watch import SqlWatch
from bot.adapters.store.database import Database
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.adapters.store.schema import OutboxRow
from bot.adapters.store.tables import Base
from bot.adapters.store.ticket_schema import TicketRow, TicketStepRow
from bot.domain.talk.message import Inbound
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Result
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks import clock_work
from bot.services.clocks.clock_work import ClockWorker
from bot.services.clocks.dates import ObjectionDates
from bot.services.clocks.notices import ReckonedNotices
from bot.services.objections.notices import ObjectionNotices
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import Change
from tests.contract.stores import message_store, objection_store, ticket_store
from tests.faults.crash_everywhere import apart
from tests.faults.desk_life import KEY, MORNING, Clock, Death, migrated
from tests.unit.domain.clocks.clerk_days import moment, working_time
from tests.unit.domain.clocks.clock_walk import CLERK, LIGHTS, OFFICER, Walk, received
from tests.unit.domain.clocks.test_reckoning import accepted, with_notice
from tests.unit.services.talk.small_desk import FakeScript

AT = moment("2027-02-03 Wed 09:00")
"""The notice of 2027 is just out; some tickets are late, others have been silent too long."""
CONVERSATION = "telegram:1"


class Words:
    """A phrasebook that says the key."""

    def words(self, key: str, **values: str) -> str:
        """The key."""
        return key


def tickets() -> list[Ticket]:
    """Two that nobody accepts, two silent ones, two whose date moves."""
    silent = Walk(received("2027-01-18 Mon 09:00"))
    silent.move("2027-01-18 Mon 09:10", Move.ACCEPT, OFFICER)
    silent.move("2027-01-18 Mon 09:20", Move.DISPATCH, OFFICER, department=LIGHTS)
    silent.move("2027-01-18 Mon 09:30", Move.SIGN, CLERK)
    silent.move("2027-01-18 Mon 15:00", Move.SUBMIT_ANSWER, CLERK, answer="修好了。", result=Result.PARTLY)
    silent.move("2027-01-19 Tue 09:00", Move.RELEASE, OFFICER)
    kinds = (received("2027-01-29 Fri 10:00"), silent.ticket, accepted())
    return [
        replace(ticket, number=f"SL20270101-{place:04d}-A", query_code=str(place), conversation=CONVERSATION)
        for place, ticket in enumerate(ticket for kind in kinds for ticket in (kind, kind))
    ]


async def begun(address: str) -> None:
    """Empty tables, then the tickets and the message of the conversation that filed them."""
    database = Database(address)
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(table.delete())
    cipher = FernetCipher([KEY])
    await message_store(database, cipher).put(Inbound("telegram", CONVERSATION, "1", "路灯不亮"), MORNING)
    await ticket_store(database, cipher).save(Change(tuple(tickets())), MORNING)
    await database.close()


async def round_of(address: str, at: datetime, death: Death) -> int:
    """One round of a worker; how many moments it took."""
    clock_work.BATCH = 2
    database = Database(address)
    event.listen(database.engine.sync_engine, "begin", death.step)
    event.listen(database.engine.sync_engine, "commit", death.step)
    store, clock, known = ticket_store(database, FernetCipher([KEY])), Clock(at), with_notice()
    worker = ClockWorker(
        name="desk",
        watch=SqlWatch(database),
        store=store,
        desk=TicketDesk(store, known.due, TicketNotices(Words(), FakeScript()), clock),
        reminders=SqlReminders(database),
        heartbeats=SqlHeartbeats(database),
        times=known,
        notices=ReckonedNotices(Words(), FakeScript()),
        objections=ObjectionDates(
            objection_store(database, FernetCipher([KEY])), known.due, ObjectionNotices(Words(), FakeScript())
        ),
        clock=clock,
    )
    done = await worker.once()
    await database.close()
    if done.failed:
        raise SystemExit("a ticket could not be looked at")
    return death.moments


async def left(address: str) -> dict[str, Any]:
    """What is in the store."""
    database = Database(address)
    async with database.transaction() as session:
        sent = list(await session.scalars(select(ReminderRow.key)))
        steps = list((await session.execute(select(TicketStepRow.ticket_number, TicketStepRow.move))).all())
        statuses = list(await session.scalars(select(TicketRow.status).order_by(TicketRow.number)))
        notices = list(await session.scalars(select(OutboxRow.text)))
        beats = list(await session.scalars(select(HeartbeatRow.name)))
    await database.close()
    made = Counter(f"{number} {move}" for number, move in steps if move in ("close", "reckoned"))
    return {
        "sent": sorted(sent),
        "made": dict(sorted(made.items())),
        "statuses": statuses,
        "notices": sorted(notices),
        "beats": beats,
    }


def case(address: str, folder: Path, at: int) -> dict[str, Any]:
    """Die at a moment, start again a minute later; what was found."""
    answer = folder / "answer.json"
    apart(begun(address), answer)
    killed = apart(round_of(address, AT, Death(at)), answer) == signal.SIGKILL
    apart(round_of(address, AT + timedelta(minutes=1), Death(0)), answer)
    apart(left(address), answer)
    return {"moment": at, "killed": killed, **json.loads(answer.read_text("utf-8"))}


def main(address: str, folder: Path, every: int) -> None:
    """All moments of a round without a crash, one after the other."""
    answer = folder / "answer.json"
    configure_mappers()
    working_time()
    apart(migrated(address), answer)
    apart(begun(address), answer)
    apart(round_of(address, AT, Death(0)), answer)
    moments = int(answer.read_text("utf-8"))
    print(json.dumps([case(address, folder, at) for at in range(1, moments + 1, every)]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
