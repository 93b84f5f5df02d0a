"""Masking: which numbers and names leave a text, and which stay."""

import pytest

from bot.domain.text.masking import BANK_CARD, ID_NUMBER, NAME, PHONE, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("身份证220382199001011234能用吗", "身份证[证件号]能用吗", id="18-digits"),
        pytest.param("22038219900101123X", "[证件号]", id="18-with-capital-x"),
        pytest.param("号是22038219900101123x，补一张", "号是[证件号]，补一张", id="18-with-small-x"),
        pytest.param("老证号220382900101123", "老证号[证件号]", id="15-digits"),
        pytest.param("我和他：220382199001011234、220382198512310021", "我和他：[证件号]、[证件号]", id="two-ids"),
    ],
)
def test_identity_numbers_are_masked(text: str, masked: str) -> None:
    """New and old identity numbers give way to a placeholder, the words around them stay."""
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "number",
    [
        "6222021234567890123",
        "6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
        "6222021234567890",
        "4367 4212 3456 7890",
    ],
)
def test_bank_cards_are_masked(number: str) -> None:
    """Cards of 16 to 19 digits are masked, written in one run or in groups."""
    assert mask(f"打到{number}这张卡").text == f"打到{BANK_CARD}这张卡"


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "138 12345678",
        "+8613812345678",
        "+86 138 1234 5678",
        "86 13812345678",
        "19912345678",
        "0434-7000100",
        "04347000100",
        "0434 7000100",
        "010-62345678",
    ],
)
def test_telephone_numbers_are_masked(number: str) -> None:
    """Mobiles with or without country code and blanks, and landlines with their area code, are masked."""
    masked = mask(f"打我电话{number}，谢谢")
    assert masked.text == f"打我电话{PHONE}，谢谢"
    assert masked.found == ((PHONE, number),)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我叫王小明，想补身份证", "我叫[姓名]，想补身份证"),
        ("联系人：李雷，电话13812345678", "联系人：[姓名]，电话[电话]"),
        ("联系人张伟 13812345678", "联系人[姓名] [电话]"),
        ("姓名:赵敏", "姓名:[姓名]"),
        ("名字叫刘洋，去年办的", "名字叫[姓名]，去年办的"),
        ("本人孙红住铁南街", "本人[姓名]住铁南街"),
    ],
)
def test_names_are_masked_where_they_are_given_as_names(text: str, masked: str) -> None:
    """A name after 我叫, 联系人 and the like is personal; elsewhere it may be a place or a thing."""
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "2026年的医保怎么交",
        "1998年出生能领吗",
        "补一张要40元还是20元",
        "押金1234567元",
        "工单SL20261122-0007-K到哪步了",
        "SL-GA-003是啥",
        "打12345行吗",
        "119、110、120",
        "96110是什么电话",
        "12356打不通",
        "2026-11-22 10:30去行不行",
        "2026年11月22日下午3点",
        "吉CA1234这台车年检",
        "发改价格〔2003〕2322号",
        "我叫他别去",
        "张家屯和王奔镇的宅基地",
        "老王说要户口本",
    ],
)
def test_what_is_nobodys_data_stays(text: str) -> None:
    """Years, amounts, dates, ticket numbers, item codes, hotlines and places are left alone."""
    assert mask(text).text == text
    assert mask(text).found == ()


def test_what_was_masked_is_kept_beside_its_placeholder() -> None:
    """The desk finds the original again, by placeholder."""
    masked = mask("我叫王小明，身份证220382199001011234，卡6222021234567890，电话13812345678")
    assert dict(masked.found) == {
        ID_NUMBER: "220382199001011234",
        BANK_CARD: "6222021234567890",
        PHONE: "13812345678",
        NAME: "王小明",
    }
