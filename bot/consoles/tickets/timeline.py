"""The history of a ticket as a page tells it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.consoles.tickets.words import title_of
from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.time_left import TimeLeft, time_left
from bot.domain.text.masking import mask
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result, Role, TicketType
from bot.domain.tickets.ticket import Actor, ClockRun, Step, Ticket

_BY_STAFF = frozenset({Role.OPERATOR, Role.DEPARTMENT, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: when, what, by whom, what changed, what was written."""

    at: datetime
    title: str
    who: str
    status: str
    changes: tuple[str, ...]
    note: str
    is_public: bool
    into: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: what it limits, the time left or how it ended, and why it ends that day."""

    title: str
    run: ClockRun
    left: TimeLeft | None
    was_kept: bool


def history(ticket: Ticket, names: Mapping[str, str]) -> list[Entry]:
    """Every step, the newest first."""
    return [entry(step, names) for step in reversed(ticket.steps)]


def entry(step: Step, names: Mapping[str, str]) -> Entry:
    """One step. What citizens wrote is masked here as everywhere."""
    note = step.note if step.actor.role in _BY_STAFF else mask(step.note).text
    return Entry(
        at=step.at,
        title=title_of(step.move),
        who=who(step.actor, names),
        status=step.status.label,
        changes=tuple(_changes(step)),
        note=note,
        is_public=step.is_public,
        into=str(step.facts.get("into", "")),
    )


def who(actor: Actor, names: Mapping[str, str]) -> str:
    """Name and place of work, or what kind of person it was."""
    name = names.get(actor.name, actor.name)
    if actor.role not in _BY_STAFF or not name:
        return actor.role.label
    return f"{name}（{actor.department or actor.role.label}）"


class Done(Protocol):
    """A step of any history."""

    @property
    def move(self) -> str:
        """What was done, as it is stored."""
        ...

    @property
    def actor(self) -> Actor:
        """By whom."""
        ...


def meanwhile(steps: Sequence[Done], seen: int, names: Mapping[str, str], titled: Callable[[str], str]) -> str:
    """Who did what after so many steps had been seen, in one sentence; empty if nothing is known."""
    told = [f"{who(step.actor, names)}做了“{titled(step.move)}”" for step in steps[max(0, seen) :][-3:]]
    return "，".join(told)


def clock_views(
    clocks: Sequence[ClockRun], now: datetime, calendar: WorkCalendar, titles: Mapping[str, str]
) -> list[ClockView]:
    """Running clocks first, what is due first on top; then those that have ended, the newest first."""
    running = sorted((clock for clock in clocks if clock.is_running), key=lambda clock: clock.due_at)
    ended = [clock for clock in reversed(clocks) if not clock.is_running]
    return [
        ClockView(
            titles.get(clock.key, clock.key),
            clock,
            time_left(clock.due_at, now, calendar) if clock.is_running else None,
            clock.was_kept(now),
        )
        for clock in (*running, *ended)
    ]


def _changes(step: Step) -> Iterator[str]:
    """What the facts of a step say, in words; the facts of unknown steps stay untold."""
    facts = step.facts
    if step.move in (Move.DISPATCH, Move.RETURN):
        yield f"{'转给' if step.move == Move.DISPATCH else '建议转给'}：{facts.get('department', '')}"
    if step.move == Move.CORRECT:
        yield from _corrections(facts)
    if result := _label(Result, facts.get("result")):
        yield f"办理结果：{result}"
    if rating := _label(Rating, facts.get("rating")):
        yield f"评价：{rating}"


def _corrections(facts: Mapping[str, Any]) -> Iterator[str]:
    pairs = (
        ("类型", _label(TicketType, facts.get("from_type")), _label(TicketType, facts.get("type"))),
        ("类别", facts.get("from_category", ""), facts.get("category", "")),
        ("承办单位", facts.get("from_department", ""), facts.get("department", "")),
    )
    yield from (f"{name}：{was or '未定'} → {now or '未定'}" for name, was, now in pairs if was != now)
    if facts.get("is_urgent"):
        yield "紧急"


def _label(kind: type[Result | Rating | TicketType], value: object) -> str:
    return kind(str(value)).label if value in set(kind) else ""
