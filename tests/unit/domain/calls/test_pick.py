"""Figures of picks: how often the first candidates were right."""

import pytest

from bot.domain.calls.pick import Failing, Pick, Shown, figures, of_group
from tests.contract.samples import NOON, utc

SHOWN = tuple(Shown(code, "overview", 0.5) for code in ("A", "B", "C", "D"))


def pick(code: str, shown: tuple[Shown, ...] = SHOWN) -> Pick:
    """The operator read this one out, or ("") none."""
    rank = [one.code for one in shown].index(code) + 1 if code else 0
    return Pick("1" * 32, "2" * 32, "operator", "话", shown, code, "overview", rank, utc(NOON))


PICKS = [pick("A"), pick("A"), pick("B"), pick("D"), pick(""), pick("", ())]


def test_rates_are_counted_over_all_picks() -> None:
    """At 1, at 3, and none."""
    counted = figures(PICKS)
    assert (counted.total, counted.first, counted.third, counted.none) == (6, 2, 3, 2)
    assert counted.share(counted.third) == 50.0


def test_nothing_is_divided_by_nothing() -> None:
    """No picks, no rate."""
    assert figures([]).share(0) is None


def test_the_worst_items_come_first() -> None:
    """An item fails where it is shown first wrongly, and where it is meant but stands lower."""
    assert figures(PICKS).failing == (Failing("A", 3, 0), Failing("B", 0, 1), Failing("D", 0, 1))


@pytest.mark.parametrize(
    ("group", "ranks"),
    [("all", [1, 1, 2, 4, 0, 0]), ("first", [1, 1]), ("third", [1, 1, 2]), ("none", [0, 0]), ("item:A", [2, 4, 0])],
)
def test_each_figure_opens_to_its_picks(group: str, ranks: list[int]) -> None:
    """As many as were counted."""
    assert [one.rank for one in of_group(PICKS, group)] == ranks


def test_an_unknown_figure_is_none() -> None:
    """A word that names no figure is refused."""
    with pytest.raises(KeyError):
        of_group(PICKS, "whatever")
