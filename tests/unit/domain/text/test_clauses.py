"""A message in parts."""

import pytest

from bot.domain.text.clauses import (
    announces_second_wish,
    clauses,
    is_question,
    opens_second_wish,
    without_bridge,
    without_opening,
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("您好，补身份证要带啥", "补身份证要带啥"),
        ("喂喂，你好啊，请问一下公积金咋提", "公积金咋提"),
        ("在吗？", "在吗？"),
        ("麻烦问一下落户去哪", "落户去哪"),
        ("我想咨询一下低保怎么申请", "低保怎么申请"),
        ("老师你好 打扰了 想问个事儿，医保卡丢了", "医保卡丢了"),
        ("hello, 护照多少钱", "护照多少钱"),
        ("HI 护照多少钱", "护照多少钱"),
        ("好的，那个护照多少钱呢", "护照多少钱呢"),
        ("补身份证谢谢", "补身份证谢谢"),
    ],
)
def test_polite_openings_are_cut(text: str, rest: str) -> None:
    """Greetings in front say nothing about the wish; those behind are left."""
    assert without_opening(text) == rest


@pytest.mark.parametrize("text", ["你好", "您好！", "谢谢", "在吗", "嗯嗯", "请问", "hello", "好的", "你好 啊", "喂"])
def test_an_opening_is_never_cut_to_nothing(text: str) -> None:
    """A message that is nothing but a greeting stays one."""
    assert without_opening(text) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("补身份证带什么，要多少钱？", ("补身份证带什么", "要多少钱")),
        ("护照咋办还有就是港澳通行证呢", ("护照咋办", "还有就是港澳通行证呢")),
        ("医保异地备案顺便问下报销比例", ("医保异地备案", "顺便问下报销比例")),
        ("落户。\n迁户", ("落户", "迁户")),
        ("补证", ("补证",)),
        ("啊，补证，嗯", ("补证",)),
        ("？！", ()),
        ("", ()),
    ],
)
def test_a_message_falls_into_clauses(text: str, parts: tuple[str, ...]) -> None:
    """Marks and words like 还有就是 part clauses; single characters are none."""
    assert clauses(text) == parts


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("补证，另外护照多少钱", True),
        ("顺便问一下迁户口", True),
        ("对了，能代办吗", True),
        ("补证要带什么", False),
        ("", False),
    ],
)
def test_a_second_wish_may_be_announced(text: str, *, announced: bool) -> None:
    """另外, 顺便, 对了 say that one thing more is asked."""
    assert announces_second_wish(text) is announced


@pytest.mark.parametrize(
    ("clause", "asks"),
    [("要多少钱", True), ("我姐去行不", True), ("手续都齐了", False), ("家里没人懂", False), ("在哪办", True)],
)
def test_a_question_has_a_word_that_asks(clause: str, asks: bool) -> None:  # noqa: FBT001
    """What is only told asks nothing."""
    assert is_question(clause) is asks


@pytest.mark.parametrize(
    ("clause", "opens", "rest"),
    [
        ("另外护照多少钱", True, "护照多少钱"),
        ("还有公积金咋提", True, "公积金咋提"),
        ("护照还有效吗", False, "护照还有效吗"),
        ("另外", True, "另外"),
    ],
)
def test_a_second_wish_may_be_announced_by_its_first_word(clause: str, opens: bool, rest: str) -> None:  # noqa: FBT001
    """The bridge is no part of what is asked."""
    assert opens_second_wish(clause) is opens
    assert without_bridge(clause) == rest
