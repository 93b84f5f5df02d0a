"""The bundle that clocks are made from."""

import pytest

from bot.domain.clocks.working_time import CLOCKS
from tests.unit.domain.clocks.clerk_days import moment, working_time, written


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("accept", "2026-11-24 Tue 16:30"),
        ("answer", "2026-11-30 Mon 16:30"),
        ("sign", "2026-11-24 Tue 16:30"),
        ("return", "2026-11-24 Tue 16:30"),
        ("dispatch_again", "2026-11-24 Tue 16:30"),
        ("extension", "2026-11-30 Mon 16:30"),
        ("redo", "2026-11-30 Mon 16:30"),
        ("silence", "2026-11-30 Mon 16:30"),
        ("call_back", "2026-11-24 Tue 16:30"),
        ("rectify", "2026-12-14 Mon 16:30"),
        ("mark_objection", "2026-11-24 Tue 16:30"),
        ("decide_own_data", "2026-11-25 Wed 16:30"),
        ("hand_over_objection", "2026-11-25 Wed 16:30"),
        ("decide_department_data", "2026-11-30 Mon 16:30"),
        ("tell_objector", "2026-11-24 Tue 16:30"),
    ],
)
def test_every_clock_that_starts_on_a_monday(key: str, end: str) -> None:
    """23 November 2026: a week without a holiday."""
    assert written(working_time().due(key, moment("2026-11-23 Mon 10:00")).due_at) == end


def test_every_clock_has_its_limit() -> None:
    """The list in the code and the table of the data are the same."""
    assert tuple(working_time().limits) == CLOCKS


def test_a_clock_that_does_not_exist_is_refused() -> None:
    """No default limit."""
    with pytest.raises(KeyError):
        working_time().due("someday", moment("2026-11-23 Mon 10:00"))


def test_a_department_keeps_its_own_hours_and_others_the_usual_ones() -> None:
    """The waterworks close at half past four in summer too."""
    known = working_time()
    summer = moment("2026-07-01 Wed 16:45")
    assert not known.hours_of("市自来水公司").is_open(summer, known.calendar)
    assert known.hours_of("市民政局").is_open(summer, known.calendar)
    assert known.hours_of("") is known.hours
