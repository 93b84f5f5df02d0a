"""The table of what staff corrected."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.store.schema import Base, Instant


class LabelRow(Base):
    """One correction of one field: an example to learn from. The text is masked."""

    __tablename__ = "label"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_number: Mapped[str] = mapped_column(ForeignKey("ticket.number"), index=True)
    field: Mapped[str] = mapped_column(String(12))
    was: Mapped[str] = mapped_column(String(40))
    became: Mapped[str] = mapped_column(String(40))
    masked_text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
