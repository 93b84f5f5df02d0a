"""Picking an option of an open question by its number."""

import pytest

from bot.domain.guides.choice import pick_by_number
from bot.domain.talk.conversation import Option

OPTIONS = tuple(Option(f"SL-GA-00{n}", label) for n, label in enumerate(["首次申领", "到期换领", "丢失补领"], 1))


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("1", 1),
        ("2", 2),
        ("3。", 3),
        ("二", 2),
        ("第二个", 2),
        ("第2个", 2),
        ("第三", 3),
        ("第一种", 1),
        ("2号", 2),
        ("选2", 2),
        ("我要第一个", 1),
        ("就第一个吧", 1),
        ("那就第三个呗", 3),
        ("嗯第二个", 2),
        ("对第二个", 2),
        ("是第一项", 1),
        ("最后那个", 3),
        ("最后一个", 3),
        ("末尾那个吧", 3),
        (" 2 ", 2),
    ],
)
def test_a_number_or_place_picks_its_option(said: str, position: int) -> None:
    """However a citizen counts, the option at that place is meant."""
    assert pick_by_number(said, OPTIONS) == OPTIONS[position - 1]


@pytest.mark.parametrize("said", ["0", "4", "9", "10", "12", "第四个", "第十个", "100", "-1"])
def test_a_number_without_an_option_picks_nothing(said: str) -> None:
    """There is no fourth of three; nothing is guessed."""
    assert pick_by_number(said, OPTIONS) is None


@pytest.mark.parametrize(
    "said",
    [
        "我有2个孩子",
        "要2张照片吗",
        "第一次办要带什么",
        "二手房过户",
        "一趟能办完吗",
        "三天能好吗",
        "12345",
        "第一个和第三个都要",
        "1号楼怎么走",
        "补领",
        "",
        "？",
    ],
)
def test_a_sentence_with_a_number_in_it_is_no_choice(said: str) -> None:
    """Only a message that says nothing but the place counts as a choice."""
    assert pick_by_number(said, OPTIONS) is None


@pytest.mark.parametrize("said", ["1", "第一个", "最后那个"])
def test_without_a_question_there_is_nothing_to_pick(said: str) -> None:
    """A bare number means no option where none was offered."""
    assert pick_by_number(said, ()) is None
