"""The tables. Stored values never change their spelling; every change is a numbered migration."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite drops the zone of a stored moment; this gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; ValueError for a moment without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; the names of keys and indexes follow one rule so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ConversationRow(Base):
    """One citizen in one channel, what is talked about, and which worker holds the conversation."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    focus: Mapped[dict[str, Any]] = mapped_column(JSON)
    session: Mapped[int] = mapped_column(Integer)
    turns: Mapped[int] = mapped_column(Integer)
    traditional: Mapped[bool]
    sealed_draft: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    lease_owner: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None] = mapped_column(Instant)


class InboxRow(Base):
    """A message as it came; `state` is queued or done."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_state_conversation", "state", "conversation_id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(200))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    sealed_text: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(String(200))
    attachments: Mapped[list[str]] = mapped_column(JSON)
    sealed_files: Mapped[str | None] = mapped_column(Text)
    is_edit: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer)
    masked_text: Mapped[str | None] = mapped_column(Text)
    route: Mapped[str | None] = mapped_column(String(20))
    understood_by: Mapped[str | None] = mapped_column(String(10))
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class OutboxRow(Base):
    """A reply on its way; `state` is queued, sending, sent, failed or unknown.

    A notice (`is_notice`) answers no message: it was caused by staff or by a clock, and hangs at the newest message.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_channel", "state", "channel"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(String(200), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[list[str]]] = mapped_column(JSON)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_notice: Mapped[bool | None]
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer)
    not_before: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str | None] = mapped_column(String(300))


class FeedbackRow(Base):
    """What a citizen thought of an answer, and what nobody could answer: the list of knowledge gaps."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(10))
    item: Mapped[str | None] = mapped_column(String(40))
    facet: Mapped[str | None] = mapped_column(String(20))
    masked_text: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class ApiKeyRow(Base):
    """A key of the HTTP interface; only its hash is kept."""

    __tablename__ = "api_key"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    per_minute: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class ChannelMarkRow(Base):
    """How far a channel has read: the next update id of Telegram's long polling."""

    __tablename__ = "channel_mark"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
