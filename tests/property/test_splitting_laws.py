"""Laws of splitting, for any text and limit."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text.splitting import split_text

TEXTS = st.text(st.sampled_from("甲乙丙a1。；，\n\t 　"), max_size=120) | st.text(max_size=80)


def solid(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


@given(TEXTS, st.integers(1, 40))
@example("甲" * 10 + "\n\n" + "乙" * 10, 11)
def test_no_piece_is_longer_than_allowed_and_none_is_empty(text: str, limit: int) -> None:
    """A platform takes every piece."""
    assert all(0 < len(piece) <= limit for piece in split_text(text, limit))


@given(TEXTS, st.integers(1, 40))
def test_nothing_but_white_space_is_lost(text: str, limit: int) -> None:
    """Joined, the pieces say what the text said, in its order."""
    assert solid("".join(split_text(text, limit))) == solid(text)


@given(TEXTS)
def test_what_fits_stays_in_one_piece(text: str) -> None:
    """A text within the limit is not cut."""
    assert split_text(text, max(1, len(text))) == ([text.strip()] if text.strip() else [])


@given(TEXTS, st.integers(1, 40))
def test_pieces_begin_and_end_with_something_to_read(text: str, limit: int) -> None:
    """No piece begins or ends with white space."""
    assert all(piece == piece.strip() for piece in split_text(text, limit))
