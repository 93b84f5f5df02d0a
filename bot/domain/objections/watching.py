"""What the clock worker looks at of an objection, and its dates reckoned anew."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.clocks.reckoning import RECKONED, shift
from bot.domain.clocks.reminding import Matter, Watched, running
from bot.domain.objections.objection import Objection, ObjectionStep
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.life import Due
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, ClockRun


def watched_objection(objection: Objection) -> Watched:
    """What the rounds look at of a whole objection."""
    return objection_watched(objection.number, objection.status, objection.department, running(objection.clocks))


def objection_watched(
    number: str, status: ObjectionStatus, department: str, clocks: tuple[tuple[int, ClockRun], ...]
) -> Watched:
    """An objection as it is watched: the department holds it from the hand-over to its decision, else the bureau."""
    holder = department if status is ObjectionStatus.HANDED_OVER else ""
    return Watched(number, Matter.OBJECTION, holder, is_supervisors=False, extension="", running=clocks)


@dataclass(frozen=True, slots=True)
class ReckonedObjection:
    """An objection whose dates moved; `promise` is the date that comes next for the citizen, if that moved."""

    objection: Objection
    promise: tuple[ClockRun, ClockRun] | None = None


def reckon_objection(objection: Objection, at: datetime, due: Due) -> ReckonedObjection | None:
    """The objection with its running clocks reckoned anew and a note of what moved; None if nothing did.

    Where only the mark of a provisional date falls, nothing is noted.
    """
    found = shift(objection.clocks, "", due)
    if found is None:
        return None
    if not found.moved:
        return ReckonedObjection(replace(objection, clocks=found.clocks))
    main = objection.main_clock
    promise = next((pair for pair in found.moved if pair[0] == main), None)
    actor, is_public = Actor(Role.SYSTEM), promise is not None
    step = ObjectionStep(at, RECKONED, actor, objection.status, found.note, found.facts, is_public=is_public)
    return ReckonedObjection(objection.with_step(step, clocks=found.clocks), promise)
