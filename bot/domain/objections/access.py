"""Who may see which objection, and how much of it (PIPL Art. 6: minimum necessary). Object-level rights, in one place.

The hotline sees none: it has no move to make, and an objection may tell of a trade secret or of somebody's private
life. Whoever rings to ask how hers stands is answered by her number and query code, as in the chat.
"""

from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.tickets.terms import Privacy, Role
from bot.domain.tickets.ticket import Actor

EVERYTHING = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.SYSTEM})


def may_see(actor: Actor, objection: Objection) -> bool:
    """The bureau sees every objection, a department those that were handed to it, none that it may yet get."""
    if actor.role in EVERYTHING:
        return True
    return actor.role is Role.DEPARTMENT and was_handed_to(objection, actor.department)


def may_see_person(actor: Actor, objection: Objection) -> bool:
    """Who objects: nobody sees it of an anonymous one; of a confidential one only the bureau."""
    if objection.person.privacy is Privacy.ANONYMOUS:
        return False
    if objection.person.privacy is Privacy.CONFIDENTIAL:
        return actor.role in EVERYTHING
    return may_see(actor, objection)


def was_handed_to(objection: Objection, department: str) -> bool:
    """Whether a department has or had the objection."""
    return bool(department) and any(
        step.move == ObjectionMove.HAND_OVER and step.facts.get("department") == department for step in objection.steps
    )
