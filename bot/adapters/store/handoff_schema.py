"""Tables of talks with staff (转人工)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant


class TalkRow(Base):
    """A talk. `open_in` is its conversation until it is over, then empty: a conversation has one open talk at most."""

    __tablename__ = "talk"
    __table_args__ = (
        UniqueConstraint("open_in"),
        Index("ix_talk_status_operator", "status", "operator"),
        Index("ix_talk_conversation_id", "conversation_id", "number"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(200))
    open_in: Mapped[str | None] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20))
    sealed_summary: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(12))
    operator: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(Instant, index=True)
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    rating: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)


class TalkEntryRow(Base):
    """One entry of a talk's own history; only ever added."""

    __tablename__ = "talk_entry"
    __table_args__ = (UniqueConstraint("talk_number", "place"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    talk_number: Mapped[int] = mapped_column(ForeignKey("talk.number"))
    place: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    act: Mapped[str] = mapped_column(String(20))
    login: Mapped[str] = mapped_column(String(40))
    sealed_note: Mapped[str] = mapped_column(Text)


class TalkLineRow(Base):
    """What an operator said, as she wrote it; the citizen's copy stands in the outbox. `form` says it only once."""

    __tablename__ = "talk_line"
    __table_args__ = (UniqueConstraint("talk_number", "form"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    talk_number: Mapped[int] = mapped_column(ForeignKey("talk.number"))
    form: Mapped[str] = mapped_column(String(64))
    login: Mapped[str] = mapped_column(String(40))
    sealed_line: Mapped[str] = mapped_column(Text)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)


class TalkDutyRow(Base):
    """When an operator's page showed life last."""

    __tablename__ = "talk_duty"

    login: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Instant)
