"""Ordinary complaints (knowledge/demands) seldom set off the rules: an alarm would swallow the complaint."""

import pytest

from bot.domain.talk.emergency import EmergencyRules
from bot.settings import ROOT
from tests.data.conftest import load

MOST_ALARMS, MOST_SUSPECTED = 0.006, 0.02


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Every example of a demand as a citizen says it, places unmarked."""
    files = sorted((ROOT / "knowledge" / "demands").glob("*.yml"))
    told = [one for path in files for row in load(path)["subjects"] for one in row["examples"]]
    texts = [one if isinstance(one, str) else one["text"] for one in told]
    return [text.replace("[", "").replace("](place)", "") for text in texts]


def test_complaints_raise_no_alarm(complaints: list[str], emergencies: EmergencyRules) -> None:
    """Fewer than six in a thousand set off a sign."""
    alarms = [said for said in complaints if emergencies.find(said)]
    assert len(alarms) < MOST_ALARMS * len(complaints), alarms


def test_complaints_are_seldom_suspected(complaints: list[str], emergencies: EmergencyRules) -> None:
    """Fewer than two in a hundred are taken for an emergency while the engine is away."""
    suspected = [said for said in complaints if emergencies.suspect(said)]
    assert len(suspected) < MOST_SUSPECTED * len(complaints), suspected
