"""The dates of an objection by the calendar in 双辽: Friday evenings, holidays, make-up days, a year without its notice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.objections.life import ObjectionCommand, file_objection, move_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.tickets.ticket import Actor
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.objections.objection_samples import (
    CITIZEN,
    CLERK,
    CORRECTED,
    MARKET,
    OFFICER,
    POLICE,
    UNCHANGED,
    fresh,
)

M = ObjectionMove
DUE = working_time().due


def received(at: str, department: str = OWN_DEPARTMENT) -> Objection:
    """Filed then."""
    return file_objection(replace(fresh(department=department), received_at=moment(at)), CITIZEN, DUE)


def went(objection: Objection, *moves: tuple[str, ObjectionMove, Actor, dict[str, Any]]) -> Objection:
    """After these moves."""
    for at, move, actor, needs in moves:
        objection = move_objection(objection, ObjectionCommand(move, actor, moment(at), **needs), DUE)
    return objection


def dates(objection: Objection) -> dict[str, str]:
    """The newest run of each clock, when it runs out."""
    return {clock.key: written(clock.due_at) for clock in objection.clocks}


AT_FILING = {
    "monday": ("2026-11-23 Mon 09:00", "2026-11-24 Tue 16:30", "2026-11-25 Wed 16:30"),
    "friday-evening": ("2026-11-27 Fri 22:00", "2026-11-30 Mon 16:30", "2026-12-01 Tue 16:30"),
    "saturday": ("2026-11-28 Sat 10:00", "2026-11-30 Mon 16:30", "2026-12-01 Tue 16:30"),
    "before-national-day": ("2026-09-30 Wed 15:00", "2026-10-08 Thu 16:30", "2026-10-09 Fri 16:30"),
    "over-a-make-up-saturday": ("2026-10-08 Thu 10:00", "2026-10-09 Fri 16:30", "2026-10-10 Sat 16:30"),
    "in-a-holiday": ("2026-10-03 Sat 12:00", "2026-10-08 Thu 16:30", "2026-10-09 Fri 16:30"),
    "over-new-year": ("2026-12-31 Thu 10:00", "2027-01-04 Mon 16:30", "2027-01-05 Tue 16:30"),
}


@pytest.mark.parametrize("name", AT_FILING)
@pytest.mark.parametrize(("department", "key"), [(OWN_DEPARTMENT, "decide_own_data"), (POLICE, "hand_over_objection")])
def test_marking_takes_one_working_day_and_the_next_station_two(name: str, department: str, key: str) -> None:
    """Both from receipt, which does not count itself."""
    at, marked, second = AT_FILING[name]
    assert dates(received(at, department)) == {"mark_objection": marked, key: second}


@pytest.mark.parametrize("year", ["2026-12-30 Wed 10:00", "2026-12-31 Thu 10:00"])
def test_a_date_in_a_year_without_its_notice_is_provisional(year: str) -> None:
    """It is reckoned anew when the notice is out."""
    clocks = {clock.key: clock.is_provisional for clock in received(year).clocks}
    assert clocks == {"mark_objection": year.startswith("2026-12-31"), "decide_own_data": True}


ROADS: dict[str, tuple[Sequence[tuple[str, ObjectionMove, Actor, dict[str, Any]]], dict[str, str]]] = {
    "five-days-over-national-day": (
        (
            ("2026-09-28 Mon 10:00", M.MARK, OFFICER, {}),
            ("2026-09-29 Tue 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
        ),
        {"decide_department_data": "2026-10-12 Mon 16:30"},
    ),
    "telling-over-a-weekend": (
        (
            ("2026-11-23 Mon 10:00", M.MARK, OFFICER, {}),
            ("2026-11-27 Fri 10:00", M.DECIDE, OFFICER, {"ruling": CORRECTED}),
        ),
        {"tell_objector": "2026-11-30 Mon 16:30"},
    ),
    "telling-from-the-department's-decision": (
        (
            ("2026-11-23 Mon 10:00", M.MARK, OFFICER, {}),
            ("2026-11-24 Tue 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
            ("2026-11-26 Thu 20:00", M.VERIFY, CLERK, {"ruling": UNCHANGED}),
            ("2026-11-27 Fri 09:30", M.ACKNOWLEDGE, OFFICER, {}),
        ),
        {"decide_department_data": "2026-12-01 Tue 16:30", "tell_objector": "2026-11-27 Fri 16:30"},
    ),
    "another-department": (
        (
            ("2026-11-23 Mon 10:00", M.MARK, OFFICER, {}),
            ("2026-11-24 Tue 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
            ("2026-11-26 Thu 10:00", M.SEND_BACK, CLERK, {"note": "不是我们的"}),
            ("2026-11-27 Fri 10:00", M.HAND_OVER, OFFICER, {"department": MARKET}),
        ),
        {"hand_over_objection": "2026-11-30 Mon 16:30", "decide_department_data": "2026-12-04 Fri 16:30"},
    ),
    "the-same-department": (
        (
            ("2026-11-23 Mon 10:00", M.MARK, OFFICER, {}),
            ("2026-11-24 Tue 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
            ("2026-11-26 Thu 10:00", M.SEND_BACK, CLERK, {"note": "不是我们的"}),
            ("2026-11-27 Fri 10:00", M.HAND_OVER, OFFICER, {"department": POLICE}),
        ),
        {"hand_over_objection": "2026-11-30 Mon 16:30", "decide_department_data": "2026-12-01 Tue 16:30"},
    ),
}


@pytest.mark.parametrize("name", ROADS)
def test_each_station_has_its_date(name: str) -> None:
    """As a clerk reckons it from the calendar on the wall."""
    moves, expected = ROADS[name]
    found = dates(went(received(f"{moves[0][0][:14]} 09:00"), *moves))
    assert {key: found[key] for key in expected} == expected


LATE: dict[str, tuple[str, bool]] = {
    "at-closing-time": ("2026-11-24 Tue 16:30", False),
    "a-minute-later": ("2026-11-24 Tue 16:31", True),
}


@pytest.mark.parametrize("name", LATE)
def test_an_objection_is_late_from_the_minute_after_its_date(name: str) -> None:
    """Nobody marked it; marking in time makes it late no more."""
    at, is_late = LATE[name]
    objection = received("2026-11-23 Mon 09:00")
    assert objection.is_overdue(moment(at)) is is_late
    marked = went(objection, ("2026-11-24 Tue 09:00", M.MARK, OFFICER, {}))
    assert not marked.is_overdue(moment(at))
