"""The tables of tickets: who somebody is and what she wrote is sealed; clocks and sorting marks are plain."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant

RUNNING = text("ended_at IS NULL")
WATCHED = {
    "running": ("ticket_number", "key", "due_at", "ended_at"),
    "running_out": ("due_at", "key", "ticket_number", "ended_at"),
    "running_key": ("key", "ticket_number", "ended_at"),
}
"""Of the running clocks, which are few: by number, by date and by key. SQLite wants `ended_at` in them all the same."""
LISTED = (
    "status",
    "district",
    "department",
    "category",
    "type",
    "is_urgent",
    "extension",
    "merged_into",
    "received_at",
    "next_due_at",
    "number",
)
"""Whatever lists are filtered and sorted by: an index of all of it, so that the wide rows need not be read for it."""


class TicketRow(Base):
    """A ticket as it stands now. `sealed` holds text, person, place, attachments and answer as sealed JSON."""

    __tablename__ = "ticket"
    __table_args__ = (Index("ix_ticket_lists", *LISTED),)

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
    __table_args__ = (
        UniqueConstraint("ticket_number", "place"),
        Index("ix_ticket_step_move_ticket_number", "move", "ticket_number"),
        Index("ix_ticket_step_handed_to_ticket_number", "handed_to", "ticket_number"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(ForeignKey("ticket.number"))
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
    handed_to: Mapped[str | None] = mapped_column(String(40))


class TicketClockRow(Base):
    """One run of one clock."""

    __tablename__ = "ticket_clock"
    __table_args__ = (
        UniqueConstraint("ticket_number", "place"),
        Index("ix_ticket_clock_kept", "ticket_number", "key", "due_at", "ended_at"),
        *(
            Index(f"ix_ticket_clock_{name}", *columns, sqlite_where=RUNNING, postgresql_where=RUNNING)
            for name, columns in WATCHED.items()
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(ForeignKey("ticket.number"))
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
