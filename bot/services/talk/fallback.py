"""Understanding without the engine: turns of phrase from knowledge/cues.yml. Plain, but always there."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.understanding import Reading, Understanding


class CueReader:
    """Reads the plainest wishes by their cues; whatever says nothing else is taken for a guide question."""

    def __init__(self, facets: FacetCues, wishes: Mapping[str, Sequence[str]]) -> None:
        """`wishes`: patterns by intent; the first intent that matches wins. `re.error` for a broken pattern."""
        self._facets = facets
        self._wishes = {
            intent: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
            for intent, patterns in wishes.items()
        }

    def read(self, text: str, clauses: Sequence[str] = ()) -> Understanding:
        """What a text means, as far as cues tell."""
        return Understanding(self._reading(text), tuple(self._reading(clause) for clause in clauses), by="cues")

    def _reading(self, text: str) -> Reading:
        for intent, pattern in self._wishes.items():
            if pattern.search(text):
                return Reading(text, {intent: 0.9, "ask_overview": 0.1})
        facets = self._facets.found(text)
        if not facets:
            return Reading(text, {"ask_overview": 0.6, "name_item": 0.3, "talk_nonsense": 0.1})
        return Reading(text, {f"ask_{facets[0]}": 0.9, "ask_overview": 0.1})
