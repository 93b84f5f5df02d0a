"""Laws of counting working days, for the real calendar and for calendars nobody would publish."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.clocks.calendar import WorkCalendar, YearTable, days_after
from bot.domain.clocks.deadline import Limit, deadline
from bot.domain.clocks.office_hours import CHINA
from bot.domain.clocks.reminder import overdue_reminders, reminders
from tests.unit.domain.clocks.clerk_days import working_time

COUNTS = st.integers(0, 40)
DAYS = st.dates(date(2025, 2, 1), date(2026, 10, 1))
MOMENTS = st.datetimes(datetime(2025, 2, 1), datetime(2026, 8, 1), timezones=st.just(UTC))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """The real one, or three years with any days off and any make-up days; a week is never off as a whole."""
    if draw(st.booleans()):
        return working_time().calendar
    tables = []
    for year in (2025, 2026, 2027):
        days = st.sets(st.dates(date(year, 1, 1), date(year, 12, 31)), max_size=40)
        off = {day for day in draw(days) if day.weekday() != 2}
        work = {day for day in draw(days) if day.weekday() > 4} - off
        tables.append(YearTable(year, dict.fromkeys(off, "假"), dict.fromkeys(work, "假")))
    return WorkCalendar(tables)


@given(calendars(), DAYS, st.integers(1, 40))
def test_counting_never_lands_on_a_day_off(calendar: WorkCalendar, day: date, count: int) -> None:
    """Where it lands offices work, and it lies ahead."""
    end = calendar.add_working_days(day, count)
    assert calendar.is_working_day(end)
    assert end > day


@given(calendars(), DAYS, COUNTS, COUNTS)
def test_counting_in_two_goes_is_counting_in_one(calendar: WorkCalendar, day: date, first: int, then: int) -> None:
    """Additivity."""
    assert calendar.add_working_days(calendar.add_working_days(day, first), then) == calendar.add_working_days(
        day, first + then
    )


@given(calendars(), DAYS, st.integers(0, 60), COUNTS)
def test_who_starts_later_is_never_due_earlier(calendar: WorkCalendar, day: date, later: int, count: int) -> None:
    """Monotone in the start, strictly monotone in the number of days."""
    end = calendar.add_working_days(day, count)
    assert calendar.add_working_days(day + timedelta(days=later), count) >= end
    assert calendar.add_working_days(day, count + 1) > end


@given(calendars(), DAYS, COUNTS)
def test_between_undoes_adding(calendar: WorkCalendar, day: date, count: int) -> None:
    """The days counted forward are the days found in between."""
    assert calendar.working_days_between(day, calendar.add_working_days(day, count)) == count


@given(calendars(), DAYS, st.integers(1, 60))
def test_adding_undoes_between(calendar: WorkCalendar, day: date, ahead: int) -> None:
    """For every later working day."""
    end = day + timedelta(days=ahead)
    assume(calendar.is_working_day(end))
    assert calendar.add_working_days(day, calendar.working_days_between(day, end)) == end


@given(calendars(), DAYS, DAYS, DAYS)
def test_between_adds_up_and_turns_its_sign(calendar: WorkCalendar, a: date, b: date, c: date) -> None:
    """By whatever way one goes."""
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@given(calendars(), DAYS)
def test_the_neighbours_of_a_day_have_no_working_day_between(calendar: WorkCalendar, day: date) -> None:
    """Next and previous are the nearest ones, and lead back."""
    after, before = calendar.next_working_day(day), calendar.previous_working_day(day)
    assert before < day < after
    assert [d for d in days_after(before, after) if calendar.is_working_day(d)] == (
        [day, after] if calendar.is_working_day(day) else [after]
    )
    assert calendar.previous_working_day(after) == (day if calendar.is_working_day(day) else before)


@given(calendars(), DAYS)
def test_why_tells_the_same_as_the_calendar(calendar: WorkCalendar, day: date) -> None:
    """What is told to people is what is counted."""
    assert (calendar.why(day) in {"工作日", "调休上班日"}) is calendar.is_working_day(day)


@given(calendars(), MOMENTS, st.integers(1, 20), st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_deadline_lies_ahead_at_a_close_of_business_and_waits_for_later_starters(
    calendar: WorkCalendar, start: datetime, working_days: int, later: timedelta
) -> None:
    """It is the last minute of a working day, so many working days after the start, and never overtaken."""
    hours = working_time().hours
    limit = Limit("test", "办结", working_days, "测试", is_setting=True)
    due_at = deadline(start, limit, calendar=calendar, hours=hours).due_at
    day = due_at.astimezone(CHINA).date()
    assert due_at > start
    assert due_at == hours.close_of_business(day)
    assert calendar.working_days_between(start.astimezone(CHINA).date(), day) == working_days
    assert hours.is_open(due_at - timedelta(minutes=1), calendar)
    assert deadline(start + later, limit, calendar=calendar, hours=hours).due_at >= due_at


@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_reminders_come_in_order_and_in_office_hours(
    calendar: WorkCalendar, start: datetime, lasting: timedelta
) -> None:
    """Whatever the deadline, even one that a changed calendar left on a day off."""
    hours, due = working_time().hours, start + lasting
    before = reminders(start, due, calendar=calendar, hours=hours)
    after = tuple(islice(overdue_reminders(due, calendar=calendar, hours=hours), 5))
    assert all(hours.is_open(reminder.at, calendar) for reminder in (*before, *after))
    assert all(start < reminder.at < due for reminder in before)
    assert all(reminder.at > due for reminder in after)
    assert all(earlier.at < later.at for earlier, later in pairwise((*before, *after)))
    assert len({reminder.kind for reminder in before}) == len(before)


@given(calendars(), MOMENTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(calendar: WorkCalendar, at: datetime) -> None:
    """Neither a minute before, nor half way."""
    hours = working_time().hours
    opening = hours.next_opening(at, calendar)
    assert hours.is_open(opening, calendar)
    assert opening >= at
    if opening > at:
        assert not hours.is_open(at, calendar)
        assert not hours.is_open(at + (opening - at) / 2, calendar)
