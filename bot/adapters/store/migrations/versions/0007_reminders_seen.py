"""How far each member of staff has read her reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table, and an index for reminders by day."""
    op.create_table(
        "reminder_seen",
        sa.Column("login", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_reminder_seen")),
        sa.ForeignKeyConstraint(["login"], ["staff.login"], name=op.f("fk_reminder_seen_login")),
    )
    op.create_index(op.f("ix_reminder_sent_at"), "reminder", ["sent_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_reminder_sent_at"), "reminder")
    op.drop_table("reminder_seen")
