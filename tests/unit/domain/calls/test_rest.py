"""When the engine is asked again after it kept silent."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calls.rest import Rest

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("silences_at", "asked_at", "is_over"),
    [
        pytest.param((), 0, True, id="nothing-happened"),
        pytest.param((0,), 0, False, id="just-silent"),
        pytest.param((0,), 1.9, False, id="still-resting"),
        pytest.param((0,), 2, True, id="two-seconds-later"),
        pytest.param((0, 0.1, 0.2), 2, True, id="questions-that-were-under-way-count-once"),
        pytest.param((0, 2), 5.9, False, id="second-rest-is-twice-as-long"),
        pytest.param((0, 2), 6, True, id="and-over-after-four-seconds"),
        pytest.param((0, 2, 6, 14), 23.9, False, id="the-longest-is-ten-seconds"),
        pytest.param((0, 2, 6, 14), 24, True, id="and-no-longer"),
        pytest.param((0, 2, 6, 14, 24, 34, 44, 54, 64, 74, 84), 94, True, id="however-often"),
        pytest.param((10,), 5, True, id="a-clock-set-back-does-not-prolong-it"),
    ],
)
def test_a_rest_ends(silences_at: tuple[float, ...], asked_at: float, is_over: bool) -> None:  # noqa: FBT001
    """After two seconds, then four, then eight, never more than ten."""
    rest = Rest()
    for moment in silences_at:
        rest = rest.after_silence(at(moment))
    assert rest.is_over(at(asked_at)) is is_over
    assert (rest.left(at(asked_at)) == timedelta()) is is_over


def test_an_answer_ends_all_patience_lost() -> None:
    """The next silence is a first one again."""
    rest = Rest().after_silence(at(0)).after_silence(at(2)).after_answer()
    assert rest.is_over(at(2))
    assert rest.after_silence(at(10)).left(at(10)) == timedelta(seconds=2)
