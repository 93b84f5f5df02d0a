"""Which facets a turn asks for."""

from bot.domain.guides.context import is_bare
from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decision import Turning
from bot.domain.guides.facet import Facet
from bot.domain.guides.understanding import Reading
from bot.domain.text.clauses import is_question

SURE_FACET, LEAST_FACET, CUED_SHARE, PLAIN_CLAUSE = 0.6, 0.1, 0.5, 14


class FacetChoice:
    """Weighs the readings of facets against the cues."""

    def __init__(self, cues: FacetCues) -> None:
        """`cues` tell which facets a text asks for in so many words."""
        self._cues = cues

    def one(self, turn: Turning, *, carried: bool = False) -> Facet:
        """The facet asked for; where the text asks none, the one asked before (`carried`, or a bare follow-up)."""
        asked = self._cues.found(turn.text)
        if turn.focus.facet and not asked and (carried or is_bare(turn)):
            return turn.focus.facet
        weights = turn.understanding.whole.facet_weights()
        best = likeliest(turn.understanding.whole)
        if best is Facet.OVERVIEW and asked:
            named = max(asked, key=lambda facet: weights.get(facet, 0.0))
            return named if weights.get(named, 0.0) >= LEAST_FACET else best
        if asked and best not in asked and weights.get(asked[0], 0.0) >= CUED_SHARE * weights.get(best, 0.0):
            return asked[0]
        plain = is_question(turn.text) and weights.get(best, 0.0) >= SURE_FACET
        return best if asked or plain else Facet.OVERVIEW

    def all(self, turn: Turning) -> tuple[Facet, ...]:
        """The facet asked for, and a second one that another clause plainly asks for."""
        first = self.one(turn)
        if first is Facet.OVERVIEW:
            return (first,)
        for place, (clause, reading) in enumerate(zip(turn.clauses, turn.understanding.clauses, strict=False)):
            facet = likeliest(reading)
            plain = facet in self._cues.found(clause) and len(clause) <= PLAIN_CLAUSE and is_question(clause)
            if plain and facet not in (first, Facet.OVERVIEW) and reading.facet_weights()[facet] >= SURE_FACET:
                later = any(likeliest(other) is first for other in turn.understanding.clauses[place + 1 :])
                return (facet, first) if later else (first, facet)
        return (first,)


def likeliest(reading: Reading) -> Facet:
    """The likeliest facet of a reading; the overview where no facet was read."""
    weights = reading.facet_weights()
    return max(weights, key=lambda facet: weights[facet], default=Facet.OVERVIEW)
