"""Objections (异议) to public data, and what their decisions correct; reminders are of tickets and of objections."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables; a reminder's number may be an objection's, and its clock has a longer name."""
    _objection()
    _step()
    _clock()
    _correction()
    with op.batch_alter_table("reminder") as batch:
        batch.drop_constraint(op.f("fk_reminder_ticket_number"), type_="foreignkey")
        batch.alter_column("clock", existing_type=sa.String(20), type_=sa.String(30), existing_nullable=False)


def downgrade() -> None:
    """Take them away, with the reminders of objections."""
    op.execute("DELETE FROM reminder WHERE ticket_number NOT IN (SELECT number FROM ticket)")
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("clock", existing_type=sa.String(30), type_=sa.String(20), existing_nullable=False)
        batch.create_foreign_key(op.f("fk_reminder_ticket_number"), "ticket", ["ticket_number"], ["number"])
    for table in ("guide_correction", "objection_clock", "objection_step", "objection"):
        op.drop_table(table)


def _objection() -> None:
    op.create_table(
        "objection",
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("query_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("fault", sa.String(12), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("marked_at", Instant()),
        sa.Column("next_due_at", Instant()),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_objection")),
        sa.UniqueConstraint("query_hash", name=op.f("uq_objection_query_hash")),
    )
    op.create_index("ix_objection_status_next_due_at", "objection", ["status", "next_due_at"])
    op.create_index("ix_objection_item_field", "objection", ["item", "field"])
    for name in ("department", "conversation_id", "received_at"):
        op.create_index(op.f(f"ix_objection_{name}"), "objection", [name])


def _step() -> None:
    op.create_table(
        "objection_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_number", sa.String(24), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("move", sa.String(20), nullable=False),
        sa.Column("role", sa.String(14), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("actor_department", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("sealed_note", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("handed_to", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_step")),
        sa.UniqueConstraint("objection_number", "place", name=op.f("uq_objection_step_objection_number")),
        _of_objection("objection_step"),
    )
    for name in ("objection_number", "at", "handed_to"):
        op.create_index(op.f(f"ix_objection_step_{name}"), "objection_step", [name])


def _clock() -> None:
    op.create_table(
        "objection_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_number", sa.String(24), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(30), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_clock")),
        sa.UniqueConstraint("objection_number", "place", name=op.f("uq_objection_clock_objection_number")),
        _of_objection("objection_clock"),
    )
    op.create_index(op.f("ix_objection_clock_objection_number"), "objection_clock", ["objection_number"])
    op.create_index("ix_objection_clock_ended_at_due_at", "objection_clock", ["ended_at", "due_at"])


def _correction() -> None:
    op.create_table(
        "guide_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_number", sa.String(24), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_correction")),
        sa.UniqueConstraint("objection_number", name=op.f("uq_guide_correction_objection_number")),
        _of_objection("guide_correction"),
    )
    op.create_index("ix_guide_correction_item_field", "guide_correction", ["item", "field"])


def _of_objection(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_objection_number")
    return sa.ForeignKeyConstraint(["objection_number"], ["objection.number"], name=name)
