"""The yearly assessment (考核): what a ticket counts for, the rates made of it, and tables by what it is about.

Every figure is a number of tickets that have a trait, so that each can be opened to exactly those tickets.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result, Status
from bot.domain.tickets.ticket import ClockRun, Ticket

ANSWER_CLOCKS, ACCEPT_CLOCKS = ("answer", "redo"), ("accept",)
UNWATCHED_CLOCKS = ("silence",)
"""Clocks that run out by themselves: nobody is late."""
SETTLED = (Status.ANSWERED, Status.CLOSED)
GOOD_RATINGS = tuple(rating for rating in Rating if not rating.is_bad)


class Trait(StrEnum):
    """What a ticket counts for; the values stand in addresses."""

    RECEIVED = "received"
    RESPONSE_DUE = "response-due"
    RESPONDED = "responded"
    ANSWER_DUE = "answer-due"
    ON_TIME = "on-time"
    ANSWERED_LATE = "answered-late"
    SETTLED = "settled"
    SOLVED = "solved"
    RATED = "rated"
    SATISFIED = "satisfied"
    REDONE = "redone"
    RETURNED = "returned"
    EXTENDED = "extended"
    CHASED = "chased"
    OPEN = "open"
    LATE_NOW = "late-now"
    DUE_SOON = "due-soon"

    @property
    def label(self) -> str:
        """As clerks read it above a list."""
        return _LABELS[self]


_LABELS = {
    Trait.RECEIVED: "收到的诉求",
    Trait.RESPONSE_DUE: "应当响应的",
    Trait.RESPONDED: "按时响应的",
    Trait.ANSWER_DUE: "应当答复的",
    Trait.ON_TIME: "按时答复的",
    Trait.ANSWERED_LATE: "超期答复或仍未答复的",
    Trait.SETTLED: "已答复、诉求合理的",
    Trait.SOLVED: "已解决的",
    Trait.RATED: "市民评价过的",
    Trait.SATISFIED: "市民满意的",
    Trait.REDONE: "重办过的",
    Trait.RETURNED: "退过单的",
    Trait.EXTENDED: "延过期的",
    Trait.CHASED: "市民催办过的",
    Trait.OPEN: "还没答复的",
    Trait.LATE_NOW: "现在超期的",
    Trait.DUE_SOON: "快到期的",
}
COUNTED = tuple(trait for trait in Trait if trait not in (Trait.OPEN, Trait.LATE_NOW, Trait.DUE_SOON))
"""Traits of the demands of a period; the others tell how things stand now."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is asked: `now`, and up to when a clock runs out `soon`."""

    now: datetime
    soon: datetime


def has_trait(trait: Trait, ticket: Ticket, at: Moment) -> bool:
    """Whether a ticket counts."""
    return _TRAITS[trait](ticket, at)


def _clocks(ticket: Ticket, keys: tuple[str, ...]) -> list[ClockRun]:
    return [clock for clock in ticket.clocks if clock.key in keys]


def _has_come(ticket: Ticket, keys: tuple[str, ...], at: Moment) -> bool:
    """Whether such a clock was stopped or has run out: from then on it counts whether it was kept."""
    return ticket.status is not Status.WITHDRAWN and any(
        not clock.is_running or clock.due_at < at.now for clock in _clocks(ticket, keys)
    )


def _was_kept(ticket: Ticket, keys: tuple[str, ...], at: Moment) -> bool:
    return all(clock.was_kept(at.now) for clock in _clocks(ticket, keys))


def _watched(ticket: Ticket) -> list[ClockRun]:
    return [clock for clock in ticket.clocks if clock.is_running and clock.key not in UNWATCHED_CLOCKS]


def _made(ticket: Ticket, move: Move) -> bool:
    return any(step.move == move for step in ticket.steps)


