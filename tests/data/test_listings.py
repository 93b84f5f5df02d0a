"""General words (topics), business outside the list, emergencies: complete, unambiguous, and apart from each other."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.guides.guide import Guide
from bot.settings import ROOT
from tests.data.conftest import load

FRESH_FOR = timedelta(days=400)
YAML_FILES = sorted([*ROOT.glob("knowledge/**/*.yml"), *ROOT.glob("nlu_data/**/*.yml"), ROOT / "config.yml"])


@pytest.fixture(scope="module")
def services() -> list[dict[str, Any]]:
    """The rows of knowledge/unlisted.yml."""
    return load(ROOT / "knowledge" / "unlisted.yml")["services"]


def test_every_option_of_a_topic_is_an_item_and_stands_once(
    topics: list[dict[str, Any]], guides: Sequence[Guide]
) -> None:
    """A button never leads nowhere, and no two buttons of a question lead to the same item."""
    codes = {guide.code for guide in guides}
    for topic in topics:
        options = [option["item"] for option in topic["options"]]
        assert set(options) <= codes, topic["name"]
        assert len(set(options)) == len(options), topic["name"]
        assert len({option["label"] for option in topic["options"]}) == len(options), topic["name"]


def test_a_general_word_stands_for_one_question(topics: list[dict[str, Any]]) -> None:
    """No alias or example belongs to two topics."""
    for field in ("aliases", "examples"):
        owners = Counter(text for topic in topics for text in set(topic[field]))
        assert [text for text, count in owners.items() if count > 1] == [], field


def test_no_example_of_a_topic_is_an_example_of_an_item(topics: list[dict[str, Any]], guides: Sequence[Guide]) -> None:
    """A sentence either tells the item or must be asked about."""
    of_items = {sentence for guide in guides for group in guide.examples.values() for sentence in group}
    assert [sentence for topic in topics for sentence in topic["examples"] if sentence in of_items] == []


def test_no_example_of_an_unlisted_service_is_an_example_of_an_item(
    services: list[dict[str, Any]], guides: Sequence[Guide]
) -> None:
    """What the list has is never sent away."""
    of_items = {sentence for guide in guides for group in guide.examples.values() for sentence in group}
    assert [sentence for row in services for sentence in row["examples"] if sentence in of_items] == []


def test_every_unlisted_service_names_who_is_in_charge(services: list[dict[str, Any]]) -> None:
    """Nobody is sent away empty-handed."""
    assert [row["name"] for row in services if not row["office"].strip()] == []


@pytest.mark.parametrize("name", ["unlisted.yml", "emergencies.yml"])
def test_warning_listings_to_check_again(name: str) -> None:
    """Offices and emergency numbers are looked at at least every 400 days, and never in the future."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    age = today - load(ROOT / "knowledge" / name)["checked_on"]
    assert timedelta(0) <= age <= FRESH_FOR


def test_every_emergency_names_a_number_to_call_now_and_what_to_do(knowledge: Any) -> None:
    """119, 110, 120 or 122 stands in every kind; advice is there for each."""
    for kind in knowledge.emergencies.kinds:
        assert {"110", "119", "120", "122"} & set(kind.call), kind.name
        assert kind.advice, kind.name


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.name)
def test_no_file_holds_a_tab(path: Any) -> None:
    """A tab looks like blanks and breaks YAML for the person who comes next."""
    assert "\t" not in path.read_text(encoding="utf-8")
