"""The engine dies or dawdles in the middle of a conversation: everybody is answered, nothing is lost."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.adapters.clock import WallClock
from bot.adapters.rasa import client
from bot.adapters.store.schema import InboxRow
from bot.bootstrap import stores_of
from bot.domain.talk.message import Inbound
from bot.settings import Settings
from tests.integration.desk import Desk, opened
from tests.integration.fake_engine import NONSENSE, FakeEngine

PAPERS = "居民身份证丢失补领要什么材料"


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is asked again at once; its rest has a test of its own."""
    monkeypatch.setattr(client, "REST_AFTER_FAILURE_S", 0)


async def understood_by(desk: Desk) -> list[str | None]:
    """Who understood each message, in order."""
    async with desk.program.stores.database.transaction() as session:
        return list(await session.scalars(select(InboxRow.understood_by).order_by(InboxRow.id)))


def has_notice(desk: Desk, body: dict[str, Any]) -> bool:
    """Whether the citizen is told that part of the system is being mended."""
    return bool(body["messages"][-1]["text"] == desk.program.phrasebook.words("utter_engine_down"))


@pytest.mark.parametrize("trouble", ["broken", "drop", "no-json", "dead", *NONSENSE])
async def test_a_failure_in_the_middle_is_bridged(desk: Desk, trouble: str) -> None:
    """The turn is answered by cues with a notice; the turns before and after it are normal."""
    desk.engine.reads[PAPERS] = {"ask_materials": 1.0}
    first = await desk.ask(PAPERS, "1")
    if trouble == "dead":
        await desk.engine.die()
    else:
        desk.engine.trouble = trouble
    status, during = await desk.ask(PAPERS, "2")
    if trouble == "dead":
        await desk.engine.start()
    desk.engine.trouble = ""
    after = await desk.ask(PAPERS, "3")
    assert (status, during["messages"][0]["data"].get("item")) == (200, "SL-GA-003")
    assert has_notice(desk, during)
    assert first[1]["messages"] == after[1]["messages"]
    assert not has_notice(desk, after[1])
    assert await understood_by(desk) == ["rasa", "cues", "rasa"]


async def test_a_slow_engine_delays_nobody_for_long(
    shared_knowledge: None, engine: FakeEngine, desk_settings: Settings
) -> None:
    """After the time-out the answer comes by cues."""
    async with opened(desk_settings.model_copy(update={"rasa_timeout_s": 0.05}), engine) as desk:
        engine.trouble = "slow"
        status, body = await desk.ask(PAPERS)
        assert (status, has_notice(desk, body)) == (200, True)


async def test_the_thread_survives_the_failure(desk: Desk) -> None:
    """What was talked about before is known while the engine is away, and after."""
    desk.engine.reads["多少钱"] = {"ask_fee": 1.0}
    await desk.ask(PAPERS, "1")
    await desk.engine.die()
    _, during = await desk.ask("要多少钱", "2")
    await desk.engine.start()
    _, after = await desk.ask("多少钱", "3")
    assert [body["messages"][0]["data"].get("item") for body in (during, after)] == ["SL-GA-003"] * 2


async def test_the_same_answer_after_the_engine_came_back(desk: Desk) -> None:
    """An answer that was given without the engine stays that message's answer."""
    await desk.engine.die()
    first = await desk.ask(PAPERS)
    await desk.engine.start()
    assert await desk.ask(PAPERS) == first


async def test_an_emergency_needs_no_engine(desk: Desk) -> None:
    """119 is shown at once, engine or not, without any notice."""
    await desk.engine.die()
    _, body = await desk.ask("我家着火了快来人啊")
    (message,) = body["messages"]
    assert message["kind"] == "emergency"
    assert "119" in message["data"]["numbers"]


async def test_many_talk_while_the_engine_dies(desk: Desk) -> None:
    """Twenty conversations go on while the engine dies under them: every message is answered once."""

    async def talk(name: int) -> list[int]:
        return [(await desk.ask(PAPERS, str(turn), f"c{name}"))[0] for turn in range(3)]

    talks = [asyncio.create_task(talk(name)) for name in range(20)]
    await desk.engine.reached.wait()
    await desk.engine.die()
    assert await asyncio.gather(*talks) == [[200] * 3] * 20
    by = await understood_by(desk)
    assert len(by) == 60
    assert set(by) <= {"rasa", "cues"}


async def test_a_stop_leaves_nothing_half_done(
    shared_knowledge: None, engine: FakeEngine, desk_settings: Settings
) -> None:
    """What was answered before a stop is noted as handed over; what was not is answered after the next start."""
    async with opened(desk_settings, engine) as desk:
        await desk.ask(PAPERS)
    stores = await stores_of(desk_settings)
    number, _ = await stores.messages.put(Inbound("web", "web:a", "1", PAPERS), WallClock().now())
    assert await stores.outbox.counts() == {("api", "sent"): 1}
    await stores.database.close()
    async with opened(desk_settings, engine, "another") as again:
        assert await again.program.workers.answered(number, 5)
