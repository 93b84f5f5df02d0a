"""When a question back is due, and which options it offers."""

from collections.abc import Sequence

import pytest

from bot.domain.guides.asking import Asking
from bot.domain.guides.states import States
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit
from tests.unit.domain.guides.evidence import CUES, FIRST, LICENCE, LOST, PASSPORT, RENEWED, FakeSearch, item, topic

CARD = (FIRST, RENEWED, LOST)
NAMES = {FIRST: "首次申领", RENEWED: "到期换领", LOST: "丢失补领"}
STATES = States({"again": ("重新", "换领|补领")}, lambda code: NAMES.get(code, ""))
ALIKE = [item(FIRST, 0.6, 10), item(RENEWED, 0.59, 9.9), item(LOST, 0.58, 9.8)]


def asking(text: str, hits: Sequence[Hit]) -> Asking:
    """With a search that finds this for that text."""
    return Asking(FakeSearch({text: hits}).find, CUES, STATES, Tuning())


def topic_of(text: str, hits: Sequence[Hit], *, talking: bool = False) -> str:
    """The name of the topic that is asked about, or ""."""
    ordered = sorted(hits, key=lambda hit: -hit.score)
    found = asking(text, hits).topic(text, ordered, talking=talking)
    return found.name if found else ""


def test_items_that_are_all_alike_are_asked_about() -> None:
    """The general word explains the text, and so does each of its items."""
    assert topic_of("身份证咋办", [topic("身份证", CARD, 0.9, 14, 3), *ALIKE]) == "身份证"


def test_a_short_vague_text_is_asked_about_though_one_item_leads() -> None:
    """Two characters cannot tell items apart, whatever the scores say."""
    assert topic_of("证的事", [topic("身份证", CARD, 0.9, 14), item(FIRST, 0.6, 10), item(LOST, 0.1, 1.5)]) == "身份证"


def test_a_long_text_with_a_leading_item_is_not() -> None:
    """Who tells much has told which one."""
    hits = [topic("身份证", CARD, 0.3, 9), item(LOST, 0.4, 12), item(FIRST, 0.1, 3)]
    assert topic_of("我的身份证昨天在火车上丢了想补一张新的怎么弄", hits) == ""


def test_a_name_and_nothing_else_is_not_asked_about() -> None:
    """补证多少钱 is plain where 补证 is an item's own name."""
    hits = [topic("身份证", CARD, 0.9, 14), item(LOST, 0.6, 10, named=2), item(FIRST, 0.59, 9.9)]
    assert topic_of("补证多少钱", hits) == ""


def test_a_name_that_the_general_word_shares_is_asked_about() -> None:
    """身份证 is a name of the first issue too, but it is no more the first issue than the rest."""
    hits = [topic("身份证", CARD, 0.9, 14, 3), item(FIRST, 0.6, 10, named=3), item(LOST, 0.58, 9.8)]
    assert topic_of("身份证多少钱", hits) == "身份证"


def test_the_wider_of_two_general_words_is_asked_about_where_both_fit() -> None:
    """证件 covers what 身份证 covers, and more."""
    narrow, wide = topic("身份证", (FIRST, RENEWED), 0.9, 14), topic("证件", CARD, 0.88, 13.8)
    assert topic_of("证咋办", [narrow, wide, *ALIKE]) == "证件"


def test_a_general_word_that_covers_other_items_is_left_alone() -> None:
    """The best item is not among its options."""
    assert topic_of("身份证咋办", [topic("护照", (PASSPORT, LICENCE), 0.5, 8), *ALIKE]) == ""


@pytest.mark.parametrize(
    ("text", "hits", "offered"),
    [
        pytest.param("证咋办", ALIKE, CARD, id="nothing-excludes-any"),
        pytest.param("证重新弄", [*ALIKE[1:], item(FIRST, 0.1, 2)], (RENEWED, LOST), id="state-excludes-the-first"),
        pytest.param("证咋办", [*ALIKE[1:], item(FIRST, 0.05, 0.5)], (RENEWED, LOST), id="words-exclude-the-first"),
        pytest.param("证咋办", [item(LOST, 0.6, 10)], CARD, id="one-left-is-no-question"),
        pytest.param("嗯", [], CARD, id="nothing-found"),
    ],
)
def test_options_that_the_words_exclude_are_not_offered(text: str, hits: list[Hit], offered: tuple[str, ...]) -> None:
    """Those that are left stand in the topic's order, two at least."""
    assert asking(text, hits).options(text, topic("身份证", CARD, 0.9, 14)) == offered


def test_of_items_that_fit_alike_the_named_one_is_best() -> None:
    """A name of four characters is no accident."""
    hits = [item(FIRST, 0.6, 10), item(LOST, 0.58, 9.8, named=4)]
    best = asking("x", hits).best_item(hits)
    assert best
    assert best.codes == (LOST,)


@pytest.mark.parametrize(
    ("hit", "clear"),
    [
        (item(LOST, 0.5, 12), True),
        (item(LOST, 0.5, 7, named=3), True),
        (item(LOST, 0.5, 7), False),
        (item(LOST, 0.1, 12), False),
    ],
)
def test_a_clause_is_clear_by_its_weight_or_by_a_name(hit: Hit, clear: bool) -> None:  # noqa: FBT001
    """And only if it explains enough of the clause."""
    assert asking("x", []).is_clear(hit) is clear
