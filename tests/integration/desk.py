"""The whole program behind its public door, joined with a scripted engine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Program, action_server, assemble, engine_secret
from bot.settings import Settings
from bot.web import metrics_of, public_app
from tests.integration.fake_engine import FakeEngine


@dataclass
class Desk:
    """A running program, its engine, a browser or program that calls it, and a key."""

    program: Program
    engine: FakeEngine
    client: TestClient[Any, Any]
    key: str

    @property
    def headers(self) -> dict[str, str]:
        """With the key."""
        return {"Authorization": f"Bearer {self.key}"}

    async def ask(self, text: str, message_id: str = "1", conversation: str = "c") -> tuple[int, dict[str, Any]]:
        """`POST /api/v1/messages`: status and body."""
        body = {"conversation": conversation, "message_id": message_id, "text": text}
        return await self.call("POST", "/api/v1/messages", json=body)

    async def call(self, method: str, path: str, **request: Any) -> tuple[int, dict[str, Any]]:
        """Any call with the key: status and JSON body."""
        async with self.client.request(method, path, headers=self.headers, **request) as response:
            return response.status, await response.json()

    async def call_with(self, headers: dict[str, str], path: str, body: bytes | BytesIO) -> tuple[int, dict[str, Any]]:
        """`POST` of bytes with these headers and the key: status and JSON body."""
        async with self.client.post(path, headers=self.headers | headers, data=body) as response:
            return response.status, await response.json()

    async def raw(self, request: bytes) -> tuple[int, bytes]:
        """Bytes as they are, which no library would send; status and the whole answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.client.port)
        writer.write(request)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return int(answer.split(b" ", 2)[1]), answer


@asynccontextmanager
async def opened(settings: Settings, engine: FakeEngine, key_name: str = "tester") -> AsyncIterator[Desk]:
    """A program for as long as the block lasts, with a key of that name."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        program = await assemble(settings, session, engine.url)
        stack.push_async_callback(program.stores.database.close)
        engine.secret = engine_secret(settings)
        actions = TestServer(action_server(lambda: program.knowledge.desk, engine.secret).app())
        await stack.enter_async_context(actions)
        engine.actions_url = str(actions.make_url("/internal/actions"))
        app = public_app(program, metrics_of(program))
        stack.push_async_callback(_end, asyncio.create_task(program.hand_over.run()))
        stack.push_async_callback(program.workers.stop)
        stack.push_async_callback(_end, asyncio.create_task(program.workers.run()))
        client = await stack.enter_async_context(TestClient(TestServer(app)))
        stack.callback(engine.let_go.set)
        yield Desk(program, engine, client, await program.stores.keys.add(key_name, 6000, program.clock.now()))


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
