"""Questions that nobody could answer: which are one question."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.calls.likeness import Gap, grouped, normal_form
from bot.domain.calls.terms import GapSource
from tests.contract.samples import NOON, utc


def pairs(text: str) -> Counter[str]:
    """Pairs of characters, and the characters themselves, as the search names them."""
    return Counter([*("2" + a + b for a, b in pairwise(text)), *("1" + one for one in text)])


def gaps(*texts: str) -> list[Gap]:
    """The newest first."""
    at = utc(NOON)
    return [Gap(at - timedelta(minutes=n), GapSource.UNANSWERED, text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("您好，请问狗证在哪办呢？", "狗证在哪办"),
        ("狗证 在哪办", "狗证在哪办"),
        ("ETC咋办啊", "etc咋办"),
        ("吗", "吗"),
        ("。。。", ""),
    ],
)
def test_the_normal_form_leaves_out_what_tells_nothing(text: str, form: str) -> None:
    """Greetings, marks, blanks, particles at the end and capitals."""
    assert normal_form(text) == form


def test_the_same_and_the_alike_stand_together() -> None:
    """The largest group comes first; its newest question stands for it."""
    groups = grouped(gaps("狗证在哪办呢", "天气咋样", "狗证在哪办理", "你好，狗证在哪办"), pairs)
    assert [(group.text, len(group.gaps)) for group in groups] == [("狗证在哪办呢", 3), ("天气咋样", 1)]
    assert groups[0].forms == ("狗证在哪办", "狗证在哪办理")


def test_what_only_shares_a_few_words_stays_apart() -> None:
    """在哪办 alone makes no group."""
    assert len(grouped(gaps("狗证在哪办", "渔船证在哪办"), pairs)) == 2


def test_no_gaps_make_no_groups() -> None:
    """Nothing in, nothing out."""
    assert grouped([], pairs) == ()
