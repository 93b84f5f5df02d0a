"""YAML that remembers on which line each value stands, so that a fault can be named to the person who typed it."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class KnowledgeFault(Exception):  # noqa: N818 - the word of the people who mend it
    """One or more faults in knowledge/: each a line `file:line: field: what is wrong`."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class _UniqueKeys(yaml.CSafeLoader):
    """A loader for which a key given twice is a fault, not the last one's victory."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key given twice: {key}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


class YamlFile:
    """The content of one YAML file together with the line of every value."""

    def __init__(self, path: Path, shown_as: str | None = None) -> None:
        """Read `path`; `KnowledgeFault` if it cannot be read or is not YAML."""
        self.path = path
        self.shown_as = shown_as or str(path)
        try:
            self._text = path.read_text(encoding="utf-8")
            self.content: Any = yaml.load(self._text, Loader=_UniqueKeys)  # noqa: S506 - a SafeLoader
        except yaml.YAMLError as error:
            raise KnowledgeFault([self._yaml_fault(error)]) from error
        except (OSError, ValueError) as error:
            raise KnowledgeFault([f"{self.shown_as}: cannot be read: {error}"]) from error

    @cached_property
    def _tree(self) -> yaml.Node | None:
        """The parsed tree with its marks; only a fault asks for it, and it is slow to make."""
        return yaml.compose(self._text, Loader=yaml.CSafeLoader)

    def line_of(self, location: Location) -> int:
        """The line of the value at `location` (keys and list positions), or of its nearest ancestor."""
        node, line = self._tree, 1
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            line, node = child
        return line

    def fault(self, location: Location, message: str) -> str:
        """One complaint: `file:line: field: message`."""
        field = ".".join(str(step) for step in location) or "(file)"
        return f"{self.shown_as}:{self.line_of(location)}: {field}: {message}"

    def parse(self, model: type[Model]) -> Model:
        """The content as `model`; `KnowledgeFault` with a complaint for every fault."""
        try:
            return model.model_validate(self.content)
        except ValidationError as error:
            raise KnowledgeFault(
                [self.fault(fault["loc"], fault["msg"].removeprefix("Value error, ")) for fault in error.errors()]
            ) from error

    def _yaml_fault(self, error: yaml.YAMLError) -> str:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return f"{self.shown_as}:{line}: not YAML: {getattr(error, 'problem', error)}"


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    return None
