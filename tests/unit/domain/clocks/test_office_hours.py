"""Opening and closing by season; lunch, nights and days off."""

from datetime import datetime, time

import pytest

from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.office_hours import OfficeHours, Season, Session, china_day
from tests.unit.domain.clocks.clerk_days import day, moment, working_time, written


@pytest.fixture
def hours() -> OfficeHours:
    """The usual hours."""
    return working_time().hours


@pytest.fixture
def calendar() -> WorkCalendar:
    """The notices up to 2026."""
    return working_time().calendar


@pytest.mark.parametrize(
    ("of", "opens", "closes"),
    [
        ("2026-04-30 Thu", "2026-04-30 Thu 08:30", "2026-04-30 Thu 16:30"),
        ("2026-05-06 Wed", "2026-05-06 Wed 08:30", "2026-05-06 Wed 17:00"),
        ("2026-09-30 Wed", "2026-09-30 Wed 08:30", "2026-09-30 Wed 17:00"),
        ("2026-10-08 Thu", "2026-10-08 Thu 08:30", "2026-10-08 Thu 16:30"),
        ("2024-02-29 Thu", "2024-02-29 Thu 08:30", "2024-02-29 Thu 16:30"),
    ],
    ids=["last-winter-day", "first-summer-day", "last-summer-day", "first-winter-day", "leap-day"],
)
def test_a_day_opens_and_closes_by_its_season(hours: OfficeHours, of: str, opens: str, closes: str) -> None:
    """Summer hours from 1 May to 30 September."""
    assert (written(hours.opening(day(of))), written(hours.close_of_business(day(of)))) == (opens, closes)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        pytest.param("2026-11-23 Mon 08:29", "2026-11-23 Mon 08:30", id="a-minute-early"),
        pytest.param("2026-11-23 Mon 08:30", "2026-11-23 Mon 08:30", id="just-opened"),
        pytest.param("2026-11-23 Mon 10:07", "2026-11-23 Mon 10:07", id="open"),
        pytest.param("2026-11-23 Mon 11:30", "2026-11-23 Mon 13:00", id="lunch-in-winter"),
        pytest.param("2026-07-01 Wed 13:10", "2026-07-01 Wed 13:30", id="lunch-in-summer"),
        pytest.param("2026-07-01 Wed 16:45", "2026-07-01 Wed 16:45", id="late-in-summer"),
        pytest.param("2026-11-23 Mon 16:30", "2026-11-24 Tue 08:30", id="just-closed"),
        pytest.param("2026-11-20 Fri 23:59", "2026-11-23 Mon 08:30", id="friday-night"),
        pytest.param("2026-10-10 Sat 09:00", "2026-10-10 Sat 09:00", id="makeup-saturday"),
        pytest.param("2026-10-04 Sun 09:00", "2026-10-08 Thu 08:30", id="national-day"),
        pytest.param("2025-12-31 Wed 20:00", "2026-01-04 Sun 08:30", id="over-new-year"),
        pytest.param("2026-11-24 Tue 00:00", "2026-11-24 Tue 08:30", id="midnight"),
    ],
)
def test_the_next_moment_at_which_somebody_is_there(
    hours: OfficeHours, calendar: WorkCalendar, at: str, opening: str
) -> None:
    """Now, after lunch, or at the next opening; an office is open exactly when that moment is now."""
    assert written(hours.next_opening(moment(at), calendar)) == opening
    assert hours.is_open(moment(at), calendar) is (at == opening)


def test_the_day_of_a_moment_is_the_day_in_china() -> None:
    """Half past four in the afternoon in UTC is already tomorrow here."""
    assert china_day(datetime.fromisoformat("2026-11-22T16:30:00+00:00")) == day("2026-11-23 Mon")


def test_a_moment_without_a_time_zone_is_refused(hours: OfficeHours, calendar: WorkCalendar) -> None:
    """Nobody could tell by which clock it was read."""
    with pytest.raises(ValueError, match="time zone"):
        hours.is_open(datetime(2026, 11, 23, 9), calendar)


def test_a_day_without_a_season_is_refused() -> None:
    """No hours are made up."""
    summer = OfficeHours((Season("夏令", (5, 1), (9, 30), (Session(time(8), time(17)),)),))
    with pytest.raises(LookupError, match="2026-11-23"):
        summer.opening(day("2026-11-23 Mon"))
