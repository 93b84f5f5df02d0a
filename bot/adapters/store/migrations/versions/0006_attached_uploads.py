"""Whether a message has brought an uploaded file: one that none has brought may be removed."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; files from before stay."""
    with op.batch_alter_table("upload") as upload:
        upload.add_column(sa.Column("attached_at", Instant(), nullable=True))
    op.execute("UPDATE upload SET attached_at = at")


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("upload") as upload:
        upload.drop_column("attached_at")
