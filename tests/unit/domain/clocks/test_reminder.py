"""Reminders at half time, a working day before, on the morning it is due, and each working day overdue."""

from datetime import timedelta
from itertools import islice, pairwise, takewhile

import pytest

from bot.domain.clocks.calendar import WorkCalendar, YearNotCovered, YearTable
from bot.domain.clocks.reminder import ReminderKind, overdue_reminders
from tests.unit.domain.clocks.clerk_days import moment, working_time, written


@pytest.mark.parametrize(
    ("start", "due", "planned"),
    [
        pytest.param(
            "2026-11-23 Mon 10:00",
            "2026-11-30 Mon 16:30",
            ["half_time 2026-11-26 Thu 08:30", "day_before 2026-11-27 Fri 08:30", "due_today 2026-11-30 Mon 08:30"],
            id="five-days",
        ),
        pytest.param(
            "2026-09-24 Thu 10:00",
            "2026-10-09 Fri 16:30",
            ["half_time 2026-09-30 Wed 08:30", "day_before 2026-10-08 Thu 08:30", "due_today 2026-10-09 Fri 08:30"],
            id="over-national-day",
        ),
        pytest.param(
            "2026-11-23 Mon 10:00",
            "2026-12-14 Mon 16:30",
            ["half_time 2026-12-03 Thu 08:30", "day_before 2026-12-11 Fri 08:30", "due_today 2026-12-14 Mon 08:30"],
            id="fifteen-days",
        ),
        pytest.param(
            "2026-11-23 Mon 10:00",
            "2026-11-25 Wed 16:30",
            ["day_before 2026-11-24 Tue 08:30", "due_today 2026-11-25 Wed 08:30"],
            id="two-days",
        ),
        pytest.param("2026-11-23 Mon 10:00", "2026-11-24 Tue 16:30", ["due_today 2026-11-24 Tue 08:30"], id="one-day"),
        pytest.param(
            "2026-11-23 Mon 07:00",
            "2026-11-24 Tue 16:30",
            ["day_before 2026-11-23 Mon 08:30", "due_today 2026-11-24 Tue 08:30"],
            id="one-day-from-before-opening",
        ),
        pytest.param(
            "2026-10-09 Fri 20:00", "2026-10-10 Sat 16:30", ["due_today 2026-10-10 Sat 08:30"], id="on-a-makeup-day"
        ),
        pytest.param("2026-11-23 Mon 10:00", "2026-11-23 Mon 16:30", [], id="due-the-same-day"),
        pytest.param(
            "2026-11-19 Thu 10:00", "2026-11-22 Sun 12:00", ["due_today 2026-11-20 Fri 08:30"], id="due-on-a-day-off"
        ),
    ],
)
def test_reminders_before_a_deadline(start: str, due: str, planned: list[str]) -> None:
    """In their order, one a day, the more urgent one where two meet."""
    told = working_time().reminders(moment(start), moment(due))
    assert [f"{reminder.kind} {written(reminder.at)}" for reminder in told] == planned


def test_a_ticket_that_is_late_is_told_every_working_day() -> None:
    """From the next opening on, over a make-up Saturday, never on a day off."""
    told = islice(working_time().overdue_reminders(moment("2026-10-08 Thu 16:30")), 4)
    assert [(reminder.kind, written(reminder.at)) for reminder in told] == [
        (ReminderKind.OVERDUE, "2026-10-09 Fri 08:30"),
        (ReminderKind.OVERDUE, "2026-10-10 Sat 08:30"),
        (ReminderKind.OVERDUE, "2026-10-12 Mon 08:30"),
        (ReminderKind.OVERDUE, "2026-10-13 Tue 08:30"),
    ]


def test_overdue_reminders_stop_where_the_calendar_ends() -> None:
    """With a refusal that somebody sees, not in silence."""
    calendar = WorkCalendar([YearTable(2026, {}, {})])
    told = overdue_reminders(moment("2026-12-31 Thu 16:30"), calendar=calendar, hours=working_time().hours)
    with pytest.raises(YearNotCovered):
        next(told)


@pytest.mark.parametrize("department", ["", "市自来水公司"])
def test_every_reminder_comes_while_the_office_is_open(department: str) -> None:
    """For each limit, started on any day of a year; the same for offices with hours of their own."""
    known = working_time()
    for limit in known.limits.values():
        for start in (moment("2026-01-31 Sat 21:00"), moment("2026-02-13 Fri 12:00"), moment("2026-09-30 Wed 16:59")):
            due = known.due(limit.key, start).due_at
            told = [*known.reminders(start, due, department), *islice(known.overdue_reminders(due, department), 3)]
            assert all(known.hours_of(department).is_open(reminder.at, known.calendar) for reminder in told)
            assert all(earlier.at < later.at for earlier, later in pairwise(told))


def test_every_kind_has_a_name_for_clerks() -> None:
    """No key is shown to people."""
    assert all(kind.label for kind in ReminderKind)


@pytest.mark.parametrize("due", ["2026-09-24 Thu 16:30", "2026-10-09 Fri 16:30", "2026-10-10 Sat 16:30"])
def test_the_newest_late_reminder_is_the_last_of_all(due: str) -> None:
    """Over a holiday and a make-up Saturday, at every hour: found from behind as from the front."""
    times, at = working_time(), moment("2026-09-25 Fri 07:30")
    for _ in range(24 * 30):
        at += timedelta(hours=1)
        past = list(takewhile(lambda one, at=at: one.at <= at, times.overdue_reminders(moment(due))))
        assert times.newest_overdue(moment(due), at) == (past[-1] if past else None)
