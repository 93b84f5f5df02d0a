"""What the engine's short way through a turn takes for granted (rasa_engine/turn.py)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT

RULES = sorted((ROOT / "nlu_data" / "rules").glob("*.yml"))
DOMAIN = sorted((ROOT / "nlu_data" / "domain").rglob("*.yml"))
REMEMBERED = {"slots", "entities", "forms"}


def content(path: Path) -> dict[str, Any]:
    """What stands in a file."""
    return dict(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.stem)
def test_the_engine_has_nothing_to_remember(path: Path) -> None:
    """No slot, no entity, no form: what the policies say depends on the intent alone, and is asked once for each."""
    assert not REMEMBERED & set(content(path))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_is_an_intent_and_its_actions(path: Path) -> None:
    """No rule asks what was said before, or for words instead of a wish."""
    for rule in content(path)["rules"]:
        first, *others = rule["steps"]
        assert set(first) == {"intent"}, rule["rule"]
        assert [set(step) for step in others] == [{"action"}] * len(others), rule["rule"]
        assert set(rule) == {"rule", "steps"}, rule["rule"]


def test_no_stories_are_told() -> None:
    """Stories would lead through several turns, which the engine does not remember."""
    assert not (ROOT / "nlu_data" / "stories").exists()
