"""Who is reminded of an objection's dates and when, and what a new notice does to them."""

from dataclasses import replace

from bot.domain.clocks.reckoning import RECKONED
from bot.domain.clocks.reminding import RECEPTION, SUPERVISORS, Audience, Matter, due_reminders
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.watching import reckon_objection, watched_objection
from bot.domain.tickets.terms import Role
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.clocks.test_reckoning import with_notice
from tests.unit.domain.objections.objection_samples import CLERK, CORRECTED, OFFICER, POLICE
from tests.unit.domain.objections.test_running_clocks import received, went

M = ObjectionMove
HANDED_OVER = (
    ("2026-11-23 Mon 10:00", M.MARK, OFFICER, {}),
    ("2026-11-24 Tue 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
)
MONDAY = "2026-11-23 Mon 09:00"


def told(objection: Objection, at: str, times: WorkingTime | None = None) -> list[tuple[str, str, Audience]]:
    """Clock, kind and audience of every reminder that is due then."""
    found = due_reminders(watched_objection(objection), moment(at), times or working_time())
    return [(one.clock.key, one.reminder.kind.value, whom) for one in found for whom in one.audiences]


def test_the_bureau_is_reminded_of_what_it_has_to_do() -> None:
    """On the last morning of marking, and of deciding the day after."""
    assert told(received(MONDAY), "2026-11-24 Tue 09:00") == [
        ("mark_objection", "due_today", RECEPTION),
        ("decide_own_data", "day_before", RECEPTION),
    ]


def test_a_department_is_reminded_while_it_has_the_objection() -> None:
    """The bureau is not."""
    held = went(received(MONDAY), *HANDED_OVER)
    police = Audience(Role.DEPARTMENT, POLICE)
    assert told(held, "2026-12-01 Tue 09:00") == [("decide_department_data", "due_today", police)]


def test_what_is_late_goes_to_the_supervisors_too() -> None:
    """Each working day anew."""
    held = went(received(MONDAY), *HANDED_OVER)
    late = [("decide_department_data", "overdue", Audience(Role.DEPARTMENT, POLICE))]
    late += [("decide_department_data", "overdue", SUPERVISORS)]
    assert told(held, "2026-12-02 Wed 09:00") == told(held, "2026-12-03 Thu 09:00") == late


def test_telling_is_the_bureau_s_business() -> None:
    """Also where a department decided."""
    verified = went(received(MONDAY), *HANDED_OVER, ("2026-11-26 Thu 10:00", M.VERIFY, CLERK, {"ruling": CORRECTED}))
    assert told(verified, "2026-11-27 Fri 09:00") == [("tell_objector", "due_today", RECEPTION)]


def test_nobody_is_reminded_at_night_or_of_what_is_over() -> None:
    """Neither while the office is closed nor when it is withdrawn."""
    assert told(received(MONDAY), "2026-11-24 Tue 23:00") == []
    withdrawn = went(received(MONDAY), ("2026-11-23 Mon 10:00", M.WITHDRAW, OFFICER, {}))
    assert told(withdrawn, "2026-11-24 Tue 09:00") == []


def test_only_running_clocks_are_watched() -> None:
    """By their places among all."""
    watched = watched_objection(went(received(MONDAY), *HANDED_OVER))
    assert (watched.matter, watched.holder) == (Matter.OBJECTION, POLICE)
    assert [(place, clock.key) for place, clock in watched.running] == [(2, "decide_department_data")]


def test_a_new_notice_moves_the_date_and_says_why() -> None:
    """The date that comes next is told to who objected; the history keeps both."""
    held = went(
        received("2027-01-29 Fri 09:00"),
        ("2027-01-29 Fri 10:00", M.MARK, OFFICER, {}),
        ("2027-02-01 Mon 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
    )
    at = moment("2027-02-02 Tue 09:00")
    found = reckon_objection(held, at, with_notice().due)
    assert found
    assert found.promise
    old, new = found.promise
    assert (old.is_provisional, new.is_provisional) == (True, False)
    assert old.due_at < new.due_at
    step = found.objection.steps[-1]
    assert (step.move, step.status, step.is_public) == (RECKONED, held.status, True)
    assert step.facts == {"moved": {"decide_department_data": [old.due_at.isoformat(), new.due_at.isoformat()]}}
    assert found.objection.running("decide_department_data") == new
    assert reckon_objection(found.objection, at, with_notice().due) is None


def test_where_only_the_mark_of_a_date_falls_nothing_is_noted() -> None:
    """The date stays, and is fixed now."""
    objection = received("2027-01-04 Mon 09:00")
    found = reckon_objection(objection, moment("2027-01-04 Mon 10:00"), with_notice().due)
    assert found
    assert found.promise is None
    assert found.objection.steps == objection.steps
    fixed = tuple(replace(clock, is_provisional=False) for clock in objection.clocks)
    assert [written(clock.due_at) for clock in found.objection.clocks] == [written(one.due_at) for one in fixed]
    assert not any(clock.is_provisional for clock in found.objection.clocks)


def test_with_the_same_calendar_nothing_moves() -> None:
    """However often it is looked at."""
    assert reckon_objection(received(MONDAY), moment(MONDAY), working_time().due) is None
