"""Moves on objections that staff make from a page: each form has one effect, who looks at an old page is told so."""

from bot.domain.objections.life import IllegalObjectionMove, ObjectionCommand, refusal
from bot.domain.objections.objection import Objection
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.ports import ObjectionChanged


class ObjectionWork:
    """What staff do with an objection."""

    def __init__(self, desk: ObjectionDesk) -> None:
        """On the desk that makes moves."""
        self._desk = desk

    async def do(self, number: str, command: ObjectionCommand, *, version: int) -> Objection:
        """Make a move; a form that was sent before changes nothing and is no fault.

        `NoSuchObjection`, `IllegalObjectionMove` and `ObjectionChanged` as `ObjectionDesk.move`; who may not make a
        move at all learns nothing else.
        """
        before = await self._desk.see(number, command.actor)
        if was_sent(before, command):
            return before
        if refusal(before, command.move, command.actor.role) == "wrong_role":
            raise IllegalObjectionMove(command.move, "wrong_role", before.status)
        try:
            return await self._desk.move(number, command, version=version)
        except ObjectionChanged:
            current = await self._desk.see(number, command.actor)
            if was_sent(current, command):
                return current
            raise


def was_sent(objection: Objection, command: ObjectionCommand) -> bool:
    """Whether this very form has had its effect."""
    return bool(command.form) and any(
        step.facts.get("form") == command.form and step.move == command.move for step in objection.steps
    )
