"""Who does not know which data are meant: the bureau finds out from her story, the form does not hold her up."""

import re
from dataclasses import replace

from bot.domain.guides.facet import Facet
from bot.domain.objections.draft import Ask, ObjectionDraft
from bot.domain.objections.terms import DataPlace

_UNSURE = re.compile(
    r"(?:我|俺)?(?:们)?(?:也|都|是|真|实在)*(?:不知道|不清楚|不晓得|不懂|不会选|说不清|说不上来|搞不清|弄不清|整不明白|分不清)[^，。,]{0,10}[。！!]?"
)
_NONE_OF_THEM = re.compile(r"(?:这些)?(?:都|全)(?:不是|不对|没有)(?:这些)?[。！!]?")
_OF_DATA = frozenset({Ask.PLACE, Ask.ITEM, Ask.FACET, Ask.CATALOGUE, Ask.RECORD, Ask.FIELD, Ask.SAYS, Ask.SHOULD_SAY})
"""Questions to which nobody needs to know the answer."""


def is_unsure(draft: ObjectionDraft, text: str) -> bool:
    """Whether a text says that she does not know what the question asks."""
    if draft.asked not in _OF_DATA:
        return False
    return bool(_UNSURE.fullmatch(text) or (draft.asked is Ask.ITEM and draft.tries and _NONE_OF_THEM.fullmatch(text)))


def passed_on(draft: ObjectionDraft) -> ObjectionDraft:
    """The form without an answer: some other page, a guide that is not named, the guide as a whole."""
    match draft.asked:
        case Ask.PLACE:
            return replace(draft, place=DataPlace.OTHER, fixing=None, tries=0)
        case Ask.ITEM:
            return replace(draft.skipping(Ask.ITEM).skipping(Ask.FACET), items=())
        case Ask.FACET:
            return replace(draft.knowing(field=Facet.OVERVIEW.value, says=""), fixing=None)
    return draft.skipping(draft.asked)
