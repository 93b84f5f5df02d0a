"""Laws of cleaning and of clauses, for any text."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text.clauses import clauses, without_opening
from bot.domain.text.normal_text import MAX_UNDERSTOOD, clean

TEXTS = st.text(st.sampled_from("补证办a1/／ \n\t😀☀\u200b\u3000，。？ＡＢ")) | st.text()
GREETINGS = st.lists(
    st.sampled_from(["您好", "，", "喂", "请问", "谢谢", "嗯", "那个", "补证", "多少钱", "还有", "另外", " ", "？"])
).map("".join)


@given(TEXTS)
@example("/ /restart")
@example("/😀/restart")
@example("字" * (MAX_UNDERSTOOD - 1) + " 字")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
@example("/ /restart")
@example("/😀/restart")
def test_no_clean_text_is_a_command(text: str) -> None:
    """Whatever is said, the engine is never told what to do."""
    assert not clean(text).startswith("/")


@given(TEXTS)
@example("字" * 3000)
def test_a_clean_text_is_one_short_line(text: str) -> None:
    """No line ends, no double blanks, no white space around, no more than is read."""
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert len(cleaned) <= MAX_UNDERSTOOD


@given(GREETINGS | TEXTS)
def test_an_opening_is_never_cut_to_nothing(text: str) -> None:
    """Something is left of whatever had something, and it is the text's own end."""
    rest = without_opening(text)
    assert text.rstrip().endswith(rest.rstrip())
    assert bool(rest) == bool(text)


@given(GREETINGS | TEXTS)
def test_clauses_are_parts_of_the_text_in_their_order(text: str) -> None:
    """Nothing is made up, nothing is turned around, none is too short to mean something."""
    position = 0
    for clause in clauses(text):
        assert len(clause) >= 2
        position = text.index(clause, position) + len(clause)
