"""The tables of tickets: who somebody is and what she wrote is sealed; clocks and sorting marks are plain."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant

RUNNING = text("ended_at IS NULL")


class TicketRow(Base):
    """A ticket as it stands now. `sealed` holds text, person, place, attachments and answer as sealed JSON."""

    __tablename__ = "ticket"
    __table_args__ = (Index("ix_ticket_status_next_due_at", "status", "next_due_at"),)

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    query_hash: Mapped[str] = mapped_column(String(64), unique=True)
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    type: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(20))
    department: Mapped[str] = mapped_column(String(40), index=True)
    district: Mapped[str] = mapped_column(String(20))
    is_urgent: Mapped[bool]
    channel: Mapped[str] = mapped_column(String(20))
    conversation_id: Mapped[str] = mapped_column(String(200), index=True)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    next_due_at: Mapped[datetime | None] = mapped_column(Instant)
    merged_into: Mapped[str | None] = mapped_column(String(24), index=True)
    result: Mapped[str | None] = mapped_column(String(16))
    rating: Mapped[str | None] = mapped_column(String(20))
    returns: Mapped[int] = mapped_column(Integer)
    chases: Mapped[int] = mapped_column(Integer)
    redos: Mapped[int] = mapped_column(Integer)
    extension: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)


class TicketStepRow(Base):
    """One entry of a ticket's history; rows are added, never changed.

    `handed_to` is the department that got the ticket with this step, so that each finds what it has or had.
    """

    __tablename__ = "ticket_step"
    __table_args__ = (UniqueConstraint("ticket_number", "place"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(ForeignKey("ticket.number"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    move: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(14))
    actor: Mapped[str] = mapped_column(String(40))
    actor_department: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12))
    sealed_note: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_public: Mapped[bool]
    handed_to: Mapped[str | None] = mapped_column(String(40), index=True)


class TicketClockRow(Base):
    """One run of one clock."""

    __tablename__ = "ticket_clock"
    __table_args__ = (
        UniqueConstraint("ticket_number", "place"),
        Index("ix_ticket_clock_running_due_at", "due_at", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_ticket_clock_running", "ticket_number", sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(ForeignKey("ticket.number"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    is_provisional: Mapped[bool]
    why: Mapped[str] = mapped_column(Text)


class DaySequenceRow(Base):
    """How many ticket numbers a day has given out."""

    __tablename__ = "day_sequence"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class UploadRow(Base):
    """A file that a conversation sent; the bytes lie in the file store under `key`.

    `attached_at` is empty until a message has brought it: so long it may be removed.
    """

    __tablename__ = "upload"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200), index=True)
    sealed_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    attached_at: Mapped[datetime | None] = mapped_column(Instant)


class WrongGuessRow(Base):
    """A wrong try to look a ticket up, by whom."""

    __tablename__ = "wrong_guess"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    who: Mapped[str] = mapped_column(String(200), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
