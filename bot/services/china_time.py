"""Moments as people in 双辽 read them: China Standard Time, in words."""

from datetime import datetime

from bot.domain.clocks.calendar import WEEKDAYS
from bot.domain.clocks.office_hours import CHINA


def day_in_words(at: datetime) -> str:
    """As in 11月27日（周五）17:00."""
    there = at.astimezone(CHINA)
    return f"{there.month}月{there.day}日（周{WEEKDAYS[there.weekday()]}）{there:%H:%M}"


def moment_in_words(at: datetime) -> str:
    """As in 2026-11-27 17:00."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
