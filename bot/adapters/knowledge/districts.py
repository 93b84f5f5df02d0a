"""Reads knowledge/districts.yml."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.demands.district import District, Districts


class DistrictRow(Strict):
    name: Text
    aliases: list[Text]


class DistrictsFile(Strict):
    checked_on: date
    source: Text
    districts: Annotated[list[DistrictRow], Field(min_length=1)]


def load_districts(path: Path) -> Districts:
    """Every district; a fault for a name or an alias that stands twice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    seen: set[str] = set()
    faults: list[str] = []
    rows = file.parse(DistrictsFile).districts
    for place, row in enumerate(rows):
        for said in (row.name, *row.aliases):
            if said in seen:
                faults.append(file.fault(("districts", place), f"{said} stands twice"))
            seen.add(said)
    if faults:
        raise KnowledgeFault(faults)
    return Districts([District(row.name, tuple(row.aliases)) for row in rows])
