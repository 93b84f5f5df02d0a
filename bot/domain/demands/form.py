"""The form: what one message does to a demand that is being told. Pure; whatever is said, nothing told is lost."""

import re
from dataclasses import replace

from bot.domain.demands.answers import MOST_FILES, Event, Heard, answer, fill, misfit, similar_options, today_of
from bot.domain.demands.asides import (
    announces_another,
    aside,
    asks_something,
    complains,
    kind_named,
    scolds,
    wants_to_know,
)
from bot.domain.demands.corrections import correction
from bot.domain.demands.draft import Another, Draft, Said, Slot, says_something
from bot.domain.demands.happened import Happened, read_happened
from bot.domain.demands.told_person import without_teller
from bot.domain.demands.told_place import can_be_place, is_too_general, is_units_only, place_said, shows_place
from bot.domain.demands.words import Steer, corrects, named_type, steer, who_may_know
from bot.domain.guides.choice import pick_by_number
from bot.domain.talk.conversation import Option
from bot.domain.text.telephone import Telephone, read_telephone
from bot.domain.tickets.terms import Privacy, TicketType

MUCH = 2
"""So much told (messages, a number, a place told by itself): giving up is asked once more."""
MOST_LATER = 3
"""Other matters that wait their turn; a fourth is simply added."""
_GOES_ON = re.compile(r"继续|接着|不取消|别取消|还是要")
_CANNOT_KNOW = re.compile(
    r"(?:咋|怎么|哪|上哪|谁)(?:能|会|儿)?(?:知道|晓得|认识)|不认(?:识|得)(?:路|街|字)|叫(?:啥|什么)(?:街|路|名)"
)
_MAY_PASS = (Slot.PLACE, Slot.WHEN, Slot.CONTACT, Slot.JOIN)
_STANDING = frozenset({Event.CANCELLED, Event.CONFIRMED, Event.ASKED_CANCEL, Event.INTERRUPTED})
"""Events after which the question stays what it is."""


def begin(kind: TicketType, said: Said) -> Heard:
    """A new form from the message that told the wish."""
    draft = _with_things(Draft(type=kind, opened_at=said.at, touched_at=said.at), said)
    wish, _ = who_may_know(said.plain)
    heard = _hidden(fill(draft, said), wish) if wish else Heard(fill(draft, said), Event.BEGAN)
    return Heard(heard.draft.asking(), Event.BEGAN, hidden=wish)


def overhear(draft: Draft, said: Said) -> Draft:
    """A form in whose middle something urgent was told: that counts first, but it is not lost."""
    return fill(draft, said).asking() if says_something(said.plain) else draft


def hear(draft: Draft, said: Said) -> Heard:
    """The form after one more message."""
    heard = _hear(replace(draft, touched_at=said.at, reminded=False), said)
    if heard.event in _STANDING or heard.draft.asks is Slot.RIGHT_WAY:
        return heard
    return replace(heard, draft=heard.draft.asking())


def _hear(draft: Draft, said: Said) -> Heard:
    if said.payload.startswith("form:"):
        return _pressed(draft, said)
    draft = _with_things(draft, said)
    text = said.plain.strip()
    if not re.search(r"[0-9A-Za-z一-鿿㐀-䶿]", text):
        return Heard(draft, Event.ADDED) if said.files or said.coordinates else _unclear(draft)
    wish = steer(text)
    if draft.asks is Slot.SECOND:
        return _second(draft, said, wish)
    if draft.asks in (Slot.CANCEL, Slot.RIGHT_WAY):
        return _really(draft, said, wish)
    if wish and (heard := _steered(draft, wish, text)):
        return heard
    return _told_apart(draft, said, text) or _beside(draft, said, text) or _told(draft, said, text)


def _told_apart(draft: Draft, said: Said, text: str) -> Heard | None:
    """A wish about who may know, wherever it stands; what is told besides is not lost."""
    wish, rest = who_may_know(text)
    if wish is None:
        return None
    hidden = _hidden(draft, wish)
    found = read_telephone(text)
    if isinstance(found, Telephone) and wish in (Steer.NAMED, Steer.CONFIDENTIAL):
        known = replace(hidden.draft, phone=found.number).skipping(Slot.CONTACT)
        hidden = replace(hidden, draft=replace(known, skipped=draft.skipped))
    if not says_something(rest):
        return hidden
    plain = replace(said, plain=rest)
    return replace(_told(hidden.draft.asking(), plain, rest), hidden=wish)


def _beside(draft: Draft, said: Said, text: str) -> Heard | None:
    """What is said to the assistant and not for the form."""
    if scolds(text):
        return replace(misfit(draft, ""), event=Event.SCOLDED)
    if worry := aside(text):
        return Heard(draft, Event.ASIDE, worry)
    if (draft.fixing or draft.asks) is Slot.PLACE and _CANNOT_KNOW.search(text):
        return misfit(draft, "unknown_place")
    if said.is_question and wants_to_know(text) and not _fits(draft, said, text):
        return Heard(draft, Event.INTERRUPTED)
    is_back = corrects(text) and (draft.has_matter or draft.asks is not Slot.WHAT or named_type(text) is not None)
    if not is_back and (said.is_wish or said.is_question) and not _fits(draft, said, text):
        return Heard(draft, Event.INTERRUPTED)
    if is_back:
        return correction(draft, said)
    return None


