"""The real program behind a door that can fail: what the browser meets is what a citizen meets on a bad day."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.adapters.rasa.supervisor import free_port
from bot.bootstrap import Program, assemble
from bot.settings import Settings
from bot.web import metrics_of, public_app


@dataclass
class Weather:
    """What happens to requests under /chat/; `sent` collects the id and text of every message that got here.

    `fair`; `down` (503); `broken` (500); `swallowed` (the program takes the message, its answer is lost on the way
    back); `slow` (202 for a message, the answer must be fetched); `busy` (429 for one second).
    """

    now: str = "fair"
    sent: list[tuple[str, str]] = field(default_factory=list)

    @web.middleware
    async def door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or not."""
        if not request.path.startswith("/chat/"):
            return await handler(request)
        if self.now in ("down", "broken"):
            return web.Response(status=503 if self.now == "down" else 500, text="<h1>bad gateway</h1>")
        if request.path != "/chat/messages":
            return await handler(request)
        body = json.loads(await request.text())
        self.sent.append((body["message_id"], body["text"]))
        return await self._message(request, handler)

    async def _message(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.now == "busy":
            fault = {"error": {"code": "too_many", "message": "发得太快了，请1秒后再发。"}}
            return web.json_response(fault, status=429, headers={"Retry-After": "1"})
        response = await handler(request)
        if self.now == "swallowed":
            self.now = "fair"
            return web.Response(status=502)
        if self.now == "slow" and isinstance(response, web.Response) and response.text:
            number = json.loads(response.text)["number"]
            return web.json_response({"number": number, "lines": []}, status=202)
        return response


@dataclass(frozen=True)
class Desk:
    """A running program: its address, its inside, its weather."""

    url: str
    program: Program
    weather: Weather

    def named(self, code: str) -> str:
        """The name of an item."""
        return self.program.knowledge.desk.catalogue.guide(code).name


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """The program with a store of its own and no engine: cues understand, which is enough for the page."""
    weather = Weather()
    async with aiohttp.ClientSession() as session:
        settings = Settings(data_dir=folder, database_url="", webchat_per_minute=1000)
        program = await assemble(settings, session, f"http://127.0.0.1:{free_port()}")
        app = public_app(program, metrics_of(program))
        app.middlewares.append(weather.door)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        sweep = asyncio.create_task(program.workers.run())
        try:
            yield Desk(f"http://127.0.0.1:{runner.addresses[0][1]}", program, weather)
        finally:
            sweep.cancel()
            await asyncio.gather(sweep, return_exceptions=True)
            await program.workers.stop()
            await runner.cleanup()
            await program.stores.database.close()
