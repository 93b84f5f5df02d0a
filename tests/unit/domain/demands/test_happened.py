"""When something happened, told on Monday 2026-11-23."""

from datetime import date

import pytest

from bot.domain.demands.happened import Happened, WrongDay, read_happened

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("昨晚十点", "昨晚十点", "2026-11-22"),
        ("昨天晚上22:30停的电", "昨天晚上22:30", "2026-11-22"),
        ("今早六点半", "今早六点半", "2026-11-23"),
        ("前天上午", "前天上午", "2026-11-21"),
        ("大前天", "大前天", "2026-11-20"),
        ("11月20号下午三点", "11月20号下午三点", "2026-11-20"),
        ("十一月二十号", "十一月二十号", "2026-11-20"),
        ("12月5号", "12月5号", "2025-12-05"),
        ("去年12月5号", "去年12月5号", "2025-12-05"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("2026年11月20日", "2026年11月20日", "2026-11-20"),
        ("20号晚上", "20号晚上", "2026-11-20"),
        ("25号", "25号", "2026-10-25"),
        ("上个月20号", "上个月20号", "2026-10-20"),
        ("上周三", "上周三", "2026-11-18"),
        ("周三", "周三", "2026-11-18"),
        ("礼拜天", "礼拜天", "2026-11-22"),
        ("上上周五晚上", "上上周五晚上", "2026-11-13"),
    ],
)
def test_a_day_is_reckoned_from_today(text: str, said: str, day: str) -> None:
    """A day without its year, or a weekday, is the last one that was."""
    assert read_happened(text, TODAY) == Happened(said, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有一个月了", "有一个月了"),
        ("每天半夜都响", "每天半夜"),
        ("从去年冬天开始", "从去年冬天开始"),
        ("腊月里", "腊月里"),
        ("10月份", "10月份"),
        ("八月十五", "八月十五"),
        ("二月三十", "二月三十"),
        ("一到下雨就漏", "一到下雨"),
        ("前几天", "前几天"),
        ("以前天天来", "天天"),
        ("3天前", "3天前"),
        ("老是漏水", "老是"),
    ],
)
def test_a_time_without_a_day_is_kept_in_her_words(text: str, said: str) -> None:
    """Habits, spans, and days of the old calendar."""
    assert read_happened(text, TODAY) == Happened(said)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2月30号", "impossible"),
        ("2月29号", "impossible"),
        ("13月5号", "impossible"),
        ("11月31日", "impossible"),
        ("2026-02-30", "impossible"),
        ("下周三", "future"),
        ("明天", "future"),
        ("明年2月3号", "future"),
        ("2027-01-05", "future"),
        ("下个月", "future"),
    ],
)
def test_a_day_that_is_none_or_has_not_come(text: str, reason: str) -> None:
    """It is said which of the two."""
    found = read_happened(text, TODAY)
    assert isinstance(found, WrongDay)
    assert found.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20号楼",
        "3栋20号",
        "老总骂人",
        "七天无理由退货",
        "三年级",
        "目前天气冷",
        "跟前天桥",
        "一到三楼",
        "前门",
        "总公司",
        "最近的医院",
    ],
)
def test_what_tells_no_time_is_none(text: str) -> None:
    """Houses, classes and terms only look like times."""
    assert read_happened(text, TODAY) is None
