"""Calls, adopted answers and examples that staff added."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables."""
    _calls()
    _gaps()


def downgrade() -> None:
    """Take them away."""
    for table in ("learned_example", "gap_settled", "call_pick", "call_order", "phone_call"):
        op.drop_table(table)


def _calls() -> None:
    op.create_table(
        "phone_call",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("operator", sa.String(32), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("caller_hash", sa.String(64), nullable=True),
        sa.Column("sealed_caller", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("remark", sa.String(300), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_call")),
    )
    for column in ("operator", "caller_hash", "ended_at"):
        op.create_index(op.f(f"ix_phone_call_{column}"), "phone_call", [column])
    op.create_table(
        "call_order",
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("call_id", sa.String(32), nullable=False),
        sa.Column("ticket_number", sa.String(24), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_call_order")),
    )
    op.create_index(op.f("ix_call_order_call_id"), "call_order", ["call_id"])
    op.create_table(
        "call_pick",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("call_id", sa.String(32), nullable=False),
        sa.Column("operator", sa.String(32), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("facet", sa.String(20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_pick")),
    )
    op.create_index(op.f("ix_call_pick_at"), "call_pick", ["at"])


def _gaps() -> None:
    op.create_table(
        "gap_settled",
        sa.Column("form", sa.String(300), nullable=False),
        sa.Column("head", sa.String(300), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(12), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("facet", sa.String(20), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_gap_settled")),
    )
    op.create_index(op.f("ix_gap_settled_head"), "gap_settled", ["head"])
    op.create_index(op.f("ix_gap_settled_at"), "gap_settled", ["at"])
    op.create_table(
        "learned_example",
        sa.Column("form", sa.String(300), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("facet", sa.String(20), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("taken_back_by", sa.String(32), nullable=True),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_learned_example")),
    )
