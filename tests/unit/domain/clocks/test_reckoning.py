"""Dates are reckoned anew when a notice comes out or a limit changes, and only then."""

from dataclasses import replace
from datetime import date

from bot.domain.clocks.calendar import WorkCalendar, YearTable
from bot.domain.clocks.reckoning import RECKONED, is_to_be_reckoned, reckon
from bot.domain.clocks.reminding import watched
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Ticket
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.clocks.clock_walk import CLERK, LIGHTS, OFFICER, Walk, received

LATER = moment("2027-02-03 Wed 09:00")


def with_notice(*, off: tuple[int, int] = (5, 11), work: tuple[date, ...] = (date(2027, 2, 14),)) -> WorkingTime:
    """The working time once the notice of 2027 is out: the spring festival from one day of February to another."""
    known = working_time()
    tables = [table for table in known.calendar.tables if table.year < 2027]
    festival = {date(2027, 2, day): "春节" for day in range(off[0], off[1] + 1)}
    notice = YearTable(2027, {date(2027, 1, 1): "元旦"} | festival, dict.fromkeys(work, "春节"))
    return replace(known, calendar=WorkCalendar([*tables, notice]))


def accepted() -> Ticket:
    """Accepted before the spring festival of 2027, whose notice is not out."""
    walk = Walk(received("2027-02-01 Mon 10:00"))
    walk.move("2027-02-02 Tue 10:00", Move.ACCEPT, OFFICER)
    return walk.ticket


def test_a_provisional_date_moves_with_the_notice() -> None:
    """The answer's date moves over the longer holiday to the working day after the make-up Sunday; the step says so."""
    ticket = accepted()
    assert written(ticket.clocks[1].due_at) == "2027-02-11 Thu 16:30"
    assert ticket.clocks[1].is_provisional
    found = reckon(ticket, LATER, with_notice().due)
    assert found is not None
    assert found.promise is not None
    old, new = found.promise
    assert (written(old.due_at), written(new.due_at)) == ("2027-02-11 Thu 16:30", "2027-02-15 Mon 16:30")
    assert not new.is_provisional
    assert "2月14日（周日）是调休上班日，要算" in new.why
    step = found.ticket.steps[-1]
    assert (step.move, step.actor, step.status, step.is_public) == (RECKONED, Actor(Role.SYSTEM), ticket.status, True)
    assert step.note == new.why
    assert step.facts == {"moved": {"answer": [old.due_at.isoformat(), new.due_at.isoformat()]}}
    assert found.ticket.clocks[0] == ticket.clocks[0]


def test_a_notice_that_moves_nothing_only_takes_the_mark_away() -> None:
    """The date was right: it is final now, and nobody needs to hear of it."""
    ticket = accepted()
    found = reckon(ticket, LATER, with_notice(off=(5, 8), work=()).due)
    assert found is not None
    assert found.promise is None
    assert found.ticket.steps == ticket.steps
    assert found.ticket.clocks[1].due_at == ticket.clocks[1].due_at
    assert not found.ticket.clocks[1].is_provisional
    assert "暂定" not in found.ticket.clocks[1].why


def test_what_does_not_move_is_left_alone() -> None:
    """The same calendar again, or only other words for the same limit."""
    ticket, known = accepted(), working_time()
    assert reckon(ticket, LATER, known.due) is None
    reworded = replace(known, limits=known.limits | {"answer": replace(known.limits["answer"], basis="别的说法")})
    assert reckon(ticket, LATER, reworded.due) is None


def test_a_date_that_is_fixed_does_not_become_provisional_again() -> None:
    """A program that has not loaded the notice yet must not undo what another has reckoned."""
    found = reckon(accepted(), LATER, with_notice().due)
    assert found is not None
    assert reckon(found.ticket, LATER, working_time().due) is None


def test_an_extended_clock_is_extended_from_the_new_date() -> None:
    """Both parts are counted by the notice: five days to the old end, five more from there."""
    walk = Walk(accepted())
    walk.move("2027-02-02 Tue 11:00", Move.DISPATCH, OFFICER, department=LIGHTS)
    walk.move("2027-02-02 Tue 12:00", Move.SIGN, CLERK)
    walk.move("2027-02-02 Tue 13:00", Move.ASK_EXTENSION, CLERK, note="等配件")
    walk.move("2027-02-02 Tue 14:00", Move.APPROVE_EXTENSION, Actor(Role.SUPERVISOR, "sun"))
    assert written(walk.ticket.clocks[1].due_at) == "2027-02-18 Thu 16:30"
    found = reckon(walk.ticket, LATER, with_notice().due)
    assert found is not None
    assert written(found.ticket.clocks[1].due_at) == "2027-02-22 Mon 16:30"
    assert found.ticket.clocks[1].why.count("\n") == 1


def test_a_limit_that_the_city_changes_counts_for_what_is_running() -> None:
    """A date of the bureau's own moves in silence; the citizen's stays."""
    ticket, known = received("2026-11-20 Fri 10:00"), working_time()
    longer = replace(known, limits=known.limits | {"accept": replace(known.limits["accept"], working_days=2)})
    found = reckon(ticket, LATER, longer.due)
    assert found is not None
    assert found.promise is None
    assert not found.ticket.steps[-1].is_public
    assert written(found.ticket.clocks[0].due_at) == "2026-11-24 Tue 16:30"


def test_a_clock_that_was_stopped_keeps_its_date() -> None:
    """What is over is over."""
    ticket = accepted()
    stopped = replace(ticket, clocks=tuple(replace(clock, ended_at=LATER) for clock in ticket.clocks))
    assert reckon(stopped, LATER, with_notice().due) is None


def test_fixed_dates_are_passed_over_where_only_provisional_ones_are_asked_for() -> None:
    """As every round but the first does."""
    fixed, longer = received("2026-11-20 Fri 10:00"), working_time()
    longer = replace(longer, limits=longer.limits | {"accept": replace(longer.limits["accept"], working_days=2)})
    assert is_to_be_reckoned(watched(fixed), longer.due, only_provisional=False)
    assert not is_to_be_reckoned(watched(fixed), longer.due, only_provisional=True)
    assert is_to_be_reckoned(watched(accepted()), with_notice().due, only_provisional=True)
    assert not is_to_be_reckoned(watched(accepted()), working_time().due, only_provisional=True)
