"""Inbox, conversations and answers: each change one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.adapters.store.database import Database
from bot.adapters.store.schema import ConversationRow, FeedbackRow, InboxRow, OutboxRow
from bot.domain.conversation import Conversation
from bot.domain.message import Answer, AttachmentKind, Button, Inbound, Kind, Reply, Stored
from bot.domain.route import Route
from bot.services.ports import Cipher, Delivery, Done, LeaseLost, Verdict

LEASE = timedelta(seconds=60)
"""A worker that shows no sign of life for so long has lost its conversation."""

QUEUED, DONE = "queued", "done"


class SqlMessageStore:
    """`MessageStore` on SQLite or PostgreSQL; what citizens wrote is sealed."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher = database, cipher

    async def put(self, inbound: Inbound, at: datetime) -> tuple[int, bool]:
        """Store a message; its number and whether it is new. The unique key decides, so two at once are one."""
        same = and_(InboxRow.channel == inbound.channel, InboxRow.external_id == inbound.external_id)
        sealed = self._cipher.seal(inbound.text)
        for _ in range(2):
            try:
                async with self._database.transaction() as session:
                    number = await session.scalar(select(InboxRow.id).where(same))
                    if number is not None:
                        return number, False
                    if await session.get(ConversationRow, inbound.conversation) is None:
                        session.add(_new_conversation(inbound, at))
                        await session.flush()
                    row = _inbox_row(inbound, sealed, at)
                    session.add(row)
                    await session.flush()
                    return row.id, True
            except IntegrityError:  # another process stored the message or its conversation in between: look again
                continue
        raise RuntimeError(f"message {inbound.external_id} of {inbound.channel} could not be stored")

    async def claim(self, conversation: str, owner: str, at: datetime) -> Conversation | None:
        """Hold a conversation if it is free, or ours, or its holder has shown no life for `LEASE`."""
        async with self._database.transaction() as session:
            row = await session.scalar(
                update(ConversationRow)
                .where(ConversationRow.id == conversation, _free_for(owner, at))
                .values(lease_owner=owner, lease_until=at + LEASE)
                .returning(ConversationRow)
            )
            if row is not None:
                return _conversation(row)
            if await session.get(ConversationRow, conversation) is None:
                raise KeyError(conversation)
            return None

    async def next_message(self, conversation: str) -> Stored | None:
        """The oldest unanswered message."""
        async with self._database.transaction() as session:
            row = await session.scalar(
                select(InboxRow)
                .where(InboxRow.conversation_id == conversation, InboxRow.state == QUEUED)
                .order_by(InboxRow.id)
                .limit(1)
            )
        return self._stored(row) if row is not None else None

    async def finish(self, done: Done, owner: str, at: datetime, verdict: Verdict | None = None) -> bool:
        """All effects of a message in one transaction, once."""
        async with self._database.transaction() as session:
            held = await _execute(
                session,
                update(ConversationRow)
                .where(ConversationRow.id == done.conversation.id, ConversationRow.lease_owner == owner)
                .values(**_conversation_values(done.conversation), lease_until=at + LEASE),
            )
            if not held:
                raise LeaseLost(done.conversation.id)
            fresh = await _execute(
                session,
                update(InboxRow)
                .where(InboxRow.id == done.number, InboxRow.state == QUEUED)
                .values(
                    state=DONE,
                    masked_text=done.masked_text,
                    route=done.outcome.answer.route.value,
                    understood_by=done.outcome.by,
                    done_at=at,
                ),
            )
            if not fresh:
                return False
            session.add_all(_outbox_row(done, reply, at) for reply in done.outcome.answer.replies)
            if verdict is not None:
                session.add(_feedback_row(verdict, at))
        return True

    async def count_attempt(self, number: int) -> None:
        """One more failed try."""
        async with self._database.transaction() as session:
            await session.execute(update(InboxRow).where(InboxRow.id == number).values(attempts=InboxRow.attempts + 1))

    async def release(self, conversation: str, owner: str) -> None:
        """Let go, if it is still ours."""
        async with self._database.transaction() as session:
            await session.execute(
                update(ConversationRow)
                .where(ConversationRow.id == conversation, ConversationRow.lease_owner == owner)
                .values(lease_owner=None, lease_until=None)
            )

    async def waiting(self, at: datetime, limit: int) -> Sequence[str]:
        """Conversations with unanswered messages that nobody holds."""
        async with self._database.transaction() as session:
            found = await session.scalars(
                select(InboxRow.conversation_id)
                .join(ConversationRow, ConversationRow.id == InboxRow.conversation_id)
                .where(InboxRow.state == QUEUED, _free_for(None, at))
                .group_by(InboxRow.conversation_id)
                .order_by(func.min(InboxRow.id))
                .limit(limit)
            )
            return list(found)

    async def answer_to(self, number: int) -> Answer | None:
        """The answer as it was stored."""
        async with self._database.transaction() as session:
            route = await session.scalar(select(InboxRow.route).where(InboxRow.id == number, InboxRow.state == DONE))
            if route is None:
                return None
            rows = await session.scalars(select(OutboxRow).where(OutboxRow.inbox_id == number).order_by(OutboxRow.id))
            return Answer(Route(route), tuple(reply_of(row) for row in rows))

    def _stored(self, row: InboxRow) -> Stored:
        inbound = Inbound(
            channel=row.channel,
            conversation=row.conversation_id,
            external_id=row.external_id,
            text=self._cipher.open(row.sealed_text),
            payload=row.payload,
            attachments=tuple(AttachmentKind(kind) for kind in row.attachments),
            is_edit=row.is_edit,
        )
        return Stored(row.id, inbound, row.received_at, row.attempts)


