"""Workers: a conversation in order, many at once, one effect each."""

import asyncio

import pytest

from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import LeaseLost, Phrasebook, Verdict
from bot.services.talk import workers as module
from bot.services.talk.workers import MOST_ATTEMPTS, Finished
from tests.unit.services.talk.work_floor import StoreBroken, WorkFloor, settle


@pytest.fixture
def floor(phrasebook: Phrasebook) -> WorkFloor:
    """Four workers and an empty inbox."""
    return WorkFloor(phrasebook)


async def test_a_conversation_is_answered_in_order(floor: WorkFloor) -> None:
    """First said, first answered."""
    for text in ("甲", "乙", "丙"):
        floor.put("c1", text)
    await floor.work("c1")
    assert list(floor.said().items()) == [(1, "答:甲"), (2, "答:乙"), (3, "答:丙")]
    assert floor.store.holders == {}
    assert floor.workers.busy == 0


async def test_a_verdict_is_stored_with_its_answer(floor: WorkFloor) -> None:
    """What a turn notes goes into the same transaction."""
    floor.put("c1", "甲")
    await floor.work("c1")
    assert floor.store.verdicts == [Verdict(1, "useful")]


async def test_one_slow_conversation_holds_up_no_other(floor: WorkFloor) -> None:
    """While one citizen waits, the others are answered."""
    gate = floor.turns.gates["慢"] = asyncio.Event()
    floor.put("c1", "慢")
    floor.put("c2", "快")
    floor.workers.wake("c1")
    floor.workers.wake("c2")
    await settle()
    assert floor.said() == {2: "答:快"}
    assert floor.workers.busy == 1
    gate.set()
    await floor.workers.stop()
    assert floor.said()[1] == "答:慢"


async def test_no_more_are_worked_on_than_there_are_slots(phrasebook: Phrasebook) -> None:
    """Whoever finds no slot waits for one, and gets it."""
    floor = WorkFloor(phrasebook, at_once=2)
    gate = asyncio.Event()
    for number in range(5):
        floor.turns.gates[f"t{number}"] = gate
        floor.put(f"c{number}", f"t{number}")
        floor.workers.wake(f"c{number}")
    await settle()
    assert floor.turns.running == 2
    gate.set()
    await floor.workers.stop()
    assert (len(floor.said()), floor.turns.most_running) == (5, 2)


@pytest.mark.parametrize("failures", [1, MOST_ATTEMPTS - 1])
async def test_a_failing_turn_is_tried_again(floor: WorkFloor, failures: int) -> None:
    """A passing fault costs the citizen nothing; what she said after it waits its turn."""
    floor.turns.failures["甲"] = failures
    floor.put("c1", "甲")
    floor.put("c1", "乙")
    for _ in range(failures):
        await floor.work("c1")
        assert floor.said() == {}
    await floor.work("c1")
    assert floor.said() == {1: "答:甲", 2: "答:乙"}


async def test_after_three_tries_it_is_apologised_for(floor: WorkFloor, phrasebook: Phrasebook) -> None:
    """A message that cannot be answered gets an apology, and the next one its answer."""
    floor.turns.failures["甲"] = 99
    floor.put("c1", "甲")
    floor.put("c1", "乙")
    for _ in range(MOST_ATTEMPTS):
        await floor.work("c1")
    assert floor.turns.begun.count("甲") == MOST_ATTEMPTS
    assert floor.said() == {1: phrasebook.words("utter_failed"), 2: "答:乙"}


async def test_a_conversation_held_elsewhere_is_left_alone(floor: WorkFloor) -> None:
    """Another process answers; once it lets go, we may."""
    floor.put("c1", "甲")
    floor.store.holders["c1"] = "elsewhere"
    await floor.work("c1")
    assert floor.turns.begun == []
    assert floor.store.holders == {"c1": "elsewhere"}
    floor.store.holders.clear()
    await floor.work("c1")
    assert floor.said() == {1: "答:甲"}


async def test_what_was_taken_over_is_not_stored(floor: WorkFloor) -> None:
    """A lost lease ends the work on a conversation quietly; the message still waits for the new holder."""
    floor.put("c1", "甲")
    floor.store.faults.append(LeaseLost())
    await floor.work("c1")
    assert floor.said() == {}
    assert floor.workers.busy == 0


async def test_a_store_that_fails_loses_nothing(floor: WorkFloor) -> None:
    """The message is answered at the next waking."""
    floor.put("c1", "甲")
    floor.store.faults.append(StoreBroken())
    await floor.work("c1")
    assert floor.said() == {}
    await floor.work("c1")
    assert floor.said() == {1: "答:甲"}


