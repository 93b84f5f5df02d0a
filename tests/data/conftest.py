"""What the suites over data share: every guide, and every YAML file that holds facts or wording."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.guides.guide import Guide
from bot.settings import ROOT


@pytest.fixture(scope="session")
def guides(knowledge: Any) -> Sequence[Guide]:
    """Every published guide."""
    return knowledge.desk.catalogue.guides()


@pytest.fixture(scope="session")
def item_files() -> dict[str, dict[str, Any]]:
    """The raw content of every file under knowledge/items, by code."""
    return {path.stem: load(path) for path in sorted((ROOT / "knowledge" / "items").rglob("*.yml"))}


@pytest.fixture(scope="session")
def topics() -> list[dict[str, Any]]:
    """Every row of knowledge/topics."""
    return [row for path in sorted((ROOT / "knowledge" / "topics").glob("*.yml")) for row in load(path)["topics"]]


@pytest.fixture(scope="session")
def sentences() -> dict[str, list[str]]:
    """The sentences of nlu_data/nlu, by intent."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "nlu_data" / "nlu").glob("*.yml")):
        for block in load(path)["nlu"]:
            lines = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(line for line in lines if line)
    return found


def load(path: Path) -> Any:
    """The content of one YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
