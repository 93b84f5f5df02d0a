"""Who is still there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.handoff.away import has_citizen_left, is_offer_stale, is_operator_away, waits_since
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WAITING = HandOff(1, "web:a", "web", Reason.ASKED, Summary(), NINE, entries=(Entry(NINE, "opened"),))
LIVE = replace(WAITING, status=TalkStatus.LIVE, operator="wang8021", taken_at=NINE, seen_at=NINE)


@pytest.mark.parametrize(("seconds", "away"), [(0, False), (90, False), (91, True)])
def test_an_operator_is_away_after_ninety_seconds_without_life(seconds: int, *, away: bool) -> None:
    """Not a second earlier."""
    assert is_operator_away(LIVE, NINE + timedelta(seconds=seconds), NINE) is away


def test_nobody_is_away_while_nobody_watched() -> None:
    """After a restart pages get as long to come back as they ever have."""
    started = NINE + timedelta(minutes=10)
    assert not is_operator_away(LIVE, started + timedelta(seconds=90), started)
    assert is_operator_away(LIVE, started + timedelta(seconds=91), started)
    assert not is_operator_away(WAITING, started + timedelta(hours=1), NINE)


def test_an_offer_that_is_not_taken_is_for_all() -> None:
    """After as long as an operator may be away."""
    passed = replace(WAITING, operator="chen8022", entries=(*WAITING.entries, Entry(NINE, "transferred", "wang8021")))
    assert not is_offer_stale(passed, NINE + timedelta(seconds=90))
    assert is_offer_stale(passed, NINE + timedelta(seconds=91))
    assert not is_offer_stale(WAITING, NINE + timedelta(hours=1))


@pytest.mark.parametrize(
    ("heard", "now", "reason", "left"),
    [
        (0, 15, Reason.ASKED, False), (0, 16, Reason.ASKED, True), (10, 20, Reason.ASKED, False),
        (10, 26, Reason.ASKED, True), (0, 60, Reason.EMERGENCY, False), (0, 121, Reason.EMERGENCY, True),
    ],
)  # fmt: skip
def test_who_says_nothing_for_a_quarter_of_an_hour_has_left(
    heard: int, now: int, reason: Reason, *, left: bool
) -> None:
    """Counted from her last word; after an emergency she is waited for."""
    talk, heard_at = replace(WAITING, reason=reason), NINE + timedelta(minutes=heard)
    assert has_citizen_left(talk, heard_at, NINE + timedelta(minutes=now)) is left


def test_waiting_anew_is_counted_from_the_return_to_the_queue() -> None:
    """Who was with an operator for an hour has not left because of it; an alarm is no return."""
    later = NINE + timedelta(hours=1)
    back = replace(WAITING, entries=(*WAITING.entries, Entry(later, "away"), Entry(later + timedelta(1), "alarmed")))
    assert waits_since(back) == later
    assert not has_citizen_left(back, NINE, later + timedelta(minutes=15))