def _told(draft: Draft, said: Said, text: str) -> Heard:
    """An answer, a story, or another matter."""
    if said.demands and _is_another(draft, said, text):
        return Heard(replace(draft, held=Another(said.demands, said.text.strip()), tries=0), Event.ASKED_SECOND)
    return answer(draft, said)


def _is_another(draft: Draft, said: Said, text: str) -> bool:
    may_be = draft.has_matter and draft.fixing is None and says_something(text) and len(draft.later) < MOST_LATER
    other_kind = kind_named(text)
    names_other = other_kind is not None and other_kind is not draft.type
    return may_be and (said.differs or announces_another(text) or names_other)


def _with_things(draft: Draft, said: Said) -> Draft:
    files = (*draft.files, *said.files)[:MOST_FILES]
    return replace(draft, files=files, coordinates=said.coordinates or draft.coordinates)


def _unclear(draft: Draft, detail: str = "") -> Heard:
    return replace(misfit(draft, detail), event=Event.UNCLEAR)


def _pressed(draft: Draft, said: Said) -> Heard:
    name, _, value = said.payload.removeprefix("form:").partition(":")
    if name == "edit" and value in Slot.__members__.values():
        return Heard(replace(draft, fixing=Slot(value), held=None, tries=0), Event.FIXING, value)
    if name == "join" and value in [one.number for one in draft.similar]:
        return Heard(replace(draft, joins=value, tries=0), Event.ANSWERED, Slot.JOIN)
    if name not in Steer.__members__.values():
        return _unclear(draft)
    wish = Steer(name)
    if draft.asks is Slot.SECOND:
        return _second(draft, said, wish)
    if draft.asks in (Slot.CANCEL, Slot.RIGHT_WAY):
        return _really(draft, said, wish)
    return _steered(draft, wish, "") or _unclear(draft)


def _steered(draft: Draft, wish: Steer, text: str) -> Heard | None:
    """What steering does; None where the words are rather an answer to what was asked."""
    match wish:
        case Steer.CANCEL if draft.fixing and not re.search(r"登记|投诉|取消", text or "取消"):
            return Heard(replace(draft, fixing=None, tries=0), Event.RESUMED)
        case Steer.CANCEL if draft.asks in _MAY_PASS and re.fullmatch(
            r"(?:我|那|也|就)*不(?:想)?(?:用|要|说|提|填).{0,2}", text
        ):
            return _passed(draft)
        case Steer.CANCEL if _told_little(draft):
            return Heard(draft, Event.CANCELLED)
        case Steer.CANCEL:
            return Heard(replace(draft, asks=Slot.CANCEL), Event.ASKED_CANCEL)
        case Steer.BACK:
            return _back(draft)
        case Steer.SKIP | Steer.ALONE if draft.asks in _MAY_PASS:
            return _passed(draft)
        case Steer.NAMED | Steer.ANONYMOUS | Steer.CONFIDENTIAL | Steer.NO_PHONE:
            return _hidden(draft, wish)
        case Steer.CONFIRM | Steer.LISTEN:
            return _agreed(draft, wish, text)
        case Steer.RESUME | Steer.INSIST:
            return Heard(replace(draft, fixing=None), Event.RESUMED)
    return None


def _passed(draft: Draft) -> Heard:
    slot = draft.asks or Slot.CONFIRM
    return Heard(draft.skipping(slot), Event.SKIPPED, slot)


def _agreed(draft: Draft, wish: Steer, text: str) -> Heard | None:
    """对, 好, 提交: to the summary or to joining; to any other question it is no answer."""
    if draft.asks is Slot.CONFIRM and draft.has_matter:
        if re.search(r"知道|明白|收到", text):
            return _unclear(draft, "confirm")
        return Heard(draft, Event.CONFIRMED)
    if draft.asks is Slot.JOIN and wish is Steer.CONFIRM:
        return _passed(draft)
    if draft.asks is Slot.JOIN and len(draft.similar) == 1 and text != "对了":
        return Heard(replace(draft, joins=draft.similar[0].number), Event.ANSWERED, Slot.JOIN)
    event = Event.EARLY if wish is Steer.CONFIRM and draft.has_matter else Event.LISTENING
    return replace(misfit(draft, ""), event=event)


def _hidden(draft: Draft, wish: Steer) -> Heard:
    """Who may know of her, as she wishes."""
    skipped = tuple(slot for slot in draft.skipped if slot is not Slot.CONTACT)
    match wish:
        case Steer.NAMED:
            changed = replace(draft, privacy=Privacy.NAMED, skipped=skipped, fixing=None, tries=0)
        case Steer.ANONYMOUS:
            parts = tuple(without_teller(part, draft.name, draft.phone) for part in draft.parts)
            changed = replace(draft, privacy=Privacy.ANONYMOUS, parts=parts, name="", phone="").skipping(Slot.CONTACT)
        case Steer.CONFIDENTIAL:
            changed = replace(draft, privacy=Privacy.CONFIDENTIAL, tries=0)
        case _:
            changed = replace(draft.skipping(Slot.CONTACT), phone="")
    return Heard(changed, Event.ANSWERED, "who_may_know", wish)


