"""The title of an objection: which data, without anything personal, for it stands unsealed in lists."""

import re

from bot.domain.objections.draft import ObjectionDraft
from bot.domain.objections.terms import DataPlace
from bot.domain.text.masking import mask

LONGEST = 60
_LONG_NUMBER = re.compile(r"\d(?:[\s\-]?\d){6,}")


def title_of(draft: ObjectionDraft) -> str:
    """A guide's name and field, or where the data stand, their catalogue and field; never the record or its content."""
    place = draft.place or DataPlace.OTHER
    parts = (draft.title,) if place is DataPlace.GUIDE else (draft.data.catalogue, draft.data.field)
    told = "·".join(part for part in parts if part) or place.label
    for own in (draft.name, draft.organisation):
        told = told.replace(own, "[姓名]") if own else told
    return _LONG_NUMBER.sub("[号码]", mask(told).text)[:LONGEST]
