"""What accounts, signing in and the audit trail need of the outside world, in their own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.staff.audit_trail import Broken, Deed, Head
from bot.domain.staff.lock_out import LockOut
from bot.services.tickets.ports import Staff


class LoginTaken(ValueError):  # noqa: N818 - a state of the world
    """There is an account of that login."""


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff with the hash of her password."""

    staff: Staff
    password_hash: str


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in: since when, and when she last did something."""

    staff: Staff
    opened_at: datetime
    seen_at: datetime


class Passwords(Protocol):
    """Slow hashes; both take a thread of their own for some hundredths of a second."""

    async def hash(self, password: str) -> str:
        """What is kept in the place of a password."""
        ...

    async def matches(self, password: str, kept: str) -> bool:
        """Whether `kept` was made of this password; False also for a hash that cannot be read."""
        ...

    def is_outdated(self, kept: str) -> bool:
        """Whether `kept` was made with weaker settings than today's."""
        ...


class StaffStore(Protocol):
    """Accounts. Each change is committed together with its entry in the audit trail."""

    async def find(self, login: str) -> Account | None:
        """The account of that login."""
        ...

    async def everybody(self) -> Sequence[Staff]:
        """All accounts, by login."""
        ...

    async def add(self, account: Account, deed: Deed) -> None:
        """A new account; `LoginTaken`."""
        ...

    async def change(self, staff: Staff, deed: Deed) -> None:
        """Name, role, department, and whether it is active; who is no longer active is signed out at once."""
        ...

    async def set_password(self, account: Account, deed: Deed) -> None:
        """A new hash, and whether it must be changed at the next sign-in; signed out everywhere."""
        ...

    async def note(self, deed: Deed) -> None:
        """Only the entry: nothing was changed."""
        ...

    async def rehash(self, login: str, password_hash: str) -> None:
        """The same password under stronger settings."""
        ...


class SessionStore(Protocol):
    """Who is signed in; only a hash of each token is kept."""

    async def open(self, token: str, login: str, deed: Deed) -> None:
        """A new session."""
        ...

    async def find(self, token: str) -> Session | None:
        """Whose session it is; None for an unknown token."""
        ...

    async def seen(self, token: str, at: datetime) -> None:
        """Its holder did something."""
        ...

    async def close(self, token: str, deed: Deed) -> None:
        """Signed out."""
        ...

    async def sweep(self, *, opened_before: datetime, seen_before: datetime) -> None:
        """Forget sessions that have run out."""
        ...


class Tries(Protocol):
    """Tries to sign in that have not succeeded; they outlive a restart."""

    async def begin(self, rules: Mapping[str, LockOut], at: datetime) -> datetime | None:
        """Count one try of each login or address; or, where one of them is shut out, count none and say until when."""
        ...

    async def succeeded(self, login: str, address: str, at: datetime) -> None:
        """It was the right password: forget all tries of the login, and of the address that of this moment."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget what is older."""
        ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the audit trail as pages show it."""

    number: int
    deed: Deed


class Audit(Protocol):
    """The append-only trail of what staff did with personal data, files and accounts."""

    async def note(self, actor: str, action: str, object: str, reason: str = "") -> None:  # noqa: A002
        """Write it down before it is done: what cannot be noted must not happen. `actor` is a login."""
        ...

    async def newest(self, limit: int, before: int | None = None) -> Sequence[Recorded]:
        """The newest entries, or those before a number."""
        ...

    async def verify(self) -> Head | Broken:
        """Walk the whole chain."""
        ...

    async def holds(self, head: Head) -> bool:
        """Whether the entry of that number still has that digest."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a session lasts: without a sign of life, and at most."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
