"""Talks in which an objection is told, by very different people: what the form asks, and what is filed in the end."""

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from tests.conversations.objection_talks import objection_talks, play

TALKS = objection_talks()


@pytest.fixture(scope="module")
def script() -> OpenccScript:
    """The conversion between scripts."""
    return OpenccScript()


@pytest.mark.parametrize("who", TALKS, ids=[f"talk{number}" for number in range(1, len(TALKS) + 1)])
async def test_an_objection_is_taken_as_told(
    who: str, knowledge: Knowledge, phrasebook: YamlPhrasebook, script: OpenccScript
) -> None:
    """Each turn asks and says what it must; the objection holds what was told."""
    faults, lines = await play(TALKS[who], knowledge, phrasebook, script)
    assert not faults, "\n".join([who, *faults, *lines])
