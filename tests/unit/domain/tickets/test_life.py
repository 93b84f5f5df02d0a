"""What each move does to a ticket, in clerks' words; what may not be done, and why not."""

from dataclasses import replace

import pytest

from bot.domain.tickets.life import Command, IllegalMove, refusal
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outlook import promise, public_steps, stands_since
from bot.domain.tickets.terms import Rating, Result, Role, Status
from bot.domain.tickets.ticket import Ticket
from tests.unit.domain.tickets.ticket_life_samples import (
    ACCEPT,
    ASK_MORE,
    CITIZEN,
    CLERK,
    DECLINE,
    DISPATCH,
    LIGHTS,
    NUMBER,
    OFFICER,
    OPERATOR,
    OTHER,
    POLICE,
    RATE_WELL,
    REDO,
    RELEASE,
    RETURN,
    SIGN,
    SUBMIT,
    SUPERVISOR,
    SYSTEM,
    after,
    by,
    filed,
    moved,
    standing,
)

EXTEND = by(CLERK, Move.ASK_EXTENSION, 5, note="等配件")
AGAIN = (
    REDO,
    by(CLERK, Move.SIGN, 24),
    by(CLERK, Move.SUBMIT_ANSWER, 25, answer="换了灯泡。", result=Result.SOLVED),
    by(OFFICER, Move.RELEASE, 26),
)


def running(ticket: Ticket) -> set[str]:
    """The clocks that run."""
    return {clock.key for clock in ticket.clocks if clock.is_running}


@pytest.mark.parametrize(
    ("start", "command", "status", "clocks"),
    [
        (Status.RECEIVED, ACCEPT, Status.ACCEPTED, {"answer"}),
        (Status.RECEIVED, DECLINE, Status.NOT_TAKEN, set()),
        (Status.RECEIVED, ASK_MORE, Status.NEEDS_MORE, set()),
        (Status.NEEDS_MORE, by(CITIZEN, Move.SUPPLEMENT, 5, note="东门"), Status.RECEIVED, {"accept"}),
        (Status.NEEDS_MORE, by(OPERATOR, Move.ACCEPT, 5), Status.ACCEPTED, {"answer"}),
        (Status.ACCEPTED, DISPATCH, Status.DISPATCHED, {"answer", "sign"}),
        (Status.DISPATCHED, SIGN, Status.IN_PROGRESS, {"answer"}),
        (Status.DISPATCHED, RETURN, Status.RETURNED, {"answer", "dispatch_again"}),
        (Status.IN_PROGRESS, RETURN, Status.RETURNED, {"answer", "dispatch_again"}),
        (Status.RETURNED, by(OFFICER, Move.DISPATCH, 6, department=POLICE), Status.DISPATCHED, {"answer", "sign"}),
        (Status.IN_PROGRESS, SUBMIT, Status.IN_REVIEW, {"answer"}),
        (Status.IN_REVIEW, by(OFFICER, Move.SEND_BACK, 21, note="没说日期"), Status.IN_PROGRESS, {"answer"}),
        (Status.IN_REVIEW, RELEASE, Status.ANSWERED, {"silence"}),
        (Status.ANSWERED, RATE_WELL, Status.CLOSED, set()),
        (Status.ANSWERED, by(SYSTEM, Move.CLOSE, 200), Status.CLOSED, set()),
        (Status.ANSWERED, REDO, Status.DISPATCHED, {"redo", "sign", "call_back", "rectify"}),
        (Status.IN_PROGRESS, by(CITIZEN, Move.WITHDRAW, 9), Status.WITHDRAWN, set()),
        (Status.IN_PROGRESS, by(CITIZEN, Move.CHASE, 9), Status.IN_PROGRESS, {"answer"}),
        (Status.CLOSED, by(OFFICER, Move.NOTE, 99, note="存档"), Status.CLOSED, set()),
    ],
)
def test_a_move_leads_to_its_status_and_its_clocks(
    start: Status, command: Command, status: Status, clocks: set[str]
) -> None:
    """One row a move."""
    ticket = moved(standing(start), command)
    assert (ticket.status, running(ticket)) == (status, clocks)


