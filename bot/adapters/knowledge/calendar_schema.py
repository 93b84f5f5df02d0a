"""The shape of knowledge/calendar/<year>.yml, office_hours.yml and limits.yml."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.adapters.knowledge.item_schema import Strict, Text

_LEAP_YEAR = 2024
_SESSION = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def month_day(text: str) -> tuple[int, int]:
    """`05-01` as (5, 1); ValueError for a day that no year has."""
    if not re.fullmatch(r"\d\d-\d\d", text):
        raise ValueError(f"a day of the year is written like 05-01, not {text}")
    day = date(_LEAP_YEAR, int(text[:2]), int(text[3:]))
    return (day.month, day.day)


def session(text: str) -> tuple[time, time]:
    """`08:30-11:30` as two times; ValueError if it is no stretch of one day."""
    match = _SESSION.fullmatch(text)
    if not match:
        raise ValueError(f"hours are written like 08:30-11:30, not {text}")
    opens, closes = time.fromisoformat(match[1]), time.fromisoformat(match[2])
    if opens >= closes:
        raise ValueError(f"{text} closes before it opens")
    return (opens, closes)


def _checked_month_day(text: str) -> str:
    month_day(text)
    return text


def _checked_session(text: str) -> str:
    session(text)
    return text


Day = Annotated[date, Field(strict=True)]
MonthDayText = Annotated[str, AfterValidator(_checked_month_day)]
SessionText = Annotated[str, AfterValidator(_checked_session)]
Address = Annotated[str, Field(pattern=r"^https://www\.gov\.cn/\S+$")]


class NoticeRow(Strict):
    notice: Annotated[str, Field(pattern=r"^国办发明电〔20\d\d〕\d+号$")]
    source: Address


class RuleRow(Strict):
    name: Text
    source: Address


class HolidayRow(Strict):
    name: Text
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    work: Annotated[list[Day], Field(default_factory=list)]


class CalendarFile(Strict):
    """One year: either with its notices, or provisional with the rule it was computed by."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    provisional: bool = False
    checked_on: Day
    notices: Annotated[list[NoticeRow], Field(default_factory=list)]
    rule: RuleRow | None = None
    holidays: Annotated[list[HolidayRow], Field(min_length=1)]


class SeasonRow(Strict):
    season: Text
    first: MonthDayText = Field(alias="from")
    last: MonthDayText = Field(alias="to")
    open: Annotated[list[SessionText], Field(min_length=1)]


class OfficeHoursFile(Strict):
    """Sets of hours by name, which of them is usual, and the departments that keep another one."""

    sample: bool
    checked_on: Day
    source: Text
    default: Text
    hours: Annotated[dict[str, Annotated[list[SeasonRow], Field(min_length=1)]], Field(min_length=1)]
    departments: Annotated[dict[str, Text], Field(default_factory=dict)]


class ClockRow(Strict):
    label: Text
    starts: Text
    working_days: Annotated[int, Field(ge=1, le=60)]
    setting: bool
    basis: Text
    article: str = ""


class LimitsFile(Strict):
    checked_on: Day
    source: Text
    limits: dict[str, ClockRow]
