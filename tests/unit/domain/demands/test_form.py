"""The form: what one message does to it."""

from dataclasses import replace

import pytest

from bot.domain.demands.answers import MOST_FILES, Event
from bot.domain.demands.draft import Another, Draft, Slot
from bot.domain.demands.form import begin, hear
from bot.domain.demands.words import Steer
from bot.domain.tickets.terms import Privacy, TicketType
from bot.domain.tickets.ticket import Attachment
from tests.unit.domain.demands.demand_samples import (
    MOBILE,
    NEIGHBOURS,
    after,
    asking_contact,
    asking_place,
    asking_to_confirm,
    asking_to_join,
    asking_when,
    asking_whether_second,
    pressed,
    said,
    told,
)

PHOTO = Attachment("k", "1.jpg", "image/jpeg", 9)


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("阳光小区3号楼", Event.ANSWERED, "阳光小区3号楼"),
        ("就在四马路", Event.ANSWERED, "四马路"),
        ("中医院门口", Event.ANSWERED, "中医院门口"),
        ("阳光小区，3号楼", Event.ANSWERED, "阳光小区，3号楼"),
        ("我家", Event.WRONG, ""),
        ("3栋", Event.WRONG, "3栋"),
        ("3", Event.WRONG, ""),
        ("你们都是饭桶", Event.SCOLDED, ""),
        ("我咋知道在哪条街？", Event.WRONG, ""),
        ("嗯", Event.LISTENING, ""),
        ("提交", Event.EARLY, ""),
        ("跳过", Event.SKIPPED, ""),
        ("不知道", Event.SKIPPED, ""),
        ("？", Event.UNCLEAR, ""),
    ],
)
def test_an_answer_to_where(text: str, event: Event, place: str) -> None:
    """Only what can be a place becomes one."""
    heard = after(asking_place(), text)
    assert (heard.event, heard.draft.place) == (event, place)
    assert heard.draft.asks is (Slot.WHEN if event in (Event.ANSWERED, Event.SKIPPED) else Slot.PLACE)


def test_a_place_that_is_said_twice_is_taken() -> None:
    """Who insists on 我家 is not asked for ever."""
    once = after(asking_place(), "我家")
    assert after(once.draft, "就我家").draft.place == "我家"


def test_a_place_with_a_story_behind_it_loses_neither() -> None:
    """The place is filled, the story kept."""
    draft = after(asking_place(), "在阳光小区3号楼，就是那个物业天天不扫雪，我都摔两回了").draft
    assert draft.place == "阳光小区3号楼"
    assert "摔两回了" in draft.text


def test_a_long_story_instead_of_a_place_is_kept() -> None:
    """And the place is asked for again."""
    story = "这事说来话长，我从去年就找他们，他们今天推明天明天推后天，找了八回门都没让我进，我这么大岁数腿脚也不好，你们得给我评评这个理"
    heard = after(asking_place(), story)
    assert story in heard.draft.text
    assert heard.draft.asks is Slot.PLACE


@pytest.mark.parametrize(
    ("text", "event", "happened"),
    [
        ("昨晚十点", Event.ANSWERED, "昨晚十点"),
        ("下雨的时候", Event.ANSWERED, "下雨的时候"),
        ("有一个月了，天天如此", Event.ANSWERED, "有一个月了"),
        ("2月30号", Event.WRONG, ""),
        ("下周三", Event.WRONG, ""),
        ("你们都是饭桶", Event.SCOLDED, ""),
        ("1单元", Event.CORRECTED, ""),
        ("说不准", Event.SKIPPED, ""),
    ],
)
def test_an_answer_to_when(text: str, event: Event, happened: str) -> None:
    """A flat mends the place, a wrong day is told so."""
    heard = after(asking_when(), text)
    assert (heard.event, heard.draft.happened) == (event, happened)


