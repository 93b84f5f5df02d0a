"""Stopping: from the door inwards. Who was let in is answered, nobody else is let in, and the engine goes last."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.adapters.rasa.supervisor import free_port
from bot.bootstrap import engine_secret
from bot.serve import running
from bot.settings import Settings
from tests.integration.fake_engine import FakeEngine

QUESTION = {"conversation": "c", "message_id": "1", "text": "居民身份证丢失补领要什么材料"}


@pytest.fixture
def stop_settings(shared_knowledge: None, engine: FakeEngine, desk_settings: Settings) -> Settings:
    """A program on ports of its own, with the scripted engine."""
    ports = {"port": free_port(), "action_port": free_port()}
    settings = desk_settings.model_copy(update={"rasa_url": engine.url, **ports})
    engine.secret = engine_secret(settings)
    engine.actions_url = f"http://127.0.0.1:{settings.action_port}/internal/actions"
    return settings


@pytest.fixture
async def caller() -> AsyncIterator[aiohttp.ClientSession]:
    """A program that uses the interface."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield session


async def test_who_waits_is_answered_through_the_engine(
    stop_settings: Settings, engine: FakeEngine, caller: aiohttp.ClientSession
) -> None:
    """A turn that runs when the stop comes has its engine to the end, and its answer reaches the citizen."""
    engine.trouble = "slow"
    async with running(stop_settings, lambda _told: None) as program:
        url = f"http://127.0.0.1:{stop_settings.port}/api/v1/messages"
        key = await program.stores.keys.add("stopper", 6000, program.clock.now())
        headers = {"Authorization": f"Bearer {key}"}
        asked = asyncio.create_task(caller.post(url, json=QUESTION, headers=headers))
        await engine.reached.wait()
        late = asyncio.create_task(_is_let_in_after(0.3, caller, url))
        asyncio.get_running_loop().call_later(0.6, engine.let_go.set)
        notice = program.phrasebook.words("utter_engine_down")
    async with await asked as response:
        body = await response.json()
    assert (response.status, body["messages"][0]["data"]["item"]) == (200, "SL-GA-003")
    assert notice not in [message["text"] for message in body["messages"]]
    assert not await late


async def _is_let_in_after(seconds: float, caller: aiohttp.ClientSession, url: str) -> bool:
    await asyncio.sleep(seconds)
    try:
        async with caller.get(url):
            return True
    except aiohttp.ClientConnectorError:
        return False


async def test_what_came_in_at_the_last_moment_is_answered_after_the_next_start(
    stop_settings: Settings, engine: FakeEngine, caller: aiohttp.ClientSession
) -> None:
    """A citizen who hung up has her answer in the store, or gets it at the next start at once."""
    engine.trouble = "slow"
    async with running(stop_settings, lambda _told: None) as program:
        url = f"http://127.0.0.1:{stop_settings.port}/api/v1/messages"
        key = await program.stores.keys.add("stopper", 6000, program.clock.now())
        headers = {"Authorization": f"Bearer {key}"}
        asked = asyncio.create_task(caller.post(url, json=QUESTION, headers=headers))
        await engine.reached.wait()
        asked.cancel()
        asyncio.get_running_loop().call_later(0.2, engine.let_go.set)
    engine.trouble = ""
    async with running(stop_settings, lambda _told: None), caller.post(url, json=QUESTION, headers=headers) as response:
        assert (response.status, (await response.json())["route"]) == (200, "guide")
    assert len(engine.turns) == 1
