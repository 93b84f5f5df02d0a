"""What staff corrected, as examples to learn from."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(24), nullable=False),
        sa.Column("field", sa.String(12), nullable=False),
        sa.Column("was", sa.String(40), nullable=False),
        sa.Column("became", sa.String(40), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.ForeignKeyConstraint(["ticket_number"], ["ticket.number"], name=op.f("fk_label_ticket_number")),
    )
    op.create_index(op.f("ix_label_ticket_number"), "label", ["ticket_number"])
    op.create_index(op.f("ix_label_at"), "label", ["at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("label")
