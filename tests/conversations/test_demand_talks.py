"""Talks in which a demand is told, by very different people: what the form asks, and what is filed in the end."""

import pytest

from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from tests.conversations.demand_talks import DemandOffice, talks

TALKS = talks()


@pytest.fixture(scope="module")
def script() -> OpenccScript:
    """The conversion between scripts."""
    return OpenccScript()


def test_there_are_sixty_talks_or_more() -> None:
    """Different people, different troubles."""
    assert len(TALKS) >= 60


@pytest.mark.parametrize("who", TALKS, ids=[f"talk{number}" for number in range(1, len(TALKS) + 1)])
async def test_a_demand_is_taken_as_told(who: str, phrasebook: YamlPhrasebook, script: OpenccScript) -> None:
    """Each turn asks and says what it must; the ticket holds what was told."""
    faults, lines = await DemandOffice(phrasebook, TALKS[who], script).play()
    assert not faults, "\n".join([who, *faults, *lines])
