"""Words that ask for a person, names that are told, and what an operator reads."""

from datetime import timedelta

import pytest

from bot.domain.handoff.introduction import called
from bot.domain.handoff.line_words import spoken
from bot.domain.handoff.reach import Reach, reach
from bot.domain.handoff.summary import tried, who
from bot.domain.handoff.wishes import asks_for_person, gives_up_waiting
from bot.domain.talk.message import AttachmentKind


@pytest.mark.parametrize(
    "text",
    [
        "转人工",
        "转人工客服",
        "我要人工客服",
        "帮我转人工吧",
        "人工",
        "人工服务",
        "找真人",
        "好，转吧",
        "转接",
        "能转人工吗",
        "请帮我接话务员",
    ],
)
def test_a_plain_wish_for_a_person_is_heard_without_the_engine(text: str) -> None:
    """Short, and nothing else."""
    assert asks_for_person(text.replace("，", ""))


@pytest.mark.parametrize(
    "text",
    [
        "人工授精怎么办",
        "转户口",
        "人工湖臭了我要投诉",
        "好的",
        "转让房子要多少税",
        "找工作",
        "人工费多少钱",
        "换护照",
        "",
    ],
)
def test_other_matters_are_left_to_the_assistant(text: str) -> None:
    """A word alone does not hand anybody over."""
    assert not asks_for_person(text)


@pytest.mark.parametrize(
    "text", ["不等了", "算了，不等了", "取消人工", "不排队了", "那我不等了吧", "不用转人工了", "不想等了"]
)
def test_who_gives_up_waiting_is_heard(text: str) -> None:
    """In her own words."""
    assert gives_up_waiting(text)


@pytest.mark.parametrize("text", ["取消", "算了", "不等了行不行身份证要等多久", "等不等", ""])
def test_what_may_mean_something_else_does_not_leave_the_queue(text: str) -> None:
    """取消 may be meant for a form."""
    assert not gives_up_waiting(text)


@pytest.mark.parametrize(
    ("login", "name", "told"),
    [
        ("wang8021", "王小丽", "话务员 8021 王"), ("ou9", "欧阳娜", "话务员 欧阳"), ("chen", "陈", "话务员 陈"),
        ("a8021", "Anna", "话务员 8021"), ("", "", "话务员"), ("li07", "欧阳", "话务员 07 欧"),
    ],
)  # fmt: skip
def test_an_operator_is_told_by_number_and_family_name(login: str, name: str, told: str) -> None:
    """Never more of her than that."""
    assert called(login, name) == told


def test_a_summary_tells_what_was_tried_newest_last() -> None:
    """Six at most, each with what came of it; then what is said now."""
    asked = [(f"第{number}问", "guide", "guide") for number in range(1, 8)]
    told = tried([*asked, ("没用", "feedback_negative", "fallback"), ("在吗", "handoff", "")], "水管爆了", 6)
    assert told == (
        "第5问（已给指南）", "第6问（已给指南）", "第7问（已给指南）", "没用（嫌没用）", "在吗（转给话务员）", "水管爆了",
    )  # fmt: skip
    assert tried([], "", 6) == ()
    assert len(tried([("长" * 200, "guide", "guide")], "", 6)[0]) < 100


@pytest.mark.parametrize(
    ("minutes", "name", "told"),
    [(0, "", "网页访客，谈了1分钟"), (6, "李红", "网页访客，自称李红，谈了6分钟"), (180, "", "网页访客，谈了3小时"), (4000, "", "网页访客，谈了2天")],
)  # fmt: skip
def test_who_she_is_is_told_with_how_long_she_has_been_writing(minutes: int, name: str, told: str) -> None:
    """A name only if she gave one."""
    assert who("web", timedelta(minutes=minutes), name) == told


@pytest.mark.parametrize(
    ("message", "read"),
    [
        (spoken("身份证丢了"), "身份证丢了"),
        (spoken("", (AttachmentKind.PHOTO,), has_files=True), ""),
        (spoken("", (AttachmentKind.VOICE,)), "［语音，没有收到文件］"),
        (
            spoken("在这", (AttachmentKind.LOCATION,), place=(43.5, 123.5)),
            "在这\n［位置］纬度43.500000，经度123.500000",
        ),
        (spoken("", (AttachmentKind.STICKER,)), "［表情］"),
        (spoken("改一下", is_edit=True), "［修改上一条］改一下"),
    ],
)
def test_an_operator_reads_what_is_no_text(message: str, read: str) -> None:
    """What came as a file shows itself; what did not come is named."""
    assert message == read


def test_who_is_there_may_be_had_at_any_hour() -> None:
    """Else the hours say why nobody is there."""
    assert [reach(1, is_office_open=False), reach(0, is_office_open=True), reach(0, is_office_open=False)] == [
        Reach.OPEN, Reach.NOBODY, Reach.CLOSED,
    ]  # fmt: skip
