"""Reads knowledge/talk_texts.yml: texts that operators put into a line of a live talk."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.handoff.talk_text import TalkText


class TalkRow(Strict):
    title: Annotated[Text, Field(max_length=20)]
    text: Annotated[Text, Field(max_length=500)]


class TalkFile(Strict):
    checked_on: date
    texts: Annotated[list[TalkRow], Field(min_length=1)]


def load_talk_texts(path: Path) -> tuple[TalkText, ...]:
    """Every text, in the order of the file; a fault for a title that stands twice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    rows = file.parse(TalkFile).texts
    titles = [row.title for row in rows]
    faults = [
        file.fault(("texts", place, "title"), f"{title} stands twice")
        for place, title in enumerate(titles)
        if title in titles[:place]
    ]
    if faults:
        raise KnowledgeFault(faults)
    return tuple(TalkText(row.title, row.text) for row in rows)
