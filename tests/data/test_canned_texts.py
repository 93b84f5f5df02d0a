"""Texts that staff put into forms with one choice."""

from pathlib import Path

import pytest

from bot.adapters.knowledge.canned import load_canned_texts
from bot.adapters.knowledge.not_taken import load_not_taken
from bot.adapters.knowledge.yaml_file import KnowledgeFault
from bot.consoles.tickets.move_forms import MOST
from bot.consoles.tickets.words import NOTES
from bot.domain.tickets.answer_check import Check, check_answer
from bot.domain.tickets.canned import declining
from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.terms import Result
from bot.settings import ROOT, Settings
from tests.unit.domain.tickets.test_answer_check import ticket

TEXTS = load_canned_texts(Path(ROOT) / "knowledge" / "canned_texts.yml")


def test_each_text_fits_into_the_form_of_its_move(settings: Settings) -> None:
    """Its fields are there and long enough; a reason for not taking a demand also says where to go."""
    ways = declining(load_not_taken(settings.knowledge_dir / "not_taken.yml").ways)
    for text in (*TEXTS, *ways):
        has = {*RULES[text.move].needs} | ({"note"} if text.move in NOTES else set())
        assert set(text.fields) <= has, text.title
        assert all(len(value) <= MOST[name] for name, value in text.fields.items()), text.title
        assert text.move is not Move.DECLINE or set(text.fields) == {"note", "right_way"}, text.title


def test_canned_answers_are_no_templates() -> None:
    """Filled in, they pass the check that looks for empty words."""
    for text in TEXTS:
        if text.move is Move.SUBMIT_ANSWER:
            filled = text.fields["answer"].replace("◯月◯日", "11月24日").replace("◯", "七")
            found = check_answer(ticket(text="路灯坏了"), filled, Result.PARTLY)
            failed = {finding.check for finding in found if not finding.is_met}
            assert failed <= {Check.POINT, Check.CONTACT}, (text.title, failed)


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ("- {move: accept, title: 空}", "says nothing"),
        ("- {move: note, title: 一, note: 一}\n- {move: note, title: 一, note: 二}", "stands twice"),
        ("- {move: fly, title: 一, note: 一}", "move"),
        ("[]", "texts"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, texts: str, fault: str) -> None:
    """File, line and field."""
    path = tmp_path / "canned_texts.yml"
    path.write_text(f"checked_on: 2026-11-26\ntexts:\n{texts}\n".replace("texts:\n[]", "texts: []"), encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=fault):
        load_canned_texts(path)
