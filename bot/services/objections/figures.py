"""The figures of objections for supervision: counted over a period of receipt, each with the way to its objections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.domain.objections.assessment import STEPS, Kept, ObjectionTrait, Outline, has, kept
from bot.domain.objections.objection import Objection
from bot.services.ports import Clock
from bot.services.tickets.supervision import Period


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which objections: received in a period, of a department, with a trait, a clock of them kept or not."""

    period: Period
    department: str = ""
    trait: ObjectionTrait | None = None
    clock: str = ""
    kept: Kept | None = None

    def having(self, trait: ObjectionTrait) -> "Wanted":
        """Those of them with a trait."""
        return replace(self, trait=trait, clock="", kept=None)

    def keeping(self, clock: str, came_out: Kept) -> "Wanted":
        """Those of them whose clock came out like that."""
        return replace(self, trait=None, clock=clock, kept=came_out)


@dataclass(frozen=True, slots=True)
class Count:
    """A number, and which objections it counts."""

    count: int
    of: Wanted


@dataclass(frozen=True, slots=True)
class ClockCount:
    """How a clock was kept."""

    key: str
    on_time: Count
    late: Count

    @property
    def percent(self) -> str:
        """Never rounded up to what was not reached; — where nothing can be divided."""
        whole = self.on_time.count + self.late.count
        if not whole:
            return "—"
        return "100%" if not self.late.count else f"{min(99.9, 100 * self.on_time.count / whole):.1f}%"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """All figures of one department, or of all."""

    name: str
    traits: dict[ObjectionTrait, Count]
    clocks: tuple[ClockCount, ...]


class ObjectionOutlines(Protocol):
    """What is counted, as the store has it."""

    async def outlines(self, period: Period) -> Sequence[Outline]:
        """Of every objection received in a period, the newest first."""
        ...

    async def several(self, numbers: Sequence[str]) -> Sequence[Objection]:
        """These objections, in this order; some hundred at most."""
        ...


class ObjectionFigures:
    """Counts; the lists behind the counts are found by the same rule."""

    def __init__(self, store: ObjectionOutlines, clock: Clock) -> None:
        """`clock` tells what is late."""
        self._store, self._clock = store, clock

    async def lines(self, wanted: Wanted) -> tuple[FigureLine, tuple[FigureLine, ...]]:
        """All together, and each department by its name."""
        at, outlines = self._clock.now(), await self._store.outlines(wanted.period)
        found = [one for one in outlines if wanted.department in ("", one.department)]
        names = sorted({one.department for one in found})
        return _line("", found, wanted, at), tuple(
            _line(name, [one for one in found if one.department == name], replace(wanted, department=name), at)
            for name in names
        )

    async def numbers(self, wanted: Wanted) -> Sequence[str]:
        """The objections that a figure counts, the newest first."""
        at = self._clock.now()
        return [one.number for one in await self._store.outlines(wanted.period) if _is_meant(one, wanted, at)]

    async def several(self, numbers: Sequence[str]) -> Sequence[Objection]:
        """A page of them."""
        return await self._store.several(numbers)


def _is_meant(one: Outline, wanted: Wanted, at: datetime) -> bool:
    if wanted.department not in ("", one.department):
        return False
    if wanted.trait and not has(one, wanted.trait, at):
        return False
    return not wanted.clock or kept(one, wanted.clock, at) is wanted.kept


def _line(name: str, outlines: Sequence[Outline], wanted: Wanted, at: datetime) -> FigureLine:
    traits = {
        trait: Count(sum(has(one, trait, at) for one in outlines), wanted.having(trait)) for trait in ObjectionTrait
    }
    return FigureLine(name, traits, tuple(_clocks(outlines, wanted, at)))


def _clocks(outlines: Sequence[Outline], wanted: Wanted, at: datetime) -> Iterable[ClockCount]:
    for key in STEPS:
        came_out = [kept(one, key, at) for one in outlines]
        on_time, late = (Count(came_out.count(how), wanted.keeping(key, how)) for how in (Kept.ON_TIME, Kept.LATE))
        yield ClockCount(key, on_time, late)