def reply_of(row: OutboxRow) -> Reply:
    """A reply as it stands in the outbox."""
    buttons = tuple(Button(title, payload) for title, payload in row.buttons)
    return Reply(Kind(row.kind), row.text, buttons, dict(row.data))


async def _execute(session: AsyncSession, statement: Any) -> int:
    """How many rows a statement changed."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount


def _free_for(owner: str | None, at: datetime) -> Any:
    free = or_(ConversationRow.lease_owner.is_(None), ConversationRow.lease_until < at)
    return or_(free, ConversationRow.lease_owner == owner) if owner else free


def _new_conversation(inbound: Inbound, at: datetime) -> ConversationRow:
    fresh = Conversation(inbound.conversation, inbound.channel, at)
    return ConversationRow(id=fresh.id, channel=fresh.channel, **_conversation_values(fresh))


def _conversation_values(conversation: Conversation) -> dict[str, Any]:
    return {
        "focus": focus_to_json(conversation.focus),
        "session": conversation.session,
        "turns": conversation.turns,
        "traditional": conversation.traditional,
        "updated_at": conversation.updated_at,
    }


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        channel=row.channel,
        updated_at=row.updated_at,
        focus=focus_from_json(row.focus),
        session=row.session,
        turns=row.turns,
        traditional=row.traditional,
    )


def _inbox_row(inbound: Inbound, sealed: str, at: datetime) -> InboxRow:
    return InboxRow(
        channel=inbound.channel,
        external_id=inbound.external_id,
        conversation_id=inbound.conversation,
        sealed_text=sealed,
        payload=inbound.payload,
        attachments=[kind.value for kind in inbound.attachments],
        is_edit=inbound.is_edit,
        received_at=at,
        state=QUEUED,
        attempts=0,
    )


def _outbox_row(done: Done, reply: Reply, at: datetime) -> OutboxRow:
    return OutboxRow(
        inbox_id=done.number,
        conversation_id=done.conversation.id,
        channel=done.conversation.channel,
        kind=reply.kind.value,
        text=reply.text,
        buttons=[[button.title, button.payload] for button in reply.buttons],
        data=reply.data,
        state=Delivery.QUEUED.value,
        attempts=0,
        not_before=at,
        created_at=at,
    )


def _feedback_row(verdict: Verdict, at: datetime) -> FeedbackRow:
    return FeedbackRow(
        inbox_id=verdict.number,
        verdict=verdict.verdict,
        item=verdict.item or None,
        facet=verdict.facet.value if verdict.facet else None,
        masked_text=verdict.masked_text or None,
        at=at,
    )