def test_a_unit_told_late_is_added_to_the_place() -> None:
    """1单元, when the time was asked for."""
    assert after(asking_when(), "1单元").draft.place == "阳光小区2栋1单元"


@pytest.mark.parametrize(
    ("text", "event", "detail"),
    [
        (MOBILE, Event.ANSWERED, "contact"),
        ("王秀英 139-1234-5678", Event.ANSWERED, "contact"),
        ("1391234567", Event.WRONG, "too_short"),
        ("139123456789", Event.WRONG, "too_long"),
        ("400-800-1234", Event.WRONG, "wrong_start"),
        ("220382199001011234", Event.WRONG, "identity"),
        ("abcdefg", Event.WRONG, "no_number"),
        ("张桂兰", Event.LISTENING, "no_number"),
        ("不用了", Event.SKIPPED, "contact"),
        ("不想留电话", Event.ANSWERED, "who_may_know"),
        ("匿名", Event.ANSWERED, "who_may_know"),
    ],
)
def test_an_answer_to_the_telephone(text: str, event: Event, detail: str) -> None:
    """What is wrong with a number is told; refusing it is a right."""
    heard = after(asking_contact(), text)
    assert (heard.event, heard.detail) == (event, detail)


def test_a_story_beside_the_number_is_kept() -> None:
    """Both are."""
    draft = after(asking_contact(), f"{MOBILE}，另外那边井盖也松了").draft
    assert draft.phone == MOBILE
    assert "井盖也松了" in draft.text


def test_who_wants_to_be_nobody_is_nobody() -> None:
    """Name and number go, also out of what was told before and is told afterwards."""
    draft = told(f"路灯坏了没人修，我叫王小梅，电话{MOBILE}")
    draft = after(draft, "匿名").draft
    draft = after(draft, "阳光小区，我叫王小梅，就在我家楼下天天黑着").draft
    assert draft.privacy is Privacy.ANONYMOUS
    assert (draft.name, draft.phone) == ("", "")
    assert MOBILE not in draft.text
    assert "王小梅" not in draft.text


def test_a_number_given_after_all_ends_anonymity() -> None:
    """She was asked for it and gave it."""
    draft = after(asking_contact(), "匿名").draft
    draft = hear(draft, pressed("form:edit:contact")).draft
    heard = after(draft, MOBILE)
    assert (heard.draft.privacy, heard.draft.phone, heard.hidden) == (Privacy.NAMED, MOBILE, Steer.NAMED)


def test_secrecy_and_a_matter_in_one_message() -> None:
    """Neither is lost."""
    heard = after(told("我要投诉"), "老板拖欠工资两个月，千万别让老板知道是我说的")
    assert heard.hidden is Steer.CONFIDENTIAL
    assert heard.draft.privacy is Privacy.CONFIDENTIAL
    assert heard.draft.has_matter


@pytest.mark.parametrize("text", ["提交", "对", "好的", "嗯", "没问题", "中"])
def test_it_is_confirmed_by_words(text: str) -> None:
    """Only at the summary."""
    assert after(asking_to_confirm(), text).event is Event.CONFIRMED
    assert after(asking_contact(), text).event in (Event.EARLY, Event.LISTENING)


def test_taking_note_is_no_confirmation() -> None:
    """知道了 files nothing."""
    assert after(asking_to_confirm(), "知道了").event is Event.UNCLEAR


def test_a_form_without_a_matter_is_never_confirmed() -> None:
    """Neither by words nor by a button."""
    draft = replace(told("我要投诉"), asks=Slot.CONFIRM)
    assert after(draft, "提交").event is not Event.CONFIRMED
    assert hear(draft, pressed("form:confirm")).event is not Event.CONFIRMED


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("不对，是3栋", "place", "阳光小区3栋"),
        ("不对，是3", "place", "阳光小区3栋"),
        ("地址改成辽河路5号", "place", "辽河路5号"),
        ("说错了是前天", "happened", "前天"),
        ("电话写错了是13912345679", "phone", "13912345679"),
        ("名字错了，叫王晓兰", "name", "王晓兰"),
        ("不是投诉是建议", "type", TicketType.SUGGESTION),
    ],
)
def test_anything_may_be_put_right_at_any_time(text: str, slot: str, value: object) -> None:
    """The newest word counts."""
    heard = after(asking_to_confirm(), text)
    assert heard.event is Event.CORRECTED
    assert getattr(heard.draft, slot) == value


