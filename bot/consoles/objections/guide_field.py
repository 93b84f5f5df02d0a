"""The field of a guide that is disputed, as citizens are shown it now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.guides.facet import Facet
from bot.domain.objections.objection import DisputedData
from bot.services.guides.text import GuideText
from bot.services.objections.ports import GuideCorrection
from bot.services.ports import Catalogue


@dataclass(frozen=True, slots=True)
class GuideField:
    """A field by name, and its text; `corrected_by` is the objection whose decision it follows."""

    item: str
    facet: str
    text: str
    corrected_by: str = ""


class GuideFields:
    """Looks fields up."""

    def __init__(self, catalogue: Callable[[], Catalogue], text: GuideText) -> None:
        """The catalogue as it is at the moment."""
        self._catalogue, self._text = catalogue, text

    def now(self, data: DisputedData, corrections: Sequence[GuideCorrection]) -> GuideField | None:
        """The field; None if no guide is meant, or the guide is no longer there."""
        catalogue = self._catalogue()
        if not data.is_guide or data.field not in set(Facet) or not catalogue.has(data.catalogue):
            return None
        guide, facet = catalogue.guide(data.catalogue), Facet(data.field)
        name, label = guide.name, self._text.label(facet)
        for one in corrections:
            if (one.item, one.field) == (data.catalogue, data.field):
                return GuideField(name, label, one.text, one.number)
        return GuideField(name, label, self._text.field(guide, facet))
