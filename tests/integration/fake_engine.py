"""An engine on loopback that speaks as rasa_engine/channel.py does, and misbehaves when it is told to."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

SECRET_HEADER = "X-Desk-Secret"
OVERVIEW = {"ask_overview": 0.95, "talk_nonsense": 0.05}
NONSENSE: dict[str, object] = {
    "no-replies": {"replies": []},
    "no-object": [],
    "null": None,
    "null-reply": {"replies": [None]},
    "words-for-replies": {"replies": ["你好"]},
    "unknown-route": {"replies": [{"custom": {"route": "nowhere", "replies": [], "focus": {}}}]},
    "half-an-outcome": {"replies": [{"custom": {"route": "guide"}}]},
    "no-text": {"replies": [{"metadata": {"kind": "notice"}}]},
    "unknown-kind": {"replies": [{"text": "好", "metadata": {"kind": "poem"}}]},
}
"""Answers to a turn that make none."""


@dataclass
class FakeEngine:
    """`async with FakeEngine() as engine`: reads as `reads` says, answers by calling the program's actions.

    `trouble`: `slow` (until `let_go` is set), `broken` (500), `drop` (hangs up), `no-json`, or a key of `NONSENSE`.
    """

    reads: dict[str, Mapping[str, float]] = field(default_factory=dict)
    secret: str = ""
    actions_url: str = ""
    trouble: str = ""
    turns: list[dict[str, Any]] = field(default_factory=list)
    parses: list[dict[str, Any]] = field(default_factory=list)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self.reached = asyncio.Event()
        self._session = aiohttp.ClientSession()
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of all who wait."""
        self.let_go.set()
        await self.die()
        await self._session.close()

    @property
    def url(self) -> str:
        """For RASA_URL."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Come up, again on the same port."""
        app = web.Application()
        app.router.add_post("/webhooks/desk/turn", self._turn)
        app.router.add_post("/webhooks/desk/parse", self._parse)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def die(self) -> None:
        """Nobody listens any more."""
        await self._runner.cleanup()

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.turns.append(body)
        return await self._misbehave(request) or await self._act(request, body)

    async def _parse(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.parses.append(body)
        return await self._misbehave(request) or web.json_response(self._read(body))

    async def _misbehave(self, request: web.Request) -> web.StreamResponse | None:
        self.reached.set()
        if request.headers.get(SECRET_HEADER) != self.secret:
            return web.json_response({"error": "secret"}, status=401)
        trouble = self.trouble
        if trouble == "slow":
            await self.let_go.wait()
            return None
        if trouble == "drop" and request.transport:
            request.transport.close()
        if trouble in ("drop", "broken"):
            return web.Response(status=500, text="Traceback (most recent call last)")
        if trouble == "no-json":
            return web.Response(text="<html>", content_type="text/html")
        return web.json_response(NONSENSE[trouble]) if trouble else None

    def _read(self, body: dict[str, Any]) -> dict[str, Any]:
        clauses = body["metadata"].get("clauses") or []
        return {
            "text": body["text"],
            "intent_ranking": self._ranking(body["text"]),
            "readings": [self._ranking(clause) for clause in clauses],
            "metadata": body["metadata"],
        }

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        reading = self.reads.get(text, OVERVIEW)
        return [{"name": name, "confidence": weight} for name, weight in reading.items()]

    async def _act(self, request: web.Request, body: dict[str, Any]) -> web.Response:
        message = self._read(body) | {"message_id": body["message_id"]}
        headers = {SECRET_HEADER: self.secret}
        async with self._session.post(self.actions_url, json=action_call(message), headers=headers) as response:
            said = json.loads(await response.text())["responses"] if response.status == 200 else []
        return web.json_response({"replies": [{"custom": reply["custom"]} for reply in said]})


def action_call(message: dict[str, Any], action: str = "action_answer") -> dict[str, Any]:
    """What Rasa posts to the action endpoint."""
    tracker = {
        "sender_id": "c",
        "slots": {},
        "latest_message": message,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "sender_id": "c", "tracker": tracker, "domain": {"intents": []}, "version": "3.6.21"}
