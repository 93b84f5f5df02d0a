"""Why a subject was found, in words that a clerk reads."""

from pathlib import Path

from bot.adapters.search.subject_search import SubjectIndex
from bot.adapters.search.units import load_words
from bot.domain.demands.demand_subject import DemandExample, DemandSubject
from bot.settings import ROOT

COLD = DemandSubject(
    "室温不达标", "公用事业", "市热力公司", "示例", ("暖气", "不热"), (DemandExample("屋里才14度，暖气一直不热"),)
)


def test_only_words_speak_for_a_subject(tmp_path: Path) -> None:
    """Two characters that merely stand side by side (里才, 气不) explain nothing, though they help to find."""
    load_words(ROOT / "nlu_data" / "jieba" / "words.txt", tmp_path)
    found = SubjectIndex([COLD]).find("家里才14度，暖气不热")
    assert found[0].name == "室温不达标"
    assert {"暖气", "不热"} <= set(found[0].words)
    assert not {"里才", "气不", "4度"} & set(found[0].words)
