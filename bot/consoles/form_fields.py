"""Fields of forms, read so that nothing wrong comes through."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

_Choice = TypeVar("_Choice", bound=StrEnum)
MOST_DIGITS = 9


class FormFault(Exception):  # noqa: N818 - the clerk's
    """A form that is filled in wrongly; `reason` is a key of the table of refusals."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(fields: Mapping[str, str], name: str) -> str:
    """What was typed, without the ends and the browser's line ends."""
    return fields.get(name, "").replace("\r\n", "\n").strip()


def chosen(kind: type[_Choice], fields: Mapping[str, str], name: str) -> _Choice | None:
    """One of a fixed list; None for anything else."""
    value = fields.get(name, "")
    return kind(value) if value in set(kind) else None


def whole(fields: Mapping[str, str], name: str) -> int:
    """A version or a count; -1 for what is none."""
    value = fields.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else -1
