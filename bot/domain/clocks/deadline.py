"""Limits in working days, the moment they run out, and why it is that moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.clocks.calendar import WEEKDAYS, WorkCalendar, days_after
from bot.domain.clocks.office_hours import OfficeHours, china_day


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock. `basis` names the ground in words for citizens; `is_setting` marks what the city itself decided."""

    key: str
    label: str
    working_days: int
    basis: str
    is_setting: bool
    starts: str = "收到"
    """The event from which it runs, as a verb after its day: 受理, 转办."""
    article: str = ""
    """The words of the article that `basis` names; "" for a setting."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a limit runs out (in UTC), on what ground, and in words why it is that day."""

    due_at: datetime
    basis: str
    provisional: bool
    """A day counted on may change with a notice that is not out yet: to be computed again then."""
    reason: str


def deadline(starts_at: datetime, limit: Limit, *, calendar: WorkCalendar, hours: OfficeHours) -> Deadline:
    """When a limit that starts with an event at `starts_at` runs out.

    The limit's last working day ends at close of business (民法典 203, second paragraph). ValueError for a moment
    without a time zone, `YearNotCovered` if the calendar ends before the limit does.
    """
    start = first_day(starts_at)
    due = calendar.add_working_days(start, limit.working_days)
    return Deadline(
        due_at=hours.close_of_business(due).astimezone(UTC),
        basis=limit.basis,
        provisional=bool(_provisional_years(start, due, calendar)),
        reason=explain(start, due, limit, calendar=calendar, hours=hours),
    )


def first_day(starts_at: datetime) -> date:
    """The day of an event, after which counting begins. This is the only place that decides it.

    民法典 201: the day of the event does not count, counting begins with the following day. It is the calendar day in
    China, whatever the hour: an event after close of business, at a weekend or on a holiday counts as of that very
    day, and the next working day is the first that counts. No rule that binds us moves such an event to the next
    opening of the office; the chat takes messages around the clock, and a message is received when it reaches the
    system (电子签名法 11). Of the two readings this one also promises the citizen the earlier answer.
    """
    return china_day(starts_at)


def explain(start: date, due: date, limit: Limit, *, calendar: WorkCalendar, hours: OfficeHours) -> str:
    """Two or three sentences on why a limit that began on `start` ends on `due`."""
    holiday = f"，{calendar.why(start)}" if calendar.holiday(start) else ""
    begun = f"{start.year}年{_month_day(start)}（{_weekday(start)}{holiday}）{limit.starts}"
    counted = f"从次日起{limit.working_days}个工作日内{limit.label}"
    sentences = [f"{begun}，当天不算，{counted}，依据是{limit.basis}。"]
    last = f"最后一天是{due.year}年{_month_day(due)}（{_weekday(due)}）"
    passage = [*_not_counted(start, due, calendar), *_make_up_days(start, due, calendar), last]
    sentences.append(f"{'；'.join(passage)}，{hours.close_of_business(due):%H:%M}下班时到期。")
    if years := _provisional_years(start, due, calendar):
        sentences.append(
            f"{'、'.join(f'{year}年' for year in years)}的放假安排还没有公布，这个日期是暂定的，公布后重新计算。"
        )
    return "".join(sentences)


def _provisional_years(start: date, due: date, calendar: WorkCalendar) -> list[int]:
    return sorted({day.year for day in days_after(start, due) if calendar.is_provisional(day)})


def _not_counted(start: date, due: date, calendar: WorkCalendar) -> list[str]:
    """The days off between, holidays with their dates and weekends as a number, in one phrase or none."""
    holidays: list[tuple[str, date, date]] = []
    weekend_days = 0
    for day in days_after(start, due):
        if name := calendar.holiday(day):
            if holidays and holidays[-1][0] == name and (day - holidays[-1][2]).days == 1:
                holidays[-1] = (name, holidays[-1][1], day)
            else:
                holidays.append((name, day, day))
        elif not calendar.is_working_day(day):
            weekend_days += 1
    told = [f"{name}假期（{_span(first, last)}）" for name, first, last in holidays]
    told += [f"周末{weekend_days}天"] if weekend_days else []
    return [f"其间{'、'.join(told)}不算"] if told else []


def _make_up_days(start: date, due: date, calendar: WorkCalendar) -> list[str]:
    days = [f"{_month_day(d)}（{_weekday(d)}）" for d in days_after(start, due) if calendar.is_make_up_day(d)]
    return [f"{'、'.join(days)}是调休上班日，要算"] if days else []


def _span(first: date, last: date) -> str:
    if first == last:
        return _month_day(first)
    return (
        f"{_month_day(first)}至{last.day}日"
        if first.month == last.month
        else f"{_month_day(first)}至{_month_day(last)}"
    )


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"
