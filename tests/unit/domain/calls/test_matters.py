"""What a caller tells falls into the matters that it is made of."""

import pytest

from bot.domain.calls.matters import MOST_MATTERS, matters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("身份证丢了咋补", ("身份证丢了咋补",)),
        ("身份证丢了咋补办还有我家路灯坏了没人修", ("身份证丢了咋补办", "我家路灯坏了没人修")),
        ("办护照多少钱另外我想问一下养犬证在哪办", ("办护照多少钱", "养犬证在哪办")),
        ("社保卡丢了，顺便打听下医保咋报销", ("社保卡丢了", "医保咋报销")),
        ("低保咋申请。退休金咋算？", ("低保咋申请", "退休金咋算")),
        ("还有呢", ("还有呢",)),
        ("对了", ("对了",)),
        ("", ("",)),
    ],
)
def test_a_text_falls_into_its_matters(text: str, parts: tuple[str, ...]) -> None:
    """Words that announce one thing more part them; they are not part of it."""
    assert matters(text) == parts


def test_a_long_list_is_cut() -> None:
    """Nobody reads more than a few blocks while talking."""
    assert len(matters("。".join(f"第{number}样东西咋办理" for number in range(9)))) == MOST_MATTERS
