"""Telephone numbers as citizens write and say them."""

import pytest

from bot.domain.text.telephone import Telephone, WrongTelephone, own_telephone, read_telephone

MOBILE, LANDLINE = "13912345678", "04347223344"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13912345678", MOBILE),
        ("139 1234 5678", MOBILE),
        ("139-1234-5678", MOBILE),
        ("+86 139 1234 5678", MOBILE),
        ("0086-13912345678", MOBILE),
        ("１３９１２３４５６７８", MOBILE),
        ("幺三九一二三四五六七八", MOBILE),
        ("我电话是139-1234-5678，姓王", MOBILE),
        ("0434-7223344", LANDLINE),
        ("04347223344", LANDLINE),
        ("7223344", LANDLINE),
        ("打110没用，打我13912345678", MOBILE),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, number: str) -> None:
    """Spaces, dashes, country code, full width, spoken numerals, no area code."""
    found = read_telephone(text)
    assert isinstance(found, Telephone)
    assert found.number == number
    assert found.said in text
    assert found.tail == number[-4:]


@pytest.mark.parametrize(
    ("text", "reason", "digits"),
    [
        ("1391234567", "too_short", 10),
        ("139123456789", "too_long", 12),
        ("12912345678", "wrong_start", 11),
        ("400-800-1234", "wrong_start", 10),
        ("95598", "too_short", 5),
        ("220382199001011234", "identity", 18),
        ("22038219900101123X", "identity", 18),
    ],
)
def test_digits_that_nobody_can_call_say_what_is_wrong(text: str, reason: str, digits: int) -> None:
    """The reason is one that a citizen can act on."""
    assert read_telephone(text) == WrongTelephone(reason, digits, text)


@pytest.mark.parametrize("text", ["", "没有", "3号楼", "SL20261122-0007-K", "abc", "拐角那家"])
def test_what_holds_no_number_is_none(text: str) -> None:
    """Houses and ticket numbers are no telephones."""
    assert read_telephone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "楼道灯坏了，13912345678",
        "楼道灯坏了，电话13912345678",
        "我电话13912345678，他家天天砸墙",
        "张桂兰 13912345678",
        "他家总砸墙，联系我13912345678",
        "13912345678",
    ],
)
def test_the_tellers_own_number_is_taken(text: str) -> None:
    """Named as hers, or at the end with nobody else beside it."""
    found = own_telephone(text)
    assert found is not None
    assert found.number == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "骗子电话是13912345678，我要举报",
        "有个骗子，13912345678，骗我钱",
        "他给我打电话，号码13912345678",
        "店里电话0434-7223344没人接",
        "13912345678这个号天天推销",
        "加他微信13912345678转的账",
        "物业13912345678",
    ],
)
def test_the_number_of_somebody_else_is_not_hers(text: str) -> None:
    """A swindler is never rung in the citizen's name."""
    assert own_telephone(text) is None
