"""What is chosen for an objection, by a button or by its name: where the data stand, which guide, what is wrong."""

from dataclasses import replace

from bot.domain.guides.facet import Facet
from bot.domain.objections.draft import HARMS, NamedItem, ObjectionDraft
from bot.domain.objections.objection import DisputedData
from bot.domain.objections.terms import DataPlace, Fault


def chosen(draft: ObjectionDraft, what: str, value: str) -> ObjectionDraft | None:
    """What a button chooses; None for a value that is none of ours."""
    if what == "place" and value in DataPlace.__members__.values():
        return with_place(draft, DataPlace(value))
    if what == "fault" and value in Fault.__members__.values():
        return with_fault(draft, Fault(value))
    if what == "facet" and value in Facet.__members__.values():
        return replace(draft.knowing(field=value, says=""), fixing=None)
    named = next((one for one in draft.items if what == "item" and one.code == value), None)
    return with_item(draft, named) if named else None


def with_place(draft: ObjectionDraft, place: DataPlace) -> ObjectionDraft:
    """With where the data stand; what was told of data elsewhere no longer counts, but for what they should say."""
    data = draft.data if draft.place in (None, place) else DisputedData(should_say=draft.data.should_say)
    title = draft.title if draft.place is place else ""
    return replace(draft, place=place, data=data, title=title, items=(), fixing=None, tries=0)


def with_item(draft: ObjectionDraft, item: NamedItem) -> ObjectionDraft:
    """With the guide that is meant; what another one said no longer counts."""
    is_new = draft.data.catalogue not in ("", item.code)
    data = replace(draft.data, catalogue=item.code, says="" if is_new else draft.data.says)
    return replace(draft, place=DataPlace.GUIDE, data=data, title=item.name, items=(), fixing=None, tries=0)


def with_fault(draft: ObjectionDraft, fault: Fault) -> ObjectionDraft:
    """With what is wrong; where it is that something is shown at all, nothing should stand there instead."""
    data = replace(draft.data, should_say="") if fault in HARMS else draft.data
    return replace(draft, fault=fault, data=data, fixing=None, tries=0)
