"""The working days of offices: the State Council's yearly notice with days off and make-up working days (调休)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
_SATURDAY = 5


class YearNotCovered(Exception):  # noqa: N818 - a gap in what is known, not a mistake
    """The calendar has no table for a year: nothing is said about its days."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar for {year}: knowledge/calendar/{year}.yml is missing")
        self.year = year


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year: `off` and `work` name the holiday that a day off belongs to, or that a make-up day makes up for."""

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    is_provisional: bool = False
    """The notice is not out: statutory holidays and weekends only, no make-up days."""


@dataclass(frozen=True, slots=True, init=False)
class WorkCalendar:
    """The working days of the years it has tables for; every other day raises `YearNotCovered`."""

    tables: tuple[YearTable, ...]
    _by_year: Mapping[int, YearTable] = field(init=False, repr=False, compare=False)

    def __init__(self, tables: Iterable[YearTable]) -> None:
        """ValueError if two tables are of one year."""
        ordered = tuple(sorted(tables, key=lambda table: table.year))
        by_year = {table.year: table for table in ordered}
        if len(by_year) < len(ordered):
            raise ValueError("two tables of one year")
        object.__setattr__(self, "tables", ordered)
        object.__setattr__(self, "_by_year", MappingProxyType(by_year))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work: a make-up day, or a weekday that is no day off."""
        table = self._table(day)
        return day in table.work or (day not in table.off and not _is_weekend(day))

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self._nearest(day, ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self._nearest(day, -ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which does not count itself; `day` for 0, ValueError below."""
        if count < 0:
            raise ValueError(f"working days are counted forward, not {count}")
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative if `end` is the earlier one."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in days_after(start, end))

    def is_provisional(self, day: date) -> bool:
        """Whether the notice of the day's year is still missing, so that the day may yet change."""
        return self._table(day).is_provisional

    def holiday(self, day: date) -> str:
        """The holiday that a day off belongs to, "" on any other day."""
        return self._table(day).off.get(day, "")

    def is_make_up_day(self, day: date) -> bool:
        """Whether a day of the weekend is worked (调休上班日)."""
        return day in self._table(day).work

    def why(self, day: date) -> str:
        """Why a day is worked or not: 国庆节假期, 周末, 调休上班日, 工作日."""
        if self.is_make_up_day(day):
            return "调休上班日"
        if name := self.holiday(day):
            return f"{name}假期"
        return "周末" if _is_weekend(day) else "工作日"

    def _table(self, day: date) -> YearTable:
        try:
            return self._by_year[day.year]
        except KeyError:
            raise YearNotCovered(day.year) from None

    def _nearest(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working_day(day):
            day += step
        return day


def days_after(start: date, end: date) -> Iterable[date]:
    """Every day after `start` up to and with `end`."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY
