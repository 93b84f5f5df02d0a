"""An objection under random moves of random people: only the table's moves succeed, what holds always holds always."""

from datetime import timedelta
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.adapters.objection_json import opened_part, sealed_part
from bot.domain.objections.access import may_see, was_handed_to
from bot.domain.objections.letter import letter_of
from bot.domain.objections.life import (
    IllegalObjectionMove,
    ObjectionCommand,
    move_objection,
    refusal,
)
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection, Ruling
from bot.domain.objections.queue import OBJECTION_QUEUE, group_of
from bot.domain.objections.terms import Decision, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from tests.unit.domain.objections.objection_samples import (
    MARKET,
    POLICE,
    RECEIVED_AT,
    filed,
    of_company,
    standing,
)
from tests.unit.services.tickets.memory_tickets import due

S, M = ObjectionStatus, ObjectionMove
DEPARTMENTS = (POLICE, MARKET)
ACTORS = st.builds(
    lambda role, department: Actor(role, role.value, department if role is Role.DEPARTMENT else ""),
    st.sampled_from(Role),
    st.sampled_from(DEPARTMENTS),
)
WORDS = st.sampled_from(["", " ", "查过档案了", "不是我们的\n数据"])
RULINGS = st.one_of(
    st.none(), st.builds(Ruling, st.sampled_from(Decision), WORDS, st.sampled_from(["", "每证20元", "每证40元"]))
)
GOOD = Ruling(Decision.CORRECTED, "已经调整", "每证40元")
RUNNING: dict[ObjectionStatus, list[set[str]]] = {
    S.RECEIVED: [{"mark_objection", "decide_own_data"}, {"mark_objection", "hand_over_objection"}],
    S.MARKED: [{"decide_own_data"}, {"hand_over_objection"}],
    S.HANDED_OVER: [{"decide_department_data"}],
    S.VERIFIED: [{"tell_objector"}],
    S.DECIDED: [{"tell_objector"}],
    S.TOLD: [set()],
    S.NOT_TAKEN: [set()],
    S.WITHDRAWN: [set()],
}
"""Which clocks run at a status."""
ENDINGS = frozenset({M.NOTE, M.NOT_TAKE, M.WITHDRAW, M.SUPERVISE, M.SUPPLEMENT, M.CHASE, M.ATTACH})
"""Moves after which little happens; they come by chance often enough."""


class ObjectionMoves(RuleBasedStateMachine):
    """One objection, and whoever comes along."""

    def __init__(self) -> None:
        super().__init__()
        self.objection: Objection = filed()
        self.at = RECEIVED_AT
        self.refused: list[IllegalObjectionMove] = []

    @initialize(
        status=st.sampled_from([status for status in S if not status.is_final]),
        department=st.sampled_from([OWN_DEPARTMENT, POLICE]),
        is_guide=st.booleans(),
    )
    def it_was_brought_somewhere(self, status: ObjectionStatus, department: str, *, is_guide: bool) -> None:
        """A walk may begin anywhere, with data of the bureau or of a department."""
        start = filed(department=department)
        self.objection = standing(status, start if is_guide else of_company(start))
        self.at = self.objection.steps[-1].at

    @rule(hours=st.integers(0, 60))
    def time_goes_by(self, hours: int) -> None:
        """Moves come at any time, never backwards."""
        self.at += timedelta(hours=hours)

    @rule(move=st.sampled_from(M), actor=ACTORS, note=WORDS, right_way=WORDS, ruling=RULINGS, data=st.data())
    def somebody_tries(
        self,
        move: ObjectionMove,
        actor: Actor,
        note: str,
        right_way: str,
        ruling: Ruling | None,
        data: st.DataObject,
    ) -> None:
        """Any move, with whatever needs happen to be filled."""
        department = data.draw(st.sampled_from(["", OWN_DEPARTMENT, *DEPARTMENTS]))
        self._try(ObjectionCommand(move, actor, self.at, note, right_way, department, ruling))

    @rule(place=st.integers(0, 60), department=st.sampled_from(DEPARTMENTS))
    def somebody_does_what_the_table_offers(self, place: int, department: str) -> None:
        """A move that is possible, with all that it needs: this is how an objection gets far."""
        possible = sorted(
            (move, role)
            for move, row in OBJECTION_RULES.items()
            for role in row.roles
            if move not in ENDINGS and not refusal(self.objection, move, role)
        )
        if possible:
            move, role = possible[place % len(possible)]
            actor = Actor(role, role.value, self.objection.department if role is Role.DEPARTMENT else "")
            self._try(ObjectionCommand(move, actor, self.at, "查过了", "找论坛", department, GOOD))

    def _try(self, command: ObjectionCommand) -> None:
        before = self.objection
        try:
            moved = move_objection(before, command, due)
        except IllegalObjectionMove as illegal:
            self.refused.append(illegal)
            return
        row = OBJECTION_RULES[command.move]
        assert before.status in row.sources
        assert command.actor.role in row.roles
        assert all(getattr(command, need) for need in row.needs)
        if command.actor.role is Role.DEPARTMENT:
            assert was_handed_to(before, command.actor.department)
            assert command.actor.department == before.department
        assert moved.status is (row.target or before.status)
        assert moved.steps[:-1] == before.steps
        step = moved.steps[-1]
        assert (step.move, step.actor, step.at, step.is_public) == (
            command.move,
            command.actor,
            self.at,
            row.is_public,
        )
        assert [clock.key for clock in moved.clocks[: len(before.clocks)]] == [clock.key for clock in before.clocks]
        assert all(new.ended_at or old.is_running for old, new in zip(before.clocks, moved.clocks, strict=False))
        assert (moved.number, moved.text, moved.data, moved.person, moved.version) == (
            before.number,
            before.text,
            before.data,
            before.person,
            before.version,
        )
        self.objection = moved

    @invariant()
    def every_refusal_has_its_reason(self) -> None:
        """Whoever tries is told why."""
        assert all(illegal.reason and isinstance(illegal.move, ObjectionMove) for illegal in self.refused)

    @invariant()
    def the_newest_step_tells_the_status(self) -> None:
        """History and state never disagree."""
        steps = self.objection.steps
        assert steps[-1].status is self.objection.status
        assert all(earlier.at <= later.at for earlier, later in pairwise(steps))

    @invariant()
    def running_clocks_fit_the_status(self) -> None:
        """Each status has its clocks and no others; none runs twice."""
        running = [clock.key for clock in self.objection.clocks if clock.is_running]
        assert len(running) == len(set(running))
        assert set(running) in RUNNING[self.objection.status]

    @invariant()
    def who_is_told_is_told_a_decision(self) -> None:
        """Nobody is told without a ruling that has its ground; there is a letter exactly where something is told."""
        status, ruling = self.objection.status, self.objection.ruling
        if status in (S.VERIFIED, S.DECIDED, S.TOLD):
            assert ruling
            assert ruling.reason.strip()
            assert ruling.at
            correcting = ruling.decision in (Decision.CORRECTED, Decision.PARTLY)
            if self.objection.data.is_guide:
                assert bool(ruling.corrected_to) is correcting
        elif status is not S.WITHDRAWN:
            assert ruling is None
        assert (letter_of(self.objection) is not None) is (status in (S.DECIDED, S.TOLD, S.NOT_TAKEN))

    @invariant()
    def a_handed_over_objection_is_seen_by_its_department(self) -> None:
        """And an open one stands in the queue of exactly one side."""
        objection = self.objection
        staff = [Actor(Role.DEPARTMENT, "x", department) for department in DEPARTMENTS]
        for actor in staff:
            assert may_see(actor, objection) is was_handed_to(objection, actor.department)
        turns = [group_of(objection, actor, self.at) for actor in (Actor(Role.OFFICER), *staff)]
        assert sum(turn is not None for turn in turns) == (0 if objection.status.is_final else 1)
        assert all(turn in OBJECTION_QUEUE[Role.OFFICER] for turn in turns[:1] if turn)

    @invariant()
    def what_is_sealed_opens_again(self) -> None:
        """Whatever happened to it."""
        kept = opened_part(sealed_part(self.objection))
        for name in ("query_code", "text", "data", "person", "organisation", "evidence", "ruling", "traditional"):
            assert kept[name] == getattr(self.objection, name)


TestObjectionMoves = ObjectionMoves.TestCase
TestObjectionMoves.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("move", M)
def test_every_move_has_its_row(move: ObjectionMove) -> None:
    """Only filing has none: it makes the objection."""
    assert (move in OBJECTION_RULES) is (move is not M.FILE)
