"""Accounts, sessions and tries in the database; what changes an account is one transaction with its audit entry."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.database import Database
from bot.adapters.store.staff_schema import SignInFailureRow, StaffRow, StaffSessionRow
from bot.domain.staff.audit_trail import Deed
from bot.domain.staff.lock_out import LockOut
from bot.domain.tickets.terms import Role
from bot.services.ports import Hasher
from bot.services.staff.ports import Account, LoginTaken, Session
from bot.services.tickets.ports import Staff

_STAFF = StaffRow.__table__
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7120262)")


class SqlStaff:
    """Accounts."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._audit = database, audit

    async def find(self, login: str) -> Account | None:
        """The account of that login."""
        async with self._database.statements() as connection:
            row = (await connection.execute(select(_STAFF).where(StaffRow.login == login))).one_or_none()
        return Account(_staff(row), row.password_hash) if row else None

    async def everybody(self) -> Sequence[Staff]:
        """All accounts, by login."""
        async with self._database.statements() as connection:
            rows = (await connection.execute(select(_STAFF).order_by(StaffRow.login))).all()
        return [_staff(row) for row in rows]

    async def add(self, account: Account, deed: Deed) -> None:
        """A new account; `LoginTaken`."""
        values = {**_values(account.staff), "password_hash": account.password_hash}
        values |= {"login": account.staff.login, "created_at": deed.at, "password_at": deed.at}
        try:
            async with self._database.statements() as connection:
                await connection.execute(insert(StaffRow).values(values))
                await self._audit.append(connection, deed)
        except IntegrityError as error:
            raise LoginTaken(account.staff.login) from error

    async def change(self, staff: Staff, deed: Deed) -> None:
        """Whatever is not the password; who is no longer active is signed out."""
        async with self._database.statements() as connection:
            await connection.execute(update(StaffRow).where(StaffRow.login == staff.login).values(_values(staff)))
            if not staff.is_active:
                await _sign_out(connection, staff.login)
            await self._audit.append(connection, deed)

    async def set_password(self, account: Account, deed: Deed) -> None:
        """A new hash, and whether it must be changed; signed out everywhere."""
        login, values = account.staff.login, {"must_change_password": account.staff.must_change_password}
        hashed = {"password_hash": account.password_hash, "password_at": deed.at}
        async with self._database.statements() as connection:
            await connection.execute(update(StaffRow).where(StaffRow.login == login).values(values | hashed))
            await _sign_out(connection, login)
            await self._audit.append(connection, deed)

    async def note(self, deed: Deed) -> None:
        """Only the entry."""
        async with self._database.statements() as connection:
            await self._audit.append(connection, deed)

    async def rehash(self, login: str, password_hash: str) -> None:
        """The same password under stronger settings."""
        async with self._database.statements() as connection:
            change = update(StaffRow).where(StaffRow.login == login).values(password_hash=password_hash)
            await connection.execute(change)


class SqlSessions:
    """Who is signed in."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._audit = database, audit

    async def open(self, token: str, login: str, deed: Deed) -> None:
        """A new session."""
        values = {"token_hash": _hash(token), "login": login, "opened_at": deed.at, "seen_at": deed.at}
        async with self._database.statements() as connection:
            await connection.execute(insert(StaffSessionRow).values(values))
            await self._audit.append(connection, deed)

    async def find(self, token: str) -> Session | None:
        """Whose session it is, as the account stands now."""
        wanted = select(_STAFF, StaffSessionRow.opened_at, StaffSessionRow.seen_at)
        wanted = wanted.join(StaffSessionRow, StaffSessionRow.login == StaffRow.login)
        wanted = wanted.where(StaffSessionRow.token_hash == _hash(token))
        async with self._database.statements() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return Session(_staff(row), row.opened_at, row.seen_at) if row else None

    async def seen(self, token: str, at: datetime) -> None:
        """Its holder did something."""
        of_token = StaffSessionRow.token_hash == _hash(token)
        async with self._database.statements() as connection:
            await connection.execute(update(StaffSessionRow).where(of_token).values(seen_at=at))

    async def close(self, token: str, deed: Deed) -> None:
        """Signed out."""
        async with self._database.statements() as connection:
            await connection.execute(delete(StaffSessionRow).where(StaffSessionRow.token_hash == _hash(token)))
            await self._audit.append(connection, deed)

    async def sweep(self, *, opened_before: datetime, seen_before: datetime) -> None:
        """Forget sessions that have run out."""
        old = or_(StaffSessionRow.opened_at < opened_before, StaffSessionRow.seen_at < seen_before)
        async with self._database.statements() as connection:
            await connection.execute(delete(StaffSessionRow).where(old))


class SqlTries:
    """Tries to sign in that have not succeeded."""

    def __init__(self, database: Database, hasher: Hasher) -> None:
        """`hasher` keeps out of the table what was typed into the wrong field."""
        self._database, self._hasher = database, hasher

    async def begin(self, rules: Mapping[str, LockOut], at: datetime) -> datetime | None:
        """Count a try of each, or say until when one of them is shut out; tries at once are counted one by one."""
        async with self._database.statements() as connection:
            if not self._database.is_sqlite:
                await connection.execute(_ONE_AT_A_TIME)
            shut = [await self._shut_until(connection, who, rule, at) for who, rule in rules.items()]
            until = max((moment for moment in shut if moment is not None), default=None)
            if until is None:
                rows = [{"who": self._hasher.hash(who), "at": at} for who in rules]
                await connection.execute(insert(SignInFailureRow), rows)
        return until

    async def succeeded(self, login: str, address: str, at: datetime) -> None:
        """All of the login, and of the address that of this moment."""
        of_login = SignInFailureRow.who == self._hasher.hash(login)
        of_address = (SignInFailureRow.who == self._hasher.hash(address)) & (SignInFailureRow.at == at)
        async with self._database.statements() as connection:
            await connection.execute(delete(SignInFailureRow).where(or_(of_login, of_address)))

    async def sweep(self, before: datetime) -> None:
        """Forget what is older."""
        async with self._database.statements() as connection:
            await connection.execute(delete(SignInFailureRow).where(SignInFailureRow.at < before))

    async def _shut_until(self, connection: AsyncConnection, who: str, rule: LockOut, at: datetime) -> datetime | None:
        wanted = select(func.count(), func.max(SignInFailureRow.at)).where(
            SignInFailureRow.who == self._hasher.hash(who), SignInFailureRow.at > at - rule.memory
        )
        count, last_at = (await connection.execute(wanted)).one()
        until = rule.shut_until(count, last_at) if count else at
        return until if until > at else None


async def _sign_out(connection: AsyncConnection, login: str) -> None:
    await connection.execute(delete(StaffSessionRow).where(StaffSessionRow.login == login))


def _hash(token: str) -> str:
    """A token has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _staff(row: Any) -> Staff:
    return Staff(row.login, row.name, Role(row.role), row.department, row.is_active, row.must_change_password)


def _values(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "role": staff.role.value,
        "department": staff.department,
        "is_active": staff.is_active,
        "must_change_password": staff.must_change_password,
    }
