"""Inbox, conversations and answers: each change one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.adapters.store import message_statements as statements
from bot.adapters.store.database import Database
from bot.adapters.store.message_statements import DONE, QUEUED
from bot.adapters.store.schema import OutboxRow
from bot.domain.conversation import Conversation
from bot.domain.message import Answer, AttachmentKind, Button, Inbound, Kind, Reply, Stored
from bot.domain.route import Route
from bot.services.ports import Cipher, Delivery, Done, LeaseLost, Verdict

LEASE = timedelta(seconds=60)
"""A worker that shows no sign of life for so long has lost its conversation."""


class SqlMessageStore:
    """`MessageStore` on SQLite or PostgreSQL; what citizens wrote is sealed."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher = database, cipher
        self._says = statements.SQLITE if database.is_sqlite else statements.POSTGRESQL

    async def put(self, inbound: Inbound, at: datetime) -> tuple[int, bool]:
        """Store a message; its number and whether it is new. The unique key decides, so two at once are one."""
        async with self._database.statements() as connection:
            fresh = Conversation(inbound.conversation, inbound.channel, at)
            values = {"id": fresh.id, "channel": fresh.channel, **_conversation_values(fresh)}
            await connection.execute(self._says.begin_conversation, values)
            values = _inbox_values(inbound, self._cipher.seal(inbound.text), at)
            number = await connection.scalar(self._says.put, values)
            if number is not None:
                return int(number), True
            same = {"b_channel": inbound.channel, "b_external_id": inbound.external_id}
            return int((await connection.execute(statements.FIND, same)).scalar_one()), False

    async def claim(self, conversation: str, owner: str, at: datetime) -> Conversation | None:
        """Hold a conversation if it is free, or ours, or its holder has shown no life for `LEASE`."""
        values = {"b_id": conversation, "b_owner": owner, "b_at": at, "b_until": at + LEASE}
        async with self._database.statements() as connection:
            row = (await connection.execute(statements.CLAIM, values)).one_or_none()
            if row is not None:
                return _conversation(row)
            if await connection.scalar(statements.KNOWN, {"b_id": conversation}) is None:
                raise KeyError(conversation)
            return None

    async def next_message(self, conversation: str) -> Stored | None:
        """The oldest unanswered message."""
        async with self._database.statements() as connection:
            row = (await connection.execute(statements.NEXT, {"b_id": conversation})).one_or_none()
        return self._stored(row) if row is not None else None

    async def finish(self, done: Done, owner: str, at: datetime, verdict: Verdict | None = None) -> bool:
        """All effects of a message in one transaction, once."""
        state = {"b_id": done.conversation.id, "b_owner": owner, "lease_until": at + LEASE}
        async with self._database.statements() as connection:
            fresh = await connection.execute(statements.DONE_ONCE, {"b_number": done.number} | _done_values(done, at))
            if not fresh.rowcount:
                return False
            held = await connection.execute(statements.KEEP, state | _conversation_values(done.conversation))
            if not held.rowcount:
                raise LeaseLost(done.conversation.id)
            replies = done.outcome.answer.replies
            await connection.execute(statements.REPLY, [_outbox_values(done, reply, at) for reply in replies])
            if verdict is not None:
                await connection.execute(statements.NOTE, _feedback_values(verdict, at))
        return True

    async def count_attempt(self, number: int) -> None:
        """One more failed try."""
        async with self._database.statements() as connection:
            await connection.execute(statements.COUNT_ATTEMPT, {"b_number": number})

    async def release(self, conversation: str, owner: str) -> None:
        """Let go, if it is still ours."""
        async with self._database.statements() as connection:
            await connection.execute(statements.RELEASE, {"b_id": conversation, "b_owner": owner})

    async def waiting(self, at: datetime, limit: int) -> Sequence[str]:
        """Conversations with unanswered messages that nobody holds."""
        async with self._database.statements() as connection:
            found = await connection.execute(statements.WAITING, {"b_at": at, "b_limit": limit})
            return [row.conversation_id for row in found]

    async def answer_to(self, number: int) -> Answer | None:
        """The answer as it was stored."""
        async with self._database.statements() as connection:
            route = await connection.scalar(statements.ROUTE, {"b_number": number})
            if route is None:
                return None
            rows = await connection.execute(statements.REPLIES, {"b_number": number})
            return Answer(Route(route), tuple(reply_of(row) for row in rows))

    def _stored(self, row: Any) -> Stored:
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


def reply_of(row: OutboxRow | Row[Any]) -> Reply:
    """A reply as it stands in the outbox."""
    buttons = tuple(Button(title, payload) for title, payload in row.buttons)
    return Reply(Kind(row.kind), row.text, buttons, dict(row.data))


def _conversation_values(conversation: Conversation) -> dict[str, Any]:
    return {
        "focus": focus_to_json(conversation.focus),
        "session": conversation.session,
        "turns": conversation.turns,
        "traditional": conversation.traditional,
        "updated_at": conversation.updated_at,
    }


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        channel=row.channel,
        updated_at=row.updated_at,
        focus=focus_from_json(row.focus),
        session=row.session,
        turns=row.turns,
        traditional=row.traditional,
    )


def _inbox_values(inbound: Inbound, sealed: str, at: datetime) -> dict[str, Any]:
    return {
        "channel": inbound.channel,
        "external_id": inbound.external_id,
        "conversation_id": inbound.conversation,
        "sealed_text": sealed,
        "payload": inbound.payload,
        "attachments": [kind.value for kind in inbound.attachments],
        "is_edit": inbound.is_edit,
        "received_at": at,
        "state": QUEUED,
        "attempts": 0,
    }


def _done_values(done: Done, at: datetime) -> dict[str, Any]:
    return {
        "state": DONE,
        "masked_text": done.masked_text,
        "route": done.outcome.answer.route.value,
        "understood_by": done.outcome.by,
        "done_at": at,
    }


def _outbox_values(done: Done, reply: Reply, at: datetime) -> dict[str, Any]:
    return {
        "inbox_id": done.number,
        "conversation_id": done.conversation.id,
        "channel": done.conversation.channel,
        "kind": reply.kind.value,
        "text": reply.text,
        "buttons": [[button.title, button.payload] for button in reply.buttons],
        "data": reply.data,
        "state": Delivery.QUEUED.value,
        "attempts": 0,
        "not_before": at,
        "created_at": at,
    }


def _feedback_values(verdict: Verdict, at: datetime) -> dict[str, Any]:
    return {
        "inbox_id": verdict.number,
        "verdict": verdict.verdict,
        "item": verdict.item[:40] or None,
        "facet": verdict.facet.value if verdict.facet else None,
        "masked_text": verdict.masked_text or None,
        "at": at,
    }
