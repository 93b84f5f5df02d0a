"""The form: what one message does to an objection that is being told. Pure; whatever is said, nothing told is lost."""

import re
from dataclasses import replace

from bot.domain.demands.answers import Event
from bot.domain.demands.asides import aside, asks_something, lodges, scolds, wants_to_know
from bot.domain.demands.draft import Said, says_something
from bot.domain.demands.told_person import name_given
from bot.domain.demands.words import Steer, steer, who_may_know
from bot.domain.guides.facet import Facet
from bot.domain.objections.choosing import chosen, with_fault, with_item
from bot.domain.objections.draft import MAY_PASS, ORDER, Ask, ObjectionDraft, is_known
from bot.domain.objections.hearing import (
    Found,
    ObjectionHeard,
    answer,
    fill,
    kept,
    misfit,
    with_files,
)
from bot.domain.objections.told_data import facet_named, fault_named, organisation_told, read_told, trimmed
from bot.domain.objections.unsure import is_unsure, passed_on
from bot.domain.text.clauses import is_question
from bot.domain.text.telephone import Telephone, WrongTelephone, read_telephone
from bot.domain.tickets.terms import Privacy

_LIVING = re.compile(r"[0-9A-Za-z㐀-䶿一-鿿]")
_GOES_ON = re.compile(r"继续|接着|不取消|别取消|还是要")
_NONE_SUCH = re.compile(
    r"^(?:我)?(?:暂时|现在|手里|手头)?(?:也|都)?(?:没有?|没啥|没什么|拿不出)(?:证据|证明|材料|照片|文件)?(?:了|的|啊|呢)?[。！!]?$"
)
_TAKES_BACK = re.compile(
    r"^(?:哎呀?|啊|等等|等下|那个|，|\s)*(?:不对|不是|错了|写错|说错|打错|弄错|更正|改一下|改下|修改|我?改)|(?:写|说|打|弄|填)错了"
)
_LEAD = re.compile(
    r"^(?:哎呀?|啊|等等|等下|那个|不对|不是(?=.{0,12}是)|错了|更正|改一下|改下|修改|我改|我|(?:写|说|打|弄|填)错了?|改成|改为|换成"
    r"|应该是|应当是|其实是|[，。、,.\s:：])+"
)
_PUTS_RIGHT = re.compile(r"^(?:应该|应当|改成|改为|更正为|我?的?(?:电话|手机|号码|名字|姓名|单位|公司名)|我叫|我姓)")
"""At the summary these words need no 不对 before them."""
_OF_DATA = re.compile(r"应该|应当|正确|改成|改为|更正为|内容|该写|正文")
_CONTACT = re.compile(r"电话|手机|号码|联系")
_GIVES_UP = re.compile(r"撤(?:了|掉|回|销|下来)|(?:先|就)?不(?:提|要|弄|报)了|取消")
LONGEST_GIVING_UP = 30
_KEEPS_IT = re.compile(r"(?:那就|那|还是)?(?:算了)?[，, ]*(?:我)?不(?:想|方便|愿意)?(?:留|给)(?:了|吧|啦)?[。！!]?")
_FREE_OF_CHARGE = re.compile(
    r"(?:应该|应当|就是|是|本来|现在)*(?:不(?:用|要|收|花)(?:交|花)?(?:钱|费用?)|不收费|免费)(?:的|了|啊)*[。！!]?"
)
"""Of a fee this tells what it should be; it is no question of what the objection costs."""
_STANDING = frozenset({Event.CANCELLED, Event.CONFIRMED, Event.ASKED_CANCEL, Event.INTERRUPTED})


def begin(said: Said, found: Found) -> ObjectionHeard:
    """A new form from the message that told the wish."""
    draft, _ = with_files(ObjectionDraft(opened_at=said.at, touched_at=said.at), said)
    told = fill(kept(draft, said), said, found) if said.plain else draft
    if who_may_know(said.plain)[0] is Steer.CONFIDENTIAL:
        told = replace(told, privacy=Privacy.CONFIDENTIAL)
    return ObjectionHeard(told.asking(), Event.BEGAN)


