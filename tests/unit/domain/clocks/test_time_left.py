"""Time left, as a clerk would say it."""

import pytest

from bot.domain.clocks.time_left import Press, time_left
from tests.unit.domain.clocks.clerk_days import moment, working_time


@pytest.mark.parametrize(
    ("due", "now", "words", "press"),
    [
        pytest.param("2026-11-27 Fri 16:30", "2026-11-23 Mon 12:00", "还剩4个工作日", Press.CALM, id="four-days"),
        pytest.param("2026-11-24 Tue 16:30", "2026-11-23 Mon 23:59", "还剩1个工作日", Press.SOON, id="tomorrow"),
        pytest.param("2026-11-23 Mon 16:30", "2026-11-20 Fri 17:00", "还剩1个工作日", Press.SOON, id="over-a-weekend"),
        pytest.param(
            "2026-11-23 Mon 16:30", "2026-11-21 Sat 09:00", "还剩1个工作日", Press.SOON, id="asked-on-saturday"
        ),
        pytest.param("2026-11-23 Mon 16:30", "2026-11-23 Mon 00:01", "今天16:30到期", Press.TODAY, id="today"),
        pytest.param("2026-11-23 Mon 16:30", "2026-11-23 Mon 16:30", "今天16:30到期", Press.TODAY, id="to-the-minute"),
        pytest.param(
            "2026-11-23 Mon 16:30", "2026-11-23 Mon 16:31", "今天16:30已超期", Press.OVERDUE, id="this-afternoon"
        ),
        pytest.param(
            "2026-11-20 Fri 16:30", "2026-11-21 Sat 10:00", "刚刚超期", Press.OVERDUE, id="on-the-weekend-after"
        ),
        pytest.param("2026-11-20 Fri 16:30", "2026-11-23 Mon 08:00", "超期1个工作日", Press.OVERDUE, id="one-late"),
        pytest.param("2026-11-20 Fri 16:30", "2026-11-24 Tue 08:00", "超期2个工作日", Press.OVERDUE, id="two-late"),
        pytest.param("2026-10-10 Sat 16:30", "2026-10-09 Fri 08:00", "还剩1个工作日", Press.SOON, id="makeup-saturday"),
        pytest.param(
            "2026-10-08 Thu 16:30", "2026-09-30 Wed 08:00", "还剩1个工作日", Press.SOON, id="over-national-day"
        ),
        pytest.param("2031-01-10 Fri 16:30", "2031-01-06 Mon 08:00", "还剩4天", Press.CALM, id="beyond-the-calendar"),
    ],
)
def test_time_left(due: str, now: str, words: str, press: Press) -> None:
    """Working days between, the hour on the day itself."""
    left = time_left(moment(due), moment(now), working_time().calendar)
    assert (left.words, left.press) == (words, press)
