"""Moves that staff make from a page: each form has one effect, corrections teach, a poor answer needs a word."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.tickets.answer_check import Finding, check_answer, needs_word
from bot.domain.tickets.life import Command, IllegalMove, refusal
from bot.domain.tickets.moves import Move, Rule, moves_for
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Ticket
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.labels import LabelStore, labels_of
from bot.services.tickets.ports import TicketChanged


class TicketWork:
    """What staff do with a ticket."""

    def __init__(self, desk: TicketDesk, labels: LabelStore, simplified: Callable[[str], str]) -> None:
        """On the desk that makes moves; `labels` keeps what corrections teach, `simplified` reads Traditional text."""
        self._desk, self._labels, self._simplified = desk, labels, simplified

    def findings(self, ticket: Ticket) -> tuple[Finding, ...]:
        """The check of its answer. Clerks write Simplified characters, so what was asked is compared in these."""
        return check_answer(
            replace(ticket, text=self._simplified(ticket.text)), self._simplified(ticket.answer), ticket.result
        )

    async def do(self, number: str, command: Command, *, version: int) -> Ticket:
        """Make a move; a form that was sent before changes nothing and is no fault.

        `NoSuchTicket`, `IllegalMove` and `TicketChanged` as `TicketDesk.move`.
        """
        before = await self._desk.see(number, command.actor)
        if was_sent(before, command):
            return before
        self._check(before, command, version)
        try:
            after = await self._desk.move(number, command, version=version)
        except TicketChanged:
            current = await self._desk.see(number, command.actor)
            if was_sent(current, command):
                return current
            raise
        if labels := labels_of(before, after, command):
            await self._labels.add(labels)
        return after

    def _check(self, ticket: Ticket, command: Command, version: int) -> None:
        """Who may not make a move learns nothing else; who looks at an old page is told so before anything else."""
        reason = refusal(ticket, command.move, command.actor.role)
        if reason != "wrong_role" and ticket.version != version:
            raise TicketChanged(ticket.number)
        if not reason and command.move is Move.MERGE and not command.into:
            reason = "missing_into"
        if not reason and command.move is Move.RELEASE and not command.note and needs_word(self.findings(ticket)):
            reason = "findings_need_note"
        if reason:
            raise IllegalMove(command.move, reason, ticket.status)


def was_sent(ticket: Ticket, command: Command) -> bool:
    """Whether this very form has had its effect."""
    return bool(command.form) and any(
        step.facts.get("form") == command.form and step.move == command.move for step in ticket.steps
    )


def offered(ticket: Ticket, actor: Actor) -> tuple[Rule, ...]:
    """The moves that somebody can make now, in the table's order."""
    if actor.role is Role.DEPARTMENT and actor.department != ticket.subject.department:
        return ()
    return tuple(rule for rule in moves_for(ticket.status, actor.role) if not refusal(ticket, rule.move, actor.role))
