"""So many calls a minute."""

from bot.channels import rate_limit as module
from bot.channels.rate_limit import RateLimit


class Seconds:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        """The second it was set to."""
        return self.at


def calls(limit: RateLimit, caller: str, *, times: int, per_minute: int) -> list[int]:
    """How long each of so many calls in a row has to wait."""
    return [limit.wait_s(caller, per_minute) for _ in range(times)]


def test_a_minutes_worth_may_be_used_at_once() -> None:
    """Then the next call waits for as long as one call's share of a minute."""
    assert calls(RateLimit(Seconds()), "a", times=4, per_minute=3) == [0, 0, 0, 20]


def test_whoever_waited_is_served() -> None:
    """The seconds named are enough, one fewer is not."""
    clock = Seconds()
    limit = RateLimit(clock)
    wait = calls(limit, "a", times=4, per_minute=3)[-1]
    clock.at += wait - 1
    assert limit.wait_s("a", 3) > 0
    clock.at += 1
    assert limit.wait_s("a", 3) == 0


def test_asking_again_costs_nothing() -> None:
    """A refused call does not push the next one back."""
    clock = Seconds()
    limit = RateLimit(clock)
    assert calls(limit, "a", times=9, per_minute=3)[3:] == [20] * 6
    clock.at += 20
    assert limit.wait_s("a", 3) == 0


def test_a_long_rest_saves_up_no_more_than_a_minute() -> None:
    """After an hour it is a minute's worth again."""
    clock = Seconds()
    limit = RateLimit(clock)
    limit.wait_s("a", 3)
    clock.at += 3600
    assert calls(limit, "a", times=4, per_minute=3) == [0, 0, 0, 20]


def test_callers_do_not_use_up_each_others_calls() -> None:
    """Each has a count of her own."""
    limit = RateLimit(Seconds())
    calls(limit, "a", times=9, per_minute=1)
    assert limit.wait_s("b", 1) == 0


def test_many_calls_a_minute_never_wait_for_nothing() -> None:
    """A refusal names at least one second."""
    assert calls(RateLimit(Seconds()), "a", times=6001, per_minute=6000)[-1] == 1


def test_memory_is_bounded() -> None:
    """Who called longest ago is forgotten first; who keeps calling is not."""
    limit = RateLimit(Seconds())
    calls(limit, "busy", times=1, per_minute=1)
    for number in range(module.MOST_CALLERS - 1):
        limit.wait_s(f"caller-{number}", 1)
    limit.wait_s("busy", 1)
    limit.wait_s("one more", 1)
    assert limit.wait_s("busy", 1) > 0
    assert limit.wait_s("caller-0", 1) == 0
