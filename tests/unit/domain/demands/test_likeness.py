"""Whether two places may be the same."""

import pytest

from bot.domain.demands.likeness import ALIKE, place_likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阳光小区3号楼", "双辽市阳光小区"),
        ("阳光小区3号楼2单元", "阳光小区4号楼"),
        ("辽河路和迎宾街交叉口", "迎宾街"),
        ("那木乡西洼子屯东头", "西洼子屯"),
    ],
)
def test_neighbours_are_alike(one: str, other: str) -> None:
    """The shorter name decides; the city's name does not."""
    assert place_likeness(one, other) >= ALIKE
    assert place_likeness(one, other) == place_likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("阳光小区", "新立小区"), ("双辽市", "双辽市"), ("", "阳光小区"), ("中医院门口", "实验小学门口")]
)
def test_strangers_are_not(one: str, other: str) -> None:
    """Nor are places that name nothing."""
    assert place_likeness(one, other) < ALIKE
