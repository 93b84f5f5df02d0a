"""Hand-offs (转人工): live talks with staff."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.schema import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the tables."""
    _talk()
    op.create_table(
        "talk_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("sealed_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_entry")),
        sa.UniqueConstraint("talk_number", "place", name=op.f("uq_talk_entry_talk_number")),
        _of_talk("talk_entry"),
    )
    op.create_table(
        "talk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("sealed_line", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_line")),
        sa.UniqueConstraint("talk_number", "form", name=op.f("uq_talk_line_talk_number")),
        _of_talk("talk_line"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_talk_line_outbox_id")),
    )
    op.create_index(op.f("ix_talk_line_outbox_id"), "talk_line", ["outbox_id"])
    op.create_table(
        "talk_duty",
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_talk_duty")),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("talk_duty", "talk_line", "talk_entry", "talk"):
        op.drop_table(table)


def _talk() -> None:
    op.create_table(
        "talk",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("open_in", sa.String(200)),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("sealed_summary", sa.Text(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("operator", sa.String(40), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("taken_at", Instant()),
        sa.Column("seen_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("rating", sa.String(20)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_talk")),
        sa.UniqueConstraint("open_in", name=op.f("uq_talk_open_in")),
    )
    op.create_index("ix_talk_status_operator", "talk", ["status", "operator"])
    op.create_index("ix_talk_conversation_id", "talk", ["conversation_id", "number"])
    for name in ("opened_at", "ended_at"):
        op.create_index(op.f(f"ix_talk_{name}"), "talk", [name])


def _of_talk(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["talk_number"], ["talk.number"], name=op.f(f"fk_{table}_talk_number"))
