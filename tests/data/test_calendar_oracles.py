"""Every day of 2019 to 2026 against two libraries that others keep: chinesecalendar and holidays."""

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from bot.domain.clocks.calendar import WorkCalendar
from tests.unit.domain.clocks.clerk_days import published

FIRST = date(2019, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(2922)]
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """The calendar of knowledge/calendar."""
    return published().calendar


def by_chinesecalendar() -> Callable[[date], bool]:
    """Days off and make-up days from the notices, 2004 to 2026."""
    return chinese_calendar.is_workday


def by_holidays() -> Callable[[date], bool]:
    """The same of another hand: the statutory days by rule, the rest from the notices."""
    return holidays.China(years=range(2019, 2027)).is_working_day


def test_the_days_compared_are_eight_whole_years() -> None:
    """None is left out at either end."""
    assert (len(DAYS), DAYS[0], DAYS[-1]) == (2922, date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("library", [by_chinesecalendar, by_holidays])
def test_every_day_is_worked_where_the_library_says_so(
    calendar: WorkCalendar, library: Callable[[], Callable[[date], bool]]
) -> None:
    """2,922 days, no difference."""
    works = library()
    compared = {day: (calendar.is_working_day(day), works(day)) for day in DAYS}
    different = [f"{day:%Y-%m-%d %a}" for day, (ours, theirs) in compared.items() if ours != theirs]
    print(f"{library.__name__}: {len(compared)} days compared, {len(different)} differences")
    assert len(compared) == 2922
    assert different == []


def test_every_holiday_has_the_name_the_library_gives_it(calendar: WorkCalendar) -> None:
    """And every make-up day. Where two festivals share a holiday the library names one of them."""
    ours = {day: calendar.holiday(day) for day in DAYS if calendar.holiday(day)}
    theirs = {day: NAMES[chinese_calendar.get_holiday_detail(day)[1]] for day in ours}
    print(f"{len(ours)} days off compared by name")
    assert [day for day, name in theirs.items() if name not in ours[day].split("、")] == []
    made_up = {day for day in DAYS if chinese_calendar.is_workday(day) and day.weekday() > 4}
    assert {day for day in DAYS if calendar.is_make_up_day(day)} == made_up


def test_the_provisional_year_has_the_statutory_days_of_the_library(calendar: WorkCalendar) -> None:
    """The thirteen days of the regulation on their own dates; days given instead of weekends wait for the notice."""
    known = holidays.China(years=2027, language="en_US")
    statutory = {day for day, name in known.items() if "observed" not in name}
    ours = {day for table in calendar.tables if table.year == 2027 for day in table.off}
    assert len(statutory) == 13
    assert ours >= statutory
    assert not calendar.is_provisional(date(2027, 1, 1)) or ours == statutory
