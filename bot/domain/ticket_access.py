"""Who may see which ticket, and how much of it (PIPL Art. 6: minimum necessary). Object-level rights, in one place."""

from bot.domain.ticket import Actor, Ticket
from bot.domain.ticket_terms import Privacy, Role

EVERYTHING = frozenset({Role.OPERATOR, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.SYSTEM})


def may_see(actor: Actor, ticket: Ticket) -> bool:
    """The bureau and the hotline see every ticket, a department its own and those it once had."""
    if actor.role in EVERYTHING:
        return True
    if actor.role is not Role.DEPARTMENT:
        return False
    return actor.department == ticket.subject.department or any(
        actor.department in (step.facts.get("from"), step.facts.get("department")) for step in ticket.steps
    )


def may_see_person(actor: Actor, ticket: Ticket) -> bool:
    """Who the citizen is: nobody sees it of an anonymous one; of a confidential one only the bureau and the hotline."""
    if ticket.person.privacy is Privacy.ANONYMOUS:
        return False
    if ticket.person.privacy is Privacy.CONFIDENTIAL:
        return actor.role in EVERYTHING
    return may_see(actor, ticket)
