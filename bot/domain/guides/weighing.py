"""Is it a guide question? The wish that was read, weighed against what the search finds."""

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.facet import Facet
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit, Matter, Reading
from bot.domain.talk.route import Route, route_of

TALK = frozenset({"greet", "say_goodbye", "say_thanks", "ask_capability", "abuse_assistant", "inject_command"})
"""Intents that no finding of the search turns into a guide question."""

WEAK = frozenset(
    {
        "small_talk",
        "talk_nonsense",
        "ask_commercial",
        "ask_unlisted_service",
        "ask_other_city",
        "ask_homework",
        "ask_medical",
        "ask_consult",
    }
)
"""Intents that a good finding of the search outweighs: people say odd things around an honest question."""


class Weighing:
    """Weighs readings against findings."""

    def __init__(self, cues: FacetCues, tuning: Tuning) -> None:
        """`cues` tell which facets a text asks for in so many words."""
        self._cues, self._tuning = cues, tuning

    def is_guide(self, text: str, reading: Reading, best: Hit | None) -> bool:
        """Whether a text asks for a guide; `best` is the best finding for it."""
        tuning = self._tuning
        guide = reading.route_weights().get(Route.GUIDE, 0.0)
        intent, weight = rival(reading)
        if guide >= weight:
            return True
        if best is None or intent in TALK:
            return False
        if weight < tuning.unsure_route and best.matter is not Matter.UNLISTED and best.score >= tuning.override:
            return True
        if intent not in WEAK:
            asked = [facet for facet in self._cues.found(text) if facet is not Facet.OVERVIEW]
            plain = weight < tuning.sure_route and guide >= tuning.some_guide
            return plain and bool(asked) and best.score >= tuning.least_item
        if best.matter is Matter.UNLISTED:
            return False
        if intent == "ask_other_city":
            sure = reading.intents[intent] >= tuning.sure_route
            return best.score >= (tuning.override_place if sure else tuning.override)
        return best.score >= (tuning.override_talk if weight >= tuning.sure_route else tuning.override)

    def is_firm(self, reading: Reading) -> bool:
        """Whether something else than a guide question is plainly wished."""
        intent, weight = rival(reading)
        return intent not in WEAK and weight >= self._tuning.sure_route


def rival(reading: Reading) -> tuple[str, float]:
    """The likeliest intent that is no guide question, and the weight of its route (all kinds of talk together)."""
    weights = reading.route_weights()
    weights.pop(Route.GUIDE, None)
    if not weights:
        return "talk_nonsense", 0.0
    route = max(weights, key=lambda one: weights[one])
    intents = [intent for intent in reading.intents if route_of(intent) is route]
    return max(intents, key=lambda intent: reading.intents[intent]), weights[route]
