"""Learned examples in the search: found at once, beside the list, for their item only."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.search.guide_search import BookSearch
from bot.adapters.search.learning_search import LearningSearch
from bot.adapters.search.units import load_words
from bot.domain.guides.decider import STANDARD
from bot.domain.guides.understanding import Matter
from bot.services.calls.ports import Learned
from bot.settings import ROOT
from tests.contract.samples import NOON, utc
from tests.unit.services.talk.small_desk import BARE, LOST

GUIDES = (LOST, BARE, *(replace(BARE, code=f"SL-XX-{n}", name=f"{what}登记") for n, what in enumerate("船车树田")))
ODD = "旺财的本本要上哪整"


def learned(text: str, code: str) -> Learned:
    """An example."""
    return Learned(text, text, code, "overview", "officer", utc(NOON))


@pytest.fixture
def search(tmp_path: Path) -> LearningSearch:
    """A list of six items, nothing learned."""
    load_words(ROOT / "nlu_data" / "jieba" / "words.txt", tmp_path)
    return LearningSearch(BookSearch(GUIDES), GUIDES)


def test_without_examples_it_is_the_list(search: LearningSearch) -> None:
    """The very same findings."""
    assert search.find("身份证丢了") == BookSearch(GUIDES).find("身份证丢了")


def test_a_learned_sentence_leads_to_its_item(search: LearningSearch) -> None:
    """Surely for the same words, and for words like them."""
    search.adopt(search.prepare([learned(ODD, "SL-XX-0")]))
    best = search.find(ODD)[0]
    assert (best.codes, best.matter, best.named) == (("SL-XX-0",), Matter.ITEM, len(ODD))
    assert best.score > STANDARD.override_talk
    assert search.find("我家旺财的本本上哪整啊")[0].codes == ("SL-XX-0",)
    words = search.explain(ODD, "SL-XX-0")
    assert len(words) == 3
    assert all(word in ODD for word in words)


def test_other_questions_are_found_as_before(search: LearningSearch) -> None:
    """What shares no words with it does not notice it."""
    before = search.find("身份证丢失补领")
    search.adopt(search.prepare([learned(ODD, "SL-XX-0")]))
    assert search.find("身份证丢失补领")[0] == before[0]


def test_an_item_is_found_once(search: LearningSearch) -> None:
    """By the better of list and example; the scores still fall."""
    search.adopt(search.prepare([learned("身份证丢了咋补", LOST.code), learned("身份证没了", LOST.code)]))
    hits = search.find("身份证丢了咋补")
    assert [hit.codes for hit in hits].count((LOST.code,)) == 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_only_the_items_asked_for_are_found(search: LearningSearch) -> None:
    """`among` holds for examples too."""
    search.adopt(search.prepare([learned(ODD, "SL-XX-0")]))
    assert all(hit.codes[0] == LOST.code for hit in search.find(ODD, [LOST.code]))


def test_what_is_taken_back_is_gone_and_unknown_items_are_left_out(search: LearningSearch) -> None:
    """Nothing of it stays; an example of an item that the list no longer has does no harm."""
    before = search.find(ODD)
    search.adopt(search.prepare([learned(ODD, "SL-XX-0"), learned(ODD, "GONE")]))
    assert all(hit.codes != ("GONE",) for hit in search.find(ODD))
    search.adopt(search.prepare([]))
    assert search.find(ODD) == before


def test_only_what_was_prepared_is_adopted(search: LearningSearch) -> None:
    """Anything else is a mistake of ours."""
    with pytest.raises(TypeError):
        search.adopt("words")
