"""What may be done with a talk, from where, and what it leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.handoff.moves import MOVES, Act, Deed, IllegalAct, is_legal, move
from bot.domain.tickets.terms import Rating

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TALK = HandOff(7, "web:a", "web", Reason.ASKED, Summary(), NINE, entries=(Entry(NINE, "opened"),), version=1)
LEGAL = {
    TalkStatus.WAITING: {Act.ALARMED, Act.TAKEN, Act.JOINED, Act.TRANSFERRED, Act.BACK_TO_QUEUE, Act.LEFT},
    TalkStatus.LIVE: {
        Act.ALARMED, Act.JOINED, Act.TRANSFERRED, Act.BACK_TO_QUEUE, Act.AWAY, Act.RETURNED, Act.CLOSED,
    },
    TalkStatus.RETURNED: {Act.RATED},
    TalkStatus.CLOSED: {Act.RATED},
    TalkStatus.LEFT: set(),
}  # fmt: skip


@pytest.mark.parametrize(("status", "act"), [*product(TalkStatus, Act)])
def test_an_act_is_legal_only_where_the_table_says(status: TalkStatus, act: Act) -> None:
    """From every state every act: it is done, or refused by name and nothing is changed."""
    talk, deed = replace(TALK, status=status), Deed(act, NINE + timedelta(minutes=1), "wang8021")
    assert is_legal(talk, act) is (act in LEGAL[status])
    if act in LEGAL[status]:
        moved = move(talk, deed)
        assert moved.entries == (*talk.entries, Entry(deed.at, act.value, "wang8021"))
        assert moved.status is (MOVES[act].to or status)
    else:
        with pytest.raises(IllegalAct):
            move(talk, deed)


def test_who_takes_a_talk_has_it_from_that_moment() -> None:
    """Operator, moment and a first sign of life."""
    taken = move(TALK, Deed(Act.TAKEN, NINE, "wang8021"))
    assert (taken.operator, taken.taken_at, taken.seen_at) == ("wang8021", NINE, NINE)


def test_a_talk_that_goes_back_is_offered_to_a_colleague_or_to_all() -> None:
    """Whoever had it has it no more."""
    live = move(TALK, Deed(Act.TAKEN, NINE, "wang8021"))
    passed = move(live, Deed(Act.TRANSFERRED, NINE, "wang8021", "问户口", to="chen8022"))
    assert (passed.operator, passed.taken_at, passed.entries[-1].note) == ("chen8022", None, "问户口")
    assert move(live, Deed(Act.AWAY, NINE)).operator == ""


def test_an_emergency_makes_a_talk_urgent_where_it_stands() -> None:
    """Waiting or live, it goes before all others."""
    alarmed = move(TALK, Deed(Act.ALARMED, NINE))
    assert (alarmed.is_urgent, alarmed.status) == (True, TalkStatus.WAITING)


def test_a_talk_is_rated_once() -> None:
    """A second press changes nothing."""
    closed = replace(TALK, status=TalkStatus.CLOSED)
    rated = move(closed, Deed(Act.RATED, NINE, rating=Rating.FAIR))
    assert rated.rating is Rating.FAIR
    with pytest.raises(IllegalAct):
        move(rated, Deed(Act.RATED, NINE, rating=Rating.VERY_SATISFIED))


def test_how_it_ended_is_kept() -> None:
    """With the operator who ended it."""
    closed = move(move(TALK, Deed(Act.TAKEN, NINE, "wang8021")), Deed(Act.CLOSED, NINE, "wang8021", outcome="answered"))
    assert (closed.outcome, closed.ended_at, closed.operator) == ("answered", NINE, "wang8021")
