"""Who is reminded of what, at which opening: walked through weeks as the clock worker looks, every ten minutes."""

from dataclasses import replace

import pytest

from bot.domain.clocks.reminding import Audience, audience_of, due_reminders, watched
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result, Role
from bot.domain.tickets.ticket import Actor
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.clocks.clock_walk import CITIZEN, CLERK, LIGHTS, OFFICER, Walk, received

WATER = "市自来水公司"
ANSWERED = {"answer": "路灯已修好。", "result": Result.SOLVED}


def test_a_ticket_through_three_weeks_with_national_day() -> None:
    """Over two holidays and a make-up Saturday: the exact list, nothing on a day off, nothing twice."""
    walk = Walk(received("2026-09-24 Thu 10:00"))
    assert walk.until("2026-09-24 Thu 10:00", "2026-09-24 Thu 14:50") == []
    walk.move("2026-09-24 Thu 15:00", Move.ACCEPT, OFFICER)
    assert written(walk.ticket.clocks[1].due_at) == "2026-10-09 Fri 16:30"
    assert walk.until("2026-09-24 Thu 15:00", "2026-09-28 Mon 09:50") == []
    walk.move("2026-09-28 Mon 10:00", Move.DISPATCH, OFFICER, department=LIGHTS)
    assert walk.until("2026-09-28 Mon 10:00", "2026-10-08 Thu 09:50") == [
        f"2026-09-29 Tue 08:30 {LIGHTS}: sign due_today",
        f"2026-09-30 Wed 08:30 {LIGHTS}: answer half_time",
        f"2026-09-30 Wed 08:30 {LIGHTS}: sign overdue",
        "2026-09-30 Wed 08:30 督办员: sign overdue",
        f"2026-10-08 Thu 08:30 {LIGHTS}: answer day_before",
        f"2026-10-08 Thu 08:30 {LIGHTS}: sign overdue",
        "2026-10-08 Thu 08:30 督办员: sign overdue",
    ]
    walk.move("2026-10-08 Thu 10:00", Move.SIGN, CLERK)
    assert walk.until("2026-10-08 Thu 10:00", "2026-10-12 Mon 13:50") == [
        f"2026-10-09 Fri 08:30 {LIGHTS}: answer due_today",
        f"2026-10-10 Sat 08:30 {LIGHTS}: answer overdue",
        "2026-10-10 Sat 08:30 督办员: answer overdue",
        f"2026-10-12 Mon 08:30 {LIGHTS}: answer overdue",
        "2026-10-12 Mon 08:30 督办员: answer overdue",
    ]
    walk.move("2026-10-12 Mon 14:00", Move.SUBMIT_ANSWER, CLERK, **ANSWERED)
    assert walk.until("2026-10-12 Mon 14:00", "2026-10-13 Tue 09:50") == [
        "2026-10-12 Mon 14:00 市政数局经办人: answer overdue",
        "2026-10-13 Tue 08:30 市政数局经办人: answer overdue",
        "2026-10-13 Tue 08:30 督办员: answer overdue",
    ]
    walk.move("2026-10-13 Tue 10:00", Move.RELEASE, OFFICER)
    assert walk.until("2026-10-13 Tue 10:00", "2026-10-30 Fri 18:00") == []


def test_a_demand_that_nobody_accepts() -> None:
    """On the last morning, then every working day: the bureau, and the supervisors from the first late day on."""
    walk = Walk(received("2026-11-20 Fri 10:00"))
    assert walk.until("2026-11-20 Fri 10:00", "2026-11-25 Wed 18:00") == [
        "2026-11-23 Mon 08:30 市政数局经办人: accept due_today",
        "2026-11-24 Tue 08:30 市政数局经办人: accept overdue",
        "2026-11-24 Tue 08:30 督办员: accept overdue",
        "2026-11-25 Wed 08:30 市政数局经办人: accept overdue",
        "2026-11-25 Wed 08:30 督办员: accept overdue",
    ]


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-24 Tue 08:29",
        "2026-11-24 Tue 11:30",
        "2026-11-24 Tue 12:59",
        "2026-11-24 Tue 16:30",
        "2026-11-28 Sat 10:00",
        "2026-11-29 Sun 10:00",
    ],
    ids=["before-opening", "lunch-begins", "lunch-ends", "closed", "saturday", "sunday"],
)
def test_nobody_is_reminded_off_duty(at: str) -> None:
    """However late the ticket is."""
    late = watched(received("2026-11-18 Wed 10:00"))
    assert due_reminders(late, moment(at), working_time()) == ()


def test_a_department_is_reminded_in_its_own_hours() -> None:
    """The water company has no lunch break; the bureau's hours do not matter while the ticket lies with it."""
    ticket = received("2026-11-20 Fri 10:00")
    ticket = replace(ticket, subject=replace(ticket.subject, department=WATER))
    walk = Walk(ticket)
    walk.move("2026-11-20 Fri 11:00", Move.ACCEPT, OFFICER)
    walk.move("2026-11-23 Mon 09:00", Move.DISPATCH, OFFICER, department=WATER)
    assert walk.until("2026-11-24 Tue 11:40", "2026-11-24 Tue 12:30") == [
        f"2026-11-24 Tue 11:40 {WATER}: sign due_today"
    ]


