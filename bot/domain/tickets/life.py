"""What a move does to a ticket. Pure: the limits come as a function from clock and start to deadline."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.clocks.deadline import Deadline
from bot.domain.tickets.moves import RULES, Move, Rule
from bot.domain.tickets.terms import Rating, Result, Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Attachment, ClockRun, Step, Subject, Ticket

Due = Callable[[str, datetime], Deadline]
"""`due(key, starts_at)`: the deadline of a clock of knowledge/limits.yml that starts at that moment."""

MOST_CHASES = 3
MOST_REDOS = 1
CHASE_PAUSE = timedelta(hours=20)
"""So long a citizen waits between two reminders (催办)."""
RETURNS_BEFORE_SUPERVISOR = 2


class IllegalMove(Exception):  # noqa: N818 - named after what it is
    """A move that the table, the ticket's past or a missing field forbids; `reason` is a key of the error table."""

    def __init__(self, move: Move, reason: str, status: Status) -> None:
        super().__init__(f"{move} at {status}: {reason}")
        self.move, self.reason, self.status = move, reason, status


@dataclass(frozen=True, slots=True)
class Command:
    """A move that somebody wants to make, with what it needs."""

    move: Move
    actor: Actor
    at: datetime
    note: str = ""
    right_way: str = ""
    """不予受理: where to go instead."""
    points: tuple[str, ...] = ()
    """补正: everything that is missing, told at once (行政许可法 32(4))."""
    department: str = ""
    subject: Subject | None = None
    type: TicketType | None = None
    """更正分类: which type it rather is."""
    answer: str = ""
    result: Result | None = None
    rating: Rating | None = None
    into: str = ""
    attachments: tuple[Attachment, ...] = ()
    form: str = ""
    """The form it was sent with, which stays in the history: the same form twice has one effect."""


def move_ticket(ticket: Ticket, command: Command, due: Due) -> Ticket:
    """The ticket after a move; `IllegalMove` if it may not be made."""
    rule = RULES.get(command.move)
    if rule is None:
        raise IllegalMove(command.move, "unknown_move", ticket.status)
    _check(ticket, command, rule)
    status = _target(ticket, command, rule)
    step = Step(
        command.at, command.move.value, command.actor, status, _note(command), _facts(ticket, command), rule.is_public
    )
    moved = ticket.with_step(step, **_changes(ticket, command))
    return replace(moved, clocks=_clocks(ticket, moved, command, due))


def refusal(ticket: Ticket, move: Move, role: Role) -> str:
    """Why the table and the ticket's past forbid a move to a role; "" if they allow it."""
    rule = RULES[move]
    if role not in rule.roles:
        return "wrong_role"
    if ticket.status not in rule.sources:
        return "wrong_status"
    return _past(ticket, move, role)


def _check(ticket: Ticket, command: Command, rule: Rule) -> None:
    reason = refusal(ticket, command.move, command.actor.role)
    if not reason and command.actor.role is Role.DEPARTMENT and command.actor.department != ticket.subject.department:
        reason = "wrong_department"
    if not reason:
        reason = next((f"missing_{name}" for name in rule.needs if not getattr(command, name)), "")
    if not reason:
        reason = _content(ticket, command)
    if reason:
        raise IllegalMove(command.move, reason, ticket.status)


def _past(ticket: Ticket, move: Move, role: Role) -> str:
    """What the ticket's own past forbids."""
    asked_more = any(step.move == Move.ASK_MORE for step in ticket.steps)
    forbidden = {
        Move.ASK_MORE: ("asked_before", asked_more),
        Move.ASK_EXTENSION: ("extended_before", bool(ticket.extension)),
        Move.APPROVE_EXTENSION: ("no_extension_asked", ticket.extension != "asked"),
        Move.REFUSE_EXTENSION: ("no_extension_asked", ticket.extension != "asked"),
        Move.CHASE: ("chased_enough", role is Role.CITIZEN and ticket.chases >= MOST_CHASES),
        Move.REDO: ("redone_before", ticket.redos >= MOST_REDOS),
        Move.EXPLAIN: _explained(ticket),
        Move.MERGE: ("merged_before", bool(ticket.merged_into)),
        Move.FOLLOW: ("not_merged", not ticket.merged_into),
        Move.UNMERGE: ("not_merged", not ticket.merged_into),
        Move.DISPATCH: (
            "supervisor_decides",
            ticket.status is Status.RETURNED
            and ticket.returns >= RETURNS_BEFORE_SUPERVISOR
            and role not in (Role.SUPERVISOR, Role.ADMINISTRATOR),
        ),
    }
    reason, is_forbidden = forbidden.get(move, ("", False))
    return reason if is_forbidden else ""


