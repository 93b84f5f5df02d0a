"""One spelling for many keyboards."""

import pytest

from bot.domain.text.normal_text import MAX_UNDERSTOOD, clean, has_meaning, is_traditional, script_of


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        pytest.param("ＡＢＣ１２３", "ABC123", id="full-width-letters-and-digits"),
        pytest.param("补\u3000身份证", "补 身份证", id="full-width-space"),
        pytest.param("去哪办？急！（快）", "去哪办？急！（快）", id="chinese-punctuation-stays"),
        pytest.param("补\u200b身\ufeff份\u2060证", "补身份证", id="zero-width"),
        pytest.param("\u202e补身份证\u202c", "补身份证", id="direction-marks"),
        pytest.param("补身份证\x00\x07", "补身份证", id="control-characters"),
        pytest.param("身份证😭😭丢了", "身份证 丢了", id="emoji-between-words"),
        pytest.param("👍🏻❤️", "", id="emoji-only"),
        pytest.param("急急急急急急急", "急急急", id="repeated-character"),
        pytest.param("多少钱？？？？？？", "多少钱？？？", id="repeated-mark"),
        pytest.param("哈哈哈", "哈哈哈", id="three-may-stand"),
        pytest.param("  补 \n\n 身份证\t ", "补 身份证", id="white-space"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_is_cleaned(said: str, cleaned: str) -> None:
    """Keyboards, copied web pages and phones write alike afterwards."""
    assert clean(said) == cleaned


@pytest.mark.parametrize(
    "said",
    ["/restart", "／restart", "//restart", " /restart", "\u200b/restart", "／／restart", "/ restart", "/ /restart"],
)
def test_a_citizen_gives_the_engine_no_command(said: str) -> None:
    """However a slash is put in front, what is left is plain text."""
    assert clean(said) == "restart"


@pytest.mark.parametrize("number", ["13888888888", "13900001111", "100000元", "SL20261111-0000-K"])
def test_digits_are_never_shortened(number: str) -> None:
    """A run of equal digits is no shouting: a number that loses one is another number."""
    assert clean(number) == number


def test_a_long_text_is_read_from_its_beginning() -> None:
    """What is understood has a limit; the message itself is kept elsewhere."""
    assert clean("办证" * MAX_UNDERSTOOD) == "办证" * (MAX_UNDERSTOOD // 2)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("补证", True), ("a", True), ("2", True), ("㐀", True), ("？！……", False), ("", False), ("。", False)],
)
def test_meaning_needs_a_letter_a_digit_or_a_character(text: str, *, answer: bool) -> None:
    """Marks alone say nothing."""
    assert has_meaning(text) is answer


@pytest.mark.parametrize(
    ("text", "simplified", "answer"),
    [
        pytest.param("身份證怎麼補辦", "身份证怎么补办", True, id="many-changed"),
        pytest.param("補證", "补证", True, id="two-of-two"),
        pytest.param("辦證", "办证", True, id="short"),
        pytest.param("補办", "补办", True, id="one-of-two"),
        pytest.param("身份证怎么补办", "身份证怎么补办", False, id="none-changed"),
        pytest.param(
            "我想给孩子上户口要带什么去派出所办呢裏", "我想给孩子上户口要带什么去派出所办呢里", False, id="one-slip"
        ),
        pytest.param("", "", False, id="empty"),
    ],
)
def test_traditional_writing_is_recognised(text: str, simplified: str, *, answer: bool) -> None:
    """Two changed characters, or one in ten, make a Traditional writer; one slip does not."""
    assert is_traditional(text, simplified) is answer


@pytest.mark.parametrize(
    ("text", "simplified", "traditional", "answer"),
    [
        pytest.param("補辦身份證", "补办身份证", "補辦身份證", True, id="traditional"),
        pytest.param("补办身份证", "补办身份证", "補辦身份證", False, id="simplified"),
        pytest.param("提交", "提交", "提交", None, id="the-same-in-both"),
        pytest.param("13912345678", "13912345678", "13912345678", None, id="a-number"),
    ],
)
def test_some_words_tell_no_script(text: str, simplified: str, traditional: str, *, answer: bool | None) -> None:
    """Words that look alike in both leave the question open."""
    assert script_of(text, simplified, traditional) is answer
