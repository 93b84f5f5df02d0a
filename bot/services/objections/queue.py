"""The objections that a member of staff can act on now, sorted by clock."""

from dataclasses import dataclass

from bot.domain.objections.objection import Objection
from bot.domain.objections.queue import OBJECTION_QUEUE, ObjectionGroup, group_of, queue_order
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.objections.ports import ObjectionFilter, ObjectionStore
from bot.services.ports import Clock

MOST = 300
"""Objections that one look into the store brings; nobody works off more in a day."""
OPEN = tuple(status for status in ObjectionStatus if not status.is_final)


@dataclass(frozen=True, slots=True)
class ObjectionPile:
    """One group of a queue, what is due first on top."""

    group: ObjectionGroup
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class ObjectionQueueNow:
    """Somebody's queue. `has_more` says that the store holds more than was looked at."""

    piles: tuple[ObjectionPile, ...]
    has_more: bool

    @property
    def total(self) -> int:
        """How many objections it holds."""
        return sum(len(pile.objections) for pile in self.piles)


class ObjectionQueue:
    """The queues of all staff."""

    def __init__(self, store: ObjectionStore, clock: Clock) -> None:
        """On the store of objections."""
        self._store, self._clock = store, clock

    async def of(self, actor: Actor) -> ObjectionQueueNow:
        """The queue of a member of staff; without groups for who has nothing to do with objections."""
        groups = OBJECTION_QUEUE.get(actor.role, ())
        if not groups:
            return ObjectionQueueNow((), has_more=False)
        now = self._clock.now()
        page = await self._store.page(self._wanted(actor), 0, MOST)
        grouped: dict[ObjectionGroup, list[Objection]] = {group: [] for group in groups}
        for objection in page.objections:
            if group := group_of(objection, actor, now):
                grouped[group].append(objection)
        piles = tuple(ObjectionPile(group, tuple(sorted(some, key=queue_order))) for group, some in grouped.items())
        return ObjectionQueueNow(piles, has_more=page.total > MOST)

    def _wanted(self, actor: Actor) -> ObjectionFilter:
        if actor.role is Role.DEPARTMENT:
            return ObjectionFilter(statuses=(ObjectionStatus.HANDED_OVER,), handed_to=actor.department)
        if actor.role is Role.OFFICER:
            return ObjectionFilter(statuses=tuple(one for one in OPEN if one is not ObjectionStatus.HANDED_OVER))
        return ObjectionFilter(statuses=OPEN, overdue_at=self._clock.now())
