"""The clocks that run, by number and by date: an index of all clocks made each batch of a round read every one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
_CLOCKS = (("ticket_clock", "ticket_number"), ("objection_clock", "objection_number"))


def upgrade() -> None:
    """Indexes of few rows, since most clocks have ended."""
    runs = sa.text("ended_at IS NULL")
    for table, owner in _CLOCKS:
        op.drop_index(f"ix_{table}_ended_at_due_at", table)
        op.create_index(f"ix_{table}_running", table, [owner], sqlite_where=runs, postgresql_where=runs)
        op.create_index(f"ix_{table}_running_due_at", table, ["due_at"], sqlite_where=runs, postgresql_where=runs)


def downgrade() -> None:
    """As it was."""
    for table, _ in _CLOCKS:
        op.drop_index(f"ix_{table}_running_due_at", table)
        op.drop_index(f"ix_{table}_running", table)
        op.create_index(f"ix_{table}_ended_at_due_at", table, ["ended_at", "due_at"])
