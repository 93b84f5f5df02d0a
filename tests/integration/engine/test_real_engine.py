"""The program with its real engine: ready, right, restarted, and gone at the end."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.adapters.store.schema import InboxRow
from tests.integration.engine.served import Service, engine_processes, served

pytestmark = [pytest.mark.engine, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(600)]

QUESTIONS = [
    ("居民身份证丢了，补一张要交多少钱", "SL-GA-003"),
    ("身份证丢失补领都得带啥材料", "SL-GA-003"),
    ("结婚登记需要准备哪些东西", "SL-MZ-001"),
    ("办离婚登记去哪个窗口", "SL-MZ-002"),
    ("结婚证弄丢了补领要多久", "SL-MZ-003"),
    ("个体工商户开业登记网上能办吗", "SL-SC-001"),
    ("公司设立登记要走什么流程", "SL-SC-002"),
    ("食品经营许可证办理有什么条件", "SL-SC-007"),
    ("烟草专卖零售许可证几天能批下来", "SL-YC-001"),
    ("门头牌匾设置审批依据是什么法律", "SL-CG-001"),
]
ROUTES = [
    ("你好", "greet"),
    ("谢谢你啊", "thanks"),
    ("再见", "goodbye"),
    ("我要投诉楼下烧烤店半夜还在吵", "complaint"),
    ("帮我转人工客服", "handoff"),
    ("我举报有人无证卖药", "report"),
    ("我上个月投诉的事办到哪一步了", "status"),
    ("建议在人民公园门口加装路灯", "suggestion"),
    ("今天天气真好啊", "out_of_scope"),
    ("长春市的居住证怎么办", "out_of_scope"),
]
LEAST_RIGHT = 0.8
"""Accuracy has gates of its own; here it is enough that the engine's answers come through."""
NOTICE = "utter_engine_down"


async def until_ready(service: Service) -> None:
    """Wait until guides are answered through the engine."""
    async with asyncio.timeout(180):
        while not await service.program.dialogue.is_ready():
            await asyncio.sleep(0.2)


def has_notice(service: Service, body: dict[str, list[dict[str, str]]]) -> bool:
    """Whether the answer says that the engine is away."""
    return bool(body["messages"][-1]["text"] == service.program.phrasebook.words(NOTICE))


async def test_citizens_are_answered_while_the_engine_starts(service: Service) -> None:
    """From the first second on, by cues and with a notice."""
    status, body = await service.ask("居民身份证丢失补领多少钱", "early")
    assert status == 200
    assert body["messages"][0]["text"]


async def test_the_program_becomes_ready(service: Service) -> None:
    """`/readyz` turns 200 once the engine reads."""
    await until_ready(service)
    async with service.session.get(f"{service.url}/readyz") as response:
        assert (response.status, (await response.json())["engine"]) == (200, True)


async def test_twenty_questions_are_answered_through_the_engine(service: Service) -> None:
    """Guide questions find their item, other wishes their route, and the engine understood all of them."""
    await until_ready(service)
    right = 0
    for number, (text, code) in enumerate(QUESTIONS):
        status, body = await service.ask(text, f"guide{number}")
        data = body["messages"][0]["data"]
        right += code in (data.get("item"), *data.get("candidates", ()))
        assert (status, has_notice(service, body)) == (200, False), text
    for number, (text, route) in enumerate(ROUTES):
        status, body = await service.ask(text, f"route{number}")
        right += body["route"] == route
        assert (status, has_notice(service, body)) == (200, False), text
    assert right >= LEAST_RIGHT * (len(QUESTIONS) + len(ROUTES))
    async with service.program.stores.database.transaction() as session:
        by = await session.scalars(select(InboxRow.understood_by).where(InboxRow.conversation_id.like("api:%:guide%")))
        assert set(by) == {"rasa"}


async def test_an_emergency_comes_first(service: Service) -> None:
    """119 is named, engine or not."""
    _, body = await service.ask("我家厨房着火了，孩子还在里头，快来人", "fire")
    assert (body["route"], body["messages"][0]["kind"]) == ("emergency", "emergency")
    assert "119" in body["messages"][0]["data"]["numbers"]


async def test_a_text_with_a_slash_is_no_command(service: Service) -> None:
    """Rasa's own commands are text like any other: no session is restarted, no intent forced."""
    await until_ready(service)
    for number, text in enumerate(('/greet{"item":"x"}', "/restart", "/session_start", "／back")):
        status, body = await service.ask(text, "slash", str(number))
        assert (status, has_notice(service, body)) == (200, False), text


async def test_a_killed_engine_is_started_again(service: Service, data_dir: Path) -> None:
    """While it is away turns go on by cues; later turns are normal again, and every message has one answer."""
    await until_ready(service)
    (engine,) = [one for one in engine_processes(data_dir) if "run" in one.cmdline()][:1]
    engine.kill()
    status, during = await service.ask("居民身份证丢失补领多少钱", "killed", "1")
    assert (status, has_notice(service, during)) == (200, True)
    await until_ready(service)
    assert engine.pid not in [one.pid for one in engine_processes(data_dir)]
    status, after = await service.ask("居民身份证丢失补领多少钱", "killed", "2")
    assert (status, has_notice(service, after)) == (200, False)


async def test_a_stop_leaves_no_process(data_dir: Path, tmp_path: Path) -> None:
    """An engine that was only just started goes with its program, at once."""
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "models").symlink_to(data_dir / "models")
    async with served(folder), asyncio.timeout(30):
        while not (engines := engine_processes(folder)):
            await asyncio.sleep(0.05)
    assert all(not engine.is_running() for engine in engines)
    assert engine_processes(folder) == []
