"""A house on SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from tests.integration.handoff.talk_house import House, house_on


@pytest.fixture
async def house(tmp_path: Path, knowledge: Knowledge, phrasebook: YamlPhrasebook) -> AsyncIterator[House]:
    """One operator is on duty."""
    async with house_on(f"sqlite:///{tmp_path / 'desk.sqlite3'}", knowledge, phrasebook) as ready:
        yield ready


@pytest.fixture
async def empty_house(tmp_path: Path, knowledge: Knowledge, phrasebook: YamlPhrasebook) -> AsyncIterator[House]:
    """Nobody is there."""
    address = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    async with house_on(address, knowledge, phrasebook, on_duty=False) as ready:
        yield ready
