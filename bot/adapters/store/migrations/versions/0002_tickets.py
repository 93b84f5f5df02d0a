"""Tickets with their clocks and history, what a conversation is filling in, uploads, wrong guesses."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables; conversations may hold a draft, messages files, and the outbox notices."""
    with op.batch_alter_table("conversation") as batch:
        batch.add_column(sa.Column("sealed_draft", sa.Text()))
    with op.batch_alter_table("inbox") as batch:
        batch.add_column(sa.Column("sealed_files", sa.Text()))
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("is_notice", sa.Boolean()))
    op.create_table(
        "ticket",
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("query_hash", sa.String(64), nullable=False),
        sa.Column("phone_hash", sa.String(64)),
        sa.Column("type", sa.String(12), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("district", sa.String(20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("next_due_at", Instant()),
        sa.Column("merged_into", sa.String(24)),
        sa.Column("result", sa.String(16)),
        sa.Column("rating", sa.String(20)),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("chases", sa.Integer(), nullable=False),
        sa.Column("redos", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(10), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ticket")),
        sa.UniqueConstraint("query_hash", name=op.f("uq_ticket_query_hash")),
    )
    for column in ("phone_hash", "department", "conversation_id", "received_at", "merged_into"):
        op.create_index(op.f(f"ix_ticket_{column}"), "ticket", [column])
    op.create_index("ix_ticket_status_next_due_at", "ticket", ["status", "next_due_at"])
    op.create_table(
        "ticket_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(24), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_step")),
        sa.UniqueConstraint("ticket_number", "place", name=op.f("uq_ticket_step_ticket_number")),
        sa.ForeignKeyConstraint(["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_step_ticket_number")),
    )
    op.create_index(op.f("ix_ticket_step_ticket_number"), "ticket_step", ["ticket_number"])
    op.create_index(op.f("ix_ticket_step_at"), "ticket_step", ["at"])
    op.create_table(
        "ticket_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.String(24), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_clock")),
        sa.UniqueConstraint("ticket_number", "place", name=op.f("uq_ticket_clock_ticket_number")),
        sa.ForeignKeyConstraint(["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_clock_ticket_number")),
    )
    op.create_index(op.f("ix_ticket_clock_ticket_number"), "ticket_clock", ["ticket_number"])
    op.create_index("ix_ticket_clock_ended_at_due_at", "ticket_clock", ["ended_at", "due_at"])
    op.create_table(
        "day_sequence",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_sequence")),
    )
    op.create_table(
        "upload",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_owner"), "upload", ["owner"])
    op.create_table(
        "wrong_guess",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_guess")),
    )
    op.create_index(op.f("ix_wrong_guess_who"), "wrong_guess", ["who"])


def downgrade() -> None:
    """Drop what was made, those that refer to others first."""
    for table in ("wrong_guess", "upload", "day_sequence", "ticket_clock", "ticket_step", "ticket"):
        op.drop_table(table)
    for table, column in (("outbox", "is_notice"), ("inbox", "sealed_files"), ("conversation", "sealed_draft")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
