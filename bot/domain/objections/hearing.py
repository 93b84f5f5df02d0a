"""What an answer puts into an objection that is being told. Pure; nothing told is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.demands.answers import MOST_FILES, Event
from bot.domain.demands.draft import Said, says_something
from bot.domain.demands.told_person import name_beside, name_given
from bot.domain.guides.choice import pick_by_number
from bot.domain.objections.choosing import with_fault, with_item, with_place
from bot.domain.objections.draft import Ask, NamedItem, ObjectionDraft
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.objections.told_data import (
    LONGEST,
    facet_named,
    fault_named,
    organisation_told,
    own_contact,
    place_named,
    read_told,
    trimmed,
)
from bot.domain.talk.conversation import Option
from bot.domain.text.telephone import Telephone, WrongTelephone, read_telephone

LEAST_STORY = 6
"""Characters from which an answer is kept as part of the story."""
LONGEST_NAME = 40
LONGEST_SELF = 25
_PLACE_ALONE = re.compile(r"(?:是|在|就是)?(?:公共)?(?:数据)?(?:开放(?:平台|网站?)|办事指南|指南)(?:上|里|的)*[。！!]?")
_CONTRAST = re.compile(r"[，,；;。\s]*(?:应该|应当|其实|实际)")
_WRITTEN = re.compile(r"^(?:现在|上面|网上)*(?:写|登|标|显示)(?:的|着)是?")
_ONLINE = re.compile(r"网上|手机上|电脑上|查出来|查到的|查的时候")
_ANY_NAME = re.compile(r"[一-鿿㐀-䶿·A-Za-z（）() ]{2,40}")
_ALONE = re.compile(r"(?:我)?(?:是|以)?(?:我?(?:个人|自己|本人))(?:名义)?(?:的)?[。.]?")


@dataclass(frozen=True, slots=True)
class Found:
    """What the desk knows of a text: the guides that it may name, and what was last answered in the conversation."""

    items: tuple[NamedItem, ...] = ()
    last: NamedItem | None = None
    last_facet: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionHeard:
    """The form after a message; `detail` says which fault, question or worry."""

    draft: ObjectionDraft
    event: Event
    detail: str = ""


def misfit(draft: ObjectionDraft, reason: str) -> ObjectionHeard:
    """An answer that did not fit the question."""
    return ObjectionHeard(replace(draft, tries=draft.tries + 1), Event.WRONG, reason)


def with_files(draft: ObjectionDraft, said: Said) -> tuple[ObjectionDraft, bool]:
    """With the evidence that came, and whether some of it was too many."""
    files = (*draft.files, *said.files)
    skipped = tuple(ask for ask in draft.skipped if ask is not Ask.EVIDENCE) if said.files else draft.skipped
    return replace(draft, files=files[:MOST_FILES], skipped=skipped), len(files) > MOST_FILES


def fill(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionDraft:
    """Take from a text whatever is still missing of data, fault and person."""
    told = read_told(said.plain)
    draft = _placed(draft, said.plain, found)
    if draft.place is DataPlace.GUIDE:
        field = draft.data.field or told.facet or _last_facet(draft, said.plain, found)
        draft = _of_guide(draft, found).knowing(field=field)
    elif draft.place:
        data = draft.data
        draft = draft.knowing(
            catalogue=data.catalogue or told.catalogue,
            record=data.record or told.record,
            field=data.field or told.field,
            says=data.says or told.says,
        )
    return replace(
        draft.knowing(should_say=draft.data.should_say or told.should_say),
        fault=draft.fault or told.fault,
        organisation=draft.organisation or organisation_told(said.plain),
        name=draft.name or name_given(said.plain),
        phone=draft.phone or own_contact(said.plain),
    )


def kept(draft: ObjectionDraft, said: Said) -> ObjectionDraft:
    """With what she said, where it tells more than a word."""
    text = said.text.strip()
    return replace(draft, parts=(*draft.parts, text)) if len(text) >= LEAST_STORY else draft


def answer(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    """The draft after an answer to what it asks."""
    ask = draft.asked
    if ask in _ANSWERS:
        return _ANSWERS[ask](draft, said, found)
    if ask in _PIECES:
        return _piece(draft, said, found)
    if not says_something(said.plain):
        return replace(misfit(draft, ""), event=Event.UNCLEAR)
    return ObjectionHeard(fill(kept(draft, said), said, found), Event.ADDED)


def _placed(draft: ObjectionDraft, text: str, found: Found) -> ObjectionDraft:
    """Where the data stand: as she says, else with the guide that she names or was just told of."""
    if draft.place:
        return draft
    named = place_named(text)
    if named:
        return replace(draft, place=named)
    speaks_of_last = found.last is not None and bool(facet_named(text)) and fault_named(text) is not None
    return replace(draft, place=DataPlace.GUIDE) if found.items or speaks_of_last else draft


def _of_guide(draft: ObjectionDraft, found: Found) -> ObjectionDraft:
    if draft.data.catalogue:
        return draft
    if len(found.items) == 1:
        return with_item(draft, found.items[0])
    if found.items:
        return replace(draft, items=found.items)
    return with_item(draft, found.last) if found.last and draft.asks is None else draft


def _last_facet(draft: ObjectionDraft, text: str, found: Found) -> str:
    """The field that was last answered, where she means just that (你刚才说的不对)."""
    is_last = found.last is not None and draft.asks is None and (draft.data.catalogue in ("", found.last.code))
    return found.last_facet if is_last and not found.items and place_named(text) is DataPlace.GUIDE else ""


def _elsewhere(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard | None:
    """The guide was a wrong guess: she says that the data stand on the platform or on another page."""
    place = place_named(said.plain)
    if place in (None, DataPlace.GUIDE):
        return None
    return ObjectionHeard(fill(kept(with_place(draft, place), said), said, found), Event.ANSWERED)


def _unfit(draft: ObjectionDraft, said: Said, reason: str) -> ObjectionHeard:
    """What does not answer the question may tell what should be there: that is kept."""
    should_say = draft.data.should_say or read_told(said.plain).should_say
    if should_say == draft.data.should_say:
        return misfit(draft, reason)
    return misfit(replace(kept(draft, said), data=replace(draft.data, should_say=should_say)), reason)


def _place(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    picked = pick_by_number(said.plain, [Option(place.value, place.label) for place in DataPlace])
    place = DataPlace(picked.code) if picked else place_named(said.plain)
    if place is None and not found.items and _ONLINE.search(said.plain):
        place = DataPlace.OTHER
    filled = fill(kept(with_place(draft, place), said), said, found) if place else fill(draft, said, found)
    return (
        ObjectionHeard(replace(filled, fixing=None), Event.ANSWERED)
        if filled.place
        else _unfit(draft, said, "no_place")
    )


def _item(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    picked = pick_by_number(said.plain, [Option(one.code, one.name) for one in draft.items])
    if picked:
        return ObjectionHeard(with_item(draft, NamedItem(picked.code, picked.label)), Event.ANSWERED)
    if said.plain.strip().isdecimal():
        return misfit(draft, "no_item")
    fresh = replace(draft, data=replace(draft.data, catalogue=""), items=found.items)
    if len(found.items) == 1:
        return ObjectionHeard(fill(kept(fresh, said), said, found), Event.ANSWERED)
    if found.items:
        return ObjectionHeard(fresh, Event.ANSWERED)
    return _elsewhere(draft, said, found) or _unfit(draft, said, "no_item")


def _facet(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    picked = pick_by_number(said.plain, [Option(facet, "") for facet in SHOWN_FACETS])
    facet = picked.code if picked else facet_named(said.plain)
    if not facet:
        return _elsewhere(draft, said, found) or _unfit(draft, said, "no_facet")
    known = replace(draft.knowing(field=facet, says=""), fixing=None)
    return ObjectionHeard(fill(kept(known, said), said, found), Event.ANSWERED)


def _fault(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    picked = pick_by_number(said.plain, [Option(fault.value, fault.label) for fault in Fault])
    fault = Fault(picked.code) if picked else fault_named(said.plain)
    if fault is None and draft.tries and says_something(said.plain):
        fault = Fault.WRONG  # whatever it is, she holds that it is not right
    if fault is None:
        return misfit(kept(draft, said), "no_fault")
    known = with_fault(draft, fault)
    return ObjectionHeard(known if picked else fill(kept(known, said), said, found), Event.ANSWERED)


def _alone(text: str) -> str:
    """What stands there, without what should stand there."""
    return _WRITTEN.sub("", _CONTRAST.split(text, maxsplit=1)[0]) or text


def _names_a_place(draft: ObjectionDraft, text: str) -> bool:
    """Whether an answer only puts right where the data stand (开放平台)."""
    return place_named(text) is not draft.place and bool(_PLACE_ALONE.fullmatch(text))


def _piece(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    """One piece of the data, in her words."""
    ask, told = draft.asked, read_told(said.plain)
    if ask is Ask.CATALOGUE and _names_a_place(draft, said.plain.strip()):
        return ObjectionHeard(with_place(draft, place_named(said.plain) or DataPlace.OTHER), Event.ANSWERED)
    own = {
        Ask.CATALOGUE: told.catalogue,
        Ask.RECORD: told.record,
        Ask.FIELD: told.field,
        Ask.SAYS: told.says,
        Ask.SHOULD_SAY: told.should_say,
    }
    value = own[ask] or trimmed(_alone(said.plain) if ask is Ask.SAYS else said.plain)[:LONGEST]
    if not re.search(r"[0-9A-Za-z一-鿿㐀-䶿]", value):
        return misfit(draft, "")
    known = replace(draft.knowing(**{_PIECES[ask]: value}), fixing=None)
    if ask is Ask.SHOULD_SAY and told.says and not draft.data.is_guide:
        known = known.knowing(says=told.says)
    skipped = tuple(one for one in known.skipped if one is not ask)
    filled = fill(kept(replace(known, skipped=skipped), said), said, found)
    return ObjectionHeard(filled, Event.ANSWERED)


def _evidence(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    """What proves it, told instead of shown, is kept in the text."""
    number = read_telephone(said.plain)
    if isinstance(number, WrongTelephone) and number.reason == "identity" and not says_something(said.plain):
        return misfit(draft, "identity")
    if isinstance(number, Telephone) and _says_who(said.plain.strip(), number.said):
        heard = _who(draft, said, found)
        return replace(heard, draft=heard.draft.skipping(Ask.EVIDENCE))
    if len(said.plain.strip()) < LEAST_STORY:
        return misfit(draft, "no_evidence")
    return ObjectionHeard(fill(kept(draft, said), said, found).skipping(Ask.EVIDENCE), Event.ANSWERED, "told_evidence")


def _says_who(text: str, number: str) -> bool:
    """Whether a text only tells who she is, with her number."""
    return len(text) <= LONGEST_SELF and bool(name_beside(text, number) or organisation_told(text, is_asked=True))


def _who(draft: ObjectionDraft, said: Said, _: Found) -> ObjectionHeard:
    text = said.plain.strip()
    number = read_telephone(text)
    organisation = organisation_told(text, is_asked=True)
    beside = text.replace(organisation, "") if organisation else text
    name = name_beside(beside, number.said if number else "")
    rest = text.replace(number.said, "").strip(" ，,。") if number else text.strip(" ，,。")
    if not name and not organisation and draft.tries and _ANY_NAME.fullmatch(rest) and not _ALONE.fullmatch(rest):
        name = rest[:LONGEST_NAME]
    known = replace(draft, organisation=organisation or draft.organisation, name=name or draft.name, tries=0)
    if not (name or organisation):
        return misfit(draft, "no_name")
    if isinstance(number, WrongTelephone):
        return ObjectionHeard(replace(known, fixing=None), Event.WRONG, number.reason)
    if number:
        known = replace(known, phone=number.number)
    return ObjectionHeard(replace(known, fixing=None), Event.ANSWERED)


def _contact(draft: ObjectionDraft, said: Said, _: Found) -> ObjectionHeard:
    found = read_telephone(said.plain)
    if isinstance(found, WrongTelephone):
        return misfit(draft, found.reason)
    if found is None:
        return misfit(draft, "no_number")
    skipped = tuple(ask for ask in draft.skipped if ask is not Ask.CONTACT)
    name = draft.name or name_beside(said.plain.strip(), found.said)
    known = replace(draft, phone=found.number, name=name, skipped=skipped, fixing=None, tries=0)
    return ObjectionHeard(known, Event.ANSWERED)


SHOWN_FACETS = ("phone", "location", "fee", "materials", "time_limit", "process", "conditions", "online")
"""The fields that are offered as buttons, by the likelihood that they are wrong; any other can be named."""
_PIECES = {
    Ask.CATALOGUE: "catalogue",
    Ask.RECORD: "record",
    Ask.FIELD: "field",
    Ask.SAYS: "says",
    Ask.SHOULD_SAY: "should_say",
}
_ANSWERS: dict[Ask, Callable[[ObjectionDraft, Said, Found], ObjectionHeard]] = {
    Ask.PLACE: _place,
    Ask.ITEM: _item,
    Ask.FACET: _facet,
    Ask.FAULT: _fault,
    Ask.EVIDENCE: _evidence,
    Ask.WHO: _who,
    Ask.CONTACT: _contact,
}
