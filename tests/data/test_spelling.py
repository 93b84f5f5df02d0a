"""knowledge/spelling.yml: slips are read as what was meant, and honest words stay."""

from pathlib import Path

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.knowledge.spellings import load_spelling
from bot.adapters.knowledge.yaml_file import KnowledgeFault

MEANT = [
    ("过护要带什么才料", "过户要带什么材料"),
    ("补半身份正多九能好", "补办身份证多久能好"),
    ("办执照的流成", "办执照的流程"),
    ("打哪个电化问", "打哪个电话问"),
    ("SFZ丢了", "身份证丢了"),
    ("退gjj", "退公积金"),
    ("家里装宽频", "家里装宽带"),
    ("要几个工作天", "要几个工作日"),
]
STAYS = [
    "",
    "？",
    "你们不办谁办",
    "手机上办不了",
    "今年才料理完老人的事",
    "你好吗",
    "那个事件的等级",
    "人间正道",
    "wifi断了",
    "sfzz",
    "他家在那边",
    "𠮷野家",
]


@pytest.mark.parametrize(("said", "meant"), MEANT)
def test_a_slip_is_read_as_meant(knowledge: Knowledge, said: str, meant: str) -> None:
    """Homophones, first letters, words of other regions."""
    assert knowledge.spelling.read(said) == meant


@pytest.mark.parametrize("text", STAYS)
def test_honest_words_stay(knowledge: Knowledge, text: str) -> None:
    """What sounds alike and is a word, or crosses the border of one, is what it is."""
    assert knowledge.spelling.read(text) == text


def test_places_stay_where_they_are(knowledge: Knowledge) -> None:
    """No example question of the list changes its length, and hardly one its words."""
    examples = [
        text for guide in knowledge.desk.catalogue.guides() for group in guide.examples.values() for text in group
    ]
    read = [knowledge.spelling.read(text) for text in examples]
    assert [len(text) for text in read] == [len(text) for text in examples]
    assert sum(one != other for one, other in zip(examples, read, strict=True)) < 0.05 * len(examples)


HEAD = "source: x\nchecked_on: 2026-01-01\nsounds: [[材料]]\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + "letters: {sfz: 证}\nvariants: {}\n", "letters"),
        (HEAD + "letters: {sfzh: 身份证}\nvariants: {}\n", "not of one length"),
        (HEAD + "letters: {}\nvariants: {戶口名簿: 户口本}\n", "not of one length"),
        (HEAD + "letters: {}\n", "variants"),
        ("- 材料\n", "spelling.yml"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, word: str) -> None:
    """File, place and fault."""
    (tmp_path / "spelling.yml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeFault, match=word):
        load_spelling(tmp_path / "spelling.yml")