@pytest.mark.parametrize(
    ("text", "slot"),
    [("电话写错了", Slot.CONTACT), ("地址不对", Slot.PLACE), ("时间错了", Slot.WHEN), ("内容不对", Slot.WHAT)],
)
def test_what_is_wrong_is_asked_again(text: str, slot: Slot) -> None:
    """And afterwards the summary comes back."""
    heard = after(asking_to_confirm(), text)
    assert (heard.event, heard.draft.asks) == (Event.FIXING, slot)


def test_a_correction_of_something_else_is_kept_as_told() -> None:
    """不对，是物业 corrects no slot."""
    heard = after(asking_to_confirm(), "不对，不是电力的事，是物业不让进")
    assert heard.event is Event.ADDED
    assert "是物业不让进" in heard.draft.text


def test_going_back_asks_the_question_before() -> None:
    """What was answered there is replaced by the new answer."""
    heard = after(asking_when(), "上一步")
    assert (heard.event, heard.draft.asks) == (Event.WENT_BACK, Slot.PLACE)
    assert after(heard.draft, "新立小区").draft.place == "新立小区"
    assert after(told("我要投诉"), "上一步").detail == "first"


def test_a_suggestion_goes_back_to_its_matter() -> None:
    """Questions that were never asked are passed over."""
    draft = told("建议江边步道多放几条长椅", kind=TicketType.SUGGESTION)
    assert after(draft, "上一步").draft.asks is Slot.WHAT


def test_little_is_given_up_at_once_and_much_only_twice_said() -> None:
    """Nobody loses a story by a slip."""
    assert after(told("我要投诉"), "算了").event is Event.CANCELLED
    heard = after(asking_to_confirm(), "取消")
    assert (heard.event, heard.draft.asks) == (Event.ASKED_CANCEL, Slot.CANCEL)
    assert after(heard.draft, "是，不登记了").event is Event.CANCELLED
    assert after(heard.draft, "还是要登记").draft.asks is Slot.CONFIRM
    again = after(heard.draft, "对了还有，树枝也把灯挡住了")
    assert again.draft.asks is Slot.CONFIRM
    assert "树枝" in again.draft.text


@pytest.mark.parametrize("more", [{"is_question": True}, {"is_wish": True}])
def test_something_else_is_answered_in_between(more: dict[str, bool]) -> None:
    """The question stands."""
    heard = after(asking_place(), "身份证丢了怎么补", **more)
    assert (heard.event, heard.draft.asks) == (Event.INTERRUPTED, Slot.PLACE)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (asking_place(), "中医院门口"),
        (asking_when(), "今年开春就这样"),
        (asking_contact(), MOBILE),
        (asking_to_confirm(), "是物业的人，不是热力"),
        (told("我要投诉"), "低保给我停了，为啥没人管"),
    ],
)
def test_an_answer_is_taken_whatever_the_model_makes_of_it(draft: Draft, text: str) -> None:
    """Short answers look like all sorts of things."""
    assert after(draft, text, is_question=True).event is not Event.INTERRUPTED


def test_three_misfits_are_counted() -> None:
    """Then a way out is offered; an answer that fits forgets them."""
    draft = asking_contact()
    for tries, text in enumerate(("1391234567", "abc", "嗯"), 1):
        draft = after(draft, text).draft
        assert draft.tries == tries
    assert after(draft, MOBILE).draft.tries == 0


