"""The clock worker on objections: reminders to whoever holds them, dates reckoned anew, beside the tickets."""

from dataclasses import replace

import pytest

from bot.domain.clocks.reckoning import RECKONED
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.services.objections.ports import ObjectionChange, ObjectionChanged
from tests.unit.domain.clocks.clerk_days import moment
from tests.unit.domain.clocks.clock_walk import received as ticket_received
from tests.unit.domain.clocks.test_reckoning import with_notice
from tests.unit.domain.objections.objection_samples import CLERK, OFFICER, POLICE, UNCHANGED
from tests.unit.domain.objections.test_running_clocks import received, went
from tests.unit.services.clocks.clock_office import ClockOffice

M = ObjectionMove
NUMBER = "SL20261123-0007-K"


def held() -> Objection:
    """At the police over the year's end, by dates that are provisional."""
    return went(
        replace(received("2027-01-29 Fri 09:00"), number=NUMBER),
        ("2027-01-29 Fri 10:00", M.MARK, OFFICER, {}),
        ("2027-02-01 Mon 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
    )


async def put(office: ClockOffice, objection: Objection) -> None:
    """In the store."""
    await office.objections.save(ObjectionChange(objection), objection.received_at)


async def test_tickets_and_objections_are_looked_at_in_one_round() -> None:
    """Each reminder once."""
    office = ClockOffice()
    office.put(ticket_received("2026-11-20 Fri 10:00"))
    await put(office, replace(received("2026-11-20 Fri 10:00"), number=NUMBER))
    first = await office.round(office.worker(), "2026-11-23 Mon 09:00")
    again = await office.round(office.worker(name="desk:2"), "2026-11-23 Mon 09:10")
    assert (first.looked_at, first.failed, again.reminded) == (2, 0, 0)
    assert any(key.startswith(NUMBER) for key in office.reminders.sent)


async def test_a_notice_moves_the_date_of_a_department_and_tells_who_objected() -> None:
    """Old date, new date and why, once."""
    office = ClockOffice()
    await put(office, held())
    worker = office.worker(with_notice())
    await office.round(worker, "2027-02-02 Tue 09:00")
    await office.round(worker, "2027-02-02 Tue 09:10")
    stored = office.objections.objections[NUMBER]
    assert [step.move for step in stored.steps].count(RECKONED) == 1
    (notice,) = office.objections.notices
    assert "的日子变了：原来最晚2月10日" in notice.reply.text
    assert not stored.clocks[-1].is_provisional


async def test_who_told_the_citizen_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The round goes on; the next one looks again."""
    office = ClockOffice()
    await put(office, held())

    async def refuse(change: ObjectionChange, at: object) -> None:
        raise ObjectionChanged(change.objection.number)

    worker = office.worker(with_notice())
    with monkeypatch.context() as patch:
        patch.setattr(office.objections, "save", refuse)
        assert (await office.round(worker, "2027-02-02 Tue 09:00")).failed == 0
    assert office.objections.objections[NUMBER].version == 1
    await office.round(worker, "2027-02-02 Tue 09:10")
    assert office.objections.objections[NUMBER].version == 2


async def test_what_is_over_is_not_looked_at() -> None:
    """When all is told no clock runs."""
    office = ClockOffice()
    told = went(
        held(),
        ("2027-02-02 Tue 10:00", M.VERIFY, CLERK, {"ruling": UNCHANGED}),
        ("2027-02-02 Tue 11:00", M.ACKNOWLEDGE, OFFICER, {}),
        ("2027-02-02 Tue 12:00", M.TELL, OFFICER, {}),
    )
    await put(office, told)
    assert (await office.round(office.worker(), "2027-02-03 Wed 09:00")).looked_at == 0
    assert moment("2027-02-02 Tue 12:00") == told.clocks[-1].ended_at
