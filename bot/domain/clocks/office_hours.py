"""When offices are open on their working days, by season, in China Standard Time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from bot.domain.clocks.calendar import WorkCalendar

CHINA = timezone(timedelta(hours=8), "CST")
"""Asia/Shanghai: one time all over China and no summer time since 1991, so no time zone files are needed."""
MonthDay = tuple[int, int]


def china_day(at: datetime) -> date:
    """The calendar day of a moment in China; ValueError for a moment without a time zone."""
    return _in_china(at).date()


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of a day in which the office is open: morning, afternoon."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Season:
    """Sessions from one day of the year to another, both included; `first` after `last` goes over New Year."""

    label: str
    first: MonthDay
    last: MonthDay
    sessions: tuple[Session, ...]

    def has(self, day: date) -> bool:
        """Whether a day lies in the season."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of an office; its seasons cover every day of a year exactly once."""

    seasons: tuple[Season, ...]

    def sessions(self, day: date) -> tuple[Session, ...]:
        """The sessions that a working day of that date has; LookupError if no season covers it."""
        for season in self.seasons:
            if season.has(day):
                return season.sessions
        raise LookupError(f"no office hours on {day}")

    def opening(self, day: date) -> datetime:
        """When the office opens if `day` is worked."""
        return _moment(day, self.sessions(day)[0].opens)

    def close_of_business(self, day: date) -> datetime:
        """When business ends if `day` is worked: the moment a limit runs out (民法典 203, second paragraph)."""
        return _moment(day, self.sessions(day)[-1].closes)

    def is_open(self, at: datetime, calendar: WorkCalendar) -> bool:
        """Whether people are at work: not at lunch, at night, or on a day off. The minute of closing is closed."""
        there = _in_china(at)
        return calendar.is_working_day(there.date()) and any(
            session.opens <= there.time() < session.closes for session in self.sessions(there.date())
        )

    def next_opening(self, at: datetime, calendar: WorkCalendar) -> datetime:
        """`at` itself while the office is open, else the next moment at which it opens, after lunch as well."""
        there = _in_china(at)
        if self.is_open(at, calendar):
            return there
        day = there.date()
        if calendar.is_working_day(day):
            for session in self.sessions(day):
                if _moment(day, session.opens) > there:
                    return _moment(day, session.opens)
        return self.opening(calendar.next_working_day(day))


def _in_china(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(CHINA)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, CHINA)
