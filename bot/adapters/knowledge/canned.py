"""Reads knowledge/canned_texts.yml: texts that staff put into forms."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.tickets.canned import CannedText
from bot.domain.tickets.moves import Move

_FIELDS = ("note", "right_way", "points", "answer")


class CannedRow(Strict):
    move: Move
    title: Text
    note: str = ""
    right_way: str = ""
    points: str = ""
    answer: str = ""


class CannedFile(Strict):
    checked_on: date
    texts: Annotated[list[CannedRow], Field(min_length=1)]


def load_canned_texts(path: Path) -> tuple[CannedText, ...]:
    """Every text, in the order of the file; a fault for a text without words and a title that a move has twice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    texts: list[CannedText] = []
    faults: list[str] = []
    for place, row in enumerate(file.parse(CannedFile).texts):
        fields = {name: value for name in _FIELDS if (value := getattr(row, name))}
        if not fields:
            faults.append(file.fault(("texts", place), f"{row.title} says nothing"))
        if any(text.move is row.move and text.title == row.title for text in texts):
            faults.append(file.fault(("texts", place, "title"), f"{row.title} stands twice"))
        texts.append(CannedText(row.move, row.title, fields))
    if faults:
        raise KnowledgeFault(faults)
    return tuple(texts)