def test_a_second_matter_is_asked_about_once() -> None:
    """It is kept word for word, and gets a form of its own or becomes part of this one."""
    draft = asking_whether_second()
    assert draft.asks is Slot.SECOND
    assert draft.held == Another(TicketType.COMPLAINT, "另外我要投诉饭店用地沟油")
    apart, together = after(draft, "两件事").draft, after(draft, "写进这一件").draft
    assert apart.later == (draft.held,)
    assert "地沟油" not in apart.text
    assert together.later == ()
    assert "地沟油" in together.text
    assert (apart.asks, together.asks) == (Slot.CONTACT, Slot.CONTACT)


@pytest.mark.parametrize(
    ("text", "is_apart"), [("1", False), ("2", True), ("第二个", True), ("分开", True), ("一起吧", False)]
)
def test_a_second_matter_is_settled_in_many_ways(text: str, *, is_apart: bool) -> None:
    """By number or in words."""
    assert bool(after(asking_whether_second(), text).draft.later) is is_apart


def test_an_answer_that_passes_the_second_matter_over_loses_nothing() -> None:
    """She gives her number instead: the matter is added, the number taken."""
    draft = after(asking_whether_second(), f"我电话{MOBILE}").draft
    assert "地沟油" in draft.text
    assert draft.phone == MOBILE


@pytest.mark.parametrize(
    ("text", "joins"), [("1", 0), ("第二个", 1), ("加入第二件", 1), ("都不是", None), ("单独登记", None)]
)
def test_joining_is_chosen_or_not(text: str, joins: int | None) -> None:
    """By number, in words, or not at all."""
    draft = after(asking_to_join(), text).draft
    assert draft.joins == ("" if joins is None else NEIGHBOURS[joins].number)
    assert draft.asks is Slot.CONFIRM


def test_a_plain_yes_joins_the_only_one() -> None:
    """Of two it joins none."""
    one = replace(asking_to_join(), similar=NEIGHBOURS[:1])
    assert after(one, "好").draft.joins == NEIGHBOURS[0].number
    assert after(asking_to_join(), "好").draft.joins == ""


def test_photos_and_places_are_attached_and_answer_nothing() -> None:
    """But a place that is sent is a place."""
    heard = hear(asking_contact(), replace(said(), files=(PHOTO,)))
    assert (heard.event, heard.draft.asks, len(heard.draft.files)) == (Event.ADDED, Slot.CONTACT, 1)
    assert hear(asking_place(), replace(said(), coordinates=(43.5, 123.5))).draft.asks is Slot.WHEN
    many = hear(asking_contact(), replace(said(), files=(PHOTO,) * 30)).draft
    assert len(many.files) == MOST_FILES


@pytest.mark.parametrize(
    "payload", ["form:nonsense", "form:edit:nonsense", "form:join:SL1", "form:", "form:resume", "form:back"]
)
def test_an_old_or_made_up_button_harms_nothing(payload: str) -> None:
    """The form stays open."""
    assert hear(asking_contact(), pressed(payload)).event not in (Event.CANCELLED, Event.CONFIRMED)


def test_a_form_begins_with_what_the_first_message_tells() -> None:
    """Photos included."""
    draft = begin(TicketType.HELP, replace(said("水管爆了没人管", place="南街5号"), files=(PHOTO,))).draft
    assert (draft.place, draft.files, draft.asks) == ("南街5号", (PHOTO,), Slot.CONTACT)


@pytest.mark.parametrize(
    "text", ["都是" * 10_000, "1" * 20_000, f"我电话{MOBILE}，" * 1_000, "不对是错了" * 4_000, "好的" * 10_000]
)
def test_a_page_of_anything_is_heard_in_no_time(text: str) -> None:
    """No pattern runs away with it (the suite's time limit is the judge)."""
    for draft in (told("我要投诉"), asking_place(), asking_contact(), asking_whether_second()):
        assert hear(draft, said(text)).draft.asks
