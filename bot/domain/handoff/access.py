"""Who of the staff may read a talk, and who may lead it."""

from bot.domain.handoff.handoff import HandOff
from bot.domain.tickets.terms import Role

TALKERS = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who may talk with a citizen at all."""
OVERSEERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who reads along with every talk, moves it to somebody else or joins it."""


def took_part(talk: HandOff, login: str) -> bool:
    """Whether she talks in it or once did something in it."""
    return bool(login) and (talk.operator == login or any(entry.login == login for entry in talk.entries))


def may_read(talk: HandOff, role: Role, login: str) -> bool:
    """Overseers all; an operator what she had in her hands, and nothing that merely waits."""
    return role in OVERSEERS or (role is Role.OPERATOR and took_part(talk, login))


def leads(talk: HandOff, login: str) -> bool:
    """Whether she is the one who talks with the citizen now."""
    return talk.status.silences_assistant and talk.operator == login
