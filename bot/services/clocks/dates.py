"""Dates that are reckoned anew: saved, and told to whom they were promised."""

from datetime import datetime
from typing import Protocol

from bot.domain.clocks.reckoning import reckon
from bot.domain.clocks.reminding import Watched, watched
from bot.domain.objections.watching import reckon_objection, watched_objection
from bot.domain.tickets.life import Due
from bot.services.china_time import day_in_words
from bot.services.clocks.notices import ReckonedNotices
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.ports import ObjectionChange, ObjectionStore
from bot.services.tickets.ports import Change, TicketStore


class Dates(Protocol):
    """The dates of one kind of matter."""

    async def reckon(self, number: str, at: datetime) -> Watched | None:
        """Reckon anew and save; None if nothing changed. `TicketChanged`, `ObjectionChanged` if somebody else saved."""
        ...


class TicketDates:
    """Of tickets."""

    def __init__(self, store: TicketStore, due: Due, notices: ReckonedNotices) -> None:
        """`due` tells deadlines as they are known today."""
        self._store, self._due, self._notices = store, due, notices

    async def reckon(self, number: str, at: datetime) -> Watched | None:
        """The citizen hears of it where the date of her answer moved."""
        ticket = await self._store.get(number)
        found = reckon(ticket, at, self._due) if ticket else None
        if found is None:
            return None
        notice = self._notices.about(found)
        await self._store.save(Change((found.ticket,), (notice,) if notice else ()), at)
        return watched(found.ticket)


class ObjectionDates:
    """Of objections."""

    def __init__(self, store: ObjectionStore, due: Due, notices: ObjectionNotices) -> None:
        """`due` tells deadlines as they are known today."""
        self._store, self._due, self._notices = store, due, notices

    async def reckon(self, number: str, at: datetime) -> Watched | None:
        """Who objected hears of it where the date that comes next moved."""
        objection = await self._store.get(number)
        found = reckon_objection(objection, at, self._due) if objection else None
        if found is None:
            return None
        notice = None
        if found.promise:
            old, new = found.promise
            told = day_in_words(old.due_at), day_in_words(new.due_at)
            notice = self._notices.reckoned(found.objection, *told, new.why)
        await self._store.save(ObjectionChange(found.objection, (notice,) if notice else ()), at)
        return watched_objection(found.objection)
