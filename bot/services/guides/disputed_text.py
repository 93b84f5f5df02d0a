"""What stands beside a guide's field that is disputed or was corrected, and beside fields that show the same data."""

from bot.domain.guides.facet import Facet
from bot.services.china_time import day_in_words
from bot.services.objections.marking import Disputes
from bot.services.ports import Phrasebook

SHARES: dict[Facet, tuple[Facet, ...]] = {
    Facet.OVERVIEW: (Facet.MATERIALS, Facet.LOCATION, Facet.TIME_LIMIT, Facet.FEE, Facet.ONLINE),
    Facet.LOCATION: (Facet.PHONE,),
    Facet.PHONE: (Facet.LOCATION,),
    Facet.VISITS: (Facet.ONLINE,),
}
"""Which other fields' data a field shows too: what is disputed there is not shown here without a word."""
LINE = 60
"""Characters of a correction in a line of the overview."""


class DisputedText:
    """Notes on fields."""

    def __init__(self, phrasebook: Phrasebook, disputes: Disputes) -> None:
        """All sentences are in the phrasebook."""
        self._say, self._disputes = phrasebook.words, disputes

    def correction(self, item: str, facet: Facet) -> str:
        """The text that a decision gave a field; "" if none did."""
        correction = self._disputes.correction(item, facet)
        return correction.text if correction else ""

    def line(self, item: str, facet: Facet, told: str) -> str:
        """A field in a line of the overview: corrected, and marked."""
        text = "；".join(self.correction(item, facet).split("\n"))
        text = f"{text[:LINE]}……" if len(text) > LINE else text or told
        mark = self._disputes.mark(item, facet)
        return self._say("utter_guide_line_disputed", value=text) if mark and text else text

    def notes(self, item: str, facet: Facet) -> list[str]:
        """That a field is disputed, since when; that it was corrected; the same of data that it shares with others."""
        notes = []
        if mark := self._disputes.mark(item, facet):
            notes.append(self._say("utter_guide_disputed", since=day_in_words(mark.since)))
        if correction := self._disputes.correction(item, facet):
            notes.append(self._say("utter_guide_corrected", day=_day(day_in_words(correction.at))))
        return notes + [note for other in SHARES.get(facet, ()) for note in self._shared(item, other, facet)]

    def _shared(self, item: str, other: Facet, facet: Facet) -> list[str]:
        values, notes = {"label": self._say(f"utter_facet_{other}")}, []
        if mark := self._disputes.mark(item, other):
            notes.append(self._say("utter_guide_shared_disputed", **values, since=day_in_words(mark.since)))
        correction = self.correction(item, other)
        if correction and facet is not Facet.OVERVIEW:
            notes.append(self._say("utter_guide_shared_corrected", **values, text=correction))
        return notes


def _day(words: str) -> str:
    return words.partition("（")[0]
