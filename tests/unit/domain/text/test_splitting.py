"""Long replies in pieces."""

import pytest

from bot.domain.text.splitting import split_text


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        pytest.param("带户口本。", 10, ["带户口本。"], id="short-stays-whole"),
        pytest.param("一二三四五", 5, ["一二三四五"], id="just-fits"),
        pytest.param("先取号。再交表。后领证。", 8, ["先取号。再交表。", "后领证。"], id="at-a-full-stop"),
        pytest.param("甲乙丙丁\n\n戊己庚辛", 8, ["甲乙丙丁", "戊己庚辛"], id="at-an-empty-line"),
        pytest.param("甲乙丙。丁\n戊己庚", 7, ["甲乙丙。丁", "戊己庚"], id="a-line-end-before-a-full-stop"),
        pytest.param("甲，乙丙丁戊己庚辛壬", 6, ["甲，乙丙丁戊", "己庚辛壬"], id="no-tiny-first-piece"),
        pytest.param("一二三四五六七", 3, ["一二三", "四五六", "七"], id="nowhere-to-pause"),
        pytest.param("  \n ", 5, [], id="white-space-only"),
        pytest.param("", 5, [], id="empty"),
        pytest.param("甲乙", 1, ["甲", "乙"], id="one-at-a-time"),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, limit: int, pieces: list[str]) -> None:
    """Paragraph, line, sentence, clause, in this order; in the middle of a word only if there is no other way."""
    assert split_text(text, limit) == pieces


@pytest.mark.parametrize("limit", [0, -1])
def test_a_piece_holds_at_least_one_character(limit: int) -> None:
    """A limit below one is a mistake of the caller."""
    with pytest.raises(ValueError, match="at least one character"):
        split_text("甲", limit)
