"""Answers a turn that was understood: weighs it, then words it. Rasa's action and the fallback both end here."""

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decider import Decider
from bot.domain.guides.decision import Decision, Turning
from bot.domain.guides.states import States
from bot.domain.guides.understanding import Understanding
from bot.domain.talk.emergency import EmergencyRules
from bot.services.guides.responder import Responder
from bot.services.ports import Catalogue, GuideSearch, Outcome, Turn

OWN_CITY = "双辽"


class GuideDesk:
    """One state of the published list, ready to answer from."""

    def __init__(
        self,
        catalogue: Catalogue,
        search: GuideSearch,
        cues: FacetCues,
        emergencies: EmergencyRules,
        responder: Responder,
        states: States,
    ) -> None:
        """All of the same state of the list."""
        self.catalogue, self.search, self.responder = catalogue, search, responder
        self._emergencies = emergencies
        self._decider = Decider(search.find, cues, self._are_kin, states)

    def take(self, turn: Turn, understanding: Understanding) -> Outcome:
        """The outcome of a turn."""
        outcome = self.responder.respond(self.decide(turn, understanding), turn.focus)
        return Outcome(outcome.answer, outcome.focus, understanding.by)

    def decide(self, turn: Turn, understanding: Understanding) -> Decision:
        """What is to be done with a turn, not worded yet."""
        if self._emergencies.is_over(turn.text):
            understanding = understanding.without("report_emergency")
        if OWN_CITY in turn.text:
            understanding = understanding.without("ask_other_city")
        return self._decider.decide(Turning(turn.text, understanding, turn.focus, turn.clauses))

    def _are_kin(self, one: str, other: str) -> bool:
        guide, second = self.catalogue.guide(one), self.catalogue.guide(other)
        return guide.department.name == second.department.name
