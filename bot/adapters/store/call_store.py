"""Calls: what was typed is sealed until the wrap-up, no save goes over another tab's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.adapters.store.call_schema import CallOrderRow, PhoneCallRow
from bot.adapters.store.database import Database
from bot.adapters.store.ticket_store import SqlTickets
from bot.adapters.store.unfinished_json import unfinished_from_json, unfinished_to_json
from bot.domain.calls.call import Call
from bot.domain.calls.terms import CallOutcome
from bot.domain.text.masking import mask
from bot.services.calls.ports import CallChanged, FormTaken
from bot.services.ports import Cipher, Hasher
from bot.services.tickets.ports import Change

_CALLS = PhoneCallRow.__table__
MOST_OPEN, MOST_ENDED = 20, 300


class SqlCalls:
    """`CallStore` on SQLite or PostgreSQL."""

    def __init__(self, database: Database, cipher: Cipher, hasher: Hasher) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._cipher, self._hasher = database, cipher, hasher

    async def get(self, call: str) -> Call | None:
        """One call."""
        found = await self._find(select(_CALLS).where(PhoneCallRow.id == call))
        return found[0] if found else None

    async def save(self, call: Call) -> Call:
        """A new one, or the version that was read."""
        try:
            async with self._database.statements() as connection:
                if call.version:
                    statement = update(PhoneCallRow).where(
                        PhoneCallRow.id == call.id, PhoneCallRow.version == call.version
                    )
                    kept = await connection.execute(statement.values(**self._values(call)))
                    saved = bool(cast("CursorResult[Any]", kept).rowcount)
                else:
                    await connection.execute(insert(PhoneCallRow).values(id=call.id, **self._values(call)))
                    saved = True
        except IntegrityError:
            saved = False
        if saved:
            return replace(call, version=call.version + 1)
        stored = await self.get(call.id)
        if stored is None:
            raise LookupError(call.id)
        raise CallChanged(stored)

    async def open_of(self, operator: str) -> Sequence[Call]:
        """Newest first."""
        wanted = select(_CALLS).where(PhoneCallRow.operator == operator, PhoneCallRow.outcome.is_(None))
        return await self._find(wanted.order_by(PhoneCallRow.changed_at.desc(), PhoneCallRow.id).limit(MOST_OPEN))

    async def ended_of(self, operator: str, since: datetime) -> Sequence[Call]:
        """Newest first."""
        wanted = select(_CALLS).where(PhoneCallRow.operator == operator, PhoneCallRow.ended_at >= since)
        return await self._find(wanted.order_by(PhoneCallRow.ended_at.desc(), PhoneCallRow.id).limit(MOST_ENDED))

    async def running(self, limit: int) -> Sequence[Call]:
        """Newest first."""
        wanted = select(_CALLS).where(PhoneCallRow.outcome.is_(None))
        return await self._find(wanted.order_by(PhoneCallRow.opened_at.desc(), PhoneCallRow.id).limit(limit))

    async def ended_by_operator(self, since: datetime) -> Mapping[str, Mapping[CallOutcome, int]]:
        """Counted by the store."""
        ended = select(PhoneCallRow.operator, PhoneCallRow.outcome, func.count()).where(PhoneCallRow.ended_at >= since)
        grouped = ended.group_by(PhoneCallRow.operator, PhoneCallRow.outcome)
        counts: dict[str, dict[CallOutcome, int]] = {}
        async with self._database.statements() as connection:
            for operator, outcome, count in await connection.execute(grouped):
                counts.setdefault(operator, {})[CallOutcome(str(outcome))] = count
        return counts

    async def of_caller(self, number: str, limit: int) -> Sequence[Call]:
        """Newest first."""
        wanted = select(_CALLS).where(PhoneCallRow.caller_hash == self._hasher.hash(number))
        return await self._find(wanted.order_by(PhoneCallRow.opened_at.desc(), PhoneCallRow.id).limit(limit))

    async def _find(self, wanted: Select[Any]) -> list[Call]:
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [self._call(row) for row in rows]

    def _values(self, call: Call) -> dict[str, Any]:
        return {
            "operator": call.operator,
            "opened_at": call.opened_at,
            "changed_at": call.changed_at,
            "sealed_text": self._sealed(call.text if call.is_open else ""),
            "masked_text": mask(call.text).text,
            "caller_hash": self._hasher.hash(call.caller) if call.caller else None,
            "sealed_caller": self._sealed(call.caller),
            "sealed_unfinished": self._sealed(unfinished_to_json(call.unfinished)),
            "outcome": call.outcome.value if call.outcome else None,
            "remark": call.remark,
            "ended_at": call.ended_at,
            "version": call.version + 1,
        }

    def _call(self, row: Any) -> Call:
        return Call(
            id=row.id,
            operator=row.operator,
            opened_at=row.opened_at,
            changed_at=row.changed_at,
            text=self._cipher.open(row.sealed_text) if row.sealed_text else row.masked_text,
            caller=self._cipher.open(row.sealed_caller) if row.sealed_caller else "",
            outcome=CallOutcome(row.outcome) if row.outcome else None,
            remark=row.remark,
            ended_at=row.ended_at,
            version=row.version,
            unfinished=unfinished_from_json(self._cipher.open(row.sealed_unfinished) if row.sealed_unfinished else ""),
        )

    def _sealed(self, text: str) -> str:
        return self._cipher.seal(text) if text else ""


class SqlCallOrders:
    """`OrderStore`: the form and its ticket are saved in one transaction."""

    def __init__(self, database: Database, tickets: SqlTickets) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._tickets = database, tickets

    async def number_of(self, form: str) -> str:
        """The ticket of a form."""
        wanted = select(CallOrderRow.ticket_number).where(CallOrderRow.form == form)
        async with self._database.statements() as connection:
            return (await connection.execute(wanted)).scalar() or ""

    async def file(self, form: str, call: str, change: Change, at: datetime) -> None:
        """The form goes first: who sends it at the same moment waits, and is then refused."""
        number = change.tickets[0].number
        try:
            async with self._database.statements() as connection:
                row = insert(CallOrderRow).values(form=form, call_id=call, ticket_number=number, at=at)
                await connection.execute(row)
                await self._tickets.save_within(connection, change, at)
        except IntegrityError:
            if known := await self.number_of(form):
                raise FormTaken(known) from None
            raise
