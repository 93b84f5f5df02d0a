"""What a filter of tickets asks for, as SQL; `bot.domain.tickets.assessment` says the same of a ticket in memory."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, true

from bot.adapters.store.ticket_schema import TicketClockRow, TicketRow, TicketStepRow
from bot.domain.tickets.assessment import (
    ACCEPT_CLOCKS,
    ANSWER_CLOCKS,
    GOOD_RATINGS,
    SETTLED,
    UNWATCHED_CLOCKS,
    Moment,
    Trait,
)
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Result, Status
from bot.services.tickets.ports import TicketFilter

Condition = ColumnElement[bool]
_OPEN = tuple(status.value for status in Status if status.is_open)
_FINAL = tuple(status.value for status in Status if status.is_final)


def matching(wanted: Select[Any], which: TicketFilter) -> Select[Any]:
    """The statement narrowed down to the tickets of a filter."""
    return wanted.where(*_columns(which), *_moments(which), *_words(which), *_traits(which))


def condition(trait: Trait, at: Moment) -> Condition:
    """Whether a row of `ticket` has a trait."""
    return _CONDITIONS[trait](TicketRow, at)


def stays() -> Condition:
    """Whether a row of `ticket` was not withdrawn: what is withdrawn is late for nobody."""
    return TicketRow.status != Status.WITHDRAWN.value


def _columns(which: TicketFilter) -> Iterator[Condition]:
    if which.statuses:
        yield TicketRow.status.in_([status.value for status in which.statuses])
    if which.types:
        yield TicketRow.type.in_([one.value for one in which.types])
    for name in ("category", "department", "district", "merged_into", "extension"):
        if value := getattr(which, name):
            yield getattr(TicketRow, name) == value
    if which.handed_to:
        yield TicketRow.number.in_(_handed_to(which.handed_to))
    if which.running:
        yield TicketRow.number.in_(_running(which.running))
    for name in which.blank:
        yield getattr(TicketRow, name) == ""
    if which.is_urgent is not None:
        yield TicketRow.is_urgent.is_(which.is_urgent)


def _moments(which: TicketFilter) -> Iterator[Condition]:
    if which.overdue_at:
        yield TicketRow.next_due_at < which.overdue_at
    if which.due_before:
        yield TicketRow.next_due_at < which.due_before
    if which.overdue_at or which.due_before:
        yield TicketRow.status.not_in(_FINAL)
    if which.received_from:
        yield TicketRow.received_at >= which.received_from
    if which.received_until:
        yield TicketRow.received_at < which.received_until


def _words(which: TicketFilter) -> Iterator[Condition]:
    if which.words:
        pattern = f"%{_escaped(which.words)}%"
        yield or_(TicketRow.number.ilike(pattern, escape="\\"), TicketRow.title.ilike(pattern, escape="\\"))


def _traits(which: TicketFilter) -> Iterator[Condition]:
    if which.traits and which.at is None:
        raise ValueError("a trait is asked for, but not of which moment")
    for trait in which.traits:
        if which.at:
            yield condition(trait, which.at)


def _has_clock(*conditions: Condition) -> Condition:
    return exists().where(TicketClockRow.ticket_number == TicketRow.number, *conditions)


def _runs_out(when: Condition) -> Condition:
    """Found from the running clocks, which are few, not from the tickets, which are many."""
    clock = TicketClockRow
    late = select(clock.ticket_number).where(clock.ended_at.is_(None), when, clock.key.not_in(UNWATCHED_CLOCKS))
    return TicketRow.number.in_(late)


def _has_come(keys: tuple[str, ...], at: Moment) -> Condition:
    come = or_(TicketClockRow.ended_at.is_not(None), TicketClockRow.due_at < at.now)
    return _has_clock(TicketClockRow.key.in_(keys), come)


def _was_missed(keys: tuple[str, ...], at: Moment) -> Condition:
    ended = func.coalesce(TicketClockRow.ended_at, literal(at.now, TicketClockRow.ended_at.type))
    return _has_clock(TicketClockRow.key.in_(keys), ended > TicketClockRow.due_at)


def _made(move: Move) -> Condition:
    """Found from the steps of that kind, which are few."""
    return TicketRow.number.in_(select(TicketStepRow.ticket_number).where(TicketStepRow.move == move.value))


def _handed_to(department: str) -> Select[Any]:
    """The numbers of tickets that a department has or had."""
    return select(TicketStepRow.ticket_number).where(TicketStepRow.handed_to == department)


def _running(key: str) -> Select[Any]:
    """The numbers of tickets with a running clock of that key."""
    clock = TicketClockRow
    return select(clock.ticket_number).where(clock.key == key, clock.ended_at.is_(None))


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _settled(ticket: type[TicketRow]) -> Condition:
    return ticket.status.in_([status.value for status in SETTLED])


def _is_late(at: Moment) -> Condition:
    return _runs_out(TicketClockRow.due_at < at.now)


_CONDITIONS: dict[Trait, Callable[[type[TicketRow], Moment], Condition]] = {
    Trait.RECEIVED: lambda _row, _at: true(),
    Trait.RESPONSE_DUE: lambda _row, at: and_(stays(), _has_come(ACCEPT_CLOCKS, at)),
    Trait.RESPONDED: lambda _row, at: and_(stays(), _has_come(ACCEPT_CLOCKS, at), ~_was_missed(ACCEPT_CLOCKS, at)),
    Trait.ANSWER_DUE: lambda _row, at: and_(stays(), _has_come(ANSWER_CLOCKS, at)),
    Trait.ON_TIME: lambda _row, at: and_(stays(), _has_come(ANSWER_CLOCKS, at), ~_was_missed(ANSWER_CLOCKS, at)),
    Trait.ANSWERED_LATE: lambda _row, at: and_(stays(), _has_come(ANSWER_CLOCKS, at), _was_missed(ANSWER_CLOCKS, at)),
    Trait.SETTLED: lambda row, _at: and_(
        _settled(row), row.result.is_not(None), row.result != Result.UNREASONABLE.value
    ),
    Trait.SOLVED: lambda row, _at: and_(_settled(row), row.result == Result.SOLVED.value),
    Trait.RATED: lambda row, _at: row.rating.is_not(None),
    Trait.SATISFIED: lambda row, _at: row.rating.in_([rating.value for rating in GOOD_RATINGS]),
    Trait.REDONE: lambda row, _at: row.redos > 0,
    Trait.RETURNED: lambda _row, _at: _made(Move.RETURN),
    Trait.EXTENDED: lambda _row, _at: _made(Move.APPROVE_EXTENSION),
    Trait.CHASED: lambda row, _at: row.chases > 0,
    Trait.OPEN: lambda row, _at: row.status.in_(_OPEN),
    Trait.LATE_NOW: lambda _row, at: _is_late(at),
    Trait.DUE_SOON: lambda _row, at: and_(_runs_out(TicketClockRow.due_at.between(at.now, at.soon)), ~_is_late(at)),
}
"""One statement asks for few of them, and each is dear to put together."""