def test_after_a_long_standstill_only_the_newest_is_told() -> None:
    """A program that stood still from Monday to Wednesday of the week after sends one reminder a clock, not six."""
    walk = Walk(received("2026-11-20 Fri 10:00"))
    assert walk.until("2026-12-02 Wed 10:00", "2026-12-02 Wed 10:00") == [
        "2026-12-02 Wed 10:00 市政数局经办人: accept overdue",
        "2026-12-02 Wed 10:00 督办员: accept overdue",
    ]
    assert walk.until("2026-12-02 Wed 10:10", "2026-12-02 Wed 18:00") == []


def test_a_second_return_is_the_supervisors_to_decide() -> None:
    """Nobody else can hand it over, so nobody else is reminded of it, and she once only."""
    walk = Walk(received("2026-11-20 Fri 10:00"))
    walk.move("2026-11-20 Fri 11:00", Move.ACCEPT, OFFICER)
    for hour in ("13", "15"):
        walk.move(f"2026-11-20 Fri {hour}:10", Move.DISPATCH, OFFICER, department=LIGHTS)
        walk.move(f"2026-11-20 Fri {hour}:20", Move.RETURN, CLERK, note="不归我们", department="市公安局")
    again = [line for line in walk.until("2026-11-23 Mon 08:00", "2026-11-24 Tue 18:00") if "dispatch_again" in line]
    assert again == [
        "2026-11-23 Mon 08:30 督办员: dispatch_again due_today",
        "2026-11-24 Tue 08:30 督办员: dispatch_again overdue",
    ]


def test_after_a_bad_rating_each_is_reminded_of_her_own_part() -> None:
    """The hotline of calling back, the department of signing and answering anew."""
    walk = Walk(received("2026-11-16 Mon 10:00"))
    walk.move("2026-11-16 Mon 11:00", Move.ACCEPT, OFFICER)
    walk.move("2026-11-16 Mon 11:10", Move.DISPATCH, OFFICER, department=LIGHTS)
    walk.move("2026-11-16 Mon 11:20", Move.SIGN, CLERK)
    walk.move("2026-11-17 Tue 11:00", Move.SUBMIT_ANSWER, CLERK, **ANSWERED)
    walk.move("2026-11-18 Wed 11:00", Move.RELEASE, OFFICER)
    walk.move("2026-11-18 Wed 20:00", Move.REDO, CITIZEN, rating=Rating.DISSATISFIED)
    assert walk.until("2026-11-18 Wed 20:00", "2026-11-19 Thu 18:00") == [
        f"2026-11-19 Thu 08:30 {LIGHTS}: sign due_today",
        "2026-11-19 Thu 08:30 市政数局经办人: call_back due_today",
    ]


def test_an_extension_moves_the_reminders_with_the_date() -> None:
    """Half time, the day before and the last morning are reckoned from the new date."""
    walk = Walk(received("2026-11-20 Fri 10:00"))
    walk.move("2026-11-20 Fri 11:00", Move.ACCEPT, OFFICER)
    walk.move("2026-11-20 Fri 11:10", Move.DISPATCH, OFFICER, department=LIGHTS)
    walk.move("2026-11-20 Fri 11:20", Move.SIGN, CLERK)
    assert walk.until("2026-11-23 Mon 08:00", "2026-11-26 Thu 09:00") == [
        f"2026-11-25 Wed 08:30 {LIGHTS}: answer half_time",
        f"2026-11-26 Thu 08:30 {LIGHTS}: answer day_before",
    ]
    walk.move("2026-11-26 Thu 09:00", Move.ASK_EXTENSION, CLERK, note="等配件")
    walk.move("2026-11-26 Thu 09:10", Move.APPROVE_EXTENSION, Actor(Role.SUPERVISOR, "sun"))
    assert walk.until("2026-11-26 Thu 09:10", "2026-12-04 Fri 18:00") == [
        f"2026-11-27 Fri 08:30 {LIGHTS}: answer half_time",
        f"2026-12-03 Thu 08:30 {LIGHTS}: answer day_before",
        f"2026-12-04 Fri 08:30 {LIGHTS}: answer due_today",
    ]


def test_nobody_is_reminded_of_a_silent_citizen() -> None:
    """The clock of a missing rating runs out by itself."""
    ticket = received("2026-11-16 Mon 10:00")
    silence = replace(ticket.clocks[0], key="silence")
    late = watched(replace(ticket, clocks=(silence,)))
    assert due_reminders(late, moment("2026-12-02 Wed 10:00"), working_time()) == ()


@pytest.mark.parametrize(
    ("role", "department", "audience"),
    [
        (Role.DEPARTMENT, LIGHTS, Audience(Role.DEPARTMENT, LIGHTS)),
        (Role.OPERATOR, "", Audience(Role.OFFICER)),
        (Role.OFFICER, "", Audience(Role.OFFICER)),
        (Role.SUPERVISOR, "", Audience(Role.SUPERVISOR)),
        (Role.ADMINISTRATOR, "", Audience(Role.SUPERVISOR)),
    ],
)
def test_everybody_reads_the_reminders_of_her_part(role: Role, department: str, audience: Audience) -> None:
    """No role has a bell that never rings."""
    assert audience_of(Actor(role, "x", department)) == audience