_TRAITS: Mapping[Trait, Callable[[Ticket, Moment], bool]] = {
    Trait.RECEIVED: lambda _ticket, _at: True,
    Trait.RESPONSE_DUE: lambda ticket, at: _has_come(ticket, ACCEPT_CLOCKS, at),
    Trait.RESPONDED: lambda ticket, at: _has_come(ticket, ACCEPT_CLOCKS, at) and _was_kept(ticket, ACCEPT_CLOCKS, at),
    Trait.ANSWER_DUE: lambda ticket, at: _has_come(ticket, ANSWER_CLOCKS, at),
    Trait.ON_TIME: lambda ticket, at: _has_come(ticket, ANSWER_CLOCKS, at) and _was_kept(ticket, ANSWER_CLOCKS, at),
    Trait.ANSWERED_LATE: lambda ticket, at: (
        _has_come(ticket, ANSWER_CLOCKS, at) and not _was_kept(ticket, ANSWER_CLOCKS, at)
    ),
    Trait.SETTLED: lambda ticket, _at: ticket.status in SETTLED and ticket.result not in (None, Result.UNREASONABLE),
    Trait.SOLVED: lambda ticket, _at: ticket.status in SETTLED and ticket.result is Result.SOLVED,
    Trait.RATED: lambda ticket, _at: ticket.rating is not None,
    Trait.SATISFIED: lambda ticket, _at: ticket.rating in GOOD_RATINGS,
    Trait.REDONE: lambda ticket, _at: ticket.redos > 0,
    Trait.RETURNED: lambda ticket, _at: _made(ticket, Move.RETURN),
    Trait.EXTENDED: lambda ticket, _at: _made(ticket, Move.APPROVE_EXTENSION),
    Trait.CHASED: lambda ticket, _at: ticket.chases > 0,
    Trait.OPEN: lambda ticket, _at: ticket.status.is_open,
    Trait.LATE_NOW: lambda ticket, at: any(clock.due_at < at.now for clock in _watched(ticket)),
    Trait.DUE_SOON: lambda ticket, at: (
        any(at.now <= clock.due_at <= at.soon for clock in _watched(ticket))
        and not any(clock.due_at < at.now for clock in _watched(ticket))
    ),
}


class Rate(StrEnum):
    """A share of tickets; 三率 are response, solved and satisfied."""

    RESPONSE = "response"
    ON_TIME = "on_time"
    SOLVED = "solved"
    SATISFIED = "satisfied"

    @property
    def label(self) -> str:
        """As the assessment calls it."""
        return _RATES[self][0]

    @property
    def definition(self) -> str:
        """What is divided by what."""
        return _RATES[self][1]

    @property
    def part(self) -> Trait:
        """The tickets that count."""
        return _RATES[self][2]

    @property
    def whole(self) -> Trait:
        """The tickets among which they are counted."""
        return _RATES[self][3]


_RATES = {
    Rate.RESPONSE: (
        "响应率",
        "在受理时限内受理、不予受理或告知补正的，除以受理时限已到或已经响应的。撤回的不算。",
        Trait.RESPONDED,
        Trait.RESPONSE_DUE,
    ),
    Rate.ON_TIME: (
        "按时答复率",
        "每次答复（含重办）都没有超期的，除以答复期限已到或已经答复的。延期获批的按新期限算，撤回的不算。",
        Trait.ON_TIME,
        Trait.ANSWER_DUE,
    ),
    Rate.SOLVED: (
        "解决率",
        "办理结果为“已解决”的，除以已答复的全部诉求。部分解决、联系不上的算没解决，诉求不合理的不算在内。",
        Trait.SOLVED,
        Trait.SETTLED,
    ),
    Rate.SATISFIED: (
        "满意率",
        "最近一次评价为非常满意、满意或基本满意的，除以市民评价过的。没有评价的不算。",
        Trait.SATISFIED,
        Trait.RATED,
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many tickets of one month, department, category and district have each trait."""

    month: str
    department: str
    category: str
    district: str
    counts: Mapping[Trait, int]


class Dimension(StrEnum):
    """What a table tells apart; the values are names of `Cell`'s fields."""

    DEPARTMENT = "department"
    CATEGORY = "category"
    DISTRICT = "district"
    MONTH = "month"

    @property
    def label(self) -> str:
        """As clerks read it above a table."""
        return {"department": "承办单位", "category": "类别", "district": "地区", "month": "月份"}[self]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, or the sum of all; `name` is empty where nothing is known."""

    name: str
    counts: Mapping[Trait, int] = field(default_factory=dict)

    def of(self, trait: Trait) -> int:
        """How many tickets have the trait."""
        return self.counts.get(trait, 0)

    def percent(self, rate: Rate) -> float | None:
        """0 to 100; None where there is nothing to divide by."""
        whole = self.of(rate.whole)
        return 100 * self.of(rate.part) / whole if whole else None


def total(cells: Iterable[Cell]) -> Line:
    """All cells together."""
    counts: Counter[Trait] = Counter()
    for cell in cells:
        counts.update(cell.counts)
    return Line("", counts)


def lines_by(cells: Iterable[Cell], dimension: Dimension) -> tuple[Line, ...]:
    """One line each; months in their order, else the most demands first, what is unknown last."""
    of: dict[str, list[Cell]] = {}
    for cell in cells:
        of.setdefault(getattr(cell, dimension.value), []).append(cell)
    lines = [Line(name, total(some).counts) for name, some in of.items()]
    if dimension is Dimension.MONTH:
        return tuple(sorted(lines, key=lambda line: line.name))
    return tuple(sorted(lines, key=lambda line: (not line.name, -line.of(Trait.RECEIVED), line.name)))
