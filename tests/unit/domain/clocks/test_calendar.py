"""Working days as the State Council's notices arrange them; every date carries its weekday and is checked for it."""

from datetime import date, timedelta

import pytest

from bot.domain.clocks.calendar import WorkCalendar, YearNotCovered, YearTable
from tests.unit.domain.clocks.clerk_days import day, working_time


@pytest.fixture
def calendar() -> WorkCalendar:
    """The notices up to 2026, and 2027 without its notice."""
    return working_time().calendar


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param("2026-11-23 Mon", 1, "2026-11-24 Tue", id="plain-week"),
        pytest.param("2026-11-20 Fri", 1, "2026-11-23 Mon", id="skips-weekend"),
        pytest.param("2026-11-21 Sat", 1, "2026-11-23 Mon", id="event-on-saturday"),
        pytest.param("2026-11-23 Mon", 15, "2026-12-14 Mon", id="three-weeks"),
        pytest.param("2025-12-31 Wed", 1, "2026-01-04 Sun", id="skips-new-year-lands-on-makeup-sunday"),
        pytest.param("2025-12-31 Wed", 2, "2026-01-05 Mon", id="makeup-sunday-counts"),
        pytest.param("2026-02-12 Thu", 2, "2026-02-14 Sat", id="makeup-saturday-before-spring-festival"),
        pytest.param("2026-02-14 Sat", 1, "2026-02-24 Tue", id="nine-days-of-spring-festival"),
        pytest.param("2026-02-27 Fri", 1, "2026-02-28 Sat", id="makeup-saturday-after-spring-festival"),
        pytest.param("2026-04-03 Fri", 1, "2026-04-07 Tue", id="qingming"),
        pytest.param("2026-04-30 Thu", 1, "2026-05-06 Wed", id="labour-day"),
        pytest.param("2026-05-08 Fri", 1, "2026-05-09 Sat", id="makeup-saturday-after-labour-day"),
        pytest.param("2026-06-18 Thu", 1, "2026-06-22 Mon", id="dragon-boat"),
        pytest.param("2026-09-18 Fri", 1, "2026-09-20 Sun", id="makeup-sunday-ten-days-before-national-day"),
        pytest.param("2026-09-24 Thu", 5, "2026-10-09 Fri", id="mid-autumn-and-national-day"),
        pytest.param("2026-10-09 Fri", 1, "2026-10-10 Sat", id="makeup-saturday-after-national-day"),
        pytest.param("2025-01-25 Sat", 1, "2025-01-26 Sun", id="makeup-sunday-2025"),
        pytest.param("2025-01-27 Mon", 1, "2025-02-05 Wed", id="spring-festival-2025"),
        pytest.param("2025-09-30 Tue", 5, "2025-10-14 Tue", id="national-day-with-mid-autumn-2025"),
        pytest.param("2024-02-08 Thu", 1, "2024-02-09 Fri", id="eve-of-2024-was-worked"),
        pytest.param("2024-02-09 Fri", 1, "2024-02-18 Sun", id="spring-festival-2024-ends-in-a-makeup-sunday"),
        pytest.param("2024-02-28 Wed", 1, "2024-02-29 Thu", id="leap-day"),
        pytest.param("2023-12-29 Fri", 1, "2024-01-02 Tue", id="new-year-2024"),
        pytest.param("2022-12-30 Fri", 1, "2023-01-03 Tue", id="new-year-2023-begins-in-2022"),
        pytest.param("2022-10-07 Fri", 2, "2022-10-09 Sun", id="a-whole-weekend-made-up"),
        pytest.param("2020-01-23 Thu", 1, "2020-02-03 Mon", id="lengthened-spring-festival-2020"),
        pytest.param("2019-04-30 Tue", 1, "2019-05-05 Sun", id="changed-labour-day-2019"),
        pytest.param("2026-12-31 Thu", 1, "2027-01-04 Mon", id="into-the-provisional-year"),
        pytest.param("2026-10-03 Sat", 0, "2026-10-03 Sat", id="nothing-added"),
    ],
)
def test_the_nth_working_day_after(calendar: WorkCalendar, start: str, count: int, end: str) -> None:
    """Counting forward; the day itself never counts."""
    assert calendar.add_working_days(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-09-24 Thu", "2026-10-09 Fri", 5),
        ("2026-09-30 Wed", "2026-10-07 Wed", 0),
        ("2025-12-31 Wed", "2026-01-04 Sun", 1),
        ("2026-11-23 Mon", "2026-11-23 Mon", 0),
        ("2026-11-20 Fri", "2026-11-22 Sun", 0),
        ("2026-10-09 Fri", "2026-09-24 Thu", -5),
    ],
)
def test_working_days_from_one_day_to_another(calendar: WorkCalendar, start: str, end: str, count: int) -> None:
    """The first day does not count, the last one does; backward is negative."""
    assert calendar.working_days_between(day(start), day(end)) == count


