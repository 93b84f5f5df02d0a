"""How long is left until a deadline, as clerks reckon it: in working days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.clocks.calendar import WorkCalendar, YearNotCovered
from bot.domain.clocks.office_hours import CHINA, china_day


class Press(StrEnum):
    """How pressing a deadline is."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The time left in words, and how pressing it is."""

    words: str
    press: Press


def time_left(due_at: datetime, now: datetime, calendar: WorkCalendar) -> TimeLeft:
    """The time from `now` to a deadline; in calendar days where the calendar does not reach."""
    today, last = china_day(now), china_day(due_at)
    clock = f"{due_at.astimezone(CHINA):%H:%M}"
    if due_at < now:
        days, unit = _days(last, today, calendar)
        return TimeLeft(
            f"超期{days}{unit}" if days else f"今天{clock}已超期" if last == today else "刚刚超期", Press.OVERDUE
        )
    if today == last:
        return TimeLeft(f"今天{clock}到期", Press.TODAY)
    days, unit = _days(today, last, calendar)
    return TimeLeft(f"还剩{days}{unit}", Press.SOON if days <= 1 else Press.CALM)


def _days(start: date, end: date, calendar: WorkCalendar) -> tuple[int, str]:
    try:
        return calendar.working_days_between(start, end), "个工作日"
    except YearNotCovered:
        return (end - start).days, "天"
