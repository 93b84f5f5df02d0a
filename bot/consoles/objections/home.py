"""What the page that everybody sees first says of objections."""

from collections.abc import Awaitable, Callable

from bot.consoles.objections.lines import objection_lines
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.tickets.queue_pages import Elsewhere
from bot.domain.tickets.ticket import Actor


def objections_at_home(parts: ObjectionParts) -> Callable[[Actor], Awaitable[Elsewhere | None]]:
    """How many objections wait for somebody, and those that are late; None where none are hers to handle."""

    async def elsewhere(actor: Actor) -> Elsewhere | None:
        queue = await parts.queue.of(actor)
        if not queue.piles:
            return None
        waiting = [objection for pile in queue.piles for objection in pile.objections]
        found = objection_lines(waiting, parts.clock.now(), parts.times.calendar)
        return Elsewhere(len(found), tuple(line for line in found if line.is_overdue))

    return elsewhere
