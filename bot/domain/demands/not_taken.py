"""What 12345 does not take, and the right way instead: nobody is sent away without knowing where to go."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RightWay:
    """One kind of matter that others decide.

    `signs` are patterns over the simplified text, `unless` what shows that it is something else; `way` tells where
    to go, `basis` why 12345 may not.
    """

    name: str
    signs: re.Pattern[str]
    unless: re.Pattern[str] | None
    way: str
    basis: str


class NotTaken:
    """The list of such matters (knowledge/not_taken.yml)."""

    def __init__(self, ways: Sequence[RightWay]) -> None:
        """In the order in which they are looked for."""
        self.ways = tuple(ways)

    def find(self, text: str) -> RightWay | None:
        """The first matter of the list that a text is about."""
        for way in self.ways:
            if way.signs.search(text) and not (way.unless and way.unless.search(text)):
                return way
        return None
