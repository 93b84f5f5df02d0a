"""What long lists and the figures ask of tickets, steps and clocks, answered by indexes alone.

Rows are wide, with all that was written; the indexes by number say what the unique ones say already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
_LISTED = ("status", "district", "department", "category", "type", "is_urgent", "extension", "merged_into")
_NEW = {
    "ix_ticket_lists": ("ticket", [*_LISTED, "received_at", "next_due_at", "number"]),
    "ix_ticket_step_move_ticket_number": ("ticket_step", ["move", "ticket_number"]),
    "ix_ticket_step_handed_to_ticket_number": ("ticket_step", ["handed_to", "ticket_number"]),
    "ix_ticket_clock_kept": ("ticket_clock", ["ticket_number", "key", "due_at", "ended_at"]),
}
_OLD = {
    "ix_ticket_status_next_due_at": ("ticket", ["status", "next_due_at"]),
    "ix_ticket_step_ticket_number": ("ticket_step", ["ticket_number"]),
    "ix_ticket_step_handed_to": ("ticket_step", ["handed_to"]),
    "ix_ticket_clock_ticket_number": ("ticket_clock", ["ticket_number"]),
}
_RAN = {"ix_ticket_clock_running": ["ticket_number"], "ix_ticket_clock_running_due_at": ["due_at"]}
_RUN = {
    "ix_ticket_clock_running": ["ticket_number", "key", "due_at", "ended_at"],
    "ix_ticket_clock_running_out": ["due_at", "key", "ticket_number", "ended_at"],
    "ix_ticket_clock_running_key": ["key", "ticket_number", "ended_at"],
}


def upgrade() -> None:
    """All clocks, and those that run, by number, date and key with whatever else is asked of them."""
    _exchange(_OLD, _NEW)
    _of_running(_RAN, _RUN)


def downgrade() -> None:
    """As it was."""
    _of_running(_RUN, _RAN)
    _exchange(_NEW, _OLD)


def _of_running(gone: dict[str, list[str]], made: dict[str, list[str]]) -> None:
    runs = sa.text("ended_at IS NULL")
    for name in gone:
        op.drop_index(name, "ticket_clock")
    for name, columns in made.items():
        op.create_index(name, "ticket_clock", columns, sqlite_where=runs, postgresql_where=runs)


def _exchange(gone: dict[str, tuple[str, list[str]]], made: dict[str, tuple[str, list[str]]]) -> None:
    for name, (table, columns) in made.items():
        op.create_index(name, table, columns)
    for name, (table, _) in gone.items():
        op.drop_index(name, table)