def _explained(ticket: Ticket) -> tuple[str, bool]:
    """A bad rating is explained once; each new rating may be explained anew."""
    if ticket.rating is None or not ticket.rating.is_bad:
        return "not_a_bad_rating", True
    return "explained_before", bool(ticket.rating_reason)


def _content(ticket: Ticket, command: Command) -> str:
    """What the command's own content forbids."""
    if command.move is Move.MERGE and command.into == ticket.number:
        return "merged_into_itself"
    if command.move is Move.REDO and command.rating and not command.rating.is_bad:
        return "not_a_bad_rating"
    if command.subject and ticket.status in _HANDED_OVER and command.subject.department != ticket.subject.department:
        return "department_by_dispatch"
    if command.move is Move.CHASE and command.actor.role is Role.CITIZEN and _chased_today(ticket, command.at):
        return "chased_today"
    return ""


_HANDED_OVER = frozenset({Status.DISPATCHED, Status.IN_PROGRESS, Status.IN_REVIEW})
"""Where a department holds the ticket: only handing over gives it to another."""


def _chased_today(ticket: Ticket, at: datetime) -> bool:
    chases = [step.at for step in ticket.steps if step.move == Move.CHASE and step.actor.role is Role.CITIZEN]
    return bool(chases) and at - chases[-1] < CHASE_PAUSE


def _target(ticket: Ticket, command: Command, rule: Rule) -> Status:
    if command.move is Move.SUPPLEMENT and ticket.status is Status.NEEDS_MORE:
        return Status.RECEIVED
    return rule.target or ticket.status


def _note(command: Command) -> str:
    if command.move is Move.ASK_MORE:
        return "\n".join(command.points)
    if command.move is Move.DECLINE:
        return f"{command.note}\n{command.right_way}"
    return command.answer if command.move in (Move.SUBMIT_ANSWER, Move.FOLLOW) else command.note


def _facts(ticket: Ticket, command: Command) -> dict[str, Any]:
    """What of a move is shown in the timeline besides its note."""
    facts: dict[str, Any] = {}
    if command.department:
        facts |= {"from": ticket.subject.department, "department": command.department}
    if command.subject:
        facts |= {"from_department": ticket.subject.department, "department": command.subject.department}
        facts |= {"from_category": ticket.subject.category, "category": command.subject.category}
        facts |= {"is_urgent": command.subject.is_urgent}
    if command.type:
        facts |= {"from_type": ticket.type.value, "type": command.type.value}
    if command.result:
        facts["result"] = command.result.value
    if command.rating:
        facts["rating"] = command.rating.value
    if command.into:
        facts["into"] = command.into
    if command.form:
        facts["form"] = command.form
    return facts


