"""A ticket under random moves of random people: only the table's moves succeed, and what holds always holds always."""

from datetime import timedelta
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.tickets.life import MOST_CHASES, MOST_REDOS, Command, IllegalMove, move_ticket, refusal
from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.outlook import promise, public_steps, stands_since
from bot.domain.tickets.terms import Rating, Result, Role, Status
from bot.domain.tickets.ticket import Actor, Ticket
from tests.unit.domain.tickets.ticket_life_samples import LIGHTS, NUMBER, OTHER, POLICE, RECEIVED_AT, filed, standing
from tests.unit.services.tickets.memory_tickets import due

ACTORS = st.builds(
    lambda role, department: Actor(role, role.value, department if role is Role.DEPARTMENT else ""),
    st.sampled_from(Role),
    st.sampled_from([LIGHTS, POLICE]),
)
WORDS = st.sampled_from(["", "看过现场了", "不归我们管"])
RUNNING: dict[Status, set[frozenset[str]]] = {
    Status.RECEIVED: {frozenset({"accept"})},
    Status.NEEDS_MORE: {frozenset()},
    Status.ACCEPTED: {frozenset({"answer"})},
    Status.DISPATCHED: {frozenset({"answer", "sign"}), frozenset({"redo", "sign"})},
    Status.IN_PROGRESS: {frozenset({"answer"}), frozenset({"redo"})},
    Status.RETURNED: {frozenset({"answer", "dispatch_again"}), frozenset({"redo", "dispatch_again"})},
    Status.IN_REVIEW: {frozenset({"answer"}), frozenset({"redo"})},
    Status.ANSWERED: {frozenset({"silence"})},
    Status.CLOSED: {frozenset()},
    Status.NOT_TAKEN: {frozenset()},
    Status.WITHDRAWN: {frozenset()},
}
"""Which clocks run at a status, besides those of a bad rating."""
ENDINGS = frozenset({Move.NOTE, Move.DECLINE, Move.WITHDRAW, Move.CALL_BACK})
"""Moves after which little happens; they come by chance often enough."""
OF_BAD_RATING = {"call_back", "rectify"}


