"""A correction of a guide that went wrong is put right: one objection may make more of a field than once."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
_UNIQUE = "uq_guide_correction_objection_number"


def upgrade() -> None:
    """Those that are there are decisions: the first of their objection."""
    with op.batch_alter_table("guide_correction") as batch:
        batch.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        batch.drop_constraint(_UNIQUE, type_="unique")
        batch.create_unique_constraint(_UNIQUE, ["objection_number", "place"])


def downgrade() -> None:
    """The decisions stay; what put them right is lost."""
    op.execute("DELETE FROM guide_correction WHERE place > 0")
    with op.batch_alter_table("guide_correction") as batch:
        batch.drop_constraint(_UNIQUE, type_="unique")
        batch.create_unique_constraint(_UNIQUE, ["objection_number"])
        batch.drop_column("place")
