"""The engine as the call pad asks it: one silence is waited for, the next keys are not."""

import asyncio
import time
from dataclasses import dataclass, field

import pytest

from bot.domain.guides.understanding import Reading, Understanding
from bot.services.calls.patient_engine import PatientEngine
from bot.services.ports import EngineUnavailable, Outcome, Turn
from bot.services.tickets.ports import DemandReading
from tests.contract.staff_stores import HandClock


@dataclass
class MoodyEngine:
    """`Dialogue` and `DemandReader` that answer, hang until they are let go, or refuse."""

    mood: str = "fair"
    asked: list[str] = field(default_factory=list)
    hanging: int = 0

    async def take(self, turn: Turn) -> Outcome:
        """Not asked for here."""
        raise NotImplementedError

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """As the mood is."""
        await self._answer(text)
        return Understanding(Reading(text, {"ask_fee": 1.0}), tuple(Reading(one, {}) for one in clauses), "rasa")

    async def demand(self, text: str) -> DemandReading:
        """Likewise."""
        await self._answer(text)
        return DemandReading()

    async def _answer(self, text: str) -> None:
        self.asked.append(text)
        if self.mood == "refuses":
            raise EngineUnavailable("down")
        if self.mood == "hangs":
            self.hanging += 1
            try:
                await asyncio.Event().wait()
            finally:
                self.hanging -= 1


@dataclass(frozen=True)
class Demands:
    """The demand side of a moody engine."""

    engine: MoodyEngine

    async def read(self, text: str) -> DemandReading:
        """As its mood is."""
        return await self.engine.demand(text)


Pad = tuple[PatientEngine, MoodyEngine, HandClock]


@pytest.fixture
def pad() -> Pad:
    """An engine that answers, and a hundredth of a second of patience."""
    engine, clock = MoodyEngine(), HandClock()
    return PatientEngine(engine, Demands(engine), clock, patience_s=0.01), engine, clock


async def heard(pad: Pad, text: str) -> bool:
    """Whether the engine's reading was had."""
    try:
        read = await pad[0].read(text, (), pad[0].deadline())
    except EngineUnavailable:
        return False
    assert read.by == "rasa"
    return True


async def test_after_a_silence_the_next_keys_do_not_ask(pad: Pad) -> None:
    """The first key waits; those of the next two seconds are answered without the engine."""
    _, engine, clock = pad
    engine.mood = "hangs"
    assert not await heard(pad, "身")
    for key in ("身份", "身份证"):
        clock.move(seconds=0.9)
        assert not await heard(pad, key)
    assert engine.asked == ["身"]
    assert engine.hanging == 0


async def test_it_is_tried_again_after_a_while(pad: Pad) -> None:
    """And where it still hangs, rested twice as long; where it answers, asked at every key again."""
    patient, engine, clock = pad
    engine.mood = "hangs"
    await heard(pad, "一")
    clock.move(seconds=2)
    await heard(pad, "二")
    assert patient.ask_again().total_seconds() == 4
    clock.move(seconds=3)
    await heard(pad, "三")
    clock.move(seconds=1)
    engine.mood = "fair"
    assert await heard(pad, "四")
    assert await heard(pad, "五")
    assert engine.asked == ["一", "二", "四", "五"]
    assert patient.ask_again().total_seconds() == 2.5


async def test_one_key_tries_for_all(pad: Pad) -> None:
    """While a trial is under way nobody else waits for it."""
    _, engine, clock = pad
    engine.mood = "hangs"
    await heard(pad, "一")
    clock.move(seconds=2)
    assert await asyncio.gather(*(heard(pad, text) for text in "二三四五")) == [False] * 4
    assert engine.asked == ["一", "二"]


async def test_a_trial_that_is_broken_off_does_not_bar_the_next(pad: Pad) -> None:
    """An operator who closes her page in the middle of it takes nothing from the others."""
    patient, engine, clock = pad
    engine.mood = "hangs"
    await heard(pad, "一")
    clock.move(seconds=2)
    loop = asyncio.get_running_loop()
    trial = asyncio.create_task(patient.read("二", (), loop.time() + 60))
    while engine.hanging == 0:
        await asyncio.sleep(0)
    trial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trial
    engine.mood = "fair"
    assert await heard(pad, "三")


async def test_a_refusal_is_no_silence(pad: Pad) -> None:
    """It costs no time, so that the engine is asked at the next key."""
    _, engine, _ = pad
    engine.mood = "refuses"
    assert not await heard(pad, "一")
    engine.mood = "fair"
    assert await heard(pad, "二")


async def test_demands_keep_to_the_deadline_and_to_the_rest(pad: Pad) -> None:
    """A demand that comes too late says nothing of the engine; one within a rest is not asked for."""
    patient, engine, _ = pad
    engine.mood = "hangs"
    with pytest.raises(EngineUnavailable):
        await patient.read_demand("路灯坏了", patient.deadline())
    engine.mood = "fair"
    assert await heard(pad, "一")
    engine.mood = "hangs"
    assert not await heard(pad, "二")
    engine.mood = "fair"
    with pytest.raises(EngineUnavailable):
        await patient.read_demand("停水了", patient.deadline())
    assert engine.asked == ["路灯坏了", "一", "二"]


async def test_a_hundred_keys_at_an_engine_that_hangs_cost_one_wait() -> None:
    """Not a hundred."""
    engine, clock = MoodyEngine("hangs"), HandClock()
    patient = PatientEngine(engine, Demands(engine), clock, patience_s=0.2)
    began = time.monotonic()
    for _ in range(100):
        await heard((patient, engine, clock), "身份证")
    assert len(engine.asked) == 1
    assert time.monotonic() - began < 20 * 0.9
