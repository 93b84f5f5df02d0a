"""Texts that operators put into a line of a live talk."""

from pathlib import Path

import pytest

from bot.adapters.knowledge.talk_texts import load_talk_texts
from bot.adapters.knowledge.yaml_file import KnowledgeFault
from bot.settings import ROOT

TEXTS = load_talk_texts(ROOT / "knowledge" / "talk_texts.yml")


def test_each_text_is_a_polite_whole_sentence() -> None:
    """It ends as a sentence does, and gaps are marked in one way only."""
    for text in TEXTS:
        assert text.text[-1] in "。？", text.title
        assert not any(sign in text.text for sign in ("XX", "xx", "__", "……")), text.title
        assert "你" not in text.text, text.title


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ("- {title: 一, text: 甲}\n- {title: 一, text: 乙}", "stands twice"),
        ("- {title: 一}", "text"),
        ("- {title: 一, text: ''}", "text"),
        (f"- {{title: {'长' * 21}, text: 甲}}", "title"),
        ("[]", "texts"),
    ],
    ids=["twice", "no-text", "empty", "long-title", "none"],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, texts: str, fault: str) -> None:
    """File, line and field."""
    path = tmp_path / "talk_texts.yml"
    path.write_text(f"checked_on: 2026-11-26\ntexts:\n{texts}\n".replace("texts:\n[]", "texts: []"), encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=fault):
        load_talk_texts(path)
