"""Moves on objections that staff make from a page: each form has one effect, who looks at an old page is told so."""

from bot.domain.objections.life import IllegalObjectionMove, ObjectionCommand, refusal
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.ports import ObjectionChanged, ObjectionStore
from bot.services.staff.ports import Audit


class ObjectionWork:
    """What staff do with an objection."""

    def __init__(self, desk: ObjectionDesk, store: ObjectionStore, audit: Audit) -> None:
        """On the desk that makes moves; `audit` keeps who put a published correction right, and why."""
        self._desk, self._store, self._audit = desk, store, audit

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
        if command.move is ObjectionMove.AMEND:
            await self._may_amend(before, command, version)
        try:
            return await self._desk.move(number, command, version=version)
        except ObjectionChanged:
            current = await self._desk.see(number, command.actor)
            if was_sent(current, command):
                return current
            raise

    async def _may_amend(self, objection: Objection, command: ObjectionCommand, version: int) -> None:
        """Noted before it is done; only the correction that the guide shows now is put right."""
        self._desk.plan(objection, command)
        data = objection.data
        shown = next(c for c in await self._store.corrections() if (c.item, c.field) == (data.catalogue, data.field))
        if shown.number != objection.number:
            raise IllegalObjectionMove(command.move, "corrected_since", objection.status)
        if version == objection.version:
            await self._audit.note(command.actor.name, "correction_amended", objection.number, command.note.strip())


def was_sent(objection: Objection, command: ObjectionCommand) -> bool:
    """Whether this very form has had its effect."""
    return bool(command.form) and any(
        step.facts.get("form") == command.form and step.move == command.move for step in objection.steps
    )
