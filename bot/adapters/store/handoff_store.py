"""Talks with staff: each change one transaction, no talk for two, no line twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Select, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import handoff_lines
from bot.adapters.store.database import Database
from bot.adapters.store.handoff_rows import entry_values, line_sealed, talk_of, talk_values
from bot.adapters.store.handoff_schema import TalkDutyRow, TalkEntryRow, TalkLineRow, TalkRow
from bot.adapters.store.life_rows import notify
from bot.adapters.store.message_rows import conversation_of
from bot.adapters.store.outbox_store import FOR_PERSON
from bot.adapters.store.schema import ConversationRow, InboxRow
from bot.adapters.store.ticket_schema import UploadRow
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.handoff.queue import in_order
from bot.domain.talk.conversation import Conversation
from bot.services.handoff.ports import Line, TalkChange, TalkChanged
from bot.services.handoff.records import Asked, Speech
from bot.services.ports import Cipher

_TALKS, _ENTRIES = TalkRow.__table__, TalkEntryRow.__table__
_OPEN = (TalkStatus.WAITING.value, TalkStatus.LIVE.value)
MOST_OPEN = 1000


class SqlTalks:
    """`TalkRecords` on SQLite or PostgreSQL; summaries, notes and lines are sealed."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher = database, cipher
        self._dialect: Any = sqlite if database.is_sqlite else postgresql

    async def get(self, number: int) -> HandOff | None:
        """A talk."""
        found = await self._find(select(_TALKS).where(TalkRow.number == number))
        return found[0] if found else None

    async def open_in(self, conversation: str) -> HandOff | None:
        """By its unique key."""
        found = await self._find(select(_TALKS).where(TalkRow.open_in == conversation))
        return found[0] if found else None

    async def latest(self, conversation: str) -> HandOff | None:
        """By the index of conversations."""
        of = select(_TALKS).where(TalkRow.conversation_id == conversation)
        found = await self._find(of.order_by(TalkRow.number.desc()).limit(1))
        return found[0] if found else None

    async def unfinished(self) -> Sequence[HandOff]:
        """In the order of the queue."""
        return in_order(await self._find(select(_TALKS).where(TalkRow.status.in_(_OPEN)).limit(MOST_OPEN)))

    async def opened_between(self, since: datetime, until: datetime, limit: int) -> Sequence[HandOff]:
        """The newest first."""
        span = select(_TALKS).where(TalkRow.opened_at >= since, TalkRow.opened_at < until)
        return await self._find(span.order_by(TalkRow.opened_at.desc(), TalkRow.number.desc()).limit(limit))

    async def lasted_since(self, since: datetime, limit: int) -> Sequence[timedelta]:
        """Of closed talks only: what was given back at once says nothing."""
        closed = select(TalkRow.taken_at, TalkRow.ended_at).where(
            TalkRow.status == TalkStatus.CLOSED.value, TalkRow.ended_at >= since, TalkRow.taken_at.is_not(None)
        )
        async with self._database.statements() as connection:
            rows = await connection.execute(closed.order_by(TalkRow.ended_at.desc()).limit(limit))
            return [row.ended_at - row.taken_at for row in reversed(rows.all())]

    async def save(self, change: TalkChange, at: datetime) -> HandOff:
        """All of a change, or nothing of it."""
        async with self._database.statements() as connection:
            return await self.save_within(connection, change, at)

    async def save_within(self, connection: AsyncConnection, change: TalkChange, at: datetime) -> HandOff:
        """Save within a transaction that is already open; `TalkChanged` must then roll it back."""
        talk = await self._kept(connection, change.talk) if change.talk.number else await self._new(connection, change)
        for notice in change.notices:
            await notify(connection, notice, at)
        return talk

    async def beat(self, numbers: Sequence[int], login: str, at: datetime) -> None:
        """Her talks stay hers, and she is on duty."""
        duty = self._dialect.insert(TalkDutyRow).values(login=login, seen_at=at)
        duty = duty.on_conflict_do_update(index_elements=["login"], set_={"seen_at": at})
        hers = update(TalkRow).where(
            TalkRow.number.in_(numbers), TalkRow.operator == login, TalkRow.status == TalkStatus.LIVE.value
        )
        async with self._database.statements() as connection:
            await connection.execute(duty)
            if numbers:
                await connection.execute(hers.values(seen_at=at))

    async def on_duty(self, since: datetime) -> Collection[str]:
        """By login."""
        present = select(TalkDutyRow.login).where(TalkDutyRow.seen_at >= since)
        async with self._database.statements() as connection:
            return set((await connection.execute(present)).scalars())

    async def speak(self, speech: Speech, at: datetime) -> None:
        """The row of the talk is locked first, so that a line is said before the talk is closed or not at all."""
        async with self._database.statements() as connection:
            live = update(TalkRow).where(
                TalkRow.number == speech.talk,
                TalkRow.operator == speech.login,
                TalkRow.status == TalkStatus.LIVE.value,
            )
            held = cast("CursorResult[Any]", await connection.execute(live.values(seen_at=at))).rowcount
            if not held:
                if await self._was_said(connection, speech):
                    return
                raise TalkChanged
            await self._say(connection, speech, at)

    async def lines(self, conversation: str, after: str, limit: int) -> Sequence[Line]:
        """Messages, answers, notices and operators' lines in one order."""
        return await handoff_lines.lines(self._database, self._cipher, conversation, after, limit)

    async def asked(self, conversation: str, limit: int) -> Sequence[Asked]:
        """Masked as it was understood."""
        return await handoff_lines.asked(self._database, conversation, limit)

    async def first_heard_at(self, conversation: str) -> datetime | None:
        """By the index of conversations."""
        first = select(func.min(InboxRow.received_at)).where(InboxRow.conversation_id == conversation)
        async with self._database.statements() as connection:
            return (await connection.execute(first)).scalar()

    async def heard_since(self, conversation: str, since: datetime) -> int:
        """Answered or not."""
        count = select(func.count()).where(InboxRow.conversation_id == conversation, InboxRow.received_at > since)
        async with self._database.statements() as connection:
            return int((await connection.execute(count)).scalar_one())

    async def left_since(self, conversation: str, since: datetime) -> int:
        """By when they were done with: one that was caught by a take-over came before it."""
        count = select(func.count()).where(
            InboxRow.conversation_id == conversation, InboxRow.understood_by == FOR_PERSON, InboxRow.done_at > since
        )
        async with self._database.statements() as connection:
            return int((await connection.execute(count)).scalar_one())

    async def heard_at(self, conversations: Collection[str]) -> Mapping[str, datetime]:
        """The moment of the newest message of each."""
        newest = select(InboxRow.conversation_id, func.max(InboxRow.received_at).label("at"))
        newest = newest.where(InboxRow.conversation_id.in_(conversations)).group_by(InboxRow.conversation_id)
        async with self._database.statements() as connection:
            return {row.conversation_id: row.at for row in await connection.execute(newest)}

    async def conversation(self, name: str) -> Conversation | None:
        """As the next turn will find it."""
        async with self._database.statements() as connection:
            wanted = select(ConversationRow.__table__).where(ConversationRow.id == name)
            row = (await connection.execute(wanted)).one_or_none()
        return conversation_of(row, self._cipher) if row else None

    async def _find(self, wanted: Select[Any]) -> list[HandOff]:
        rows, entries = await self._database.work(lambda connection: _rows(connection, wanted))
        return [talk_of(row, entries.get(row.number, []), self._cipher) for row in rows]

    async def _new(self, connection: AsyncConnection, change: TalkChange) -> HandOff:
        """`TalkChanged` if the conversation has an open talk: the unique key decides, so two at once are one."""
        unanswered = select(ConversationRow.id).where(ConversationRow.id == change.talk.conversation)
        await connection.execute(unanswered.with_for_update(key_share=True))  # a reply before the greeting, or never
        values = talk_values(change.talk, self._cipher) | {"version": 1}
        fresh = self._dialect.insert(TalkRow).values(values).on_conflict_do_nothing(index_elements=["open_in"])
        number = (await connection.execute(fresh.returning(TalkRow.number))).scalar_one_or_none()
        if number is None:
            raise TalkChanged
        return await self._append(connection, change.talk, int(number), 1)

    async def _kept(self, connection: AsyncConnection, talk: HandOff) -> HandOff:
        same = update(TalkRow).where(TalkRow.number == talk.number, TalkRow.version == talk.version)
        values = talk_values(talk, self._cipher) | {"version": talk.version + 1}
        if not cast("CursorResult[Any]", await connection.execute(same.values(values))).rowcount:
            raise TalkChanged
        return await self._append(connection, talk, talk.number, talk.version + 1)

    async def _append(self, connection: AsyncConnection, talk: HandOff, number: int, version: int) -> HandOff:
        """History is only ever added to."""
        known = select(func.count()).select_from(_ENTRIES).where(TalkEntryRow.talk_number == number)
        first = (await connection.execute(known)).scalar_one()
        fresh = [
            entry_values(number, place, talk.entries[place], self._cipher) for place in range(first, len(talk.entries))
        ]
        if fresh:
            await connection.execute(insert(TalkEntryRow), fresh)
        return replace(talk, number=number, version=version)

    async def _was_said(self, connection: AsyncConnection, speech: Speech) -> bool:
        same = select(TalkLineRow.id).where(TalkLineRow.talk_number == speech.talk, TalkLineRow.form == speech.form)
        return (await connection.execute(same)).scalar_one_or_none() is not None

    async def _say(self, connection: AsyncConnection, speech: Speech, at: datetime) -> None:
        line = {
            "talk_number": speech.talk,
            "form": speech.form,
            "login": speech.login,
            "sealed_line": line_sealed(speech.text, speech.files, self._cipher),
        }
        fresh = self._dialect.insert(TalkLineRow).values(line).on_conflict_do_nothing()
        number = (await connection.execute(fresh.returning(TalkLineRow.id))).scalar_one_or_none()
        if number is None:
            return
        outbox = await notify(connection, speech.notice, at)
        await connection.execute(update(TalkLineRow).where(TalkLineRow.id == number).values(outbox_id=outbox))
        keys = [file.key for file in speech.files]
        if keys:
            brought = update(UploadRow).where(UploadRow.key.in_(keys), UploadRow.attached_at.is_(None))
            await connection.execute(brought.values(attached_at=at))


def _rows(connection: Connection, wanted: Select[Any]) -> tuple[Sequence[Any], Mapping[int, list[Any]]]:
    """Talks and their history, in one go: every message of a citizen asks for it."""
    rows = connection.execute(wanted).all()
    entries: dict[int, list[Any]] = {}
    if rows:
        of = TalkEntryRow.talk_number.in_([row.number for row in rows])
        for entry in connection.execute(select(_ENTRIES).where(of).order_by(TalkEntryRow.id)):
            entries.setdefault(entry.talk_number, []).append(entry)
    return rows, entries
