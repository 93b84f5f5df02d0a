"""Who is speaking."""

import pytest

from bot.domain.demands.told_person import OWN_NAME, OWN_NUMBER, name_beside, name_given, without_teller

NUMBER = "13912345678"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫王秀英，电话在下面", "王秀英"),
        ("我姓赵", "赵"),
        ("联系人：李大勇 13912345678", "李大勇"),
        ("姓名:孙小梅", "孙小梅"),
        ("王经理骂人", ""),
        ("李师傅打我", ""),
        ("，叫保安来了也没用", ""),
        ("我是田家屯的", ""),
    ],
)
def test_a_name_is_hers_only_if_she_says_so(text: str, name: str) -> None:
    """Whom she complains of is not who she is."""
    assert name_given(text) == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("张桂兰 13912345678", NUMBER, "张桂兰"),
        ("13912345678 李老师", NUMBER, "李老师"),
        ("13912345678，我姓赵", NUMBER, "赵"),
        ("张桂兰", "", "张桂兰"),
        ("谢谢 13912345678", NUMBER, ""),
        ("电话13912345678", NUMBER, ""),
        ("不方便", "", ""),
        ("那边井盖也松了", "", ""),
    ],
)
def test_beside_a_number_a_bare_name_will_do(text: str, number: str, name: str) -> None:
    """Thanks and excuses are no names."""
    assert name_beside(text, number) == name


def test_a_story_is_told_without_its_teller() -> None:
    """Her name and number are blanked; the swindler's number, which is the matter, stays."""
    text = "我叫周小波，我电话13912345678，骗子电话是13800138000"
    assert without_teller(text, "周小波", NUMBER) == f"我叫{OWN_NAME}，我电话{OWN_NUMBER}，骗子电话是13800138000"
