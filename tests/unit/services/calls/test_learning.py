"""Learning: the search follows the store, and the store is asked only where something changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.domain.guides.facet import Facet
from bot.services.calls.learning import Learning, UnfitExample
from bot.services.calls.ports import Learned, Pulled
from tests.contract.staff_stores import HandClock


@dataclass
class MemoryExamples:
    """`LearnedStore` in memory."""

    kept: dict[str, Learned] = field(default_factory=dict)
    changes: int = 0
    reads: int = 0

    async def add(self, example: Learned) -> None:
        """Kept; nobody teaches twice here."""
        self.kept[example.form] = example
        self.changes += 1

    async def take_back(self, form: str, by: str, at: datetime) -> bool:
        """Gone, if it was there."""
        self.changes += 1
        return self.kept.pop(form, None) is not None

    async def all(self) -> Sequence[Learned]:
        """Those that count."""
        self.reads += 1
        return list(self.kept.values())

    async def mark(self) -> tuple[int, int]:
        """Moves with each change."""
        return 0, self.changes


@dataclass
class MemoryIndex:
    """`LearningIndex` that remembers what it searches with."""

    texts: tuple[str, ...] = ()

    def prepare(self, sentences: Sequence[Learned]) -> object:
        """Their words."""
        return tuple(one.text for one in sentences)

    def adopt(self, prepared: object) -> None:
        """From now on."""
        assert isinstance(prepared, tuple)
        self.texts = prepared


@dataclass
class NoNeighbours:
    """`Neighbours` of an item that stands alone; counts how often it was asked."""

    asked: int = 0

    def pulled_by(self, example: Learned, learned: Sequence[Learned]) -> tuple[Pulled, ...]:
        """One sentence, so that an answer can be told from none."""
        self.asked += 1
        return (Pulled(example.text, "别的事项"),)


@pytest.fixture
def room() -> tuple[Learning, MemoryExamples, MemoryIndex]:
    """Nothing is learned yet."""
    store, index = MemoryExamples(), MemoryIndex()
    return Learning(store, index, NoNeighbours(), HandClock()), store, index


async def test_the_search_knows_a_lesson_as_soon_as_it_is_taught(
    room: tuple[Learning, MemoryExamples, MemoryIndex],
) -> None:
    """And no longer once it is taken back; numbers are masked, greetings do not count for what is the same."""
    learning, _, index = room
    taught = await learning.teach(" 你好，我电话13804341234狗证咋办？", "SL-GA-031", Facet.FEE, "officer")
    assert index.texts == ("你好，我电话[电话]狗证咋办？",)
    assert taught.form == "我电话电话狗证咋办"
    assert await learning.take_back(taught.form, "chief")
    assert index.texts == ()


async def test_where_nothing_changed_nothing_is_read(room: tuple[Learning, MemoryExamples, MemoryIndex]) -> None:
    """Looking every half second costs one small question."""
    learning, store, _ = room
    for _ in range(5):
        await learning.refresh()
    assert store.reads == 1


@pytest.mark.parametrize("text", ["", "？", "你好", "狗证", "长" * 121])
async def test_what_nobody_else_would_say_is_no_example(
    room: tuple[Learning, MemoryExamples, MemoryIndex], text: str
) -> None:
    """Too short or too long."""
    learning, store, _ = room
    with pytest.raises(UnfitExample):
        await learning.teach(text, "SL-GA-031", Facet.FEE, "officer")
    assert store.kept == {}


async def test_a_look_at_the_neighbours_teaches_nothing(room: tuple[Learning, MemoryExamples, MemoryIndex]) -> None:
    """What is taught already draws nothing more away."""
    learning, store, index = room
    assert await learning.pulled_by("狗证在哪办", "SL-GA-031", Facet.FEE, "officer") == (
        Pulled("狗证在哪办", "别的事项"),
    )
    assert (store.kept, index.texts) == ({}, ())
    await learning.teach("狗证在哪办", "SL-GA-031", Facet.FEE, "officer")
    assert await learning.pulled_by("狗证在哪办呢", "SL-GA-031", Facet.FEE, "officer") == ()
