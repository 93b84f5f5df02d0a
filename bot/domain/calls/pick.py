"""A pick (采用): which candidate the operator read out, or that none fitted. Each is a labelled example."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

NONE_FITS = ""
"""The code of a pick by which the operator said that none fits (都不是)."""
MOST_PICKED_TEXT = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate that stood on the pad."""

    code: str
    facet: str
    score: float


@dataclass(frozen=True, slots=True)
class Pick:
    """`text` is masked; `rank` counts from 1 among `shown`, 0 where none fitted; `id` makes a repeated one harmless."""

    id: str
    call: str
    operator: str
    text: str
    shown: tuple[Shown, ...]
    code: str
    facet: str
    rank: int
    at: datetime

    @property
    def fits(self) -> bool:
        """Whether some candidate was what the caller wanted."""
        return self.code != NONE_FITS


@dataclass(frozen=True, slots=True)
class Failing:
    """An item that was shown first although something else was meant; and one that was meant but not shown first."""

    code: str
    shown_wrongly: int
    found_late: int

    @property
    def total(self) -> int:
        """How often it failed."""
        return self.shown_wrongly + self.found_late


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of picks; a rate is asked for by `share`."""

    total: int
    first: int
    third: int
    none: int
    failing: tuple[Failing, ...]

    def share(self, count: int) -> float | None:
        """Per cent of all picks; None where there are none."""
        return 100 * count / self.total if self.total else None


def figures(picks: Iterable[Pick]) -> Figures:
    """Hit rates at 1 and 3, how often none fitted, and the items that fail, the worst first."""
    picks = list(picks)
    wrongly: dict[str, int] = {}
    late: dict[str, int] = {}
    for pick in picks:
        if pick.rank == 1:
            continue
        if pick.shown:
            wrongly[pick.shown[0].code] = wrongly.get(pick.shown[0].code, 0) + 1
        if pick.fits:
            late[pick.code] = late.get(pick.code, 0) + 1
    failing = [Failing(code, wrongly.get(code, 0), late.get(code, 0)) for code in sorted({*wrongly, *late})]
    return Figures(
        total=len(picks),
        first=len(of_group(picks, "first")),
        third=len(of_group(picks, "third")),
        none=len(of_group(picks, "none")),
        failing=tuple(sorted(failing, key=lambda one: (-one.total, one.code))),
    )


def of_group(picks: Sequence[Pick], group: str) -> list[Pick]:
    """The picks behind a figure: all, first, third, none, or an item's code; KeyError for any other word."""
    if group.startswith("item:"):
        code = group.removeprefix("item:")
        return [pick for pick in picks if _failed(pick, code)]
    tests: dict[str, Callable[[Pick], bool]] = {
        "all": lambda _: True,
        "first": lambda pick: pick.rank == 1,
        "third": lambda pick: 1 <= pick.rank <= 3,  # noqa: PLR2004 - the figure is named after it
        "none": lambda pick: not pick.fits,
    }
    return [pick for pick in picks if tests[group](pick)]


def _failed(pick: Pick, code: str) -> bool:
    return pick.rank != 1 and (pick.code == code or (bool(pick.shown) and pick.shown[0].code == code))
