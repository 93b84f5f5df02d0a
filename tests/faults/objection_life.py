"""`python -m tests.faults.objection_life ADDRESS FOLDER`: an objection's first day at a desk that dies at every moment.

It is filed by one message and supplemented by the next, then the bureau marks it. Prints a JSON list of what was found.
"""

import json
import signal
import sys
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import configure_mappers

from bot.adapters.cipher import FernetCipher
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import LEASE
from bot.adapters.store.objection_schema import ObjectionStepRow
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.schema import Base, InboxRow, OutboxRow
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.objections.life import file_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Inbound, Kind, Reply, Stored
from bot.domain.talk.route import Route
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.ports import ObjectionChange
from bot.services.ports import Done, Outcome, Verdict
from bot.services.talk.intake import Intake
from bot.services.talk.workers import Workers
from bot.settings import ROOT
from tests.contract.stores import message_store, objection_store, ticket_store
from tests.faults.crash_everywhere import apart
from tests.faults.desk_life import KEY, MORNING, Clock, Death, migrated
from tests.unit.domain.objections.objection_samples import CITIZEN, OFFICER, by, fresh
from tests.unit.services.talk.small_desk import FakeScript
from tests.unit.services.tickets.memory_tickets import due

MESSAGES = ["补身份证的收费不对", "补一张收据"]
TALK = "web:1"


@dataclass(frozen=True)
class Filing:
    """Files an objection where the conversation has none, else supplements it."""

    tickets: SqlTickets
    objections: SqlObjections
    desk: ObjectionDesk

    async def take(self, stored: Stored, conversation: Conversation) -> tuple[Done, Verdict | None]:
        """The answer, and the objection as it is to be saved with it."""
        mine = await self.objections.of_conversation(TALK)
        if mine:
            command = by(CITIZEN, ObjectionMove.SUPPLEMENT, 1, note=stored.inbound.text)
            change = self.desk.plan(mine[0], command)
        else:
            number = await self.tickets.next_number(MORNING.date())
            told = replace(fresh(number), conversation=TALK, channel="web")
            change = ObjectionChange(file_objection(told, CITIZEN, due))
        answer = Answer(Route.OBJECTION, (Reply(Kind.TICKET, change.objection.number),))
        done = Done(stored.number, conversation, stored.inbound.text, Outcome(answer, conversation.focus))
        return replace(done, objection=change), None


@dataclass
class ObjectionLife:
    """A desk from its start until all is done, or until it dies; `number` lives came before."""

    address: str
    number: int = 0
    death: Death = field(default_factory=lambda: Death(0))

    async def live(self) -> int:
        """Take the messages in, answer them, mark the objection; how many moments it took."""
        database, cipher = Database(self.address), FernetCipher([KEY])
        event.listen(database.engine.sync_engine, "begin", self.death.step)
        event.listen(database.engine.sync_engine, "commit", self.death.step)
        clock = Clock(MORNING + self.number * (LEASE + timedelta(seconds=1)))  # the leases of the dead have run out
        store, objections = message_store(database, cipher), objection_store(database, cipher)
        phrases = YamlPhrasebook(ROOT / "nlu_data" / "domain")
        desk = ObjectionDesk(objections, due, ObjectionNotices(phrases, FakeScript()), clock)
        turns = Filing(ticket_store(database, cipher), objections, desk)
        workers = Workers(store, turns, phrases, clock, owner=f"life{self.number}", at_once=1)  # type: ignore[arg-type]
        intake = Intake(store, clock, workers.wake, max_text_length=100)
        for place, said in enumerate(MESSAGES):
            await intake.accept(Inbound("web", TALK, str(place), said))
        await workers.stop()
        while waiting := await store.waiting(clock.now(), 10):
            for conversation in waiting:
                workers.wake(conversation)
            await workers.stop()
        (objection,) = await objections.of_conversation(TALK)
        if objection.status is ObjectionStatus.RECEIVED:
            await desk.move(objection.number, by(OFFICER, ObjectionMove.MARK, 2), version=objection.version)
        await database.close()
        return self.death.moments


async def begun(address: str, life: ObjectionLife) -> int:
    """A first life, on empty tables."""
    database = Database(address)
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(table.delete())
    await database.close()
    return await life.live()


async def ended(address: str, life: ObjectionLife) -> dict[str, object]:
    """A last life, and what is left of it all."""
    await life.live()
    database = Database(address)
    async with database.transaction() as session:
        messages = list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))
        replies = list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))
        steps = list(await session.scalars(select(ObjectionStepRow).order_by(ObjectionStepRow.id)))
    await database.close()
    return {
        "steps": [[row.objection_number, row.move] for row in steps],
        "answers": [[one.text for one in replies if one.inbox_id == row.id and not one.is_notice] for row in messages],
        "notices": [one.text for one in replies if one.is_notice],
    }


def main(address: str, folder: Path) -> None:
    """All moments of a life without a crash, one after the other."""
    answer = folder / "answer.json"
    configure_mappers()
    apart(migrated(address), answer)
    apart(begun(address, ObjectionLife(address)), answer)
    found = []
    for moment in range(1, int(answer.read_text("utf-8")) + 1):
        killed = apart(begun(address, ObjectionLife(address, 0, Death(moment))), answer) == signal.SIGKILL
        apart(ended(address, ObjectionLife(address, 1)), answer)
        found.append({"moment": moment, "killed": killed, **json.loads(answer.read_text("utf-8"))})
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