@pytest.mark.parametrize(
    ("ticket", "command", "reason"),
    [
        (filed(), by(CLERK, Move.ACCEPT, 1), "wrong_role"),
        (filed(), by(CITIZEN, Move.CLOSE, 1), "wrong_role"),
        (standing(Status.CLOSED), ACCEPT, "wrong_status"),
        (standing(Status.NEEDS_MORE), by(CITIZEN, Move.CHASE, 9), "wrong_status"),
        (standing(Status.ANSWERED), by(CITIZEN, Move.WITHDRAW, 30), "wrong_status"),
        (filed(), by(OFFICER, Move.DECLINE, 1, note="进了法院"), "missing_right_way"),
        (filed(), by(OFFICER, Move.ASK_MORE, 1), "missing_points"),
        (standing(Status.ACCEPTED), by(OFFICER, Move.DISPATCH, 2), "missing_department"),
        (standing(Status.IN_PROGRESS), by(CLERK, Move.SUBMIT_ANSWER, 9, answer="好了"), "missing_result"),
        (filed(), by(CITIZEN, Move.SUPPLEMENT, 1), "missing_note"),
        (
            moved(standing(Status.DISPATCHED), by(OFFICER, Move.DISPATCH, 3, department=POLICE)),
            SIGN,
            "wrong_department",
        ),
        (moved(filed(), ASK_MORE, by(CITIZEN, Move.SUPPLEMENT, 5, note="东门")), ASK_MORE, "asked_before"),
        (moved(standing(Status.IN_PROGRESS), EXTEND), EXTEND, "extended_before"),
        (standing(Status.IN_PROGRESS), by(SUPERVISOR, Move.APPROVE_EXTENSION, 9), "no_extension_asked"),
        (moved(standing(Status.ANSWERED), *AGAIN), REDO, "redone_before"),
        (standing(Status.ANSWERED), by(CITIZEN, Move.REDO, 30, rating=Rating.FAIR), "not_a_bad_rating"),
        (standing(Status.CLOSED), by(CITIZEN, Move.EXPLAIN, 30, note="慢"), "not_a_bad_rating"),
        (filed(), by(OFFICER, Move.MERGE, 1, into=NUMBER), "merged_into_itself"),
        (filed(), by(OFFICER, Move.UNMERGE, 1), "not_merged"),
        (moved(filed(), by(CITIZEN, Move.CHASE, 1)), by(CITIZEN, Move.CHASE, 20.9), "chased_today"),
        (replace(filed(), chases=3), by(CITIZEN, Move.CHASE, 99), "chased_enough"),
        (filed(), by(CITIZEN, Move.FILE, 1), "unknown_move"),
    ],
)
def test_what_may_not_be_done_has_its_reason(ticket: Ticket, command: Command, reason: str) -> None:
    """Each reason is a key of the table that clerks read."""
    with pytest.raises(IllegalMove) as illegal:
        moved(ticket, command)
    assert illegal.value.reason == reason


def test_the_second_return_is_the_supervisors() -> None:
    """Whoever returned it twice, nobody else hands it over again."""
    twice = moved(standing(Status.RETURNED), by(OFFICER, Move.DISPATCH, 5, department=LIGHTS), RETURN)
    assert refusal(twice, Move.DISPATCH, Role.OFFICER) == "supervisor_decides"
    assert refusal(twice, Move.DISPATCH, Role.SUPERVISOR) == ""


def test_a_late_signature_moves_no_date_of_the_citizen() -> None:
    """Her date runs from acceptance."""
    promised = standing(Status.ACCEPTED).answer_due
    late = moved(standing(Status.DISPATCHED), by(CLERK, Move.SIGN, 70))
    assert late.answer_due == promised


def test_an_extension_counts_from_the_date_that_it_moves() -> None:
    """And keeps both reasons."""
    ticket = moved(standing(Status.IN_PROGRESS), EXTEND, by(SUPERVISOR, Move.APPROVE_EXTENSION, 6))
    clock = ticket.answer_due
    assert clock
    assert clock.due_at == after(1 + 5 * 24 + 5 * 24)
    assert clock.why == "因为answer\n因为extension"


