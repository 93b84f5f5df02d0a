"""Reads knowledge/spelling.yml."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.adapters.spelling import LONGEST, SHORTEST, Spelling

Word = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST, pattern=r"^[一-鿿]+$")]
Letters = Annotated[str, Field(pattern=r"^[a-z]{3,6}$")]


class SpellingFile(Strict):
    source: Text
    checked_on: date
    sounds: Annotated[list[list[Word]], Field(min_length=1)]
    letters: dict[Letters, Word]
    variants: dict[Word, Word]


def load_spelling(path: Path) -> Spelling:
    """How people spell; a fault for a pair of different lengths."""
    file = YamlFile(path, f"knowledge/{path.name}")
    parsed = file.parse(SpellingFile)
    faults = [
        file.fault((name, said), f"{said} and {meant} are not of one length: places in a text would move")
        for name, pairs in (("letters", parsed.letters), ("variants", parsed.variants))
        for said, meant in pairs.items()
        if len(said) != len(meant)
    ]
    if faults:
        raise KnowledgeFault(faults)
    return Spelling((word for group in parsed.sounds for word in group), parsed.letters, parsed.variants)
