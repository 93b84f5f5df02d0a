"""When limits run out, and why then, as a clerk would count on the wall calendar."""

from datetime import UTC, datetime
from functools import partial

import pytest

from bot.domain.clocks.calendar import YearNotCovered
from bot.domain.clocks.deadline import Deadline, Limit, deadline
from tests.unit.domain.clocks.clerk_days import moment, working_time, written

ARTICLE_48 = "《双辽市公共数据和一网通办管理办法（试行）》第四十八条"


def due(start: datetime, working_days: int) -> Deadline:
    """The deadline of a limit of so many days, by the real calendar and the usual hours."""
    limit = Limit("test", "办结", working_days, "测试", is_setting=True)
    return partial(deadline, calendar=working_time().calendar, hours=working_time().hours)(start, limit)


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        pytest.param("2026-11-23 Mon 09:00", 1, "2026-11-24 Tue 16:30", id="the-day-of-the-event-does-not-count"),
        pytest.param("2026-11-23 Mon 22:40", 1, "2026-11-24 Tue 16:30", id="after-hours-counts-as-that-day"),
        pytest.param("2026-11-23 Mon 06:00", 1, "2026-11-24 Tue 16:30", id="before-opening-counts-as-that-day"),
        pytest.param("2026-11-24 Tue 00:05", 1, "2026-11-25 Wed 16:30", id="after-midnight-is-the-next-day"),
        pytest.param("2026-11-20 Fri 15:00", 1, "2026-11-23 Mon 16:30", id="over-a-weekend"),
        pytest.param("2026-11-21 Sat 15:00", 1, "2026-11-23 Mon 16:30", id="from-a-saturday"),
        pytest.param("2026-11-22 Sun 15:00", 5, "2026-11-27 Fri 16:30", id="from-a-sunday"),
        pytest.param("2026-10-03 Sat 09:00", 5, "2026-10-13 Tue 16:30", id="from-within-national-day"),
        pytest.param("2026-10-10 Sat 09:00", 1, "2026-10-12 Mon 16:30", id="from-a-makeup-saturday"),
        pytest.param("2026-04-29 Wed 09:00", 1, "2026-04-30 Thu 16:30", id="winter-closes-at-half-past-four"),
        pytest.param("2026-04-29 Wed 09:00", 2, "2026-05-06 Wed 17:00", id="summer-closes-at-five"),
        pytest.param("2026-09-24 Thu 10:00", 5, "2026-10-09 Fri 16:30", id="mid-autumn-and-national-day"),
        pytest.param("2026-02-12 Thu 10:00", 5, "2026-02-26 Thu 16:30", id="spring-festival-with-makeup-saturday"),
        pytest.param("2025-12-31 Wed 15:00", 1, "2026-01-04 Sun 16:30", id="lands-on-makeup-sunday"),
        pytest.param("2026-11-23 Mon 09:00", 15, "2026-12-14 Mon 16:30", id="fifteen-days"),
    ],
)
def test_a_limit_ends_at_close_of_business_of_its_last_working_day(start: str, working_days: int, end: str) -> None:
    """By the clock in China, told in UTC."""
    reached = due(moment(start), working_days)
    assert written(reached.due_at) == end
    assert reached.due_at.tzinfo is UTC
    assert not reached.provisional


def test_the_days_of_a_year_without_its_notice_make_a_deadline_provisional() -> None:
    """One such day among those counted is enough."""
    assert due(moment("2026-12-31 Thu 09:00"), 1).provisional
    assert due(moment("2027-03-01 Mon 09:00"), 5).provisional
    assert not due(moment("2026-12-30 Wed 09:00"), 1).provisional


@pytest.mark.parametrize(
    ("key", "start", "reason"),
    [
        (
            "answer",
            "2026-11-23 Mon 10:00",
            (
                f"2026年11月23日（周一）受理，当天不算，从次日起5个工作日内答复诉求，依据是{ARTICLE_48}。"
                "其间周末2天不算；最后一天是2026年11月30日（周一），16:30下班时到期。"
            ),
        ),
        (
            "answer",
            "2026-10-03 Sat 10:00",
            (
                f"2026年10月3日（周六，国庆节假期）受理，当天不算，从次日起5个工作日内答复诉求，依据是{ARTICLE_48}。"
                "其间国庆节假期（10月4日至7日）、周末1天不算；10月10日（周六）是调休上班日，要算；"
                "最后一天是2026年10月13日（周二），16:30下班时到期。"
            ),
        ),
        (
            "answer",
            "2026-09-24 Thu 10:00",
            (
                f"2026年9月24日（周四）受理，当天不算，从次日起5个工作日内答复诉求，依据是{ARTICLE_48}。"
                "其间中秋节假期（9月25日至27日）、国庆节假期（10月1日至7日）不算；"
                "最后一天是2026年10月9日（周五），16:30下班时到期。"
            ),
        ),
        (
            "answer",
            "2025-01-24 Fri 10:00",
            (
                f"2025年1月24日（周五）受理，当天不算，从次日起5个工作日内答复诉求，依据是{ARTICLE_48}。"
                "其间春节假期（1月28日至2月4日）、周末1天不算；1月26日（周日）是调休上班日，要算；"
                "最后一天是2025年2月7日（周五），16:30下班时到期。"
            ),
        ),
        (
            "sign",
            "2026-11-23 Mon 10:00",
            (
                "2026年11月23日（周一）转办，当天不算，从次日起1个工作日内由承办单位签收，依据是本市暂定的签收时限。"
                "最后一天是2026年11月24日（周二），16:30下班时到期。"
            ),
        ),
        (
            "accept",
            "2026-12-31 Thu 10:00",
            (
                "2026年12月31日（周四）收到诉求，当天不算，从次日起1个工作日内受理诉求或告知不予受理，依据是本市暂定的受理时限。"
                "其间元旦假期（1月1日）、周末2天不算；最后一天是2027年1月4日（周一），16:30下班时到期。"
                "2027年的放假安排还没有公布，这个日期是暂定的，公布后重新计算。"
            ),
        ),
    ],
    ids=["weekend", "holiday-and-makeup-day", "two-holidays", "over-the-end-of-a-month", "nothing-between", "provisional"],
)  # fmt: skip
def test_a_deadline_says_why_it_is_that_day(key: str, start: str, reason: str) -> None:
    """Start, limit and ground; what does not count and what does; whether it may change."""
    reached = working_time().due(key, moment(start))
    assert reached.reason == reason
    assert reached.basis in reason


def test_a_limit_beyond_the_calendar_is_refused() -> None:
    """No due day is promised that nobody can know."""
    with pytest.raises(YearNotCovered):
        due(moment("2027-12-31 Fri 09:00"), 1)


def test_a_start_without_a_time_zone_is_refused() -> None:
    """Nobody could tell which day it is."""
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 23, 9), 1)