class TicketMoves(RuleBasedStateMachine):
    """One ticket, and whoever comes along."""

    def __init__(self) -> None:
        super().__init__()
        self.ticket: Ticket = filed()
        self.at = RECEIVED_AT
        self.refused: list[IllegalMove] = []

    @initialize(status=st.sampled_from([status for status in Status if not status.is_final]))
    def it_was_brought_somewhere(self, status: Status) -> None:
        """A walk may begin anywhere."""
        self.ticket = standing(status)
        self.at = self.ticket.steps[-1].at

    @rule(hours=st.integers(0, 60))
    def time_goes_by(self, hours: int) -> None:
        """Moves come at any time, never backwards."""
        self.at += timedelta(hours=hours)

    @rule(move=st.sampled_from(Move), actor=ACTORS, note=WORDS, data=st.data())
    def somebody_tries(self, move: Move, actor: Actor, note: str, data: st.DataObject) -> None:
        """Any move, with whatever needs happen to be filled."""
        self._try(
            Command(
                move,
                actor,
                self.at,
                note=note,
                right_way=data.draw(WORDS),
                points=data.draw(st.sampled_from([(), ("哪个门口",)])),
                department=data.draw(st.sampled_from(["", LIGHTS, POLICE])),
                subject=data.draw(st.sampled_from([None, self.ticket.subject])),
                answer=data.draw(WORDS),
                result=data.draw(st.sampled_from([None, *Result])),
                rating=data.draw(st.sampled_from([None, *Rating])),
                into=data.draw(st.sampled_from(["", NUMBER, OTHER])),
            )
        )

    @rule(place=st.integers(0, 60), data=st.data())
    def somebody_does_what_the_table_offers(self, place: int, data: st.DataObject) -> None:
        """A move that is possible, with all that it needs: this is how a ticket gets far."""
        possible = sorted(
            {
                rule.move
                for rule in RULES.values()
                for role in rule.roles
                if rule.move not in ENDINGS and not refusal(self.ticket, rule.move, role)
            }
        )
        if possible:
            forward = [move for move in possible if RULES[move].target]
            choices = possible + forward * 2
            move = choices[place % len(choices)]
            role = data.draw(st.sampled_from(sorted(RULES[move].roles)))
            rating = Rating.DISSATISFIED if move is Move.REDO else data.draw(st.sampled_from(Rating))
            department = self.ticket.subject.department if role is Role.DEPARTMENT else ""
            self._try(
                Command(
                    move,
                    Actor(role, role.value, department),
                    self.at,
                    note="看过现场了",
                    right_way="去法院",
                    points=("哪个门口",),
                    department=data.draw(st.sampled_from([LIGHTS, POLICE])),
                    subject=self.ticket.subject,
                    answer="路灯已修好。",
                    result=data.draw(st.sampled_from(Result)),
                    rating=rating,
                    into=OTHER,
                )
            )

    def _try(self, command: Command) -> None:
        before = self.ticket
        try:
            after = move_ticket(before, command, due)
        except IllegalMove as illegal:
            self.refused.append(illegal)
            return
        row = RULES[command.move]
        assert before.status in row.sources
        assert command.actor.role in row.roles
        assert all(getattr(command, need) for need in row.needs)
        assert not refusal(before, command.move, command.actor.role)
        expected = row.target or before.status
        if command.move is Move.SUPPLEMENT and before.status is Status.NEEDS_MORE:
            expected = Status.RECEIVED
        assert after.status is expected
        assert after.steps[:-1] == before.steps
        step = after.steps[-1]
        assert (step.move, step.actor, step.at) == (command.move, command.actor, self.at)
        assert step.is_public is row.is_public
        assert len(after.clocks) >= len(before.clocks)
        assert [clock.key for clock in after.clocks[: len(before.clocks)]] == [clock.key for clock in before.clocks]
        assert all(new.ended_at or old.is_running for old, new in zip(before.clocks, after.clocks, strict=False))
        assert (after.number, after.text, after.person, after.received_at, after.version) == (
            before.number,
            before.text,
            before.person,
            before.received_at,
            before.version,
        )
        self.ticket = after

    @invariant()
    def every_refusal_has_its_reason(self) -> None:
        """Clerks and citizens are told why."""
        assert all(illegal.reason and isinstance(illegal.move, Move) for illegal in self.refused)

    @invariant()
    def the_newest_step_tells_the_status(self) -> None:
        """History and state never disagree."""
        assert self.ticket.steps[-1].status is self.ticket.status
        assert [step.at for step in self.ticket.steps] == sorted(step.at for step in self.ticket.steps)

    @invariant()
    def running_clocks_fit_the_status(self) -> None:
        """Each status has its clocks and no others; none runs twice."""
        running = [clock.key for clock in self.ticket.clocks if clock.is_running]
        assert len(running) == len(set(running))
        own = frozenset(running) - OF_BAD_RATING
        assert own in RUNNING[self.ticket.status]
        if self.ticket.status.is_final:
            assert set(running) <= OF_BAD_RATING

    @invariant()
    def an_answered_ticket_has_answer_and_result(self) -> None:
        """Nobody is told 已答复 without an answer."""
        if self.ticket.status in (Status.ANSWERED, Status.CLOSED):
            assert self.ticket.answer
            assert self.ticket.result

    @invariant()
    def limits_hold(self) -> None:
        """Once asked for more, once redone, once extended; a citizen reminds three times."""
        steps = self.ticket.steps
        assert sum(step.move == Move.ASK_MORE for step in steps) <= 1
        assert self.ticket.redos == sum(step.move == Move.REDO for step in steps) <= MOST_REDOS
        reminded = [step for step in steps if step.move == Move.CHASE and step.actor.role is Role.CITIZEN]
        assert len(reminded) <= MOST_CHASES
        assert all(later.at - earlier.at >= timedelta(hours=20) for earlier, later in pairwise(reminded))

    @invariant()
    def the_citizen_can_always_be_told(self) -> None:
        """Since when, what she may know of the past, and what she is promised while she waits."""
        assert RECEIVED_AT <= stands_since(self.ticket) <= self.at
        assert all(step.is_public for step in public_steps(self.ticket))
        if self.ticket.status.is_open and self.ticket.status is not Status.NEEDS_MORE:
            assert promise(self.ticket)


TestTicketMoves = TicketMoves.TestCase
TestTicketMoves.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("move", Move)
def test_every_move_has_its_row(move: Move) -> None:
    """Only filing has none: it makes the ticket."""
    assert (move in RULES) is (move is not Move.FILE)
