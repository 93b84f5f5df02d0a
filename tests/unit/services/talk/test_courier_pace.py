"""The courier's pace: never faster than the platform allows, never slower than it must."""

from bot.services.talk.courier import Pace


class Stopwatch:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        """At zero."""
        self.at = 100.0

    def now(self) -> float:
        """Seconds."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Sleepers overlap: time goes to the latest wake-up."""
        self.at = max(self.at, self.at + seconds)


async def test_thirty_sends_a_second_are_not_exceeded() -> None:
    """In no second do more than 30 sends begin, and 60 of them do not take longer than two."""
    watch = Stopwatch()
    pace, begun = Pace(30, 1, now=watch.now, sleep=watch.sleep), []
    for conversation in range(60):
        await pace.turn(f"telegram:{conversation}")
        begun.append(watch.at)
    assert all(later - earlier >= 0.999 for earlier, later in zip(begun, begun[30:], strict=False))
    assert begun[-1] - begun[0] <= 2


async def test_a_conversation_hears_one_reply_a_second() -> None:
    """Between the end of a send and the next one to the same conversation lies a second; another need not wait."""
    watch = Stopwatch()
    pace = Pace(1000, 1, now=watch.now, sleep=watch.sleep)
    await pace.turn("telegram:1")
    pace.done("telegram:1")
    ended = watch.at
    await pace.turn("telegram:2")
    assert watch.at - ended < 0.01
    await pace.turn("telegram:1")
    assert watch.at - ended >= 1