def _told_little(draft: Draft) -> bool:
    """One message without a number is little; a place that it names itself does not make it more."""
    is_place_apart = bool(draft.place) and draft.place not in draft.text
    return len(draft.parts) + bool(draft.phone) + is_place_apart < MUCH


_ORDER = (Slot.WHAT, Slot.PLACE, Slot.WHEN, Slot.CONTACT, Slot.JOIN, Slot.CONFIRM)


def _back(draft: Draft) -> Heard:
    """To the question before the one that stands, of those that belong to such a demand."""
    here = _ORDER.index(draft.asks) if draft.asks in _ORDER else len(_ORDER) - 1
    before = [slot for slot in _ORDER[:here] if slot is not Slot.JOIN and _belongs(draft, slot)]
    if not before:
        return _unclear(draft, "first")
    slot = before[-1]
    skipped = tuple(one for one in draft.skipped if one is not slot)
    return Heard(replace(draft, skipped=skipped, fixing=slot, tries=0), Event.WENT_BACK, slot)


def _belongs(draft: Draft, slot: Slot) -> bool:
    told = {Slot.PLACE: draft.place, Slot.WHEN: draft.happened}
    return slot not in told or bool(told[slot]) or slot in draft.skipped or draft.fixing is slot


def _really(draft: Draft, said: Said, wish: Steer | None) -> Heard:
    """The answer to 真的不登记了吗, and to 这类事12345不受理."""
    is_way, text = draft.asks is Slot.RIGHT_WAY, said.plain.strip()
    if wish in (Steer.CANCEL, Steer.CONFIRM, Steer.LISTEN) or (is_way and said.is_wish):
        return Heard(draft, Event.CANCELLED)
    if not is_way and text and steer(re.sub(r"不登记了?", "", text)) is Steer.LISTEN:
        return Heard(draft, Event.CANCELLED)
    going_on = replace(draft, insists=draft.insists or is_way, asks=None, tries=0)
    if (
        wish in (Steer.INSIST, Steer.RESUME)
        or _GOES_ON.search(text)
        or (not is_way and wish in (Steer.ALONE, Steer.SKIP))
    ):
        return Heard(going_on, Event.RESUMED)
    if said.is_question:
        return Heard(draft, Event.INTERRUPTED)
    if wish or not says_something(text) or scolds(text) or (asks_something(text) and not complains(text)):
        return _unclear(draft)
    return answer(going_on.asking(), said)


_SECOND = (Option("same", ""), Option("separate", ""))


def _second(draft: Draft, said: Said, wish: Steer | None) -> Heard:
    """The answer to 写进这一件，还是另外登记."""
    held = draft.held
    if held is None:
        return Heard(draft, Event.RESUMED)
    free = replace(draft, held=None, asks=None, tries=0)
    picked = pick_by_number(said.plain.strip(), _SECOND)
    if wish in (Steer.SEPARATE, Steer.ALONE) or (picked and picked.code == "separate"):
        return Heard(replace(free, later=(*draft.later, held)), Event.ANSWERED, "separate")
    if wish is Steer.CANCEL:
        return Heard(free, Event.RESUMED)
    if said.is_wish or said.is_question:
        return Heard(draft, Event.INTERRUPTED)
    added = fill(free, replace(said, text=held.text, plain=held.text, files=()))
    if wish is Steer.SAME or (picked and picked.code == "same"):
        return Heard(added, Event.ADDED)
    tells = says_something(said.plain) or isinstance(read_telephone(said.plain), Telephone)
    if draft.tries or tells:
        return answer(added.asking(), said) if tells else Heard(added, Event.ADDED)
    return _unclear(draft)


def _fits(draft: Draft, said: Said, text: str) -> bool:
    """Whether a text that may be something else can as well be the answer that was asked for."""
    asks, shows = asks_something(text), bool(said.place) or shows_place(text) or is_too_general(place_said(text))
    match draft.fixing or draft.asks:
        case Slot.CONTACT:
            return read_telephone(text) is not None
        case Slot.JOIN:
            return pick_by_number(text, similar_options(draft)) is not None or not (said.is_wish or asks)
        case Slot.PLACE:
            return not asks and (shows if said.is_wish else can_be_place(text) or is_units_only(text) or shows)
        case Slot.WHEN:
            is_time = isinstance(read_happened(text, today_of(said)), Happened)
            return not asks and (is_time or not said.is_wish)
        case Slot.WHAT if draft.type is TicketType.CONSULT and not said.is_wish:
            return says_something(text)
        case Slot.WHAT if not said.is_wish:
            return says_something(text) and (not asks or complains(text))
        case Slot.WHAT:
            return says_something(text) and complains(text)
    return not said.is_wish and not asks
