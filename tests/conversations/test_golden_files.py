"""The golden dialogues themselves: enough of them, of every sort of talk, with readings that can be."""

from typing import Any

import pytest
import yaml

from bot.domain.talk.message import Kind
from bot.settings import ROOT
from tests.conversations.dialogues import GoldenDialogue, golden_dialogues, known_failures

DIALOGUES = golden_dialogues()
INTENTS: Any = yaml.safe_load((ROOT / "nlu_data" / "domain" / "intents.yml").read_text(encoding="utf-8"))["intents"]
TURNS = [turn for dialogue in DIALOGUES.values() for turn in dialogue.turns]


def test_there_are_thirty_dialogues_or_more() -> None:
    """Different people, different errands."""
    assert len(DIALOGUES) >= 30
    assert len({dialogue.who for dialogue in DIALOGUES.values()}) == len(DIALOGUES)


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES)
def test_each_dialogue_has_three_to_eight_turns(dialogue: GoldenDialogue) -> None:
    """Long enough to need memory, short enough to read."""
    assert 3 <= len(dialogue.turns) <= 8


@pytest.mark.parametrize(
    ("sort", "there_is"),
    [
        ("an emergency", lambda turn: turn.kind is Kind.EMERGENCY),
        ("two guides in one answer", lambda turn: len(turn.answers or []) > 1),
        ("a question back", lambda turn: turn.kind is Kind.CLARIFY),
        ("an attachment", lambda turn: turn.brings is not None),
        ("a button", lambda turn: turn.presses.startswith("guide:")),
        ("a fresh start", lambda turn: turn.presses == "new"),
        ("thanks", lambda turn: "say_thanks" in turn.reads),
        ("abuse", lambda turn: "abuse_assistant" in turn.reads),
        ("another city", lambda turn: "ask_other_city" in turn.reads),
        ("business outside the list", lambda turn: "ask_unlisted_service" in turn.reads),
        ("a changed message", lambda turn: turn.edits),
    ],
)
def test_every_sort_of_talk_is_among_them(sort: str, there_is: Any) -> None:
    """What citizens do is tried at least once."""
    assert any(there_is(turn) for turn in TURNS), sort


def test_every_reading_is_of_known_intents_and_of_no_more_than_all() -> None:
    """Weights are probabilities of intents that the engine has."""
    for turn in TURNS:
        for reading in (turn.reads, *turn.reads_clauses):
            assert set(reading) <= set(INTENTS), turn.said
            assert sum(reading.values()) <= 1.0 + 1e-9, turn.said


@pytest.mark.parametrize("how", ["scripted", "with_model"])
def test_known_failures_are_of_turns_that_exist(how: str) -> None:
    """A list of failures that nobody can look up is worth nothing."""
    for name, numbers in known_failures(how).items():
        assert numbers <= set(range(1, len(DIALOGUES[name].turns) + 1)), name
