"""The whole program with its real engine, started once for this folder."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
import pytest_asyncio

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.rasa.supervisor import free_port
from bot.adapters.rasa.training import Trainer
from bot.bootstrap import Program
from bot.serve import running
from bot.settings import ROOT, Settings


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


@pytest.fixture(scope="module")
def data_dir(knowledge: Knowledge, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the model of the present data; it is trained first if there is none."""
    guides = knowledge.desk.catalogue.guides()
    model = Trainer(root=ROOT, python=settings.rasa_python, folder=ROOT / "var").train(guides, print)
    folder = tmp_path_factory.mktemp("var")
    (folder / "models").mkdir()
    shutil.copy(model, folder / "models" / model.name)
    yield folder
    assert engine_processes(folder) == []


@asynccontextmanager
async def served(data_dir: Path) -> AsyncIterator[Service]:
    """The program as `python -m bot serve` runs it."""
    settings = Settings(_env_file=None, port=free_port(), data_dir=data_dir)
    async with running(settings, print) as program, aiohttp.ClientSession() as session:
        key = await program.stores.keys.add(f"tester{settings.port}", 6000, program.clock.now())
        yield Service(program, session, key)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(data_dir: Path) -> AsyncIterator[Service]:
    """The served program; its engine may still be starting."""
    async with served(data_dir) as running_service:
        yield running_service
