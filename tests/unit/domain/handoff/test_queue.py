"""Who comes next, and how long it takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.handoff.handoff import HandOff, Reason, Summary, TalkStatus
from bot.domain.handoff.queue import expected_wait, in_order, place_in

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def talk(number: int, minute: int, reason: Reason = Reason.ASKED, status: TalkStatus = TalkStatus.WAITING) -> HandOff:
    """One that was asked for in that minute."""
    return HandOff(number, f"web:{number}", "web", reason, Summary(), NINE + timedelta(minutes=minute), status)


def test_emergencies_come_first_then_who_waits_longest() -> None:
    """Whatever their numbers are."""
    talks = [talk(3, 5), talk(1, 9, Reason.EMERGENCY), talk(2, 1)]
    assert [one.number for one in in_order(talks)] == [1, 2, 3]


def test_a_place_counts_only_those_who_wait() -> None:
    """Live talks stand in nobody's way in the queue."""
    talks = [talk(1, 0, status=TalkStatus.LIVE), talk(2, 1), talk(3, 2)]
    assert [place_in(one, talks) for one in talks[1:]] == [1, 2]


def test_a_talk_that_is_not_stored_yet_stands_last() -> None:
    """But an emergency stands before all that are none."""
    talks = [talk(2, 1), talk(3, 2), talk(4, 3, Reason.EMERGENCY)]
    fresh = replace(talk(0, 4), conversation="web:new")
    assert place_in(fresh, talks) == 4
    assert place_in(replace(fresh, reason=Reason.EMERGENCY), talks) == 2


TEN = [timedelta(minutes=4), timedelta(minutes=6), timedelta(minutes=60)]


@pytest.mark.parametrize(
    ("place", "operators", "live", "lasted", "minutes"),
    [
        (1, 2, 1, [], 1),
        (1, 1, 1, [], None),
        (1, 0, 0, TEN, None),
        (1, 1, 1, TEN[:2], None),
        (1, 1, 1, TEN, 6),
        (3, 2, 2, TEN, 12),
        (3, 2, 0, TEN, 6),
        (2, 1, 3, TEN, 12),
    ],
    ids=["somebody-free", "nothing-known", "nobody-there", "too-few-talks", "the-middle-counts", "two-take-turns",
         "two-free-first", "more-talks-than-operators"],
)  # fmt: skip
def test_the_waiting_time_follows_from_todays_talks(
    place: int, operators: int, live: int, lasted: list[timedelta], minutes: int | None
) -> None:
    """None rather than a guess; one long talk does not frighten anybody."""
    wait = expected_wait(place, operators, live, lasted)
    assert wait == (timedelta(minutes=minutes) if minutes is not None else None)
