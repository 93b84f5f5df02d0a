"""States of a matter (lost, first, due, cancelled, changing hands) that tell neighbouring items apart."""

import re
from collections.abc import Callable, Mapping, Sequence


class States:
    """How people say a state, and how the names of items show it (knowledge/cues.yml)."""

    def __init__(self, patterns: Mapping[str, tuple[str, str]], name: Callable[[str], str]) -> None:
        """`patterns`: state → (said, named); `name` gives an item's name by its code. `re.error` if one is broken."""
        self._patterns = [(re.compile(said), re.compile(named)) for said, named in patterns.values()]
        self._name = name

    def single_out(self, text: str, codes: Sequence[str]) -> str:
        """The only one of these items that is in a state which the text tells, or ""."""
        fitting = self.fitting(text, codes)
        return fitting[0] if len(fitting) == 1 else ""

    def fitting(self, text: str, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of these items that are in a state which the text tells; none if it tells no state."""
        told = [named for said, named in self._patterns if said.search(text)]
        return tuple(code for code in codes if any(named.search(self._name(code)) for named in told))
