"""The tables of the call pad: calls, what was filed and picked in them, decided gaps, learned examples."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant


class PhoneCallRow(Base):
    """A call. `sealed_text` is what was typed while it is open, then empty: only the masked text stays.

    `sealed_unfinished` is what was begun besides, as JSON; empty after the wrap-up too.
    """

    __tablename__ = "phone_call"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    operator: Mapped[str] = mapped_column(String(32), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    sealed_text: Mapped[str] = mapped_column(Text)
    masked_text: Mapped[str] = mapped_column(Text)
    caller_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    sealed_caller: Mapped[str] = mapped_column(Text)
    sealed_unfinished: Mapped[str] = mapped_column(Text, server_default=text("''"))
    outcome: Mapped[str | None] = mapped_column(String(12))
    remark: Mapped[str] = mapped_column(String(300))
    ended_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    version: Mapped[int] = mapped_column(Integer)


class CallOrderRow(Base):
    """A form of a work order and the ticket that it was filed as: the same form files once."""

    __tablename__ = "call_order"

    form: Mapped[str] = mapped_column(String(32), primary_key=True)
    call_id: Mapped[str] = mapped_column(String(32), index=True)
    ticket_number: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant)


class CallPickRow(Base):
    """A candidate that was read out, or none of them: a labelled example. The text is masked."""

    __tablename__ = "call_pick"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    call_id: Mapped[str] = mapped_column(String(32))
    operator: Mapped[str] = mapped_column(String(32))
    masked_text: Mapped[str] = mapped_column(Text)
    shown: Mapped[list[Any]] = mapped_column(JSON)
    code: Mapped[str] = mapped_column(String(40))
    facet: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class GapSettledRow(Base):
    """A question on which something was decided; `head` is the one that stands for those settled together."""

    __tablename__ = "gap_settled"

    form: Mapped[str] = mapped_column(String(300), primary_key=True)
    head: Mapped[str] = mapped_column(String(300), index=True)
    masked_text: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40))
    facet: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class LearnedExampleRow(Base):
    """A question that staff gave to an item; one question belongs to one item. `version` counts changes."""

    __tablename__ = "learned_example"

    form: Mapped[str] = mapped_column(String(300), primary_key=True)
    masked_text: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(String(40))
    facet: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant)
    taken_back_by: Mapped[str | None] = mapped_column(String(32))
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer)
