"""Inbox, conversations and answers: each change one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.adapters.store import message_statements as statements
from bot.adapters.store.database import Database
from bot.adapters.store.handoff_store import SqlTalks
from bot.adapters.store.message_rows import (
    conversation_of,
    conversation_values,
    done_values,
    feedback_values,
    inbox_values,
    outbox_values,
    reply_of,
    stored_of,
)
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.ticket_store import SqlTickets
from bot.domain.handoff.handoff import TalkStatus
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Inbound
from bot.domain.talk.route import Route
from bot.services.handoff.ports import TalkChanged
from bot.services.ports import Cipher, Done, Finish, Held, LeaseLost, Verdict

LEASE = timedelta(seconds=15)
"""A worker that shows no sign of life for so long has lost its conversation; see `renew`."""


class SqlMessageStore:
    """`MessageStore` on SQLite or PostgreSQL; what citizens wrote is sealed."""

    def __init__(self, database: Database, cipher: Cipher, tickets: SqlTickets, objections: SqlObjections) -> None:
        """On an open database whose tables are up to date; the two save what a message files or moves."""
        self._database, self._cipher, self._tickets, self._objections = database, cipher, tickets, objections
        self._talks = SqlTalks(database, cipher)
        self._says = statements.SQLITE if database.is_sqlite else statements.POSTGRESQL

    async def put(self, inbound: Inbound, at: datetime) -> tuple[int, bool]:
        """Store a message; its number and whether it is new. The unique key decides, so two at once are one."""
        fresh = Conversation(inbound.conversation, inbound.channel, at)
        talk = {"id": fresh.id, "channel": fresh.channel, **conversation_values(fresh, self._cipher)}
        message = inbox_values(inbound, self._cipher, at)
        brought = [file.key for file in inbound.files]
        return await self._database.work(lambda connection: self._put(connection, talk, message, brought))

    def _put(
        self, connection: Connection, talk: dict[str, Any], message: dict[str, Any], brought: list[str]
    ) -> tuple[int, bool]:
        connection.execute(self._says.begin_conversation, talk)
        number = connection.scalar(self._says.put, message)
        if number is not None:
            if brought:
                connection.execute(statements.ATTACH, {"b_keys": brought, "b_at": message["received_at"]})
            return int(number), True
        same = {"b_channel": message["channel"], "b_external_id": message["external_id"]}
        return int(connection.execute(statements.FIND, same).scalar_one()), False

    async def claim(self, conversation: str, owner: str, at: datetime) -> Held | None:
        """Hold a conversation if it is free, or ours, or its holder has shown no life for `LEASE`."""
        values = {"b_id": conversation, "b_owner": owner, "b_at": at, "b_until": at + LEASE}
        held = await self._database.work(lambda connection: _claim(connection, values))
        if held is None:
            return None
        talk, waits = held
        return Held(conversation_of(talk, self._cipher), stored_of(waits, self._cipher) if waits else None)

    async def finish(self, done: Done, owner: str, at: datetime, verdict: Verdict | None = None) -> Finish:
        """All effects of a message in one transaction, once."""
        async with self._database.statements() as connection:
            values = conversation_values(done.conversation, self._cipher)
            if not await connection.run_sync(_finish, done, values, owner, at, verdict):
                return Finish(is_first=False)
            if done.change:
                await self._tickets.save_within(connection, done.change, at)
            if done.objection:
                await self._objections.save_within(connection, done.objection, at)
            if done.talk:
                await self._talks.save_within(connection, done.talk, at)
            waits = await connection.run_sync(_next_or_let_go, done.conversation.id, owner)
        try:
            return Finish(is_first=True, following=stored_of(waits, self._cipher) if waits else None)
        except ValueError:  # sealed with a key that is gone: no reason to doubt the answer that is stored
            return Finish(is_first=True)

    async def count_attempt(self, number: int) -> None:
        """One more failed try."""
        await self._database.work(lambda c: c.execute(statements.COUNT_ATTEMPT, {"b_number": number}))

    async def renew(self, conversations: Collection[str], owner: str, at: datetime) -> None:
        """A sign of life for each of them that is still ours."""
        values = {"b_ids": list(conversations), "b_owner": owner, "b_until": at + LEASE}
        await self._database.work(lambda c: c.execute(statements.RENEW, values))

    async def release(self, conversation: str, owner: str) -> None:
        """Let go, if it is still ours."""
        await self._database.work(lambda c: c.execute(statements.RELEASE, {"b_id": conversation, "b_owner": owner}))

    async def waiting(self, at: datetime, limit: int) -> Sequence[str]:
        """Conversations with unanswered messages that nobody holds."""
        values = {"b_at": at, "b_limit": limit}
        return await self._database.work(lambda c: c.scalars(statements.WAITING, values).all())

    async def answer_to(self, number: int) -> Answer | None:
        """The answer as it was stored."""
        return await self._database.work(lambda connection: _answer(connection, number))


def _claim(connection: Connection, values: dict[str, Any]) -> tuple[Row[Any], Any] | None:
    """The rows of the conversation and of its oldest message that waits, if there is one; None: it is taken."""
    row = connection.execute(statements.CLAIM, values).one_or_none()
    if row is not None:
        return row, _next_or_let_go(connection, values["b_id"], values["b_owner"])
    if connection.scalar(statements.KNOWN, {"b_id": values["b_id"]}) is None:
        raise KeyError(values["b_id"])
    return None


def _next_or_let_go(connection: Connection, conversation: str, owner: str) -> Any:
    """The row of the oldest message that waits; None: nothing waits, and the conversation was let go."""
    row = connection.execute(statements.NEXT, {"b_id": conversation}).one_or_none()
    if row is None:
        connection.execute(statements.RELEASE, {"b_id": conversation, "b_owner": owner})
    return row


def _finish(
    connection: Connection, done: Done, talk: dict[str, Any], owner: str, at: datetime, verdict: Verdict | None
) -> bool:
    """False if the message has its answer already.

    `LeaseLost` if somebody else holds the conversation, `TalkChanged` if a person has taken over from the assistant.
    """
    fresh = connection.execute(statements.DONE_ONCE, {"b_number": done.number} | done_values(done, at))
    if not fresh.rowcount:
        return False
    state = {"b_id": done.conversation.id, "b_owner": owner, "lease_until": at + LEASE}
    held = connection.execute(statements.KEEP, state | talk)
    if not held.rowcount:
        raise LeaseLost(done.conversation.id)
    if done.yields_to_person and _has_person(connection, done.conversation.id):
        raise TalkChanged
    replies = done.outcome.answer.replies
    if replies:  # none while a person talks
        connection.execute(statements.REPLY, [outbox_values(done, reply, at) for reply in replies])
    if verdict is not None:
        connection.execute(statements.NOTE, feedback_values(verdict, at))
    return True


def _has_person(connection: Connection, conversation: str) -> bool:
    status = connection.scalar(statements.TALK_STATUS, {"b_id": conversation})
    return status is not None and TalkStatus(status).silences_assistant


def _answer(connection: Connection, number: int) -> Answer | None:
    route = connection.scalar(statements.ROUTE, {"b_number": number})
    if route is None:
        return None
    rows = connection.execute(statements.REPLIES, {"b_number": number})
    return Answer(Route(route), tuple(reply_of(row) for row in rows))
