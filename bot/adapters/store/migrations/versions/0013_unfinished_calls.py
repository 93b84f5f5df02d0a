"""What an operator has begun to fill in during a call: her work order and the wrap-up."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; nothing was begun in the calls that are there."""
    with op.batch_alter_table("phone_call") as batch:
        batch.add_column(sa.Column("sealed_unfinished", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    """Take it away, with what was begun."""
    with op.batch_alter_table("phone_call") as batch:
        batch.drop_column("sealed_unfinished")
