"""Alembic's entry: runs the revisions on the connection that the program hands over."""

from alembic import context

from bot.adapters.store import ticket_schema  # noqa: F401 - its tables belong to the same metadata
from bot.adapters.store.schema import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
