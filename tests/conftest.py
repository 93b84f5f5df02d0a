"""What many tests share: the real knowledge and wording, loaded once."""

import hypothesis
import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.knowledge.listings import load_cues, load_emergencies
from bot.adapters.phrasebook import YamlPhrasebook
from bot.bootstrap import knowledge_of
from bot.domain.guides.cues import FacetCues
from bot.domain.talk.emergency import EmergencyRules
from bot.settings import Settings

hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings with their defaults; nothing is read from an installation's own file."""
    return Settings(_env_file=None)


@pytest.fixture(scope="session")
def knowledge(settings: Settings) -> Knowledge:
    """Everything the program knows (takes some seconds once)."""
    known, _ = knowledge_of(settings)
    return known


@pytest.fixture(scope="session")
def phrasebook(settings: Settings) -> YamlPhrasebook:
    """All wording for citizens."""
    return YamlPhrasebook(settings.wording_dir)


@pytest.fixture(scope="session")
def emergencies(settings: Settings) -> EmergencyRules:
    """The rules of what counts as an emergency, without the rest of the knowledge."""
    return load_emergencies(settings.knowledge_dir / "emergencies.yml")


@pytest.fixture(scope="session")
def cues(settings: Settings) -> FacetCues:
    """The turns of phrase that give a facet away, without the rest of the knowledge."""
    return load_cues(settings.knowledge_dir / "cues.yml").facets
