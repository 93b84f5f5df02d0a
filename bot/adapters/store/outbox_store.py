"""Replies until they have arrived, and what was said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update

from bot.adapters.store.database import Database
from bot.adapters.store.message_rows import reply_of, things_of
from bot.adapters.store.schema import InboxRow, OutboxRow
from bot.services.ports import Cipher, Delivery, Outgoing
from bot.services.talk.history import Line

FOR_PERSON = "talk"
"""Who understood a message (`Outcome.by`) that belongs to a talk with staff."""
LAST_NUMBER = 2**31 - 1
"""PostgreSQL refuses to compare its integers with anything larger."""

OPEN = (Delivery.QUEUED.value, Delivery.SENDING.value, Delivery.UNKNOWN.value)


class SqlOutbox:
    """`Outbox` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def due(self, channel: str, at: datetime, limit: int) -> Sequence[Outgoing]:
        """The first open reply of each conversation, if its time has come; a later one waits for it."""
        first = (
            select(func.min(OutboxRow.id))
            .where(OutboxRow.channel == channel, OutboxRow.state.in_(OPEN))
            .group_by(OutboxRow.conversation_id)
        )
        async with self._database.transaction() as session:
            rows = await session.scalars(
                select(OutboxRow)
                .where(OutboxRow.id.in_(first), OutboxRow.not_before <= at, OutboxRow.state != Delivery.SENDING.value)
                .order_by(OutboxRow.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            outgoing = []
            for row in rows:
                before = Delivery(row.state)
                outgoing.append(Outgoing(row.id, row.conversation_id, reply_of(row), row.attempts, before))
                row.state, row.attempts = Delivery.SENDING.value, row.attempts + 1
            return outgoing

    async def mark(
        self, number: int, state: Delivery, at: datetime, *, error: str = "", not_before: datetime | None = None
    ) -> None:
        """What became of a try."""
        async with self._database.transaction() as session:
            row = await session.get_one(OutboxRow, number)
            row.state, row.error = state.value, error[:300] or None
            row.sent_at = at if state is Delivery.SENT else row.sent_at
            row.not_before = not_before or row.not_before

    async def delivered(self, inbox_numbers: Sequence[int], at: datetime) -> None:
        """Handed over together."""
        async with self._database.transaction() as session:
            await session.execute(
                update(OutboxRow)
                .where(OutboxRow.inbox_id.in_(inbox_numbers), OutboxRow.state == Delivery.QUEUED.value)
                .values(state=Delivery.SENT.value, sent_at=at)
            )

    async def recover(self, channel: str, at: datetime) -> int:
        """Whether a reply that was `sending` at a crash arrived, nobody knows."""
        async with self._database.transaction() as session:
            result = await session.execute(
                update(OutboxRow)
                .where(OutboxRow.channel == channel, OutboxRow.state == Delivery.SENDING.value)
                .values(state=Delivery.UNKNOWN.value, not_before=at)
            )
            return cast("CursorResult[Any]", result).rowcount

    async def counts(self) -> dict[tuple[str, str], int]:
        """How many replies stand in each (channel, state)."""
        async with self._database.transaction() as session:
            rows = await session.execute(
                select(OutboxRow.channel, OutboxRow.state, func.count()).group_by(OutboxRow.channel, OutboxRow.state)
            )
            return {(channel, state): count for channel, state, count in rows}

    async def stuck(self, limit: int = 50) -> Sequence[tuple[int, str, str, int, str]]:
        """Replies that failed or may not have arrived: number, conversation, state, attempts, error."""
        async with self._database.transaction() as session:
            rows = await session.scalars(
                select(OutboxRow)
                .where(OutboxRow.state.in_((Delivery.FAILED.value, Delivery.UNKNOWN.value)))
                .order_by(OutboxRow.id.desc())
                .limit(limit)
            )
            return [(row.id, row.conversation_id, row.state, row.attempts, row.error or "") for row in rows]


class SqlHistory:
    """`History`: what the citizen said, unsealed for her, and what was answered."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher = database, cipher

    async def lines(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """The newest messages with number above `after`, each followed by its replies, oldest first."""
        after = min(after, LAST_NUMBER)
        async with self._database.transaction() as session:
            messages = list(
                await session.scalars(
                    select(InboxRow)
                    .where(InboxRow.conversation_id == conversation, InboxRow.id > after)
                    .order_by(InboxRow.id.desc())
                    .limit(limit)
                )
            )
            replies = await session.scalars(
                select(OutboxRow)
                .where(OutboxRow.inbox_id.in_([message.id for message in messages]))
                .order_by(OutboxRow.id)
            )
            answers: dict[int, list[OutboxRow]] = {}
            for reply in replies:
                answers.setdefault(reply.inbox_id, []).append(reply)
        lines: list[Line] = []
        for message in reversed(messages):
            lines.append(self._said(message))
            lines += [_replied(row) for row in answers.get(message.id, [])]
        return lines

    async def news(self, conversation: str, after: int, limit: int) -> Sequence[Line]:
        """Notices only; the answers were fetched by whoever asked."""
        wanted = select(OutboxRow).where(
            OutboxRow.conversation_id == conversation,
            OutboxRow.id > min(after, LAST_NUMBER),
            OutboxRow.is_notice.is_(True),
        )
        async with self._database.transaction() as session:
            return [_replied(row) for row in await session.scalars(wanted.order_by(OutboxRow.id).limit(limit))]

    async def newest_notice(self, conversation: str) -> int:
        """By the index of conversations."""
        newest = select(func.max(OutboxRow.id)).where(
            OutboxRow.conversation_id == conversation, OutboxRow.is_notice.is_(True)
        )
        async with self._database.statements() as connection:
            return (await connection.execute(newest)).scalar() or 0

    async def told(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """By the primary key, so it costs next to nothing while nothing is new."""
        wanted = select(OutboxRow.id, OutboxRow.conversation_id).where(
            OutboxRow.id > after, OutboxRow.is_notice.is_(True)
        )
        async with self._database.statements() as connection:
            rows = await connection.execute(wanted.order_by(OutboxRow.id).limit(limit))
            return [(row.id, row.conversation_id) for row in rows]

    async def last_reply(self) -> int:
        """By the primary key."""
        async with self._database.statements() as connection:
            return (await connection.execute(select(func.max(OutboxRow.id)))).scalar() or 0

    def _said(self, message: InboxRow) -> Line:
        things = things_of(message.sealed_files, self._cipher)
        return Line(
            number=message.id,
            speaker="citizen",
            text=self._cipher.open(message.sealed_text),
            at=message.received_at,
            external_id=message.external_id,
            files=things.files,
            coordinates=things.coordinates,
            is_for_person=message.understood_by == FOR_PERSON,
        )

    async def answered_at(self, number: int) -> datetime | None:
        """When the answer to a message was stored."""
        async with self._database.transaction() as session:
            return await session.scalar(select(InboxRow.done_at).where(InboxRow.id == number))


def _replied(row: OutboxRow) -> Line:
    notice = row.id if row.is_notice else 0
    return Line(row.inbox_id, "assistant", row.text, row.created_at, reply_of(row), notice=notice)
