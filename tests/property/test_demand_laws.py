"""The form holds whatever is said to it."""

import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.papers_json import papers_from_json, papers_to_json
from bot.domain.demands.answers import Event
from bot.domain.demands.draft import Another, Draft, Said, Similar, Slot, filled, says_something
from bot.domain.demands.form import begin, hear
from bot.domain.demands.wording import text_to_file, title_of
from bot.domain.talk.papers import Before, Papers, Pending
from bot.domain.tickets.terms import Privacy, TicketType
from bot.domain.tickets.ticket import Attachment
from tests.unit.domain.demands.demand_samples import MOBILE, NINE

WORDS = (
    "路灯坏了 没人管 阳光小区 3栋 2单元 昨晚 11月20号 2月30号 下周三 不对 是 改成 地址 电话 写错了 匿名 保密 不想留电话 提交 对 嗯 取消 算了 上一步 "
    f"跳过 不知道 继续 还是要登记 单独登记 一起 加入 第一个 2 你们都是饭桶 多久 吗 ？ ， 。 我叫王秀英 我姓赵 另外我要投诉 地沟油 😡 {MOBILE} 1391234567 张桂兰 "
    "我家 SL20261122-0007-K 谢谢 220382199001011234 不是投诉是建议"
).split()
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=6).map("".join), st.text(max_size=40))
PAYLOADS = st.sampled_from(
    [
        "confirm",
        "cancel",
        "back",
        "skip",
        "anonymous",
        "confidential",
        "named",
        "no_phone",
        "alone",
        "resume",
        "insist",
        "same",
        "separate",
        "listen",
        "x",
        "edit:what",
        "edit:place",
        "edit:when",
        "edit:contact",
        "edit:join",
        "join:SL1",
    ]
)
PHOTO = Attachment("k", "1.jpg", "image/jpeg", 9)


@st.composite
def messages(draw: st.DrawFn) -> Said:
    """Anything that may reach the form."""
    if draw(st.integers(0, 4)) == 0:
        return Said("", "", NINE, payload=f"form:{draw(PAYLOADS)}")
    text = draw(TEXTS)
    return Said(
        text,
        text,
        NINE,
        files=(PHOTO,) * draw(st.integers(0, 2)),
        coordinates=draw(st.sampled_from([None, None, (43.5, 123.5)])),
        is_question=draw(st.booleans()),
        is_wish=draw(st.booleans()),
        demands=draw(st.sampled_from([None, TicketType.COMPLAINT, TicketType.REPORT])),
        differs=draw(st.booleans()),
        place=draw(st.sampled_from(["", "南街"])),
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Forms as talks leave them, with neighbours found at times."""
    kind = draw(st.sampled_from(list(TicketType)))
    draft = begin(kind, draw(messages())).draft
    for said in draw(st.lists(messages(), max_size=8)):
        heard = hear(draft, said)
        draft = heard.draft
        if draft.asks is Slot.CONFIRM and draw(st.booleans()):
            draft = replace(draft, similar=(Similar("SL1", "同类"),)).asking()
        if draw(st.integers(0, 20)) == 0:
            draft = replace(draft, asks=Slot.RIGHT_WAY)
    return draft


@given(drafts(), messages())
def test_whatever_is_said_the_form_goes_on(draft: Draft, said: Said) -> None:
    """Nothing is raised, and a question always stands."""
    heard = hear(draft, said)
    assert heard.draft.asks is not None


@given(drafts(), messages())
def test_only_a_form_with_a_matter_is_confirmed(draft: Draft, said: Said) -> None:
    """And only where the summary was shown."""
    if hear(draft, said).event is Event.CONFIRMED:
        assert draft.has_matter
        assert draft.asks is Slot.CONFIRM


@given(drafts(), messages())
def test_what_was_told_stays_told(draft: Draft, said: Said) -> None:
    """Parts are only added, but where she tells the matter anew or wants to be nobody; files are never lost."""
    heard = hear(draft, said)
    assert heard.draft.files[: len(draft.files)] == draft.files
    is_rewritten = draft.fixing is Slot.WHAT or heard.draft.privacy is Privacy.ANONYMOUS
    if not is_rewritten:
        assert heard.draft.parts[: len(draft.parts)] == draft.parts


MATTERS = st.sampled_from(
    [
        "楼道里堆满了杂物",
        "物业三天不收垃圾",
        "夜里有人放音响",
        "自来水发黄有味儿",
        "院墙歪了快要倒",
        "校车超员开得飞快",
        "饭店后厨有老鼠",
    ]
)


@given(drafts(), MATTERS)
def test_a_matter_that_is_told_is_never_lost(draft: Draft, matter: str) -> None:
    """Whatever was asked: it stands in what will be filed, or waits for a form of its own."""
    heard = hear(draft, Said(matter, matter, NINE))
    if draft.asks is Slot.RIGHT_WAY or draft.asks is Slot.CANCEL:
        return
    kept = [*heard.draft.parts, *(one.text for one in heard.draft.later), heard.draft.place, heard.draft.happened]
    assert any(matter in part for part in kept), (draft.asks, heard.event)


@given(drafts())
def test_nothing_personal_is_shown(draft: Draft) -> None:
    """Neither the title nor what the interface tells holds a telephone number."""
    assert MOBILE not in title_of(draft)
    assert not re.search(r"1[3-9]\d{9}", title_of(draft))
    shown = {name: value for name, value in filled(draft).items() if name not in ("place", "when")}
    assert MOBILE not in "".join(shown.values())
    assert len(title_of(draft)) <= 24 or draft.subject


@given(drafts())
def test_who_wants_to_be_nobody_leaves_no_number(draft: Draft) -> None:
    """Her person stays empty, and so does what is filed of her."""
    if draft.privacy is Privacy.ANONYMOUS:
        assert (draft.name, draft.phone) == ("", "")
    if draft.privacy is Privacy.CONFIDENTIAL and draft.phone:
        assert draft.phone not in text_to_file(draft)


@given(drafts())
def test_a_hollow_text_is_no_matter(draft: Draft) -> None:
    """A form that would be filed says something."""
    if draft.asks is Slot.CONFIRM:
        assert says_something("".join(draft.parts))


MOMENTS = st.integers(0, 10**9).map(lambda seconds: NINE + timedelta(seconds=seconds))
PENDING = st.builds(Pending, st.text(max_size=9), MOMENTS, st.text(max_size=9), st.tuples(st.text(max_size=9)))
BEFORE = st.builds(
    Before,
    at=MOMENTS,
    text=st.text(max_size=9),
    kind=st.none() | st.sampled_from(list(TicketType)),
    files=st.just((PHOTO,)),
    coordinates=st.none() | st.just((43.5, 123.5)),
)


@given(drafts(), st.none() | PENDING, st.none() | BEFORE, st.booleans())
def test_papers_come_back_from_json_as_they_were(
    draft: Draft,
    pending: Pending | None,
    before: Before | None,
    held: bool,  # noqa: FBT001
) -> None:
    """All of them, with every part."""
    another = Another(TicketType.REPORT, "地沟油")
    papers = Papers(replace(draft, held=another if held else None, later=(another,)), pending, before)
    assert papers_from_json(papers_to_json(papers)) == papers
    assert papers_from_json(papers_to_json(Papers(None, pending))) == Papers(None, pending)
