"""The documentation names what there is."""

import re

import pytest

from bot.__main__ import parser
from bot.settings import ROOT, Settings


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_the_operations_page_names_every_setting(name: str) -> None:
    """Whoever runs the program finds each setting by its name in the environment."""
    assert re.search(rf"\b{name}\b", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))


def test_the_documentation_names_every_command() -> None:
    """Each command of the program stands in the README or on the operations page."""
    texts = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/operations.md"))
    commands = next(action.choices for action in parser()._actions if action.dest == "command")
    assert [command for command in commands or () if not re.search(rf"-m bot {command}\b", texts)] == []


def test_the_data_page_tells_how_to_change_everything_under_knowledge() -> None:
    """Each file and folder of facts has its recipe."""
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted((ROOT / "knowledge").iterdir()) if path.name not in text] == []