async def test_a_message_that_comes_while_busy_is_answered(floor: WorkFloor) -> None:
    """Waking twice makes no second worker for a conversation."""
    gate = floor.turns.gates["甲"] = asyncio.Event()
    floor.put("c1", "甲")
    floor.workers.wake("c1")
    await settle()
    floor.put("c1", "乙")
    floor.workers.wake("c1")
    await settle()
    assert floor.turns.most_running == 1
    gate.set()
    await floor.workers.stop()
    assert floor.said() == {1: "答:甲", 2: "答:乙"}


async def test_a_message_that_comes_at_the_last_moment_is_answered(floor: WorkFloor) -> None:
    """Between the last look into the inbox and the end of the work nothing falls through."""

    def late() -> None:
        if len(floor.store.messages) == 1:
            floor.put("c1", "乙")
            floor.workers.wake("c1")

    floor.store.on_release = late
    floor.put("c1", "甲")
    await floor.work("c1")
    assert floor.said() == {1: "答:甲", 2: "答:乙"}


async def test_an_answer_can_be_waited_for(floor: WorkFloor) -> None:
    """Whoever waits is told as soon as it is there; later it is there at once."""
    gate = floor.turns.gates["甲"] = asyncio.Event()
    number = floor.put("c1", "甲")
    floor.workers.wake("c1")
    waiting = asyncio.create_task(floor.workers.answered(number, 30))
    await settle()
    assert not waiting.done()
    gate.set()
    answer = await waiting
    assert answer == floor.store.answers[number]
    assert await floor.workers.answered(number, 0) == answer


async def test_waiting_has_an_end(floor: WorkFloor) -> None:
    """Where no answer comes in time, that is said by None."""
    assert await floor.workers.answered(floor.put("c1", "甲"), 0.001) is None


async def test_one_who_gives_up_leaves_the_others_waiting(floor: WorkFloor) -> None:
    """A repeated request for the same message still gets the answer that the first did not live to see."""
    number = floor.put("c1", "甲")
    first = asyncio.create_task(floor.workers.answered(number, 30))
    second = asyncio.create_task(floor.workers.answered(number, 30))
    await settle()
    first.cancel()
    await settle()
    await floor.work("c1")
    await settle()
    assert second.done()
    assert await second == floor.store.answers[number]


async def test_listeners_hear_of_every_finished_message(floor: WorkFloor) -> None:
    """Senders are told number and channel."""
    queue = floor.workers.listen()
    floor.put("c1", "甲")
    floor.put("c2", "乙")
    await floor.work("c1", "c2")
    assert {queue.get_nowait(), queue.get_nowait()} == {Finished(1, "cli"), Finished(2, "cli")}


async def test_work_that_nobody_woke_us_for_is_found(floor: WorkFloor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash left behind is answered, and a failing look into the store does not end the looking."""
    monkeypatch.setattr(module, "SWEEP_S", 0)
    floor.store.faults.append(StoreBroken())
    number = floor.put("c1", "甲")
    looking = asyncio.create_task(floor.workers.run())
    answer = await floor.workers.answered(number, 5)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert answer == floor.store.answers[number]


async def test_a_turn_that_never_ends_has_failed(floor: WorkFloor, monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as a try, and after the last one the citizen gets an apology: nothing is held for ever."""
    monkeypatch.setattr(module, "TURN_WITHIN_S", 0.01)
    floor.turns.gates["甲"] = asyncio.Event()
    floor.put("c1", "甲")
    for _ in range(MOST_ATTEMPTS):
        assert floor.store.holders == {}
        await floor.work("c1")
    assert list(floor.said()) == [1]


async def test_what_is_at_work_shows_life(floor: WorkFloor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while the program stops, the lease of a running turn is renewed; afterwards nothing is."""
    monkeypatch.setattr(module, "SWEEP_S", 0.01)
    gate = floor.turns.gates["甲"] = asyncio.Event()
    floor.put("c1", "甲")
    floor.workers.wake("c1")
    await settle()
    stopping = asyncio.create_task(floor.workers.stop())
    while not floor.store.renewed:
        await asyncio.sleep(0.01)
    gate.set()
    await stopping
    count = len(floor.store.renewed)
    looking = asyncio.create_task(floor.workers.run())
    await asyncio.sleep(0.03)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert len(floor.store.renewed) == count


async def test_what_others_answered_is_not_answered_again(floor: WorkFloor) -> None:
    """An answer that comes second is dropped, and the work goes on with the conversation as it stands."""
    gate = floor.turns.gates["甲"] = asyncio.Event()
    number = floor.put("c1", "甲")
    floor.put("c1", "乙")
    floor.workers.wake("c1")
    await settle()
    floor.store.answers[number] = other = Answer(Route.GREET, (Reply(Kind.NOTICE, "别处答的"),))
    gate.set()
    await floor.workers.stop()
    assert floor.store.answers[number] is other
    assert floor.said() == {1: "别处答的", 2: "答:乙"}
    assert floor.store.holders == {}
