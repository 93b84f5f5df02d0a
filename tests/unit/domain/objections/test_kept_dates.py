"""Every clock of an objection over weekends, make-up days, National Day and the year's end: kept, missed, reminded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.reminding import due_reminders
from bot.domain.objections.assessment import Kept, ObjectionTrait, Outline, has, kept
from bot.domain.objections.life import ObjectionCommand, file_objection, move_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.objections.watching import watched_objection
from bot.domain.tickets.ticket import Actor
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.objections.objection_samples import CITIZEN, CLERK, CORRECTED, OFFICER, POLICE, UNCHANGED, fresh

M = ObjectionMove
TIMES = working_time()
BUREAU, CHIEFS = "市政数局经办人", "督办员"
Move = tuple[ObjectionMove, Actor, dict[str, Any]]
MARK: Move = (M.MARK, OFFICER, {})
UPHOLD: Move = (M.DECIDE, OFFICER, {"ruling": CORRECTED})
REFUSE: Move = (M.DECIDE, OFFICER, {"ruling": UNCHANGED})
HAND_OVER: Move = (M.HAND_OVER, OFFICER, {"department": POLICE})
THEY_UPHOLD: Move = (M.VERIFY, CLERK, {"ruling": CORRECTED})
THEY_REFUSE: Move = (M.VERIFY, CLERK, {"ruling": UNCHANGED})
NOT_TAKE: Move = (M.NOT_TAKE, OFFICER, {"note": "不是公共数据", "right_way": "找论坛"})
WITHDRAW: Move = (M.WITHDRAW, CITIZEN, {})
TELL: Move = (M.TELL, OFFICER, {})


@dataclass(frozen=True)
class Station:
    """A clock that runs, how it came to, who holds it, how many working days it has, and what stops it."""

    key: str
    days: int
    department: str
    moves: tuple[Move, ...]
    stop: Move
    holder: str = BUREAU


OWN, THEIRS = OWN_DEPARTMENT, POLICE
STATIONS = {
    "marked": Station("mark_objection", 1, OWN, (), MARK),
    "not-taken": Station("mark_objection", 1, OWN, (), NOT_TAKE),
    "own-upheld": Station("decide_own_data", 2, OWN, (MARK,), UPHOLD),
    "own-refused": Station("decide_own_data", 2, OWN, (MARK,), REFUSE),
    "handed-over": Station("hand_over_objection", 2, THEIRS, (MARK,), HAND_OVER),
    "department-upheld": Station("decide_department_data", 5, THEIRS, (MARK, HAND_OVER), THEY_UPHOLD, POLICE),
    "department-refused": Station("decide_department_data", 5, THEIRS, (MARK, HAND_OVER), THEY_REFUSE, POLICE),
    "own-told": Station("tell_objector", 1, OWN, (MARK, UPHOLD), TELL),
    "department-told": Station(
        "tell_objector", 1, THEIRS, (MARK, HAND_OVER, THEY_REFUSE, (M.ACKNOWLEDGE, OFFICER, {})), TELL
    ),
}
DUE = {
    "plain": ("2026-11-23 Mon 09:00", "2026-11-24 Tue", "2026-11-25 Wed", "2026-11-30 Mon"),
    "weekend": ("2026-11-27 Fri 10:00", "2026-11-30 Mon", "2026-12-01 Tue", "2026-12-04 Fri"),
    "make-up-saturday": ("2026-10-08 Thu 10:00", "2026-10-09 Fri", "2026-10-10 Sat", "2026-10-14 Wed"),
    "national-day": ("2026-09-30 Wed 10:00", "2026-10-08 Thu", "2026-10-09 Fri", "2026-10-13 Tue"),
    "years-end": ("2026-12-31 Thu 10:00", "2027-01-04 Mon", "2027-01-05 Tue", "2027-01-08 Fri"),
}
"""When it starts, and the days on which one, two and five working days run out."""
CASES = list(product(STATIONS, DUE))


def brought(name: str, when: str) -> tuple[Objection, datetime]:
    """The objection with that clock running, and when it runs out."""
    station, at = STATIONS[name], moment(DUE[when][0])
    start = replace(fresh(department=station.department), received_at=at)
    objection = file_objection(start, CITIZEN, TIMES.due)
    for move in station.moves:
        objection = after(objection, move, at)
    clock = objection.running(station.key)
    assert clock
    return objection, clock.due_at


def after(objection: Objection, move: Move, at: datetime) -> Objection:
    """After one more move."""
    return move_objection(objection, ObjectionCommand(move[0], move[1], at, **move[2]), TIMES.due)


def outline(objection: Objection) -> Outline:
    """What is counted of it."""
    number, department, status = objection.number, objection.department, objection.status
    return Outline(number, department, status, objection.received_at, objection.clocks, None, 0)


def late_day(due_at: datetime) -> datetime:
    """The opening of the next working day."""
    return TIMES.hours_of("").opening(TIMES.calendar.next_working_day(china_day(due_at)))


@pytest.mark.parametrize(("name", "when"), CASES)
def test_a_clock_runs_out_on_its_day(name: str, when: str) -> None:
    """At the close of business, as a clerk reckons it from the calendar on the wall."""
    _, due_at = brought(name, when)
    place = (1, 2, 5).index(STATIONS[name].days) + 1
    assert written(due_at) == f"{DUE[when][place]} 16:30"


STOPPED: dict[str, tuple[Callable[[datetime], datetime], Kept]] = {
    "in-time": (lambda due_at: due_at - timedelta(hours=3), Kept.ON_TIME),
    "in-the-last-minute": (lambda due_at: due_at, Kept.ON_TIME),
    "a-minute-late": (lambda due_at: due_at + timedelta(minutes=1), Kept.LATE),
    "a-day-late": (late_day, Kept.LATE),
}


@pytest.mark.parametrize("stopped", STOPPED)
@pytest.mark.parametrize(("name", "when"), CASES)
def test_it_counts_as_kept_or_late(name: str, when: str, stopped: str) -> None:
    """By when it was stopped, whatever is done later."""
    objection, due_at = brought(name, when)
    stop_at, came_out = STOPPED[stopped][0](due_at), STOPPED[stopped][1]
    key = STATIONS[name].key
    done = after(objection, STATIONS[name].stop, stop_at)
    assert done.running(key) is None
    assert kept(outline(done), key, stop_at + timedelta(days=30)) is came_out


@pytest.mark.parametrize(("name", "when"), [case for case in CASES if not case[0].endswith("told")])
def test_what_is_withdrawn_in_time_is_nobodys_to_keep(name: str, when: str) -> None:
    """What had run out before was late all the same; after the decision nothing is withdrawn."""
    objection, due_at = brought(name, when)
    key = STATIONS[name].key
    in_time = after(objection, WITHDRAW, due_at)
    assert kept(outline(in_time), key, due_at) is None
    late = after(objection, WITHDRAW, late_day(due_at))
    assert kept(outline(late), key, late_day(due_at)) is Kept.LATE


@pytest.mark.parametrize(("name", "when"), CASES)
def test_who_holds_it_is_reminded_and_the_supervisors_once_it_is_late(name: str, when: str) -> None:
    """On the last morning the holder; on the next working day the holder and the supervisors; on no day off anybody."""
    objection, due_at = brought(name, when)
    station, late = STATIONS[name], late_day(due_at)
    found = [line for line in reminded(objection, late) if f": {station.key} " in line]
    morning = written(TIMES.hours_of("").opening(china_day(due_at)))
    assert found[-3:] == [
        f"{morning} {station.holder}: {station.key} due_today",
        f"{written(late)} {station.holder}: {station.key} overdue",
        f"{written(late)} {CHIEFS}: {station.key} overdue",
    ]
    assert has(outline(objection), ObjectionTrait.LATE_NOW, late)
    assert not has(outline(objection), ObjectionTrait.LATE_NOW, due_at - timedelta(days=30))


def reminded(objection: Objection, until: datetime) -> list[str]:
    """Every reminder up to a moment, each once, as the worker looks each half hour."""
    found: dict[str, str] = {}
    at = objection.received_at
    while at <= until:
        for due in due_reminders(watched_objection(objection), at, TIMES):
            for one in due.audiences:
                whom = one.department or one.role.label
                found.setdefault(due.key(one), f"{written(at)} {whom}: {due.clock.key} {due.reminder.kind}")
        if found:
            assert TIMES.calendar.is_working_day(china_day(at)) or not due_reminders(
                watched_objection(objection), at, TIMES
            )
        at += timedelta(minutes=30)
    return list(found.values())
