"""Reads the calendar, the office hours and the limits."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from pathlib import Path

from bot.adapters.knowledge.calendar_schema import (
    CalendarFile,
    HolidayRow,
    LimitsFile,
    OfficeHoursFile,
    SeasonRow,
    month_day,
    session,
)
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.clocks.calendar import WorkCalendar, YearTable
from bot.domain.clocks.deadline import Limit
from bot.domain.clocks.office_hours import OfficeHours, Season, Session
from bot.domain.clocks.working_time import CLOCKS, WorkingTime

_LEAP_YEAR = tuple(date(2024, 1, 1) + timedelta(days=n) for n in range(366))
_FRIDAY = 4


def load_working_time(folder: Path, departments: Collection[str]) -> WorkingTime:
    """Everything that clocks need from the folder knowledge/; `departments` are the names of departments.yml."""
    hours, of_departments = load_office_hours(folder / "office_hours.yml", departments)
    return WorkingTime(load_calendar(folder / "calendar"), hours, of_departments, load_limits(folder / "limits.yml"))


def load_calendar(folder: Path) -> WorkCalendar:
    """All years below `folder`; one `KnowledgeFault` with the faults of every file."""
    tables: list[YearTable] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            tables.append(_read_year(YamlFile(path, f"knowledge/calendar/{path.name}")))
        except KnowledgeFault as fault:
            faults.extend(fault.faults)
    if faults or not tables:
        raise KnowledgeFault(faults or ["knowledge/calendar: holds no year"])
    return WorkCalendar(tables)


def _read_year(file: YamlFile) -> YearTable:
    row = file.parse(CalendarFile)
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    faults = _ground_faults(file, row)
    for place, holiday in enumerate(row.holidays):
        faults += _day_faults(file, place, holiday, row.year)
        days = _span(holiday)
        if any(day in off for day in days):
            faults.append(file.fault(("holidays", place, "from"), f"{holiday.name} lies over another holiday"))
        off |= dict.fromkeys(days, holiday.name)
    for place, holiday in enumerate(row.holidays):
        for position, day in enumerate(holiday.work):
            if day in off or day in work:
                what = "a day off as well" if day in off else "a make-up day twice"
                faults.append(file.fault(("holidays", place, "work", position), f"{day} is {what}"))
            work[day] = holiday.name
    if faults:
        raise KnowledgeFault(faults)
    return YearTable(row.year, off, work, row.provisional)


def _ground_faults(file: YamlFile, row: CalendarFile) -> list[str]:
    """A year stands either on its notices or, provisionally, on the rule."""
    faults = []
    if file.path.stem != str(row.year):
        faults.append(file.fault(("year",), f"the file is called {file.path.name}"))
    if row.provisional and row.notices:
        faults.append(file.fault(("provisional",), "a year with its notice is not provisional"))
    if row.provisional and row.rule is None:
        faults.append(file.fault(("rule",), "a provisional year names the rule it was computed by"))
    if row.provisional:
        faults += [
            file.fault(("holidays", place, "work"), "only the notice arranges make-up days")
            for place, holiday in enumerate(row.holidays)
            if holiday.work
        ]
    if not row.provisional and not row.notices:
        faults.append(file.fault(("notices",), "the notice is missing; without it the year is provisional: true"))
    return faults


def _day_faults(file: YamlFile, place: int, holiday: HolidayRow, year: int) -> list[str]:
    faults = [
        file.fault(("holidays", place, field), f"{day} is no day of {year}")
        for field, day in (("from", holiday.first), ("to", holiday.last))
        if day.year != year
    ]
    if holiday.last < holiday.first:
        faults.append(file.fault(("holidays", place, "to"), f"{holiday.last} is before {holiday.first}"))
    for position, day in enumerate(holiday.work):
        at = ("holidays", place, "work", position)
        if day.year != year:
            faults.append(file.fault(at, f"{day} is no day of {year}"))
        if day.weekday() <= _FRIDAY:
            faults.append(file.fault(at, f"{day} is worked anyway: make-up days lie at weekends"))
    return faults


def _span(holiday: HolidayRow) -> list[date]:
    return [holiday.first + timedelta(days=n) for n in range((holiday.last - holiday.first).days + 1)]


def load_office_hours(path: Path, departments: Collection[str]) -> tuple[OfficeHours, dict[str, OfficeHours]]:
    """The usual hours, and those of departments that keep others."""
    file = YamlFile(path, f"knowledge/{path.name}")
    row = file.parse(OfficeHoursFile)
    faults = [fault for name, seasons in row.hours.items() for fault in _season_faults(file, name, seasons)]
    if row.default not in row.hours:
        faults.append(file.fault(("default",), f"no such hours: {row.default}"))
    for department, name in row.departments.items():
        at = ("departments", department)
        faults += [] if department in departments else [file.fault(at, f"no such department: {department}")]
        faults += [] if name in row.hours else [file.fault(at, f"no such hours: {name}")]
    if faults:
        raise KnowledgeFault(faults)
    hours = {name: OfficeHours(tuple(_season(season) for season in seasons)) for name, seasons in row.hours.items()}
    return hours[row.default], {department: hours[name] for department, name in row.departments.items()}


def _season_faults(file: YamlFile, name: str, rows: list[SeasonRow]) -> list[str]:
    """Every day of the year in one season, and sessions in the order of the day."""
    faults = []
    seasons = [_season(row) for row in rows]
    for place, season in enumerate(seasons):
        ends = zip(season.sessions, season.sessions[1:], strict=False)
        if any(later.opens < earlier.closes for earlier, later in ends):
            faults.append(file.fault(("hours", name, place, "open"), "the sessions overlap or stand in a wrong order"))
    counted = {day: sum(season.has(day) for season in seasons) for day in _LEAP_YEAR}
    for times, problem in ((0, "lie in no season"), (2, "lie in two seasons")):
        if days := [day for day, count in counted.items() if min(count, 2) == times]:
            faults.append(file.fault(("hours", name), f"{len(days)} days from {days[0]:%m-%d} {problem}"))
    return faults


def _season(row: SeasonRow) -> Season:
    sessions = tuple(Session(*session(text)) for text in row.open)
    return Season(row.season, month_day(row.first), month_day(row.last), sessions)


def load_limits(path: Path) -> dict[str, Limit]:
    """Every clock by its key."""
    file = YamlFile(path, f"knowledge/{path.name}")
    rows = file.parse(LimitsFile).limits
    faults = [file.fault(("limits",), f"no limit for {key}") for key in CLOCKS if key not in rows]
    faults += _strange(file, rows)
    for key, row in rows.items():
        if not row.setting and not row.article:
            faults.append(file.fault(("limits", key), "the words of the article are missing, or it is a setting"))
        if row.setting and row.article:
            faults.append(file.fault(("limits", key, "article"), "what an article fixes is no setting"))
    if faults:
        raise KnowledgeFault(faults)
    return {
        key: Limit(key, row.label, row.working_days, row.basis, row.setting, row.starts, row.article)
        for key, row in rows.items()
    }


def _strange(file: YamlFile, keys: Iterable[str]) -> list[str]:
    return [file.fault(("limits", key), "no clock has this name") for key in keys if key not in CLOCKS]