def test_handing_over_to_the_same_department_again_moves_no_clock() -> None:
    """A slip of the clerk gives the department no new day."""
    before = standing(Status.DISPATCHED)
    assert moved(before, by(OFFICER, Move.DISPATCH, 9, department=LIGHTS)).clocks == before.clocks


def test_a_second_bad_rating_does_not_start_a_call_that_is_already_due() -> None:
    """One call is made, by the earlier date."""
    ticket = moved(
        standing(Status.ANSWERED), *AGAIN, by(CITIZEN, Move.RATE, 27, rating=Rating.VERY_DISSATISFIED, note="慢")
    )
    assert [clock.started_at for clock in ticket.clocks if clock.key == "call_back"] == [after(23)]
    assert running(ticket) == {"call_back"}


def test_a_reason_is_given_once_for_each_bad_rating() -> None:
    """The next rating may be explained anew."""
    explained = moved(standing(Status.ANSWERED), REDO, by(CITIZEN, Move.EXPLAIN, 24, note="没来人"))
    assert explained.rating_reason == "没来人"
    assert refusal(explained, Move.EXPLAIN, Role.CITIZEN) == "explained_before"
    again = moved(explained, *AGAIN[1:], by(CITIZEN, Move.RATE, 30, rating=Rating.DISSATISFIED))
    assert (again.rating_reason, refusal(again, Move.EXPLAIN, Role.CITIZEN)) == ("", "")


def test_who_was_answered_with_others_is_redone_alone() -> None:
    """By the department that is named with the move."""
    joined = moved(
        filed(),
        by(OFFICER, Move.MERGE, 1, into=OTHER),
        by(SYSTEM, Move.FOLLOW, 9, answer="修好了", result=Result.SOLVED),
        by(CITIZEN, Move.REDO, 10, rating=Rating.DISSATISFIED, department=POLICE),
    )
    assert (joined.merged_into, joined.subject.department, joined.status) == ("", POLICE, Status.DISPATCHED)


def test_a_citizen_reminds_again_after_twenty_hours() -> None:
    """Not before, and the hotline whenever somebody rings."""
    chased = moved(filed(), by(CITIZEN, Move.CHASE, 1), by(OPERATOR, Move.CHASE, 2), by(CITIZEN, Move.CHASE, 21))
    assert chased.chases == 3


@pytest.mark.parametrize(
    ("status", "clock"),
    [
        (Status.RECEIVED, "accept"),
        (Status.NEEDS_MORE, ""),
        (Status.ACCEPTED, "answer"),
        (Status.DISPATCHED, "answer"),
        (Status.RETURNED, "answer"),
        (Status.IN_REVIEW, "answer"),
        (Status.ANSWERED, "silence"),
        (Status.CLOSED, ""),
        (Status.NOT_TAKEN, ""),
    ],
)
def test_what_the_citizen_is_promised(status: Status, clock: str) -> None:
    """Her own clock, never the department's."""
    promised = promise(standing(status))
    assert (promised.key if promised else "") == clock


@pytest.mark.parametrize(
    ("ticket", "hours"),
    [
        (filed(), 0),
        (standing(Status.IN_PROGRESS), 3),
        (moved(standing(Status.IN_PROGRESS), by(CITIZEN, Move.CHASE, 9), by(OFFICER, Move.NOTE, 10, note="记")), 3),
        (moved(filed(), ASK_MORE, by(CITIZEN, Move.SUPPLEMENT, 5, note="东门")), 5),
        (replace(filed(), steps=()), 0),
    ],
)
def test_since_when_it_stands_there(ticket: Ticket, hours: float) -> None:
    """From the move that brought it there; those that changed nothing do not count."""
    assert stands_since(ticket) == after(hours)


def test_public_steps_hide_what_is_internal() -> None:
    """Returns, notes and drafts of answers are not hers to read."""
    ticket = moved(standing(Status.RETURNED), by(OFFICER, Move.NOTE, 6, note="记"))
    assert [step.move for step in public_steps(ticket)] == ["dispatch", "accept", "file"]
