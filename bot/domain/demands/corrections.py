"""Taking back what was said: 不对，是3栋; 电话写错了; 不是投诉是建议. The newest word counts, nothing told is lost."""

import re
from dataclasses import replace

from bot.domain.demands.answers import LONGEST_TIME, Event, Heard, answer, fill, misfit, today_of
from bot.domain.demands.draft import Draft, Said, Slot, says_something
from bot.domain.demands.happened import Happened, WrongDay, read_happened
from bot.domain.demands.told_person import name_given
from bot.domain.demands.told_place import is_units_only, mended_place, shows_place
from bot.domain.demands.words import corrected, named_type
from bot.domain.text.telephone import Telephone, WrongTelephone, own_telephone, read_telephone
from bot.domain.tickets.terms import Privacy

_NAMES_SLOT = (
    (Slot.CONTACT, re.compile(r"电话|手机|号码|联系方式")),
    (Slot.PLACE, re.compile(r"地址|地点|位置|地方")),
    (Slot.WHEN, re.compile(r"时间|日期")),
    (Slot.WHAT, re.compile(r"内容|事情|经过")),
)
_ABOUT_NUMBER = re.compile(r"电话|手机|号码|联系")


def correction(draft: Draft, said: Said) -> Heard:
    """The draft after something was taken back."""
    text = said.plain.strip()
    if kind := named_type(text):
        return Heard(replace(draft, type=kind, tries=0), Event.CORRECTED, "type")
    value = corrected(text)
    if not says_something(value) and not value.isdecimal() and not is_units_only(value) and len(value) < 2:  # noqa: PLR2004
        return _to_fix(draft, text)
    heard = _number(draft, said, text) or _time(draft, said, text, value) or _name(draft, text, value)
    if heard:
        return heard
    asked = draft.fixing or draft.asks
    if _is_open(draft, asked, text) and not (draft.place and (is_units_only(value) or value.isdecimal())):
        return answer(draft, replace(said, plain=value))
    return _place(draft, said, text, value) or Heard(fill(draft, said), Event.ADDED)


def _to_fix(draft: Draft, text: str) -> Heard:
    """Something is wrong, and what is right is still to come."""
    slot = _slot_named(text)
    if slot is None:
        return replace(misfit(draft, "which"), event=Event.WRONG)
    return Heard(replace(draft, fixing=slot, tries=0), Event.FIXING, slot)


def _is_open(draft: Draft, asked: Slot | None, text: str) -> bool:
    """Whether what is put right can only be what was just asked for."""
    told = {Slot.PLACE: draft.place, Slot.WHEN: draft.happened}
    return asked in told and not told[asked] and _slot_named(text) in (None, asked)


def _slot_named(text: str) -> Slot | None:
    return next((slot for slot, words in _NAMES_SLOT if words.search(text)), None)


def _number(draft: Draft, said: Said, text: str) -> Heard | None:
    found = read_telephone(text) if len(text) <= LONGEST_TIME else own_telephone(text)
    if isinstance(found, Telephone):
        privacy = Privacy.NAMED if draft.privacy is Privacy.ANONYMOUS else draft.privacy
        mended = replace(draft, phone=found.number, privacy=privacy, fixing=None, tries=0)
        return Heard(mended, Event.CORRECTED, Slot.CONTACT) if len(text) <= LONGEST_TIME else _added(mended, said)
    if isinstance(found, WrongTelephone) and _ABOUT_NUMBER.search(text):
        return misfit(replace(draft, fixing=Slot.CONTACT), found.reason)
    return None


def _added(draft: Draft, said: Said) -> Heard:
    return Heard(fill(draft, said), Event.ADDED)


def _time(draft: Draft, said: Said, text: str, value: str) -> Heard | None:
    when = read_happened(value, today_of(said))
    is_meant = bool(re.search(r"时间|日期", text)) or (when is not None and len(value) <= len(when.said) + 2)
    if when is None or not is_meant or len(value) > LONGEST_TIME:
        return None
    if isinstance(when, WrongDay):
        return misfit(replace(draft, fixing=Slot.WHEN), when.reason)
    assert isinstance(when, Happened)  # noqa: S101 - for the type checker
    return Heard(replace(draft, happened=value, fixing=None, tries=0), Event.CORRECTED, Slot.WHEN)


def _name(draft: Draft, text: str, value: str) -> Heard | None:
    name = name_given(text) or (value if re.search(r"名字?(?:写|打|弄|说)?(?:错|不对)", text) else "")
    if not re.fullmatch(r"[一-鿿]{1,4}", name):
        return None
    return Heard(replace(draft, name=name, tries=0), Event.CORRECTED, "name")


def _place(draft: Draft, said: Said, text: str, value: str) -> Heard | None:
    is_told = bool(re.search(r"地址|地点|位置|地方", text))
    is_like = bool(draft.place) and (
        bool(said.place) or shows_place(value) or is_units_only(value) or value.isdecimal()
    )
    if len(value) > LONGEST_TIME or not (is_told or is_like):
        return None
    mended = replace(draft, place=mended_place(draft.place, value), fixing=None, tries=0)
    return Heard(mended, Event.CORRECTED, Slot.PLACE)
