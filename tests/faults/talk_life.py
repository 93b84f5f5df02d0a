"""`python -m tests.faults.talk_life ADDRESS FOLDER`: a talk is taken, spoken in and closed by a desk that dies at it.

Whoever was cut off presses the same buttons again in the next life. Prints a JSON list of what was found.
"""

import json
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import configure_mappers

from bot.adapters.cipher import FernetCipher
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.database import Database
from bot.adapters.store.handoff_schema import TalkLineRow
from bot.adapters.store.handoff_store import SqlTalks
from bot.adapters.store.schema import Base, OutboxRow
from bot.domain.handoff.handoff import HandOff, Reason, TalkStatus
from bot.domain.talk.message import Inbound
from bot.domain.tickets.terms import Role
from bot.services.handoff.desk import HandOffDesk
from bot.services.handoff.notices import TalkNotices
from bot.services.handoff.opening import TalkOpening
from bot.services.handoff.ports import TalkChange, TalkChanged
from bot.services.handoff.wording import TalkWording
from bot.services.tickets.ports import Staff
from bot.settings import Settings
from tests.contract.stores import message_store, ticket_store
from tests.faults.crash_everywhere import apart
from tests.faults.desk_life import KEY, MORNING, Clock, Death, migrated
from tests.unit.services.talk.small_desk import FakeScript

WANG = Staff("wang8021", "王小丽", Role.OPERATOR)
PHRASES = YamlPhrasebook(Settings(_env_file=None).wording_dir)
TALK, LINES = "web:1", ("请带户口簿", "到政务大厅")


@dataclass
class TalkLife:
    """An operator's hour: what she finds undone she does, until all is done or until the desk dies."""

    address: str
    death: Death = field(default_factory=lambda: Death(0))

    async def live(self) -> int:
        """How many moments it took."""
        database, clock = Database(self.address), Clock(MORNING)
        event.listen(database.engine.sync_engine, "begin", self.death.step)
        event.listen(database.engine.sync_engine, "commit", self.death.step)
        cipher = FernetCipher([KEY])
        records, wording = SqlTalks(database, cipher), TalkWording(PHRASES)
        opening = TalkOpening(records, ticket_store(database, cipher), str, clock)
        notices = TalkNotices(wording, records, FakeScript())
        desk = HandOffDesk(records, opening, notices, lambda word, _: (word,), clock)
        await message_store(database, cipher).put(Inbound("web", TALK, "1", "转人工"), MORNING)
        await _work(records, opening, desk)
        await database.close()
        return self.death.moments


async def _work(records: SqlTalks, opening: TalkOpening, desk: HandOffDesk) -> None:
    talk = await records.latest(TALK)
    if talk is None:
        known = await records.conversation(TALK)
        assert known is not None
        talk = await records.save(TalkChange(await opening.open(known, Reason.ASKED)), MORNING)
    if talk.status is TalkStatus.WAITING:
        talk = await desk.take(talk.number, WANG, talk.version)
    if talk.status is TalkStatus.LIVE:
        await _speak(desk, talk)
        await desk.close(talk.number, WANG, talk.version, "answered")


async def _speak(desk: HandOffDesk, talk: HandOff) -> None:
    """Each line twice, as by a double click; a repeated line after the end is no error."""
    for number, text in enumerate(LINES):
        for _ in range(2):
            try:
                await desk.say(talk.number, WANG, text, (), f"form-{number:04}")
            except TalkChanged:
                raise SystemExit("a live talk refused its operator") from None


async def begun(address: str, life: TalkLife) -> int:
    """A first life, on empty tables."""
    database = Database(address)
    async with database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(table.delete())
    await database.close()
    return await life.live()


async def ended(address: str, life: TalkLife) -> dict[str, object]:
    """A last life, and what is left of it all."""
    await life.live()
    database = Database(address)
    talk = await SqlTalks(database, FernetCipher([KEY])).latest(TALK)
    async with database.transaction() as session:
        told = list(await session.scalars(select(OutboxRow.text).order_by(OutboxRow.id)))
        lines = list(await session.scalars(select(TalkLineRow.outbox_id).order_by(TalkLineRow.id)))
    await database.close()
    assert talk is not None
    return {"acts": [entry.act for entry in talk.entries], "told": told, "lines": [one is not None for one in lines]}


def main(address: str, folder: Path) -> None:
    """All moments of a life without a crash, one after the other."""
    answer = folder / "answer.json"
    configure_mappers()
    apart(migrated(address), answer)
    apart(begun(address, TalkLife(address)), answer)
    found = []
    for moment in range(1, int(answer.read_text("utf-8")) + 1):
        killed = apart(begun(address, TalkLife(address, Death(moment))), answer) == signal.SIGKILL
        apart(ended(address, TalkLife(address)), answer)
        found.append({"moment": moment, "killed": killed, **json.loads(answer.read_text("utf-8"))})
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
