"""Moves on objections: who may, what the citizen is told; saved in one piece."""

from dataclasses import replace

from bot.domain.objections.access import may_see
from bot.domain.objections.life import ObjectionCommand, move_objection
from bot.domain.objections.objection import Objection
from bot.domain.objections.urging import urged_objection
from bot.domain.tickets.life import Due
from bot.domain.tickets.ticket import Actor
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.ports import ObjectionChange, ObjectionChanged, ObjectionStore
from bot.services.ports import Clock


class NoSuchObjection(Exception):  # noqa: N818 - a state of the world
    """There is no such objection, or it is not for these eyes: the two are told alike."""


class ObjectionDesk:
    """The one way in which objections change after they were filed."""

    def __init__(self, store: ObjectionStore, due: Due, notices: ObjectionNotices, clock: Clock) -> None:
        """`due` tells deadlines; `notices` words what the citizen is told."""
        self._store, self._due, self._notices, self._clock = store, due, notices, clock

    async def see(self, number: str, actor: Actor) -> Objection:
        """An objection for a member of staff; `NoSuchObjection` also where she may not see it."""
        objection = await self._store.get(number)
        if objection is None or not may_see(actor, objection):
            raise NoSuchObjection(number)
        return objection

    async def move(self, number: str, command: ObjectionCommand, *, version: int) -> Objection:
        """Make a move and save what follows.

        `version` is the one on the mover's screen: `ObjectionChanged` if it is old; `IllegalObjectionMove` if the move
        may not be made; `NoSuchObjection` as in `see`.
        """
        objection = await self.see(number, command.actor)
        if objection.version != version:
            raise ObjectionChanged(number)
        change = self.plan(objection, command)
        await self._store.save(change, self._clock.now())
        return replace(change.objection, version=version + 1)

    def plan(self, objection: Objection, command: ObjectionCommand) -> ObjectionChange:
        """What a move brings forth; nothing is saved. `IllegalObjectionMove` as in `move`."""
        moved = move_objection(objection, command, self._due)
        notice = self._notices.about(moved, command.move)
        reminder = urged_objection(moved)
        return ObjectionChange(moved, (notice,) if notice else (), (reminder,) if reminder else ())
