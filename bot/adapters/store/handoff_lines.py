"""What was said in a conversation, whoever said it, in one order; and what was asked, for a summary."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.handoff_rows import line_answered, line_said, moment_of
from bot.adapters.store.handoff_schema import TalkLineRow
from bot.adapters.store.message_statements import DONE
from bot.adapters.store.schema import InboxRow, OutboxRow
from bot.services.handoff.ports import Line
from bot.services.handoff.records import Asked
from bot.services.ports import Cipher

_SAID: Any = select(
    InboxRow.id,
    InboxRow.received_at,
    InboxRow.sealed_text,
    InboxRow.attachments,
    InboxRow.sealed_files,
    InboxRow.is_edit,
)
_ANSWERED: Any = select(
    OutboxRow.id,
    OutboxRow.inbox_id,
    OutboxRow.created_at,
    OutboxRow.text,
    OutboxRow.state,
    TalkLineRow.login,
    TalkLineRow.sealed_line,
).join(TalkLineRow, TalkLineRow.outbox_id == OutboxRow.id, isouter=True)


async def lines(database: Database, cipher: Cipher, conversation: str, after: str, limit: int) -> Sequence[Line]:
    """The newest `limit` lines, or the first `limit` after a line."""
    said = _SAID.where(InboxRow.conversation_id == conversation)
    answered = _ANSWERED.where(OutboxRow.conversation_id == conversation)
    since = moment_of(after) if after else None
    async with database.statements() as connection:
        messages = await _part(connection, said, (InboxRow.received_at, InboxRow.id), since, limit)
        replies = await _part(connection, answered, (OutboxRow.created_at, OutboxRow.id), since, limit)
    found = [*(line_said(row, cipher) for row in messages), *(line_answered(row, cipher) for row in replies)]
    found.sort(key=lambda line: line.number)
    if since is None:
        return found[-limit:]
    return [line for line in found if line.number > after][:limit]


async def _part(
    connection: AsyncConnection, wanted: Any, by: tuple[Any, Any], since: datetime | None, limit: int
) -> Sequence[Any]:
    at, number = by
    if since is None:
        newest: Sequence[Any] = (await connection.execute(wanted.order_by(at.desc(), number.desc()).limit(limit))).all()
        return newest
    # What was said at the very moment of the line before comes too, and is left out by its number.
    later: Sequence[Any] = (
        await connection.execute(wanted.where(at >= since).order_by(at, number).limit(limit + 20))
    ).all()
    return later


async def asked(database: Database, conversation: str, limit: int) -> Sequence[Asked]:
    """The newest answered messages with words, oldest first."""
    newest = (
        select(InboxRow.id, InboxRow.received_at, InboxRow.masked_text, InboxRow.route)
        .where(InboxRow.conversation_id == conversation, InboxRow.state == DONE, InboxRow.masked_text.is_not(None))
        .where(InboxRow.masked_text != "")
        .order_by(InboxRow.id.desc())
        .limit(limit)
    )
    async with database.statements() as connection:
        rows = list(reversed((await connection.execute(newest)).all()))
        answers = (
            select(OutboxRow.inbox_id, OutboxRow.kind)
            .where(OutboxRow.inbox_id.in_([row.id for row in rows]), OutboxRow.is_notice.is_not(True))
            .order_by(OutboxRow.id.desc())
        )
        kinds = {row.inbox_id: row.kind for row in await connection.execute(answers)}
    return [Asked(row.received_at, row.masked_text, row.route or "", kinds.get(row.id, "")) for row in rows]
