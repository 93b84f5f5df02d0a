"""Unusual emergencies and their harmless look-alikes (emergencies_told.yml): how well the rules do by themselves."""

from typing import Any

import pytest

from bot.domain.talk.emergency import EmergencyRules
from bot.settings import ROOT
from tests.data.conftest import load

LEAST_FOUND, MOST_FALSE = 0.95, 0.01


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    """What people in danger say, and what sounds like it."""
    said: Any = load(ROOT / "tests" / "data" / "emergencies_told.yml")
    return said


def test_there_are_enough_of_both(told: dict[str, list[str]]) -> None:
    """A share of a few sentences says nothing."""
    assert len(set(told["reports"])) >= 150
    assert len(set(told["harmless"])) >= 300


def test_unusual_emergencies_are_found_by_rule(told: dict[str, list[str]], emergencies: EmergencyRules) -> None:
    """With the engine down, the rules are all there is."""
    missed = [said for said in told["reports"] if not emergencies.find(said)]
    assert len(missed) <= (1 - LEAST_FOUND) * len(told["reports"]), missed


def test_look_alikes_raise_no_alarm(told: dict[str, list[str]], emergencies: EmergencyRules) -> None:
    """An alarm for nothing teaches people to ignore the alarm."""
    false = [said for said in told["harmless"] if emergencies.find(said)]
    assert len(false) <= MOST_FALSE * len(told["harmless"]), false


def test_ordinary_wishes_raise_no_alarm(sentences: dict[str, list[str]], emergencies: EmergencyRules) -> None:
    """Nor do the sentences of every other wish, complaints and requests for help among them."""
    others = [said for intent, group in sentences.items() if intent != "report_emergency" for said in group]
    false = [said for said in others if emergencies.find(said)]
    assert len(false) <= MOST_FALSE * len(others), false
