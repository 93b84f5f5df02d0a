"""What an answer puts into a demand that is being told. Pure; nothing told is lost."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.demands.asides import asks_something, opens
from bot.domain.demands.draft import Draft, Said, Slot, says_something
from bot.domain.demands.happened import Happened, WrongDay, read_happened
from bot.domain.demands.told_person import name_beside, name_given, without_teller
from bot.domain.demands.told_place import (
    LONGEST_PLACE,
    can_be_place,
    is_only_place,
    is_too_general,
    is_units_only,
    mended_place,
    place_said,
    shows_place,
    whole_place,
)
from bot.domain.demands.words import Steer, steer
from bot.domain.guides.choice import pick_by_number
from bot.domain.talk.conversation import Option
from bot.domain.text.telephone import WrongTelephone, own_telephone, read_telephone
from bot.domain.tickets.terms import Privacy

CHINA_OFFSET = timedelta(hours=8)
MOST_FILES = 20
LONGEST_TIME = 30
LEAST_STORY = 6
"""Characters from which an answer that misses its question is kept as part of the story."""
_CLAUSES = re.compile(r"[，。；！？,;!?\n]+")
_TIMES = re.compile(
    r"[时年月天日晚早冬夏春秋节久直季周]|总[是这那有在]|老[是这那]|经常|[以之][前后]|前些|前阵|那会|那阵|礼拜|假"
)
_ADDS = re.compile(r"^(?:补充|还有|另外|再加|再有|再说|对了|加上|加一)")


class Event(StrEnum):
    """What a message did."""

    BEGAN = "began"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    ADDED = "added"
    WENT_BACK = "went_back"
    SKIPPED = "skipped"
    FIXING = "fixing"
    WRONG = "wrong"
    UNCLEAR = "unclear"
    EARLY = "early"
    LISTENING = "listening"
    SCOLDED = "scolded"
    ASIDE = "aside"
    INTERRUPTED = "interrupted"
    RESUMED = "resumed"
    ASKED_CANCEL = "asked_cancel"
    ASKED_SECOND = "asked_second"
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Heard:
    """The form after a message.

    `detail` says which fault (a reason of `telephone` or `happened`), slot or worry; `hidden` is a wish about who may
    know that the message told besides.
    """

    draft: Draft
    event: Event
    detail: str = ""
    hidden: Steer | None = None


def similar_options(draft: Draft) -> tuple[Option, ...]:
    """The similar demands, to be picked by number."""
    return tuple(Option(one.number, one.label) for one in draft.similar)


def today_of(said: Said) -> date:
    """The day in China on which something is said."""
    return (said.at + CHINA_OFFSET).date()


def answer(draft: Draft, said: Said) -> Heard:
    """The draft after an answer to what it asks."""
    match draft.fixing or draft.asks:
        case Slot.PLACE:
            return _place(draft, said)
        case Slot.WHEN:
            return _when(draft, said)
        case Slot.CONTACT:
            return _contact(draft, said)
        case Slot.JOIN:
            return _join(draft, said)
        case Slot.CONFIRM:
            return _more(draft, said)
    return _what(draft, said)


def _what(draft: Draft, said: Said) -> Heard:
    text = said.plain.strip()
    if draft.fixing is Slot.WHAT and says_something(text):
        draft = replace(draft, fixing=None)
        if _ADDS.search(text):
            return Heard(fill(draft, said), Event.ADDED)
        return Heard(fill(replace(draft, parts=()), said), Event.CORRECTED, Slot.WHAT)
    if not draft.has_matter and not draft.place and is_only_place(text):
        return misfit(replace(draft, place=place_said(text)), "too_little")
    told = fill(draft, said)
    if told.has_matter and draft.fixing is None:
        return Heard(told, Event.ANSWERED, Slot.WHAT)
    is_word = len(text) < LEAST_STORY and not own_telephone(text)
    kept = told if is_word else fill(draft, said, tells=False)
    return misfit(replace(kept, tries=draft.tries), "too_little")


def _place(draft: Draft, said: Said) -> Heard:
    text = said.plain.strip()
    place, rest = _place_and_rest(text, said.place)
    if is_units_only(place) and (not draft.place or is_units_only(draft.place)):
        return misfit(replace(draft, place=place, fixing=Slot.PLACE), "which_compound")
    if not place or (is_too_general(place) and not draft.tries):
        return _no_place(draft, said)
    if place.isdecimal():
        place = mended_place(draft.place, place)
    whole = whole_place(draft.place, place)
    filled = fill(replace(draft, place=whole, fixing=None), said, tells=says_something(rest))
    return Heard(replace(filled, district=said.district or filled.district), Event.ANSWERED, Slot.PLACE)


def _place_and_rest(text: str, found: str) -> tuple[str, str]:
    """The place of an answer, and what it tells besides."""
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    if not clauses:
        return "", ""
    if len(clauses) == 1 and len(text) <= LONGEST_TIME:
        plausible = can_be_place(text) or is_too_general(place_said(text)) or bool(found)
        return (place_said(text) if plausible else ""), ""
    told = 0
    while told < len(clauses) and len(clauses[told]) <= LONGEST_TIME and _goes_on(clauses[told], is_first=told == 0):
        told += 1
    place = place_said("，".join(clauses[:told])) if told else found
    return place[:LONGEST_PLACE], "，".join(clauses[told:])


def _goes_on(clause: str, *, is_first: bool) -> bool:
    said = place_said(clause)
    return can_be_place(said) and shows_place(said) if is_first else is_units_only(said) or _is_beside(said)


def _is_beside(clause: str) -> bool:
    return bool(
        re.fullmatch(r".{0,12}(?:旁边?|对面|附近|门口|后身|后面|前面|楼下|东侧|西侧|南侧|北侧|交叉口|拐角)", clause)
    )


def _no_place(draft: Draft, said: Said) -> Heard:
    text = said.plain.strip()
    if re.search(r"知道|晓得|认识", text):
        return misfit(draft, "unknown_place")
    return _kept_aside(draft, said, "too_general" if is_too_general(place_said(text)) else "no_place")


def _kept_aside(draft: Draft, said: Said, reason: str) -> Heard:
    """An answer that misses its question: a number or a story is kept, and the question stands."""
    text = said.plain.strip()
    number = own_telephone(text)
    if number and draft.asks is not Slot.CONTACT and draft.privacy is not Privacy.ANONYMOUS:
        name = name_beside(text, number.said) or draft.name
        return Heard(replace(draft, phone=number.number, name=name), Event.ADDED)
    if len(re.findall(r"[一-鿿]", text)) >= LEAST_STORY and says_something(text) and not asks_something(text):
        return replace(misfit(_told(draft, said), reason), event=Event.ADDED)
    return misfit(draft, reason)


def _when(draft: Draft, said: Said) -> Heard:
    text = said.plain.strip()
    when = read_happened(text, today_of(said))
    if isinstance(when, WrongDay) and not (when.reason == "future" and draft.tries > 1):
        return misfit(draft, when.reason)
    if when is None and draft.place and (is_units_only(text) or is_only_place(text)):
        return Heard(replace(draft, place=mended_place(draft.place, text), tries=0), Event.CORRECTED, Slot.PLACE)
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    told = next((clause for clause in clauses if when and when.said in clause), "") if when else ""
    if when is None and len(text) <= LONGEST_TIME and _TIMES.search(text) and not asks_something(text):
        told = text
    if not told and not when:
        return _kept_aside(draft, said, "no_time")
    told = told if told and len(told) <= LONGEST_TIME else when.said if when else text
    rest = "，".join(clause for clause in clauses if clause != told)
    filled = fill(replace(draft, happened=told.strip(), fixing=None), said, tells=says_something(rest))
    return Heard(filled, Event.ANSWERED, Slot.WHEN)


def _contact(draft: Draft, said: Said) -> Heard:
    text = said.plain.strip()
    found = read_telephone(text)
    number = found.said if found else ""
    name = name_beside(text, number)
    named = replace(draft, name=name or draft.name)
    if isinstance(found, WrongTelephone):
        return misfit(named, found.reason)
    if found is None and name:
        return replace(misfit(named, "no_number"), event=Event.LISTENING)
    if found is None and is_units_only(text) and draft.place:
        return Heard(replace(draft, place=mended_place(draft.place, text)), Event.CORRECTED, Slot.PLACE)
    if found is None:
        return _kept_aside(fill(draft, said, tells=False, resets=False), said, "no_number")
    privacy = Privacy.NAMED if draft.privacy is Privacy.ANONYMOUS else draft.privacy
    named = replace(named, phone=found.number, privacy=privacy, fixing=None)
    rest = text.replace(number, "").replace(name, "") if name else text.replace(number, "")
    has_more = any(says_something(_without_telephone_words(clause)) for clause in _CLAUSES.split(rest))
    revealed = Steer.NAMED if draft.privacy is Privacy.ANONYMOUS else None
    return Heard(fill(named, said, tells=has_more), Event.ANSWERED, Slot.CONTACT, revealed)


def _without_telephone_words(clause: str) -> str:
    return re.sub(r"我?叫?|(?:的)?(?:电话|手机号?|号码|联系(?:方式|我)?|打这个|微信同号|姓名|名字)[是:：]*", "", clause)


def _join(draft: Draft, said: Said) -> Heard:
    text = re.sub(r"^(?:我?要?加入|加到|和|跟|并到)", "", said.plain.strip()).replace("件", "个")
    option = pick_by_number(re.sub(r"(?:一起|一样)?(?:办|加入)?$", "", text), similar_options(draft))
    agrees = steer(said.plain.strip()) is Steer.SAME or re.fullmatch(r"加入?[吧了。]*|就是(?:这个|它|这件).{0,3}", text)
    if option is None and agrees and len(draft.similar) == 1:
        option = similar_options(draft)[0]
    if option:
        return Heard(replace(draft, joins=option.code, tries=0), Event.ANSWERED, Slot.JOIN)
    return _more(draft, said)


def _more(draft: Draft, said: Said) -> Heard:
    """Something told after all was asked."""
    text = said.plain.strip()
    if is_units_only(text) and draft.place:
        return Heard(replace(draft, place=mended_place(draft.place, text)), Event.CORRECTED, Slot.PLACE)
    found = own_telephone(text)
    if found and not says_something(_without_telephone_words(text.replace(found.said, ""))):
        return _contact(draft, said)
    if not says_something(text):
        return replace(misfit(draft, ""), event=Event.UNCLEAR)
    return Heard(fill(draft, said), Event.ADDED)


def misfit(draft: Draft, reason: str) -> Heard:
    """An answer that did not fit the question."""
    return Heard(replace(draft, tries=draft.tries + 1), Event.WRONG, reason)


def _told(draft: Draft, said: Said) -> Draft:
    """With what was said, unless it only announces a matter.

    Of who wants to be nobody, her own name and number are not kept even there.
    """
    text = said.text.strip()
    if opens(said.plain):
        return draft
    if draft.privacy is Privacy.ANONYMOUS:
        own = own_telephone(said.plain)
        text = without_teller(text, name_given(said.plain), own.number if own else "")
    return replace(draft, parts=(*draft.parts, text))


def fill(draft: Draft, said: Said, *, tells: bool = True, resets: bool = True) -> Draft:
    """Take from a text whatever is still missing; it is kept as told unless it only answers one question."""
    text = said.plain.strip()
    changes: dict[str, object] = {"tries": 0} if resets else {}
    if draft.privacy is not Privacy.ANONYMOUS:
        if phone := own_telephone(text):
            changes["phone"] = phone.number
        if name := name_given(text):
            changes["name"] = name
    if not draft.place and said.place:
        changes["place"] = said.place[:LONGEST_PLACE]
    if not draft.district and said.district:
        changes["district"] = said.district
    if not draft.happened and isinstance(when := read_happened(text, today_of(said)), Happened):
        changes["happened"] = when.said
    filled = replace(draft, **changes)  # type: ignore[arg-type]
    return _told(filled, said) if tells and text else filled
