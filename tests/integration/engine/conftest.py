"""The program with its real engine, started once for this folder."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.rasa.training import Trainer
from bot.bootstrap import lessons_of
from bot.settings import ROOT, Settings
from tests.integration.engine.served import Service, engine_processes, served


@pytest.fixture(scope="module")
def data_dir(knowledge: Knowledge, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the model of the present data; it is trained first if there is none."""
    model = Trainer(root=ROOT, python=settings.rasa_python, folder=ROOT / "var", knowledge=ROOT / "knowledge").train(
        lessons_of(knowledge), print
    )
    folder = tmp_path_factory.mktemp("var")
    (folder / "models").mkdir()
    shutil.copy(model, folder / "models" / model.name)
    yield folder
    assert engine_processes(folder) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(data_dir: Path) -> AsyncIterator[Service]:
    """The served program; its engine may still be starting."""
    async with served(data_dir) as running_service:
        yield running_service
