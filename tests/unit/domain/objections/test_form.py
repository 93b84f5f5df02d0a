"""The form of an objection, message by message."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.demands.answers import MOST_FILES, Event
from bot.domain.demands.draft import Said
from bot.domain.objections.draft import MAY_PASS, ORDER, Ask, NamedItem, ObjectionDraft, missing, objection_filled
from bot.domain.objections.form import begin, hear
from bot.domain.objections.hearing import Found
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.objections.title import title_of
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Attachment

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CARD, PASSPORT = NamedItem("SL-GA-003", "居民身份证丢失补领"), NamedItem("SL-GA-015", "普通护照签发")
NOTHING = Found()


def said(text: str = "", payload: str = "", files: int = 0) -> Said:
    """A message a minute later."""
    photos = tuple(Attachment(f"k{n}", f"{n}.jpg", "image/jpeg", 9) for n in range(files))
    return Said(text, text, NINE + timedelta(minutes=1), payload, photos)


def told(*texts: str, found: Found = NOTHING) -> ObjectionDraft:
    """The form after these messages; guides are found in the first."""
    draft = begin(said(texts[0]), found).draft
    for text in texts[1:]:
        draft = hear(draft, said(text), NOTHING).draft
    return draft


def complete() -> ObjectionDraft:
    """All is known."""
    return told("指南里身份证的收费写错了，应该是20元", "没有", "王秀英", "13912345678", found=Found((CARD,)))


def test_one_message_may_leave_only_the_person() -> None:
    """Guide, field, fault and right text are taken out of it."""
    draft = told("指南里身份证的收费写错了，应该是20元", found=Found((CARD,)))
    assert (draft.place, draft.data.catalogue, draft.data.field) == (DataPlace.GUIDE, CARD.code, "fee")
    assert (draft.fault, draft.data.should_say, draft.asks) == (Fault.WRONG, "20元", Ask.EVIDENCE)


def test_what_was_answered_last_is_meant_where_she_says_so() -> None:
    """With its field; a fresh objection to public data in general means nothing of the kind."""
    found = Found(last=CARD, last_facet="phone")
    draft = told("你刚才说的不对", found=found)
    assert (draft.data.catalogue, draft.data.field) == (CARD.code, "phone")
    assert told("我对公共数据有异议", found=found).asks is Ask.PLACE


def test_of_several_guides_she_chooses() -> None:
    """By number, by button or by naming it; a number too high is no choice."""
    draft = told("办事指南的收费写错了", found=Found((CARD, PASSPORT)))
    assert draft.asks is Ask.ITEM
    assert hear(draft, said("2"), NOTHING).draft.data.catalogue == PASSPORT.code
    assert hear(draft, said(payload=f"form:pick:item:{CARD.code}"), NOTHING).draft.data.catalogue == CARD.code
    assert hear(draft, said(payload="form:pick:item:SL-XX-999"), NOTHING).event is Event.UNCLEAR
    assert hear(draft, said("7"), NOTHING).draft.asks is Ask.ITEM


@pytest.mark.parametrize("fault", [Fault.PRIVACY, Fault.SECRET])
def test_what_must_not_be_public_should_say_nothing(fault: Fault) -> None:
    """It is not asked for, and what was told before no longer counts."""
    draft = hear(complete(), said(payload=f"form:pick:fault:{fault}"), NOTHING).draft
    assert (draft.fault, draft.data.should_say, draft.asks) == (fault, "", Ask.CONFIRM)


@pytest.mark.parametrize("text", ["匿名", "不想留名字", "跳过", "不留电话"])
def test_an_objection_is_nobody_s_only_by_refusal(text: str) -> None:
    """The question who objects cannot be passed over."""
    draft = told("指南里身份证的收费写错了，应该是20元", "没有", found=Found((CARD,)))
    heard = hear(draft, said(text), NOTHING)
    assert (heard.event, heard.detail, heard.draft.asks) == (Event.ASIDE, "anonymous", Ask.WHO)


def test_secrecy_can_be_had_at_any_time() -> None:
    """From the department, not from the bureau."""
    assert hear(complete(), said("保密"), NOTHING).draft.privacy is Privacy.CONFIDENTIAL


@pytest.mark.parametrize(
    ("text", "reason"), [("1391234", "too_short"), ("139123456789", "too_long"), ("无可奉告", "no_number")]
)
def test_a_wrong_number_is_named_kindly(text: str, reason: str) -> None:
    """What is wrong with it, and the question again."""
    draft = replace(complete(), phone="", asks=Ask.CONTACT)
    heard = hear(draft, said(text), NOTHING)
    assert (heard.event, heard.detail, heard.draft.asks) == (Event.WRONG, reason, Ask.CONTACT)


def test_more_evidence_than_fits_is_refused_aloud() -> None:
    """The first twenty are kept."""
    heard = hear(complete(), said(files=MOST_FILES + 1), NOTHING)
    assert (len(heard.draft.files), heard.detail, heard.draft.asks) == (MOST_FILES, "too_many", Ask.CONFIRM)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("不对，应该写30元", ("should_say", "30元")),
        ("应该是30元", ("should_say", "30元")),
        ("电话错了，是13812345678", ("phone", "13812345678")),
        ("我叫赵敏", ("name", "赵敏")),
    ],
)
def test_the_newest_word_counts(text: str, changed: tuple[str, str]) -> None:
    """At the summary, with or without 不对; nothing else changes."""
    before, heard = complete(), hear(complete(), said(text), NOTHING)
    name, value = changed
    of = heard.draft.data if name == "should_say" else heard.draft
    assert (heard.event, getattr(of, name), heard.draft.asks) == (Event.CORRECTED, value, Ask.CONFIRM)
    assert heard.draft.data.field == before.data.field


def test_going_back_reaches_the_first_question_and_no_further() -> None:
    """Through every question that such an objection needs."""
    draft, seen = complete(), []
    while (heard := hear(draft, said("上一步"), NOTHING)).event is Event.WENT_BACK:
        draft = heard.draft
        seen.append(draft.asks)
    assert seen == [Ask.CONTACT, Ask.WHO, Ask.EVIDENCE, Ask.SHOULD_SAY, Ask.FAULT, Ask.FACET, Ask.ITEM, Ask.PLACE]
    assert heard.detail == "first"


def test_another_place_forgets_the_guide() -> None:
    """What a guide says tells nothing of an open data set."""
    draft = hear(complete(), said(payload="form:pick:place:open_data"), NOTHING).draft
    assert (draft.data.catalogue, draft.data.field, draft.data.should_say) == ("", "", "20元")
    assert draft.asks is Ask.CATALOGUE


@pytest.mark.parametrize("ask", ORDER)
@pytest.mark.parametrize("text", ["", "😀", "跳过", "字" * 20_000, "1", "不对", "公司", "13912345678", "？？？"])
def test_no_message_breaks_any_question(ask: Ask, text: str) -> None:
    """Each brings a form that asks something; what may not be passed over stays asked."""
    draft = replace(complete(), fixing=ask, asks=ask) if ask is not Ask.CONFIRM else complete()
    after = hear(draft, said(text), NOTHING).draft
    assert after.asks
    assert max(len(one) for one in (after.data.says, after.data.should_say, after.name, after.organisation)) <= 300
    if text == "跳过" and ask not in MAY_PASS | {Ask.CONFIRM}:
        assert after.asks is ask


def test_what_programs_are_told_holds_nothing_personal() -> None:
    """Only that there is a number."""
    filled = objection_filled(complete())
    assert filled["contact"] == "given"
    assert not [value for value in filled.values() if "王秀英" in value or "139" in value]


def test_the_title_holds_nothing_personal() -> None:
    """It stands unsealed in lists: neither number nor name, and never the record."""
    data = replace(complete().data, catalogue="王秀英13912345678的登记", record="王秀英", field="电话0434-7223344")
    title = title_of(replace(complete(), place=DataPlace.OPEN_DATA, data=data))
    assert not [piece for piece in ("王秀英", "13912345678", "7223344") if piece in title]


def test_everything_is_asked_of_an_empty_form() -> None:
    """First where the data stand."""
    assert missing(ObjectionDraft(NINE, NINE)) is Ask.PLACE
