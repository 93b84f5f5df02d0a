"""Days and moments as a clerk writes them, with their weekday, and the working time as it is known late in 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from bot.adapters.knowledge.calendars import load_working_time
from bot.adapters.knowledge.directory import Directory
from bot.domain.clocks.calendar import WorkCalendar, YearTable
from bot.domain.clocks.working_time import WorkingTime
from bot.settings import ROOT

CHINA = timezone(timedelta(hours=8))


def day(written: str) -> date:
    """`2026-01-04 Sun` as a day; ValueError if that day has another weekday."""
    parsed = date.fromisoformat(written[:10])
    if f"{parsed:%a}" != written[11:]:
        raise ValueError(f"{written}: that day is a {parsed:%a}")
    return parsed


def moment(written: str) -> datetime:
    """`2026-01-04 Sun 16:30`, by the clock in China, as a moment in UTC."""
    at, clock = written[:14], written[15:]
    return datetime.fromisoformat(f"{day(at)} {clock}").replace(tzinfo=CHINA).astimezone(UTC)


def written(at: datetime) -> str:
    """A moment as a clerk in China writes it."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %a %H:%M}"


@cache
def published() -> WorkingTime:
    """What stands under knowledge/."""
    folder = ROOT / "knowledge"
    return load_working_time(folder, Directory(folder).departments)


@cache
def working_time() -> WorkingTime:
    """The same with the years up to 2026 and a 2027 that has no notice, whether or not it has come by now."""
    off = {
        date(2027, 1, 1): "元旦",
        date(2027, 4, 5): "清明节",
        date(2027, 6, 9): "端午节",
        date(2027, 9, 15): "中秋节",
    }
    off |= {date(2027, 2, day): "春节" for day in (5, 6, 7, 8)}
    off |= {date(2027, 10, day): "国庆节" for day in (1, 2, 3)} | {date(2027, 5, day): "劳动节" for day in (1, 2)}
    tables = [table for table in published().calendar.tables if table.year < 2027]
    provisional = YearTable(2027, off, {}, is_provisional=True)
    return replace(published(), calendar=WorkCalendar([*tables, provisional]))
