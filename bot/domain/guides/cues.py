"""Turns of phrase that give a facet away: knowledge/cues.yml, compiled."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.guides.facet import Facet

_LITTLE_WORDS = re.compile(
    r"申请|办理|[\s，。！？；：,.!?;:、~…]|那个|这个|那|这|个|的|呢|吗|啊|呀|吧|了|嘛|么|我|俺|你|能|要|是|就|都|还|也|得|给|去|来|办|一下|有|没|不|行|走|什么|啥|哪|多少|几|怎么|咋|到底|请问|大概|一般|具体"
)


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

    def without(self, text: str) -> str:
        """What is left of a text when the cues and the little words around them are taken away: its matter."""
        for pattern in self._patterns.values():
            text = pattern.sub(" ", text)
        return _LITTLE_WORDS.sub("", text)
