"""`staff add|list|disable|enable|reset` and `audit verify`: accounts and the audit trail on the command line."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.adapters.knowledge.directory import Directory
from bot.bootstrap import CannotStart, hasher_of, stores_of
from bot.domain.staff.audit_trail import Broken, Head
from bot.domain.tickets.terms import Role
from bot.joins.staff import StaffRoom, staff_room
from bot.services.staff.accounts import COMMAND_LINE, STAFF_ROLES, AccountRefused
from bot.services.staff.ports import Patience
from bot.services.tickets.ports import Staff
from bot.settings import Settings

ROLES = tuple(role.value for role in STAFF_ROLES)
_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_REFUSED = {
    "login": "a login has 2 to 32 small letters, digits, dots, dashes or underscores and begins with a letter",
    "name": "--name must have 1 to 20 characters",
    "role": f"--role must be one of {', '.join(ROLES)}",
    "department": "a role of 'department' needs --department",
    "department_unknown": "there is no such department in knowledge/departments.yml",
    "department_needless": "--department goes with --role department only",
    "taken": "there is an account of that login already",
    "unknown": "there is no account of that login",
    "oneself": "nobody switches herself off",
    "last": "this is the last administrator",
    "not_allowed": "only administrators manage accounts",
}
_BREAKS = {
    "number": "an entry is missing, or one was put in",
    "link": "it does not follow from the entry before",
    "content": "it was changed",
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What `staff add` was told."""

    login: str
    name: str
    role: str
    department: str


async def add(settings: Settings, newcomer: Newcomer) -> str:
    """The password of a new account, shown this once; `CannotStart` for what cannot be."""
    role = Role(newcomer.role)
    async with _room(settings) as room:
        return await room.accounts.add(Staff(newcomer.login, newcomer.name, role, newcomer.department), COMMAND_LINE)


async def listing(settings: Settings) -> str:
    """One line an account: login, role, department, name, state."""
    async with _room(settings) as room:
        everybody = await room.accounts.everybody(COMMAND_LINE)
    return "\n".join(
        "\t".join((one.login, one.role.value, one.department or "-", one.name, _state(one))) for one in everybody
    )


async def switch(settings: Settings, login: str, *, is_active: bool) -> str:
    """Switch an account off or on; `CannotStart` if that cannot be."""
    async with _room(settings) as room:
        await room.accounts.switch(login, COMMAND_LINE, is_active=is_active)
    return f"{login} {'enabled' if is_active else 'disabled and signed out'}"


async def reset(settings: Settings, login: str) -> str:
    """A new password, shown this once; `CannotStart` if there is no such account."""
    async with _room(settings) as room:
        return await room.accounts.reset(login, COMMAND_LINE)


async def verify(settings: Settings, noted: str) -> str:
    """How far the trail reaches; `CannotStart` with the first broken entry, or if a noted end is gone."""
    match = _HEAD.fullmatch(noted)
    if noted and match is None:
        raise CannotStart("--since takes what an earlier `audit verify` printed: NUMBER:HASH")
    async with _room(settings) as room:
        reached = await room.audit.verify()
        stands = match is None or await room.audit.holds(Head(int(match[1]), match[2]))
    if isinstance(reached, Broken):
        raise CannotStart(f"the audit trail is broken at entry {reached.number}: {_BREAKS[reached.why]}")
    if not stands:
        raise CannotStart(f"the audit trail was cut off or written anew: entry {noted.partition(':')[0]} has changed")
    return f"{reached.number} entries, none changed\nend: {reached.number}:{reached.digest}"


@asynccontextmanager
async def _room(settings: Settings) -> AsyncIterator[StaffRoom]:
    departments = Directory(settings.knowledge_dir).departments
    hasher, stores = hasher_of(settings), await stores_of(settings)
    try:
        yield staff_room(stores.database, hasher, departments=departments, patience=Patience())
    except AccountRefused as refused:
        raise CannotStart(_REFUSED[refused.reason]) from refused
    finally:
        await stores.database.close()


def _state(one: Staff) -> str:
    if not one.is_active:
        return "disabled"
    return "must change password" if one.must_change_password else "active"