@pytest.mark.parametrize(
    ("of", "why", "works"),
    [
        ("2026-10-01 Thu", "国庆节假期", False),
        ("2026-10-04 Sun", "国庆节假期", False),
        ("2025-10-06 Mon", "国庆节、中秋节假期", False),
        ("2026-02-16 Mon", "春节假期", False),
        ("2026-11-22 Sun", "周末", False),
        ("2026-10-10 Sat", "调休上班日", True),
        ("2026-01-04 Sun", "调休上班日", True),
        ("2026-11-23 Mon", "工作日", True),
        ("2027-06-09 Wed", "端午节假期", False),
    ],
)
def test_every_day_tells_why_it_is_worked_or_not(calendar: WorkCalendar, of: str, why: str, works: bool) -> None:  # noqa: FBT001
    """In the words of the notice."""
    assert (calendar.why(day(of)), calendar.is_working_day(day(of))) == (why, works)


def test_the_day_before_and_the_day_after_a_holiday(calendar: WorkCalendar) -> None:
    """The neighbours among the working days, seen from within the holiday."""
    assert calendar.previous_working_day(day("2026-10-05 Mon")) == day("2026-09-30 Wed")
    assert calendar.next_working_day(day("2026-10-05 Mon")) == day("2026-10-08 Thu")


def test_a_year_without_its_notice_is_provisional(calendar: WorkCalendar) -> None:
    """Its days say so, those of the year before do not."""
    assert calendar.is_provisional(day("2027-03-01 Mon"))
    assert not calendar.is_provisional(day("2026-12-31 Thu"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar, of: calendar.is_working_day(of),
        lambda calendar, of: calendar.why(of),
        lambda calendar, of: calendar.is_provisional(of),
        lambda calendar, of: calendar.add_working_days(of - timedelta(days=1), 1),
        lambda calendar, of: calendar.working_days_between(of - timedelta(days=9), of),
    ],
    ids=["is-working-day", "why", "is-provisional", "add", "between"],
)
@pytest.mark.parametrize("of", [date(2030, 1, 1), date(2018, 12, 29)], ids=["future", "past"])
def test_a_year_without_a_table_is_refused(ask: object, of: date) -> None:
    """Nothing is guessed about a day that no table covers."""
    table = YearTable(2029, {}, {})
    with pytest.raises(YearNotCovered, match=str(of.year)) as refused:
        ask(WorkCalendar([table]), of)  # type: ignore[operator]
    assert refused.value.year == of.year


def test_counting_backward_is_refused(calendar: WorkCalendar) -> None:
    """A limit never runs into the past."""
    with pytest.raises(ValueError, match="forward"):
        calendar.add_working_days(day("2026-11-23 Mon"), -1)


def test_two_tables_of_one_year_are_refused() -> None:
    """Nobody could tell which of them counts."""
    with pytest.raises(ValueError, match="two tables"):
        WorkCalendar([YearTable(2026, {}, {}), YearTable(2026, {}, {})])


def test_a_wrong_weekday_in_a_table_is_found() -> None:
    """The tables of these tests guard themselves."""
    with pytest.raises(ValueError, match="is a Sun"):
        day("2026-01-04 Mon")
