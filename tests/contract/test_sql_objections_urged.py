"""Objections on every database: urging rings once, with the move; what staff attach and put right is kept."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.store.database import Database
from bot.adapters.store.objection_figures import SqlObjectionOutlines
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.reminder_store import SqlReminders
from bot.adapters.store.upload_store import SqlUploads
from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import Decision, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Attachment
from bot.services.clocks.ports import ReminderFilter
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.ports import ObjectionChange, ObjectionChanged
from bot.services.tickets.ports import Notice
from bot.services.tickets.supervision import Period
from tests.contract.samples import NOON
from tests.unit.domain.objections.objection_samples import (
    CLERK,
    DECIDE,
    MARK,
    NUMBER,
    OFFICER,
    OTHER,
    POLICE,
    RECEIVED_AT,
    SUPERVISOR,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.tickets.memory_tickets import FrozenClock, due

M, S = ObjectionMove, ObjectionStatus
THEIRS, BUREAU = Audience(Role.DEPARTMENT, POLICE), Audience(Role.OFFICER)
CHASE = by(OFFICER, M.CHASE, 30)


class Silent:
    """Tells citizens nothing."""

    def about(self, _objection: Objection, _move: ObjectionMove) -> Notice | None:
        """Never a word."""
        return None


@pytest.fixture
def desk(objections: SqlObjections) -> ObjectionDesk:
    """Moves on the store."""
    return ObjectionDesk(objections, due, Silent(), FrozenClock())  # type: ignore[arg-type]


async def sent(database: Database, audience: Audience) -> list[tuple[str, ReminderKind]]:
    """What these have at their bell, oldest first."""
    page = await SqlReminders(database).page(ReminderFilter(audience), 0, 50)
    return [(one.ticket, one.kind) for one in reversed(page.reminders)]


async def kept(objections: SqlObjections, number: str = NUMBER) -> Objection:
    """As the store has it."""
    found = await objections.get(number)
    assert found
    return found


async def test_urging_rings_whoever_holds_it(
    database: Database, objections: SqlObjections, desk: ObjectionDesk
) -> None:
    """A supervisor's word reaches department and bureau."""
    await objections.save(ObjectionChange(standing(S.HANDED_OVER)), NOON)
    await desk.move(NUMBER, CHASE, version=1)
    assert await sent(database, THEIRS) == [(NUMBER, ReminderKind.CHASED)]
    assert await sent(database, BUREAU) == []
    await desk.move(NUMBER, by(SUPERVISOR, M.SUPERVISE, 31, note="快办"), version=2)
    assert await sent(database, THEIRS) == [(NUMBER, ReminderKind.CHASED), (NUMBER, ReminderKind.SUPERVISED)]
    assert await sent(database, BUREAU) == [(NUMBER, ReminderKind.SUPERVISED)]


async def test_of_four_at_once_one_chases(database: Database, objections: SqlObjections, desk: ObjectionDesk) -> None:
    """One move, one ring; what was not saved rings nobody."""
    await objections.save(ObjectionChange(standing(S.HANDED_OVER)), NOON)
    done = await asyncio.gather(*(desk.move(NUMBER, CHASE, version=1) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, ObjectionChanged) for one in done) == 3
    assert await sent(database, THEIRS) == [(NUMBER, ReminderKind.CHASED)]


async def test_what_staff_attach_stays(database: Database, objections: SqlObjections, desk: ObjectionDesk) -> None:
    """It is read back, and nobody tidies it away."""
    file = Attachment("f1", "核实.pdf", "application/pdf", 9)
    uploads = SqlUploads(database, objections._cipher)
    await uploads.add(f"objection:{NUMBER}", file, NOON)
    await objections.save(ObjectionChange(standing(S.HANDED_OVER)), NOON)
    await desk.move(NUMBER, by(CLERK, M.ATTACH, 3, attachments=(file,)), version=1)
    assert (await kept(objections)).findings == (file,)
    assert await uploads.waiting(f"objection:{NUMBER}") == 0


async def test_a_correction_put_right_is_one_more_version(objections: SqlObjections, desk: ObjectionDesk) -> None:
    """The newest text counts, each makes a revision, later saves add none."""
    decided = moved(filed(), MARK, DECIDE)
    await objections.save(ObjectionChange(decided), NOON)
    await desk.move(NUMBER, by(OFFICER, M.AMEND, 4, note="文号看错了", corrected_to="每证20元"), version=1)
    await desk.move(NUMBER, by(OFFICER, M.TELL, 5), version=2)
    await desk.move(NUMBER, by(OFFICER, M.AMEND, 6, note="还是不对", corrected_to="每证30元"), version=3)
    await desk.move(NUMBER, by(OFFICER, M.NOTE, 7, note="存档"), version=4)
    (now,) = await objections.corrections()
    assert (now.text, now.number, now.revision) == ("每证30元", NUMBER, 3)


async def test_the_first_decision_leaves_the_second_objection_its_mark(
    objections: SqlObjections, desk: ObjectionDesk
) -> None:
    """Two to one field: it is marked until both are decided."""
    first, second = moved(filed(), MARK), moved(filed(OTHER), by(OFFICER, M.MARK, 1.5))
    second = replace(second, query_code="ZZ3D5FGH")
    await objections.save(ObjectionChange(first), NOON)
    await objections.save(ObjectionChange(second), NOON)
    assert [mark.number for mark in await objections.marks()] == [NUMBER, OTHER]
    await desk.move(NUMBER, DECIDE, version=1)
    assert [mark.number for mark in await objections.marks()] == [OTHER]
    await desk.move(OTHER, by(OFFICER, M.DECIDE, 3, ruling=DECIDE.ruling), version=1)
    assert await objections.marks() == []


async def test_outlines_tell_what_is_counted(database: Database, objections: SqlObjections) -> None:
    """Of the period alone; a department's decision counts once the bureau knows it."""
    await objections.save(ObjectionChange(moved(filed(), MARK, DECIDE)), NOON)
    verified = replace(standing(S.VERIFIED, filed(OTHER)), query_code="ZZ3D5FGH")
    await objections.save(ObjectionChange(verified), NOON)
    day = china_day(RECEIVED_AT)
    store = SqlObjectionOutlines(database, objections)
    newest, oldest = await store.outlines(Period(day, day))
    assert (oldest.number, oldest.status, oldest.decision, oldest.corrections) == (
        NUMBER,
        S.DECIDED,
        Decision.CORRECTED,
        1,
    )
    assert (newest.number, newest.department, newest.decision, newest.corrections) == (OTHER, POLICE, None, 0)
    assert oldest.clocks == moved(filed(), MARK, DECIDE).clocks
    assert [one.number for one in await store.several([OTHER, NUMBER])] == [OTHER, NUMBER]
    later = day.replace(year=day.year + 1)
    assert await store.outlines(Period(later, later)) == []
