"""Turns of phrase that give a facet away: knowledge/cues.yml, compiled."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.facet import Facet


class FacetCues:
    """Which facets a text asks for in so many words."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """`patterns` by facet, the most telling facet first; `re.error` for a broken pattern."""
        self._patterns = {
            Facet(facet): re.compile("|".join(f"(?:{pattern})" for pattern in group))
            for facet, group in patterns.items()
        }

    def found(self, text: str) -> tuple[Facet, ...]:
        """The facets a cue speaks for, the most telling first; overview only if nothing else."""
        facets = tuple(facet for facet, pattern in self._patterns.items() if pattern.search(text))
        aspects = tuple(facet for facet in facets if facet is not Facet.OVERVIEW)
        return aspects or facets
