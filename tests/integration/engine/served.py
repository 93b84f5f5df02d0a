"""The whole program with its real engine, as its callers see it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from bot.adapters.rasa.supervisor import free_port
from bot.bootstrap import Program
from bot.serve import running
from bot.settings import Settings


@dataclass
class Service:
    """A served program as its callers see it."""

    program: Program
    session: aiohttp.ClientSession
    key: str

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.program.settings.host}:{self.program.settings.port}"

    async def ask(self, text: str, conversation: str, message_id: str = "1") -> tuple[int, dict[str, Any]]:
        """`POST /api/v1/messages`: status and body."""
        body = {"conversation": conversation, "message_id": message_id, "text": text}
        headers = {"Authorization": f"Bearer {self.key}"}
        async with self.session.post(f"{self.url}/api/v1/messages", json=body, headers=headers) as response:
            return response.status, await response.json()


def engine_processes(data_dir: Path) -> list[psutil.Process]:
    """The engines of this program: children of ours whose files lie in its data folder."""
    return [
        child
        for child in psutil.Process(os.getpid()).children(recursive=True)
        if any(str(data_dir) in argument for argument in _command(child))
    ]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@asynccontextmanager
async def served(data_dir: Path) -> AsyncIterator[Service]:
    """The program as `python -m bot serve` runs it."""
    settings = Settings(_env_file=None, port=free_port(), data_dir=data_dir)
    async with running(settings, print) as program, aiohttp.ClientSession() as session:
        key = await program.stores.keys.add(f"tester{settings.port}", 6000, program.clock.now())
        yield Service(program, session, key)
