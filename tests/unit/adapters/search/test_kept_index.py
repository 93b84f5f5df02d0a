"""An index that outlives the program."""

from pathlib import Path

import numpy as np
import pytest

from bot.adapters.search import kept_index
from bot.adapters.search.index import Index, Sheet, postings_of
from bot.adapters.search.kept_index import index_of

CARD, HOUSE = Sheet("card", (("身份证丢了怎么补办", 1.0),)), Sheet("house", (("房产证过户", 2.0), ("卖房子", 1.0)))
ASKED = ["身份证", "房产证怎么过户", "房", "", "天气"]


def same(one: Index, other: Index) -> bool:
    """Whether two indexes answer alike."""
    return all(np.array_equal(one.score(text).scores, other.score(text).scores) for text in ASKED)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many sheets were cut, each time that any were."""
    times: list[int] = []

    def counted(sheets: list[Sheet]) -> object:
        times.append(len(sheets))
        return postings_of(sheets)

    monkeypatch.setattr(kept_index, "postings_of", counted)
    return times


@pytest.mark.parametrize("sheets", [[CARD, HOUSE], [CARD], []])
def test_the_kept_index_answers_as_the_made_one(tmp_path: Path, cut: list[int], sheets: list[Sheet]) -> None:
    """And nothing is cut a second time."""
    path = tmp_path / "new folder" / "guides.npz"
    made, taken = index_of(sheets, path), index_of(sheets, path)
    assert cut == [len(sheets)]
    assert (same(made, taken), taken.keys) == (True, [sheet.key for sheet in sheets])


@pytest.mark.parametrize(
    "other",
    [
        [HOUSE, CARD],
        [CARD],
        [CARD, Sheet("house", (("房产证过户", 2.0), ("卖房子", 2.0)))],
        [CARD, Sheet("home", HOUSE.texts)],
    ],
)
def test_other_sheets_get_their_own_index(tmp_path: Path, cut: list[int], other: list[Sheet]) -> None:
    """A new order, a sheet less, a new weight, a new key."""
    path = tmp_path / "guides.npz"
    index_of([CARD, HOUSE], path)
    assert same(index_of(other, path), Index(postings_of(other)))
    assert cut == [2, len(other)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"rubbish"])
def test_a_broken_file_is_made_anew(tmp_path: Path, cut: list[int], content: bytes) -> None:
    """Cut off by a full disk or a failing one: the start takes longer, and the next one does not."""
    path = tmp_path / "guides.npz"
    index_of([CARD, HOUSE], path)
    path.write_bytes(content or path.read_bytes()[:-100])
    for _ in range(2):
        assert index_of([CARD, HOUSE], path).keys == ["card", "house"]
    assert cut == [2, 2]


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, cut: list[int]) -> None:
    """The program starts without keeping anything."""
    (tmp_path / "file").write_bytes(b"")
    assert index_of([CARD], tmp_path / "file" / "guides.npz").keys == ["card"]
    assert cut == [1]
