"""The calendar, the office hours and the limits: complete, with their sources, and in time for the next year."""

import csv
import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.clocks.calendar import WorkCalendar
from bot.settings import ROOT
from tests.data.conftest import load
from tests.unit.domain.clocks.clerk_days import published

FOLDER = ROOT / "knowledge"
YEARS = {path.stem: load(path) for path in sorted((FOLDER / "calendar").glob("*.yml"))}
SEVEN = {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
FRESH_FOR = timedelta(days=400)
AHEAD = timedelta(days=31)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """All years."""
    return published().calendar


@pytest.fixture(scope="module")
def today() -> date:
    """The day in China."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def test_the_years_follow_each_other_without_a_gap() -> None:
    """A limit can pass from any year into the next."""
    years = [int(name) for name in YEARS]
    assert years == list(range(2019, years[-1] + 1))


@pytest.mark.parametrize("name", YEARS)
def test_a_year_has_all_seven_holidays(name: str) -> None:
    """Under their names in the notice; two that meet may stand as one."""
    assert {part for row in YEARS[name]["holidays"] for part in row["name"].split("、")} == SEVEN


@pytest.mark.parametrize("name", YEARS)
def test_a_year_stands_on_its_own_notice_or_is_provisional(name: str) -> None:
    """The first notice is of the year before; a year without one names the rule, and has no make-up days."""
    row = YEARS[name]
    if row.get("provisional"):
        assert "notices" not in row
        assert "放假办法" in row["rule"]["name"]
        assert not any(holiday.get("work") for holiday in row["holidays"])
    else:
        assert f"〔{int(name) - 1}〕" in row["notices"][0]["notice"]
        assert "rule" not in row


@pytest.mark.parametrize("name", YEARS)
def test_a_day_off_and_its_make_up_days_lie_close(name: str) -> None:
    """A make-up day is worked within a fortnight of its holiday: a slip of the month would be found."""
    for row in YEARS[name]["holidays"]:
        for day in row.get("work", []):
            gap = max(row["from"] - day, day - row["to"])
            assert timedelta(0) < gap <= timedelta(days=14), (row["name"], day)


def test_the_notices_of_2024_to_2026_are_copied_day_by_day() -> None:
    """Every row of the table taken from the notices, and nothing beside it."""
    with (ROOT / "tests" / "data" / "holidays_2024_2026.csv").open(encoding="utf-8") as file:
        given = {(row["date"], row["name"], row["kind"], row["paper"]) for row in csv.DictReader(file)}
    ours = set()
    for name in ("2024", "2025", "2026"):
        paper = YEARS[name]["notices"][0]["source"]
        for row in YEARS[name]["holidays"]:
            span = range((row["to"] - row["from"]).days + 1)
            ours |= {(str(row["from"] + timedelta(days=n)), row["name"], "off", paper) for n in span}
            ours |= {(str(day), row["name"], "work", paper) for day in row.get("work", [])}
    assert ours == given


def test_warning_the_present_year_has_its_notice(calendar: WorkCalendar, today: date) -> None:
    """A year that has begun is counted by its notice, not by guess."""
    assert not calendar.is_provisional(today)


def test_warning_the_calendar_reaches_beyond_the_longest_limit(calendar: WorkCalendar, today: date) -> None:
    """The next year's file is there, with its notice or provisional, a month before a limit first needs it."""
    longest = max(limit.working_days for limit in published().limits.values())
    assert calendar.add_working_days(today + AHEAD, longest)


@pytest.mark.parametrize("name", ["office_hours.yml", "limits.yml"])
def test_warning_times_to_check_again(name: str, today: date) -> None:
    """Hours and limits are looked at at least every 400 days, and never in the future."""
    assert timedelta(0) <= today - load(FOLDER / name)["checked_on"] <= FRESH_FOR


@pytest.mark.parametrize("name", YEARS)
def test_a_year_was_compared_with_its_notice_on_a_day_that_has_been(name: str, today: date) -> None:
    """A notice does not change once its year is over, so that only the future is refused."""
    assert YEARS[name]["checked_on"] <= today


def test_office_hours_are_samples_with_a_source() -> None:
    """Until the city confirms them they say 示例."""
    row = load(FOLDER / "office_hours.yml")
    assert not row["sample"] or "示例" in row["source"]


@pytest.mark.parametrize(("ours", "theirs"), [("office", "hall"), ("utility", "utility")])
def test_clocks_and_published_opening_hours_agree(ours: str, theirs: str) -> None:
    """What places.yml tells citizens is what deadlines are counted by."""
    published = load(FOLDER / "places.yml")["hours"][theirs]
    seasons = load(FOLDER / "office_hours.yml")["hours"][ours]
    for text in (published["summer"], published["winter"]):
        first = "{:02d}-{:02d}".format(*(int(number) for number in re.findall(r"(\d+)月(\d+)日", text)[0]))
        season = next(row for row in seasons if row["from"] in (first, "01-01"))
        hours = [f"{opens.zfill(5)}-{closes.zfill(5)}" for opens, closes in re.findall(r"([\d:]+)—([\d:]+)", text)]
        assert hours == season["open"]


def test_every_limit_of_the_regulation_quotes_it_and_every_other_is_a_setting() -> None:
    """Citizens are told which dates the law gives them and which the city chose."""
    rows: dict[str, Any] = load(FOLDER / "limits.yml")["limits"]
    of_the_law = {key: row for key, row in rows.items() if not row["setting"]}
    assert set(of_the_law) == {
        "answer",
        "mark_objection",
        "decide_own_data",
        "hand_over_objection",
        "decide_department_data",
    }
    for row in of_the_law.values():
        assert f"{row['working_days']}个工作日" in row["article"]
        assert re.search(r"第四十[四八]条", row["basis"])
    assert [key for key, row in rows.items() if row["setting"] and "本市暂定" not in row["basis"]] == []
