"""Joins what the staff's pages and the commands about staff stand on."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.adapters.clock import WallClock
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.database import Database
from bot.adapters.store.staff_store import SqlSessions, SqlStaff, SqlTries
from bot.services.ports import Clock, Hasher
from bot.services.staff.accounts import Accounts
from bot.services.staff.ports import Passwords, Patience
from bot.services.staff.sign_in import SignIn, SignInStores


@dataclass(frozen=True, slots=True)
class StaffRoom:
    """The door, the accounts and the trail of what is done; `staff` tells names by login."""

    staff: SqlStaff
    door: SignIn
    accounts: Accounts
    audit: SqlAudit


def staff_room(
    database: Database,
    hasher: Hasher,
    *,
    departments: Collection[str],
    patience: Patience,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
) -> StaffRoom:
    """On an open database whose tables are up to date; `departments` are those that staff may belong to."""
    clock, passwords = clock or WallClock(), passwords or Argon2Passwords()
    audit = SqlAudit(database, hasher, clock)
    staff = SqlStaff(database, audit)
    stores = SignInStores(staff, SqlSessions(database, audit), SqlTries(database, hasher))
    return StaffRoom(
        staff, SignIn(stores, passwords, clock, patience), Accounts(staff, passwords, clock, departments), audit
    )
