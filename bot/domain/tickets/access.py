"""Who may see which ticket, and how much of it (PIPL Art. 6: minimum necessary). Object-level rights, in one place."""

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Role, Status
from bot.domain.tickets.ticket import Actor, Ticket

EVERYTHING = frozenset({Role.OPERATOR, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.SYSTEM})


def may_see(actor: Actor, ticket: Ticket) -> bool:
    """The bureau and the hotline see every ticket, a department those that it has or had, none that it may yet get."""
    if actor.role in EVERYTHING:
        return True
    if actor.role is not Role.DEPARTMENT:
        return False
    has_it = ticket.status in _WITH_DEPARTMENT and actor.department == ticket.subject.department
    return has_it or any(
        step.move in (Move.DISPATCH, Move.REDO) and step.facts.get("department") == actor.department
        for step in ticket.steps
    )


_WITH_DEPARTMENT = frozenset({Status.DISPATCHED, Status.IN_PROGRESS, Status.IN_REVIEW, Status.RETURNED})


def may_see_person(actor: Actor, ticket: Ticket) -> bool:
    """Who the citizen is: nobody sees it of an anonymous one; of a confidential one only the bureau and the hotline."""
    if ticket.person.privacy is Privacy.ANONYMOUS:
        return False
    if ticket.person.privacy is Privacy.CONFIDENTIAL:
        return actor.role in EVERYTHING
    return may_see(actor, ticket)
