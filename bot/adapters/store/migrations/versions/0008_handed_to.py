"""Which departments got a ticket, where an index finds it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
_STEPS = sa.table(
    "ticket_step",
    sa.column("id", sa.Integer()),
    sa.column("move", sa.String()),
    sa.column("facts", sa.JSON()),
    sa.column("handed_to", sa.String()),
)


def upgrade() -> None:
    """Add the column, filled for what has happened so far."""
    with op.batch_alter_table("ticket_step") as batch:
        batch.add_column(sa.Column("handed_to", sa.String(40)))
    op.create_index(op.f("ix_ticket_step_handed_to"), "ticket_step", ["handed_to"])
    connection = op.get_bind()
    handing_over = sa.select(_STEPS.c.id, _STEPS.c.facts).where(_STEPS.c.move.in_(["dispatch", "redo"]))
    for step, facts in connection.execute(handing_over).all():
        connection.execute(_STEPS.update().where(_STEPS.c.id == step).values(handed_to=facts.get("department")))


def downgrade() -> None:
    """Take it away; the facts keep what it says."""
    op.drop_index(op.f("ix_ticket_step_handed_to"), "ticket_step")
    with op.batch_alter_table("ticket_step") as batch:
        batch.drop_column("handed_to")
