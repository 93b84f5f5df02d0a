"""The street, town or township (街道 镇 乡) that a text names."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class District:
    """One of the city's districts, and what people say for it."""

    name: str
    aliases: tuple[str, ...]


class Districts:
    """All of them."""

    def __init__(self, districts: Sequence[District]) -> None:
        """Longer names are looked for first, so that none hides in another."""
        pairs = [(said, one.name) for one in districts for said in (one.name, *one.aliases)]
        self._said = sorted(pairs, key=lambda pair: -len(pair[0]))
        self.names = tuple(one.name for one in districts)

    def find(self, text: str) -> tuple[str, str]:
        """The district that a text names, and how it says it; two empty strings if it names none."""
        return next(((name, said) for said, name in self._said if said in text), ("", ""))
