"""Everything that clocks need: which days are worked, when offices are open, and every limit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.deadline import Deadline, Limit, deadline
from bot.domain.clocks.office_hours import OfficeHours
from bot.domain.clocks.reminder import Reminder, newest_overdue, overdue_reminders, reminders

CLOCKS = (
    "accept",
    "answer",
    "sign",
    "return",
    "dispatch_again",
    "extension",
    "redo",
    "silence",
    "call_back",
    "rectify",
    "mark_objection",
    "decide_own_data",
    "hand_over_objection",
    "decide_department_data",
    "tell_objector",
)
"""The keys of knowledge/limits.yml: each must be there, and no other."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The calendar, the usual office hours with those of single departments, and the limits by key."""

    calendar: WorkCalendar
    hours: OfficeHours
    department_hours: Mapping[str, OfficeHours]
    limits: Mapping[str, Limit]

    def hours_of(self, department: str) -> OfficeHours:
        """The hours of a department; the usual ones if it has none of its own."""
        return self.department_hours.get(department, self.hours)

    def due(self, key: str, starts_at: datetime) -> Deadline:
        """When the clock `key` of knowledge/limits.yml runs out if it starts then; KeyError if there is no such clock.

        The usual hours count, whichever department handles the matter: citizens are promised one closing time.
        """
        return deadline(starts_at, self.limits[key], calendar=self.calendar, hours=self.hours)

    def reminders(self, start: datetime, due: datetime, department: str = "") -> tuple[Reminder, ...]:
        """The reminders before a deadline, in the hours of those who are reminded."""
        return reminders(start, due, calendar=self.calendar, hours=self.hours_of(department))

    def overdue_reminders(self, due: datetime, department: str = "") -> Iterator[Reminder]:
        """The reminders after a deadline, one each working day."""
        return overdue_reminders(due, calendar=self.calendar, hours=self.hours_of(department))

    def newest_overdue(self, due: datetime, at: datetime, department: str = "") -> Reminder | None:
        """The newest reminder after a deadline whose moment has come; None if there is none yet."""
        return newest_overdue(due, at, calendar=self.calendar, hours=self.hours_of(department))
