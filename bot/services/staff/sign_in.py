"""Signing in and out: guessing is made slow, sessions end by themselves, everything is noted."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.staff.audit_trail import Deed
from bot.domain.staff.lock_out import ADDRESS, LOGIN
from bot.domain.staff.passwords import MOST, PasswordFault, password_fault, plain
from bot.services.ports import Clock
from bot.services.staff.ports import Account, Passwords, Patience, Session, SessionStore, StaffStore, Tries
from bot.services.tickets.ports import Staff

SEEN_EVERY = timedelta(seconds=30)
"""A sign of life is stored no more often than this."""


class WrongPassword(Exception):  # noqa: N818 - the visitor's
    """Login and password do not belong together; which of them was wrong is not said."""


class ShutOut(Exception):  # noqa: N818 - a state of the world
    """Too many wrong tries; `until` says when the next may be made."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class PasswordRefused(Exception):  # noqa: N818 - the visitor's
    """The new password breaks a rule; `fault` says which."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SignInStores:
    """Accounts, sessions and wrong tries."""

    staff: StaffStore
    sessions: SessionStore
    tries: Tries


class SignIn:
    """The door of the staff's pages."""

    def __init__(self, stores: SignInStores, passwords: Passwords, clock: Clock, patience: Patience) -> None:
        """`patience` says how long a session lasts."""
        self._staff, self._sessions, self._tries = stores.staff, stores.sessions, stores.tries
        self._passwords, self._clock, self.patience = passwords, clock, patience
        self._nobody = ""

    async def enter(self, login: str, password: str, address: str) -> str:
        """The token of a new session; `ShutOut` or `WrongPassword`."""
        at, login = self._clock.now(), tidy_login(login)
        until = await self._tries.begin({f"login:{login}": LOGIN, f"address:{address}": ADDRESS}, at)
        if until is not None:
            raise ShutOut(until)
        account = await self._staff.find(login)
        if not await self._is_right(account, password) or account is None or not account.staff.is_active:
            await self._staff.note(Deed(at, "", "sign_in_failed", login if account else "?", address))
            raise WrongPassword
        await self._tries.succeeded(f"login:{login}", f"address:{address}", at)
        await self._strengthen(account, password)
        return await self._open(account.staff, Deed(at, login, "sign_in", login, address))

    async def who(self, token: str, *, is_activity: bool) -> Session | None:
        """Whose session it is; None if it has run out, was closed, or its holder may no longer come in."""
        session = await self._sessions.find(token) if token else None
        if session is None or not session.staff.is_active or self._has_run_out(session):
            return None
        now = self._clock.now()
        if is_activity and now - session.seen_at >= SEEN_EVERY:
            await self._sessions.seen(token, now)
        return session

    async def leave(self, token: str) -> None:
        """Sign out; a session that is gone already is no fault."""
        session = await self._sessions.find(token)
        if session is not None:
            login = session.staff.login
            await self._sessions.close(token, Deed(self._clock.now(), login, "sign_out", login))

    async def change_password(self, staff: Staff, old: str, new: str, address: str) -> str:
        """The token of a new session, all others are closed; `ShutOut`, `WrongPassword` or `PasswordRefused`."""
        at, login = self._clock.now(), staff.login
        until = await self._tries.begin({f"login:{login}": LOGIN}, at)
        if until is not None:
            raise ShutOut(until)
        account = await self._staff.find(login)
        if account is None or not await self._is_right(account, old):
            await self._staff.note(Deed(at, login, "password_change_failed", login, address))
            raise WrongPassword
        await self._tries.succeeded(f"login:{login}", f"address:{address}", at)
        fault = PasswordFault.SAME if plain(old) == plain(new) else password_fault(new, login)
        if fault is not None:
            raise PasswordRefused(fault)
        changed = replace(account.staff, must_change_password=False)
        kept = await self._passwords.hash(plain(new))
        await self._staff.set_password(Account(changed, kept), Deed(at, login, "password_changed", login, address))
        return await self._open(changed, Deed(at, login, "sign_in", login, address))

    async def sweep(self) -> None:
        """Forget sessions that have run out and tries that no longer count."""
        now = self._clock.now()
        await self._sessions.sweep(opened_before=now - self.patience.longest, seen_before=now - self.patience.idle)
        await self._tries.sweep(now - max(LOGIN.memory, ADDRESS.memory))

    async def _open(self, staff: Staff, deed: Deed) -> str:
        token = secrets.token_urlsafe(32)
        await self._sessions.open(token, staff.login, deed)
        return token

    async def _is_right(self, account: Account | None, password: str) -> bool:
        """It takes as long for a login that does not exist."""
        said = plain(password[: MOST + 1])
        if account is None:
            self._nobody = self._nobody or await self._passwords.hash(secrets.token_urlsafe(16))
            await self._passwords.matches(said, self._nobody)
            return False
        return await self._passwords.matches(said, account.password_hash)

    async def _strengthen(self, account: Account, password: str) -> None:
        if self._passwords.is_outdated(account.password_hash):
            await self._staff.rehash(account.staff.login, await self._passwords.hash(plain(password)))

    def _has_run_out(self, session: Session) -> bool:
        now = self._clock.now()
        return now - session.seen_at > self.patience.idle or now - session.opened_at > self.patience.longest


def tidy_login(login: str) -> str:
    """As logins are kept: without blanks around it, in small letters."""
    return "".join(letter for letter in plain(login[:80]) if letter.isprintable()).strip().lower()
