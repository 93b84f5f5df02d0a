"""The statements that every message takes, built once: building them anew costs more than running them.

Parameters that stand in a condition begin with `b_`, so that they cannot collide with a column that is set.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.store.handoff_schema import TalkRow
from bot.adapters.store.schema import Base, ConversationRow, FeedbackRow, InboxRow, Instant, OutboxRow
from bot.adapters.store.ticket_schema import UploadRow

QUEUED, DONE = "queued", "done"


def _moment(name: str) -> Any:
    return bindparam(name, type_=Instant)


def _is_free() -> ColumnElement[bool]:
    return or_(ConversationRow.lease_owner.is_(None), ConversationRow.lease_until < _moment("b_at"))


def _held() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ConversationRow.id == bindparam("b_id"), ConversationRow.lease_owner == bindparam("b_owner")


def _set(table: type[Base], *columns: str) -> dict[str, Any]:
    """`column = :column` for each, with the column's own type."""
    return {name: bindparam(name, type_=table.__table__.c[name].type) for name in columns}


FIND = select(InboxRow.id).where(
    InboxRow.channel == bindparam("b_channel"), InboxRow.external_id == bindparam("b_external_id")
)
CLAIM = (
    update(ConversationRow)
    .where(
        ConversationRow.id == bindparam("b_id"), or_(_is_free(), ConversationRow.lease_owner == bindparam("b_owner"))
    )
    .values(lease_owner=bindparam("b_owner"), lease_until=_moment("b_until"))
    .returning(
        ConversationRow.id,
        ConversationRow.channel,
        ConversationRow.updated_at,
        ConversationRow.focus,
        ConversationRow.session,
        ConversationRow.turns,
        ConversationRow.traditional,
        ConversationRow.sealed_draft,
    )
)
TALK_STATUS = select(TalkRow.status).where(TalkRow.open_in == bindparam("b_id")).with_for_update()
"""Of the talk that is not over; locked, so that nobody takes it while an answer is stored."""
KNOWN = select(ConversationRow.id).where(ConversationRow.id == bindparam("b_id"))
NEXT = (
    select(
        InboxRow.id,
        InboxRow.channel,
        InboxRow.conversation_id,
        InboxRow.external_id,
        InboxRow.sealed_text,
        InboxRow.payload,
        InboxRow.attachments,
        InboxRow.sealed_files,
        InboxRow.is_edit,
        InboxRow.received_at,
        InboxRow.attempts,
    )
    .where(InboxRow.conversation_id == bindparam("b_id"), InboxRow.state == QUEUED)
    .order_by(InboxRow.id)
    .limit(1)
)
KEEP = (
    update(ConversationRow)
    .where(*_held())
    .values(
        _set(ConversationRow, "focus", "session", "turns", "traditional", "sealed_draft", "updated_at", "lease_until")
    )
)
DONE_ONCE = (
    update(InboxRow)
    .where(InboxRow.id == bindparam("b_number"), InboxRow.state == QUEUED)
    .values(_set(InboxRow, "state", "masked_text", "route", "understood_by", "done_at"))
)
ATTACH = (
    update(UploadRow)
    .where(UploadRow.key.in_(bindparam("b_keys", expanding=True)), UploadRow.attached_at.is_(None))
    .values(attached_at=_moment("b_at"))
)
REPLY = insert(OutboxRow)
NOTE = insert(FeedbackRow)
COUNT_ATTEMPT = update(InboxRow).where(InboxRow.id == bindparam("b_number")).values(attempts=InboxRow.attempts + 1)
RELEASE = update(ConversationRow).where(*_held()).values(lease_owner=None, lease_until=None)
RENEW = (
    update(ConversationRow)
    .where(
        ConversationRow.id.in_(bindparam("b_ids", expanding=True)), ConversationRow.lease_owner == bindparam("b_owner")
    )
    .values(lease_until=_moment("b_until"))
)
WAITING = (
    select(InboxRow.conversation_id)
    .join(ConversationRow, ConversationRow.id == InboxRow.conversation_id)
    .where(InboxRow.state == QUEUED, _is_free())
    .group_by(InboxRow.conversation_id)
    .order_by(func.min(InboxRow.id))
    .limit(bindparam("b_limit"))
)
ROUTE = select(InboxRow.route).where(InboxRow.id == bindparam("b_number"), InboxRow.state == DONE)
REPLIES = (
    select(OutboxRow.kind, OutboxRow.text, OutboxRow.buttons, OutboxRow.data)
    .where(OutboxRow.inbox_id == bindparam("b_number"), OutboxRow.is_notice.is_not(True))
    .order_by(OutboxRow.id)
)


class Inserts(NamedTuple):
    """Inserts that do nothing on a conflict: both databases know them, each in its own dialect."""

    begin_conversation: Executable
    put: Executable


def _inserts(dialect: Any) -> Inserts:
    return Inserts(
        dialect.insert(ConversationRow).on_conflict_do_nothing(),
        dialect.insert(InboxRow)
        .on_conflict_do_nothing(index_elements=["channel", "external_id"])
        .returning(InboxRow.id),
    )


SQLITE, POSTGRESQL = _inserts(sqlite), _inserts(postgresql)
