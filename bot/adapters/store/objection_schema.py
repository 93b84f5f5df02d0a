"""The tables of objections: who objects and what was told is sealed; clocks, marks and corrections are plain."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant
from bot.adapters.store.ticket_schema import RUNNING


class ObjectionRow(Base):
    """An objection as it stands now. `sealed` holds text, data, person, evidence and ruling as sealed JSON.

    `item` and `field` say which field of a guide is disputed; both are empty where no guide is meant.
    """

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_status_next_due_at", "status", "next_due_at"),
        Index("ix_objection_item_field", "item", "field"),
    )

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    query_hash: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    fault: Mapped[str] = mapped_column(String(12))
    item: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(40), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    conversation_id: Mapped[str] = mapped_column(String(200), index=True)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    marked_at: Mapped[datetime | None] = mapped_column(Instant)
    next_due_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)


class ObjectionStepRow(Base):
    """One entry of an objection's history; rows are added, never changed.

    `handed_to` is the department that got the objection with this step, so that each finds what it has or had.
    """

    __tablename__ = "objection_step"
    __table_args__ = (UniqueConstraint("objection_number", "place"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    objection_number: Mapped[str] = mapped_column(ForeignKey("objection.number"), index=True)
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


class ObjectionClockRow(Base):
    """One run of one clock."""

    __tablename__ = "objection_clock"
    __table_args__ = (
        UniqueConstraint("objection_number", "place"),
        Index("ix_objection_clock_running_due_at", "due_at", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_objection_clock_running", "objection_number", sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    objection_number: Mapped[str] = mapped_column(ForeignKey("objection.number"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(30))
    started_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    is_provisional: Mapped[bool]
    why: Mapped[str] = mapped_column(Text)


class GuideCorrectionRow(Base):
    """A guide's field as a decision corrected it; rows are added, never changed.

    `place` counts what one objection made of it: 0 is the decision, the others put right what went wrong.
    """

    __tablename__ = "guide_correction"
    __table_args__ = (
        UniqueConstraint("objection_number", "place"),
        Index("ix_guide_correction_item_field", "item", "field"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    objection_number: Mapped[str] = mapped_column(ForeignKey("objection.number"))
    place: Mapped[int] = mapped_column(Integer, server_default="0")
    item: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
