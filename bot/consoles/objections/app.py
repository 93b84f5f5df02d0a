"""Adds the pages about objections to an application that has the console's shell."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.consoles.event_stream import EventStream
from bot.consoles.objections.figure_pages import ObjectionFigurePages
from bot.consoles.objections.finding_pages import FindingPages
from bot.consoles.objections.home import objections_at_home
from bot.consoles.objections.letter_pages import LetterPages
from bot.consoles.objections.objection_pages import ObjectionPages
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.queue_pages import ObjectionQueuePages
from bot.consoles.objections.words import title_of
from bot.consoles.tickets.file_pages import FilePages
from bot.consoles.tickets.queue_pages import AT_HOME
from bot.consoles.tickets.timeline import who
from bot.domain.objections.access import may_see
from bot.domain.objections.objection import Objection
from bot.services.tickets.ports import Staff


def add_objection_pages(app: web.Application, parts: ObjectionParts) -> None:
    """Queue, list, objection, letter, files and news; `add_console` must have been called."""
    ObjectionQueuePages(parts).add_to(app)
    EventStream("/desk/objections/events", parts.news, may_see, _Telling(parts)).add_to(app)
    ObjectionFigurePages(parts).add_to(app)
    ObjectionPages(parts).add_to(app)
    LetterPages(parts).add_to(app)
    FindingPages(parts).add_to(app)
    FilePages(parts.reading, "/desk/objections").add_to(app)
    app[AT_HOME] = objections_at_home(parts)


class _Telling:
    """What open pages are told of a change."""

    def __init__(self, parts: ObjectionParts) -> None:
        self._parts = parts

    async def __call__(self, objection: Objection, staff: Staff) -> Mapping[str, Any]:
        step = objection.steps[-1]
        return {
            "number": objection.number,
            "version": objection.version,
            "status": objection.status.label,
            "what": title_of(step.move),
            "who": who(step.actor, await self._parts.names()),
            "mine": step.actor.name == staff.login,
        }
