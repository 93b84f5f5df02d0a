"""When people are reminded of a deadline: always while the office is open; of a word from somebody at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.deadline import first_day
from bot.domain.clocks.office_hours import OfficeHours, china_day


class ReminderKind(StrEnum):
    """What a reminder tells; stored values never change their spelling."""

    HALF_TIME = "half_time"
    DAY_BEFORE = "day_before"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    CHASED = "chase"
    SUPERVISED = "supervise"

    @property
    def label(self) -> str:
        """As clerks read it."""
        return _LABELS[self]


_LABELS = {
    ReminderKind.HALF_TIME: "时限过半",
    ReminderKind.DAY_BEFORE: "还剩一个工作日",
    ReminderKind.DUE_TODAY: "今天到期",
    ReminderKind.OVERDUE: "已经超期",
    ReminderKind.CHASED: "催办",
    ReminderKind.SUPERVISED: "督办",
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One moment: the opening of an office, or when somebody spoke."""

    kind: ReminderKind
    at: datetime


def reminders(start: datetime, due: datetime, *, calendar: WorkCalendar, hours: OfficeHours) -> tuple[Reminder, ...]:
    """The reminders after `start` and before `due`, earliest first, at most one a day.

    Half time is the opening of the day in the middle of the limit (the third of five), one working day before is the
    opening of the day before the last. Of two that fall on one day the more urgent one is given: a limit of one working
    day has only that of its last morning.
    """
    first, last = first_day(start), _last_working_day(china_day(due), calendar)
    middle = (calendar.working_days_between(first, last) + 1) // 2
    planned = {
        calendar.add_working_days(first, max(middle, 1)): ReminderKind.HALF_TIME,
        calendar.previous_working_day(last): ReminderKind.DAY_BEFORE,
        last: ReminderKind.DUE_TODAY,
    }
    moments = ((hours.opening(day), kind) for day, kind in sorted(planned.items()))
    return tuple(Reminder(kind, at) for at, kind in moments if start < at < due)


def overdue_reminders(due: datetime, *, calendar: WorkCalendar, hours: OfficeHours) -> Iterator[Reminder]:
    """The openings of all working days after the due one, without end; `YearNotCovered` where the calendar ends."""
    day = china_day(due)
    while True:
        day = calendar.next_working_day(day)
        yield Reminder(ReminderKind.OVERDUE, hours.opening(day))


def newest_overdue(due: datetime, at: datetime, *, calendar: WorkCalendar, hours: OfficeHours) -> Reminder | None:
    """The last of `overdue_reminders` up to `at`, found from behind: some clocks ran out long ago."""
    day = china_day(at)
    if not calendar.is_working_day(day) or hours.opening(day) > at:
        day = calendar.previous_working_day(day)
    return Reminder(ReminderKind.OVERDUE, hours.opening(day)) if day > china_day(due) else None


def _last_working_day(day: date, calendar: WorkCalendar) -> date:
    return day if calendar.is_working_day(day) else calendar.previous_working_day(day)
