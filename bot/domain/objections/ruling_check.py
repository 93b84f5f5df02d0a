"""Whether a ruling holds what its decision needs."""

from bot.domain.objections.objection import DisputedData, Ruling
from bot.domain.objections.terms import Decision

CORRECTING = frozenset({Decision.CORRECTED, Decision.PARTLY})


def ruling_fault(ruling: Ruling, data: DisputedData) -> str:
    """What is wrong with a ruling about these data; "" if nothing is.

    A field of a guide is corrected by the program, so its new text must be there and differ from what the field is held
    to say. It cannot be taken off the guide (`guide_stays`): what must not be public is corrected to a text without it.
    Data elsewhere are corrected by whoever keeps them; a new text is welcome then and not demanded.
    """
    corrected_to = ruling.corrected_to.strip()
    if not ruling.reason.strip():
        return "missing_reason"
    if ruling.decision not in CORRECTING and corrected_to:
        return "nothing_to_correct"
    if not data.is_guide:
        return ""
    if ruling.decision is Decision.REMOVED:
        return "guide_stays"
    if ruling.decision in CORRECTING and not corrected_to:
        return "missing_corrected_to"
    return "same_text" if corrected_to and corrected_to == data.says.strip() else ""
