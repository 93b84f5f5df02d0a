"""All tables: whoever needs the whole schema imports `Base` from here."""

from bot.adapters.store import (
    call_schema,
    clock_schema,
    handoff_schema,
    label_schema,
    objection_schema,
    staff_schema,
    ticket_schema,
)
from bot.adapters.store.schema import Base

SCHEMAS = (
    call_schema,
    clock_schema,
    handoff_schema,
    label_schema,
    objection_schema,
    staff_schema,
    ticket_schema,
)
"""Besides `schema`, which has those of the message path."""

__all__ = ["SCHEMAS", "Base"]