def _changes(ticket: Ticket, command: Command) -> dict[str, Any]:
    """The fields that a move replaces, besides status, steps and clocks."""
    by_move: dict[Move, Callable[[], dict[str, Any]]] = {
        Move.CORRECT: lambda: {"subject": command.subject, "type": command.type or ticket.type},
        Move.DISPATCH: lambda: {"subject": replace(ticket.subject, department=command.department)},
        Move.RETURN: lambda: {"returns": ticket.returns + 1},
        Move.ASK_EXTENSION: lambda: {"extension": "asked"},
        Move.APPROVE_EXTENSION: lambda: {"extension": "approved"},
        Move.REFUSE_EXTENSION: lambda: {"extension": "refused"},
        Move.SUBMIT_ANSWER: lambda: {"answer": command.answer, "result": command.result},
        Move.FOLLOW: lambda: {"answer": command.answer, "result": command.result},
        Move.ASK_MORE: lambda: {"asked_points": command.points},
        Move.RATE: lambda: {"rating": command.rating, "rating_reason": command.note},
        Move.EXPLAIN: lambda: {"rating_reason": command.note},
        Move.REDO: lambda: {
            "subject": replace(ticket.subject, department=command.department or ticket.subject.department),
            "merged_into": "",
            "rating": command.rating,
            "rating_reason": command.note,
            "redos": ticket.redos + 1,
            "extension": "",
            "returns": 0,
        },
        Move.CHASE: lambda: {"chases": ticket.chases + 1},
        Move.MERGE: lambda: {"merged_into": command.into},
        Move.UNMERGE: lambda: {"merged_into": ""},
    }
    changes = by_move[command.move]() if command.move in by_move else {}
    if command.attachments:
        changes["attachments"] = (*ticket.attachments, *command.attachments)
    return changes


STOPS: dict[Move, tuple[str, ...]] = {
    Move.ACCEPT: ("accept",),
    Move.DECLINE: ("accept",),
    Move.ASK_MORE: ("accept",),
    Move.DISPATCH: ("sign", "dispatch_again"),
    Move.SIGN: ("sign",),
    Move.RETURN: ("sign",),
    Move.RELEASE: ("sign", "answer", "redo", "dispatch_again", "rectify"),
    Move.FOLLOW: ("accept", "sign", "answer", "redo", "dispatch_again", "rectify"),
    Move.CALL_BACK: ("call_back",),
    Move.RATE: ("silence", "rectify"),
    Move.CLOSE: ("silence", "rectify"),
    Move.REDO: ("silence",),
    Move.WITHDRAW: ("accept", "sign", "answer", "redo", "dispatch_again", "rectify", "call_back"),
}
"""Which running clocks a move stops."""

STARTS: dict[Move, tuple[str, ...]] = {
    Move.ACCEPT: ("answer",),
    Move.DISPATCH: ("sign",),
    Move.RETURN: ("dispatch_again",),
    Move.RELEASE: ("silence",),
    Move.FOLLOW: ("silence",),
    Move.REDO: ("redo", "sign", "call_back", "rectify"),
}
"""Which clocks a move starts. A department's signature never moves the citizen's date, which runs from acceptance."""


def _clocks(ticket: Ticket, moved: Ticket, command: Command, due: Due) -> tuple[ClockRun, ...]:
    move, at = command.move, command.at
    clocks = tuple(
        replace(clock, ended_at=at) if clock.is_running and clock.key in STOPS.get(move, ()) else clock
        for clock in ticket.clocks
    )
    starts = STARTS.get(move, ())
    if move is Move.SUPPLEMENT and ticket.status is Status.NEEDS_MORE:
        starts = ("accept",)
    if move is Move.RATE and command.rating and command.rating.is_bad:
        starts = ("call_back",)
    if move is Move.APPROVE_EXTENSION:
        return tuple(
            _extended(clock, due) if clock.is_running and clock.key in ("answer", "redo") else clock for clock in clocks
        )
    if (
        moved.status is ticket.status is Status.DISPATCHED
        and move is Move.DISPATCH
        and command.department == ticket.subject.department
    ):
        return ticket.clocks
    running = {clock.key for clock in clocks if clock.is_running}
    return (*clocks, *(run_clock(key, at, due) for key in starts if key not in running))


def run_clock(key: str, at: datetime, due: Due) -> ClockRun:
    """A clock that starts now."""
    deadline = due(key, at)
    return ClockRun(key, at, deadline.due_at, deadline.reason, deadline.provisional)


def _extended(clock: ClockRun, due: Due) -> ClockRun:
    """The extension counts from the date it moves, not from the day it was granted."""
    deadline = due("extension", clock.due_at)
    return replace(
        clock, due_at=deadline.due_at, why=f"{clock.why}\n{deadline.reason}", is_provisional=deadline.provisional
    )