def hear(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    """The form after one more message."""
    heard = _hear(replace(draft, touched_at=said.at, reminded=False), said, found)
    return heard if heard.event in _STANDING else replace(heard, draft=heard.draft.asking())


def told_much(draft: ObjectionDraft) -> bool:
    """Whether so much is told that giving up is asked about once more."""
    return len(draft.parts) + bool(draft.phone) + bool(draft.name or draft.organisation) + len(draft.files) > 1


def _hear(draft: ObjectionDraft, said: Said, found: Found) -> ObjectionHeard:
    if said.payload.startswith("form:"):
        return _pressed(draft, said)
    draft, are_too_many = with_files(draft, said)
    if are_too_many:
        return ObjectionHeard(draft, Event.ADDED, "too_many")
    text = said.plain.strip()
    if not _LIVING.search(text):
        return ObjectionHeard(draft, Event.ADDED, "files") if said.files else _unclear(draft)
    wish = steer(text)
    if is_unsure(draft, text):
        return ObjectionHeard(passed_on(kept(draft, said)), Event.ANSWERED)
    if draft.asks is Ask.CANCEL:
        return _really(draft, said, wish, found)
    if draft.asked is Ask.EVIDENCE and (_NONE_SUCH.match(text) or wish is Steer.CONFIRM):
        return _passed(draft)
    if wish and (heard := _steered(draft, wish)):
        return heard
    return _hidden(draft, text) or _beside(draft, said, text, found) or answer(draft, said, found)


def _unclear(draft: ObjectionDraft, detail: str = "") -> ObjectionHeard:
    return replace(misfit(draft, detail), event=Event.UNCLEAR)


def _pressed(draft: ObjectionDraft, said: Said) -> ObjectionHeard:
    name, _, value = said.payload.removeprefix("form:").partition(":")
    if name == "edit" and value in Ask.__members__.values():
        return ObjectionHeard(replace(draft, fixing=Ask(value), tries=0), Event.FIXING, value)
    if name == "pick":
        what, _, code = value.partition(":")
        picked = chosen(draft, what, code)
        return ObjectionHeard(picked, Event.ANSWERED) if picked else _unclear(draft)
    if name not in Steer.__members__.values():
        return _unclear(draft)
    wish = Steer(name)
    if draft.asks is Ask.CANCEL:
        return ObjectionHeard(draft, Event.CANCELLED if wish is Steer.CANCEL else Event.RESUMED)
    return _steered(draft, wish) or _unclear(draft)


def _steered(draft: ObjectionDraft, wish: Steer) -> ObjectionHeard | None:
    """What steering does; None where the words are rather an answer to what was asked."""
    match wish:
        case Steer.CANCEL:
            return _given_up(draft)
        case Steer.BACK:
            return _back(draft)
        case Steer.SKIP | Steer.ANONYMOUS | Steer.NO_PHONE if draft.asked is Ask.WHO:
            return ObjectionHeard(replace(draft, tries=draft.tries + 1), Event.ASIDE, "anonymous")
        case Steer.SKIP:
            return _passed(draft) if draft.asked in MAY_PASS else misfit(draft, "needed")
        case Steer.NO_PHONE:
            return ObjectionHeard(replace(draft.skipping(Ask.CONTACT), phone=""), Event.SKIPPED, Ask.CONTACT)
        case Steer.ANONYMOUS | Steer.CONFIDENTIAL | Steer.NAMED:
            return _who_may_know(draft, wish)
        case Steer.CONFIRM | Steer.LISTEN:
            return _agreed(draft, wish)
        case Steer.RESUME | Steer.INSIST:
            return ObjectionHeard(replace(draft, fixing=None), Event.RESUMED)
    return None


def _given_up(draft: ObjectionDraft) -> ObjectionHeard:
    if draft.fixing:
        return ObjectionHeard(replace(draft, fixing=None, tries=0), Event.RESUMED)
    if told_much(draft):
        return ObjectionHeard(replace(draft, asks=Ask.CANCEL), Event.ASKED_CANCEL)
    return ObjectionHeard(draft, Event.CANCELLED)


def _passed(draft: ObjectionDraft) -> ObjectionHeard:
    ask = draft.asked
    return ObjectionHeard(draft.skipping(ask), Event.SKIPPED, ask)


def _agreed(draft: ObjectionDraft, wish: Steer) -> ObjectionHeard | None:
    """对, 好, 提交: to the summary; to any other question it is no answer."""
    if draft.asked is Ask.CONFIRM:
        return ObjectionHeard(draft, Event.CONFIRMED)
    if draft.asked is Ask.ITEM and len(draft.items) == 1:
        return ObjectionHeard(with_item(draft, draft.items[0]), Event.ANSWERED)
    return replace(misfit(draft, ""), event=Event.EARLY if wish is Steer.CONFIRM else Event.LISTENING)


def _back(draft: ObjectionDraft) -> ObjectionHeard:
    """To the question before the one that stands, of those that belong to such an objection."""
    here, needed = ORDER.index(draft.asked), is_known(draft)
    before = [ask for ask in ORDER[:here] if ask in needed]
    if not before:
        return _unclear(draft, "first")
    ask = before[-1]
    skipped = tuple(one for one in draft.skipped if one is not ask)
    return ObjectionHeard(replace(draft, skipped=skipped, fixing=ask, tries=0), Event.WENT_BACK, ask)


def _who_may_know(draft: ObjectionDraft, wish: Steer) -> ObjectionHeard:
    """Nobody can be told of a decision who is nobody (Art. 44); but the department need not know who she is."""
    if wish is Steer.ANONYMOUS:
        return ObjectionHeard(draft, Event.ASIDE, "anonymous")
    privacy = Privacy.CONFIDENTIAL if wish is Steer.CONFIDENTIAL else Privacy.NAMED
    return ObjectionHeard(replace(draft, privacy=privacy), Event.ASIDE, privacy.value)


def _hidden(draft: ObjectionDraft, text: str) -> ObjectionHeard | None:
    """A wish about who may know, said in a sentence; the sentence itself is no answer."""
    wish, rest = who_may_know(text)
    if wish is None or says_something(rest):
        return None
    return _steered(draft, wish)


def _really(draft: ObjectionDraft, said: Said, wish: Steer | None, found: Found) -> ObjectionHeard:
    """The answer to 真的不提了吗."""
    text = said.plain.strip()
    if wish in (Steer.CANCEL, Steer.CONFIRM, Steer.LISTEN):
        return ObjectionHeard(draft, Event.CANCELLED)
    going_on = replace(draft, asks=None, tries=0)
    if wish in (Steer.INSIST, Steer.RESUME, Steer.SKIP, Steer.ALONE) or _GOES_ON.search(text):
        return ObjectionHeard(going_on, Event.RESUMED)
    if wish or not says_something(text) or asks_something(text):
        return _unclear(draft)
    return answer(going_on.asking(), said, found)


def _beside(draft: ObjectionDraft, said: Said, text: str, found: Found) -> ObjectionHeard | None:
    """What is said to the assistant and not for the form."""
    if scolds(text):
        return replace(misfit(draft, ""), event=Event.SCOLDED)
    if draft.asked is Ask.CONTACT and _KEEPS_IT.fullmatch(text):
        return _steered(draft, Steer.NO_PHONE)
    if draft.data.field == Facet.FEE and _FREE_OF_CHARGE.fullmatch(text):
        told = kept(replace(draft, data=replace(draft.data, should_say=text)), said)
        return ObjectionHeard(told, Event.ANSWERED if draft.asked is Ask.SHOULD_SAY else Event.ADDED)
    if worry := aside(text):
        return ObjectionHeard(draft, Event.ASIDE, worry)
    if said.is_wish and _GIVES_UP.search(text) and len(text) <= LONGEST_GIVING_UP:
        return _given_up(draft)
    is_other = said.is_question or said.is_wish or said.demands is not None
    if is_other and (wants_to_know(text) or not _fits(draft, said, text)):
        return ObjectionHeard(draft, Event.INTERRUPTED)
    is_at_end = draft.asked is Ask.CONFIRM and _PUTS_RIGHT.match(text)
    if is_at_end or (_TAKES_BACK.search(text) and (draft.asked not in _FREE or _LEAD.match(text))):
        return _correction(draft, said, text, found)
    return None


_FREE = frozenset({Ask.PLACE, Ask.ITEM, Ask.FACET, Ask.FAULT, Ask.SAYS, Ask.SHOULD_SAY})
"""Questions to which 不对 and 写错了 are answers."""


def _fits(draft: ObjectionDraft, said: Said, text: str) -> bool:
    """Whether a text that may be something else can as well be the answer that was asked for."""
    ask = draft.asked
    if said.demands and lodges(text):
        return False
    if ask in (Ask.CONTACT, Ask.WHO):
        return read_telephone(text) is not None or bool(organisation_told(text, is_asked=True) or name_given(text))
    if ask is Ask.CONFIRM:
        return bool(_TAKES_BACK.search(text))
    if ask is Ask.EVIDENCE:
        return not said.is_question and not said.is_wish
    if said.is_wish and ask in _FREE - {Ask.SAYS, Ask.SHOULD_SAY}:
        return False
    return not (asks_something(text) or is_question(text)) or (ask is Ask.FAULT and fault_named(text) is not None)


def _correction(draft: ObjectionDraft, said: Said, text: str, found: Found) -> ObjectionHeard | None:
    """Something told before is taken back; the newest word counts."""
    told, value = read_told(text), _LEAD.sub("", text).strip(" ，。,.！!")
    number = read_telephone(text)
    if told.should_say or _OF_DATA.search(text):
        should = told.should_say or trimmed(value)
        return _mended(draft.knowing(should_say=should), said) if should else _fix(draft, Ask.SHOULD_SAY)
    if told.says and not draft.data.is_guide:
        return _mended(draft.knowing(says=told.says), said)
    if isinstance(number, Telephone):
        skipped = tuple(ask for ask in draft.skipped if ask is not Ask.CONTACT)
        return _mended(replace(draft, phone=number.number, skipped=skipped), said)
    if isinstance(number, WrongTelephone):
        return misfit(replace(draft, fixing=Ask.CONTACT), number.reason)
    if _CONTACT.search(text) and draft.data.field != "phone":
        return _fix(draft, Ask.CONTACT)
    return _person(draft, said, text) or _of_data(draft, said, value, found)


def _person(draft: ObjectionDraft, said: Said, text: str) -> ObjectionHeard | None:
    organisation, name = organisation_told(text, is_asked=True), name_given(text)
    if organisation and (draft.organisation or re.search(r"单位|公司名|名义", text)):
        return _mended(replace(draft, organisation=organisation), said)
    if name:
        return _mended(replace(draft, name=name), said)
    return _fix(draft, Ask.WHO) if re.search(r"名字|姓名|单位名|公司名", text) else None


def _of_data(draft: ObjectionDraft, said: Said, value: str, found: Found) -> ObjectionHeard | None:
    if draft.data.is_guide and len(found.items) == 1 and found.items[0].code != draft.data.catalogue:
        return _mended(with_item(draft, found.items[0]), said)
    facet = facet_named(value)
    if draft.data.is_guide and facet and facet != draft.data.field:
        return _mended(draft.knowing(field=facet, says=""), said)
    fault = fault_named(value)
    if fault and fault is not draft.fault and value:
        return _mended(with_fault(draft, fault), said)
    if draft.asked is not Ask.CONFIRM and value:
        return answer(draft, replace(said, plain=value), found)
    return misfit(draft, "which")


def _mended(draft: ObjectionDraft, said: Said) -> ObjectionHeard:
    return ObjectionHeard(kept(replace(draft, fixing=None, tries=0), said), Event.CORRECTED)


def _fix(draft: ObjectionDraft, ask: Ask) -> ObjectionHeard:
    return ObjectionHeard(replace(draft, fixing=ask, tries=0), Event.FIXING, ask)
