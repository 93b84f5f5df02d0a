"""The message path: conversations, inbox, outbox, feedback, keys, channel marks."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("focus", sa.JSON(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("traditional", sa.Boolean(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("lease_owner", sa.String(40)),
        sa.Column("lease_until", Instant()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("external_id", sa.String(200), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("payload", sa.String(200), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("is_edit", sa.Boolean(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("masked_text", sa.Text()),
        sa.Column("route", sa.String(20)),
        sa.Column("understood_by", sa.String(10)),
        sa.Column("done_at", Instant()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_inbox_channel")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_inbox_conversation_id")),
    )
    op.create_index(op.f("ix_inbox_conversation_id"), "inbox", ["conversation_id"])
    op.create_index("ix_inbox_state_conversation", "inbox", ["state", "conversation_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant()),
        sa.Column("error", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_outbox_inbox_id")),
    )
    op.create_index(op.f("ix_outbox_inbox_id"), "outbox", ["inbox_id"])
    op.create_index(op.f("ix_outbox_conversation_id"), "outbox", ["conversation_id"])
    op.create_index("ix_outbox_state_channel", "outbox", ["state", "channel"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("item", sa.String(40)),
        sa.Column("facet", sa.String(20)),
        sa.Column("masked_text", sa.Text()),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_feedback_inbox_id")),
    )
    op.create_index(op.f("ix_feedback_inbox_id"), "feedback", ["inbox_id"])
    op.create_table(
        "api_key",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
    )
    op.create_table(
        "channel_mark",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_mark")),
    )


def downgrade() -> None:
    """Drop them, those that refer to others first."""
    for table in ("channel_mark", "api_key", "feedback", "outbox", "inbox", "conversation"):
        op.drop_table(table)
