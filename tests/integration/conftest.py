"""The program with a scripted engine; the knowledge is loaded once for all tests."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.settings import Settings
from tests.integration.desk import Desk, opened
from tests.integration.fake_engine import FakeEngine


@pytest.fixture
def shared_knowledge(
    knowledge: Knowledge, phrasebook: YamlPhrasebook, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Programs that are assembled take the knowledge that is loaded already, which saves seconds a test."""
    monkeypatch.setattr("bot.bootstrap.knowledge_of", lambda _settings: (knowledge, phrasebook))
    yield
    knowledge.disputes.know([], [])  # what was marked in this test is marked nowhere else


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    """A scripted engine."""
    async with FakeEngine() as running:
        yield running


@pytest.fixture
def desk_settings(tmp_path: Path) -> Settings:
    """Settings with a data folder of the test's own and little patience with the engine."""
    return Settings(_env_file=None, data_dir=tmp_path, rasa_timeout_s=5)


@pytest.fixture
async def desk(shared_knowledge: None, engine: FakeEngine, desk_settings: Settings) -> AsyncIterator[Desk]:
    """The program."""
    async with opened(desk_settings, engine) as running:
        yield running
