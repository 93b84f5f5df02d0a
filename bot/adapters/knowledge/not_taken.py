"""Reads knowledge/not_taken.yml: what 12345 does not take, and the right way instead."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.demands.not_taken import NotTaken, RightWay


class MatterRow(Strict):
    name: Text
    signs: Annotated[list[Text], Field(min_length=1)]
    unless: str = ""
    way: Text
    basis: Text


class NotTakenFile(Strict):
    checked_on: date
    matters: Annotated[list[MatterRow], Field(min_length=1)]


def load_not_taken(path: Path) -> NotTaken:
    """Every matter of the file; a fault for a pattern that is none and a name that stands twice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    ways: dict[str, RightWay] = {}
    faults: list[str] = []
    for place, row in enumerate(file.parse(NotTakenFile).matters):
        if row.name in ways:
            faults.append(file.fault(("matters", place, "name"), f"{row.name} stands twice"))
        try:
            signs = re.compile("|".join(f"(?:{sign})" for sign in row.signs))
            unless = re.compile(row.unless) if row.unless else None
        except re.error as error:
            faults.append(file.fault(("matters", place), f"not a pattern: {error}"))
            continue
        ways[row.name] = RightWay(row.name, signs, unless, row.way, row.basis)
    if faults:
        raise KnowledgeFault(faults)
    return NotTaken(tuple(ways.values()))
