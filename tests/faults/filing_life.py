"""`python -m tests.faults.filing_life ADDRESS FOLDER`: a demand is filed by a desk that dies at every moment of it.

The citizen says 提交 twice. Prints a JSON list of what was found: tickets, answers, and whether death came.
"""

import json
import signal
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import configure_mappers

from bot.adapters.cipher import FernetCipher
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import LEASE
from bot.adapters.store.schema import Base, InboxRow, OutboxRow
from bot.adapters.store.ticket_schema import TicketRow
from bot.domain.talk.message import Inbound
from bot.domain.talk.route import Route
from bot.services.talk.intake import Intake
from bot.services.talk.turn_taking import TurnTaking
from bot.services.talk.workers import Workers
from bot.settings import Settings
from tests.contract.stores import message_store, ticket_store
from tests.faults.crash_everywhere import apart
from tests.faults.desk_life import KEY, MORNING, Clock, Death, migrated
from tests.unit.domain.guides.evidence import CUES
from tests.unit.services.demands.paper_office import FakeReader, paper_office
from tests.unit.services.talk.small_desk import ALARMS, FakeScript, a_desk
from tests.unit.services.talk.turn_office import CueReader, FakeDialogue, said

MESSAGES = ["我要投诉，南街路灯一直不亮，电话13912345678", "提交", "提交"]
TALK = "web:1"
PHRASES = YamlPhrasebook(Settings(_env_file=None).wording_dir)


@dataclass
class FilingLife:
    """A desk with forms, from its start until all is answered, or until it dies; `number` lives came before."""

    address: str
    number: int = 0
    death: Death = field(default_factory=lambda: Death(0))

    async def live(self) -> int:
        """Take the messages in and answer them; how many moments it took."""
        database = Database(self.address)
        event.listen(database.engine.sync_engine, "begin", self.death.step)
        event.listen(database.engine.sync_engine, "commit", self.death.step)
        clock = Clock(MORNING + self.number * (LEASE + timedelta(seconds=1)))  # the leases of the dead have run out
        store = message_store(database, FernetCipher([KEY]))
        workers = Workers(store, self._turns(database, clock), PHRASES, clock, owner=f"life{self.number}", at_once=1)
        intake = Intake(store, clock, workers.wake, max_text_length=100)
        for place, text in enumerate(MESSAGES):
            await intake.accept(Inbound("web", TALK, str(place), text))
        await workers.stop()
        while waiting := await store.waiting(clock.now(), 10):
            for conversation in waiting:
                workers.wake(conversation)
            await workers.stop()
        await database.close()
        return self.death.moments

    def _turns(self, database: Database, clock: Clock) -> TurnTaking:
        desk = a_desk(PHRASES)
        tickets = ticket_store(database, FernetCipher([KEY]))
        return TurnTaking(
            dialogue=FakeDialogue(said(Route.OUT_OF_SCOPE)),
            desk=lambda: desk,
            fallback=CueReader(CUES, {}),
            emergencies=ALARMS,
            papers=paper_office(PHRASES, tickets, FakeReader(places=("南街",))),  # type: ignore[arg-type]
            phrasebook=PHRASES,
            script=FakeScript(),
            clock=clock,
        )


async def begun(address: str, life: FilingLife) -> int:
    """A first life, on empty tables."""
    database = Database(address)
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(table.delete())
    await database.close()
    return await life.live()


async def ended(address: str, life: FilingLife) -> dict[str, object]:
    """A last life, and what is left of it all."""
    await life.live()
    database = Database(address)
    async with database.transaction() as session:
        messages = list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))
        replies = list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))
        tickets = list(await session.scalars(select(TicketRow)))
    await database.close()
    return {
        "tickets": [row.number for row in tickets],
        "answers": [[one.kind for one in replies if one.inbox_id == row.id] for row in messages],
        "told": [one.text for one in replies],
    }


def main(address: str, folder: Path) -> None:
    """All moments of a life without a crash, one after the other."""
    answer = folder / "answer.json"
    configure_mappers()
    apart(migrated(address), answer)
    apart(begun(address, FilingLife(address)), answer)
    found = []
    for moment in range(1, int(answer.read_text("utf-8")) + 1):
        killed = apart(begun(address, FilingLife(address, 0, Death(moment))), answer) == signal.SIGKILL
        apart(ended(address, FilingLife(address, 1)), answer)
        found.append({"moment": moment, "killed": killed, **json.loads(answer.read_text("utf-8"))})
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
