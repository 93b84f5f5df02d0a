"""What the engine learns from: enough of it, without contradiction, apart from the evaluation set."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest

from bot.domain.guides.guide import Guide
from bot.domain.talk.route import ROUTE_OF_INTENT
from bot.settings import ROOT
from tests.data.conftest import load

LEAST_SENTENCES = 40
INTENTS = load(ROOT / "nlu_data" / "domain" / "intents.yml")["intents"]
_MARKS = str.maketrans("", "", " \t,，。.!！?？、;；:：\"'“”‘’()（）-—~…")


def bare(sentence: str) -> str:
    """A sentence as the ear takes it: without marks, blanks and capitals."""
    return sentence.translate(_MARKS).lower()


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_sentences_enough(sentences: dict[str, list[str]], intent: str) -> None:
    """Fewer than 40 teach nothing that holds."""
    assert len(set(sentences.get(intent, []))) >= LEAST_SENTENCES


def test_only_known_intents_have_sentences(sentences: dict[str, list[str]]) -> None:
    """A mistyped intent would teach a wish that nothing answers."""
    assert set(sentences) == set(INTENTS)


def test_every_intent_has_one_rule() -> None:
    """Each wish leads to one action; each rule is of a known wish."""
    rules = load(ROOT / "nlu_data" / "rules" / "wishes.yml")["rules"]
    assert sorted(step["intent"] for rule in rules for step in rule["steps"] if "intent" in step) == sorted(INTENTS)


def test_every_intent_but_those_for_facets_has_a_route_of_its_own() -> None:
    """The table of routes and the list of intents know the same wishes."""
    named = {intent for intent in INTENTS if intent in ROUTE_OF_INTENT}
    assert set(ROUTE_OF_INTENT) == named


def test_no_sentence_stands_in_two_intents(sentences: dict[str, list[str]], guides: Sequence[Guide]) -> None:
    """The same words never mean two wishes; the guides' examples are training data too."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for intent, group in sentences.items():
        for sentence in group:
            meanings[bare(sentence)].add(intent)
    for guide in guides:
        for facet, group in guide.examples.items():
            for sentence in group:
                meanings[bare(sentence)].add(f"ask_{facet}")
    assert {sentence: intents for sentence, intents in meanings.items() if len(intents) > 1} == {}


def test_no_example_question_belongs_to_two_items(guides: Sequence[Guide]) -> None:
    """An example tells one item from all others."""
    owners: dict[str, set[str]] = defaultdict(set)
    for guide in guides:
        for sentence in (sentence for group in guide.examples.values() for sentence in group):
            owners[bare(sentence)].add(guide.code)
    assert {sentence: codes for sentence, codes in owners.items() if len(codes) > 1} == {}


def test_no_evaluation_sentence_is_taught() -> None:
    """Neither nlu_data/ nor knowledge/ holds a sentence of tests/eval, or nearly one (at 0.7)."""
    command: list[Any] = [sys.executable, ROOT / "tests" / "eval" / "leaks.py", ROOT, "--at", "0.7"]
    checked = subprocess.run(command, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("0 leaked")
