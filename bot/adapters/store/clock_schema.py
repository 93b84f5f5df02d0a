"""The tables of the clock worker: reminders that were sent and how far each has read, signs of life."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant


class ReminderRow(Base):
    """A reminder for one audience; its key is unique, so that each is sent once."""

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_role_department", "role", "department"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    ticket_number: Mapped[str] = mapped_column(String(24), index=True)
    """Of a ticket or of an objection: their numbers come from one sequence."""
    kind: Mapped[str] = mapped_column(String(12))
    clock: Mapped[str] = mapped_column(String(30))
    role: Mapped[str] = mapped_column(String(14))
    department: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime] = mapped_column(Instant, index=True)


class ReminderSeenRow(Base):
    """How far a member of staff has read her reminders."""

    __tablename__ = "reminder_seen"

    login: Mapped[str] = mapped_column(ForeignKey("staff.login"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


class HeartbeatRow(Base):
    """When a clock worker last showed life."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
