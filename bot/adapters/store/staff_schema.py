"""The tables of staff: accounts, who is signed in, wrong tries, and the audit trail."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant


class StaffRow(Base):
    """An account; it is switched off, never deleted, so that the history keeps its names."""

    __tablename__ = "staff"

    login: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(14))
    department: Mapped[str] = mapped_column(String(40))
    is_active: Mapped[bool]
    must_change_password: Mapped[bool]
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    password_at: Mapped[datetime] = mapped_column(Instant)


class StaffSessionRow(Base):
    """Somebody who is signed in; the token itself is only in her browser."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(ForeignKey("staff.login"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class SignInFailureRow(Base):
    """A try to sign in that has not succeeded. `who` is a keyed hash: people type passwords into the wrong field."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    who: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class AuditRow(Base):
    """One entry of the audit trail; rows are added, never changed."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(40), index=True)
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(80), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
