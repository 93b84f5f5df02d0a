"""The wording for citizens, read from the same files as Rasa reads it (nlu_data/domain/responses)."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.talk.message import Kind, Reply
from bot.domain.talk.route import Route

_SLOT = re.compile(r"\{(\w+)\}")


class WordingMetadata(Strict):
    kind: Kind = Kind.NOTICE
    route: Route | None = None


class Wording(Strict):
    text: str
    metadata: WordingMetadata = WordingMetadata()


class ResponsesFile(Strict):
    """One file of responses; each key has one wording."""

    version: str
    responses: dict[str, Annotated[list[Wording], Field(min_length=1, max_length=1)]]


class YamlPhrasebook:
    """Every response by key."""

    def __init__(self, folder: Path) -> None:
        """Read all files of `folder`/responses; `KnowledgeFault` for a broken one or a key that stands twice."""
        self._wordings: dict[str, Wording] = {}
        faults: list[str] = []
        paths = sorted((folder / "responses").glob("*.yml"))
        if not paths:
            raise KnowledgeFault([f"{folder / 'responses'}: holds no wording (*.yml)"])
        for path in paths:
            file = YamlFile(path, f"{folder.name}/responses/{path.name}")
            for key, wordings in file.parse(ResponsesFile).responses.items():
                if key in self._wordings:
                    faults.append(file.fault(("responses", key), "stands in another file too"))
                self._wordings[key] = wordings[0]
        if faults:
            raise KnowledgeFault(faults)

    @property
    def keys(self) -> frozenset[str]:
        """Every key that has a wording."""
        return frozenset(self._wordings)

    def words(self, key: str, **values: str) -> str:
        """The text of `key`, its slots filled; KeyError for an unknown key or a slot without a value."""
        return _SLOT.sub(lambda slot: values[slot[1]], self._wordings[key].text)

    def say(self, key: str, **values: str) -> Reply:
        """The whole reply of `key`."""
        return Reply(self._wordings[key].metadata.kind, self.words(key, **values))

    def route(self, key: str) -> Route | None:
        """The route that a response stands for, if it stands for one."""
        return self._wordings[key].metadata.route
