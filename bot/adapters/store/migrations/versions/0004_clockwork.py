"""Reminders that were sent, signs of life of the clock workers."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("ticket_number", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("clock", sa.String(20), nullable=False),
        sa.Column("role", sa.String(14), nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
        sa.ForeignKeyConstraint(["ticket_number"], ["ticket.number"], name=op.f("fk_reminder_ticket_number")),
    )
    op.create_index(op.f("ix_reminder_ticket_number"), "reminder", ["ticket_number"])
    op.create_index("ix_reminder_role_department", "reminder", ["role", "department"])
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("heartbeat")
    op.drop_table("reminder")
