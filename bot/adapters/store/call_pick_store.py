"""Picks on the call pad, and gaps in the knowledge with what was decided on them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.call_schema import CallPickRow, GapSettledRow
from bot.adapters.store.database import Database
from bot.adapters.store.schema import FeedbackRow, InboxRow
from bot.domain.calls.likeness import Gap
from bot.domain.calls.pick import NONE_FITS, Pick, Shown
from bot.domain.calls.terms import GapDecision, GapSource
from bot.domain.staff.audit_trail import Deed
from bot.services.calls.ports import Settled

_PICKS, _SETTLED = CallPickRow.__table__, GapSettledRow.__table__
_AT_ONCE = 400
MOST_AT_ONCE = 8
"""So many may decide on one question at the same moment: each round one of them is through."""
_DEEDS = {GapDecision.NEW_ITEM: "gap_new_item", GapDecision.NOT_OURS: "gap_not_ours"}
"""What the trail calls a decision; an example is noted where it is taught."""


class SqlPicks:
    """`PickStore` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """On an open database whose tables are up to date."""
        self._database = database

    async def add(self, pick: Pick) -> None:
        """Once."""
        dialect: Any = sqlite if self._database.is_sqlite else postgresql
        values = {
            "id": pick.id,
            "call_id": pick.call,
            "operator": pick.operator,
            "masked_text": pick.text,
            "shown": [asdict(one) for one in pick.shown],
            "code": pick.code,
            "facet": pick.facet,
            "rank": pick.rank,
            "at": pick.at,
        }
        async with self._database.statements() as connection:
            await connection.execute(dialect.insert(CallPickRow).values(values).on_conflict_do_nothing())

    async def between(self, since: datetime, until: datetime, limit: int) -> Sequence[Pick]:
        """From `since` to just before `until`."""
        wanted = select(_PICKS).where(CallPickRow.at >= since, CallPickRow.at < until)
        async with self._database.statements() as connection:
            found = await connection.execute(wanted.order_by(CallPickRow.at.desc(), CallPickRow.id).limit(limit))
            return [_pick(row) for row in found.all()]


class SqlKnowledgeGaps:
    """`GapStore` on SQLite or PostgreSQL; who puts a question aside or fetches it back stands in the audit trail."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        """On an open database whose tables are up to date."""
        self._database, self._audit = database, audit

    async def newest(self, limit: int) -> Sequence[Gap]:
        """Verdicts of citizens and of the bot, and picks where none fitted, in one row."""
        gaps = [*await self._verdicts(limit), *await self._picks(limit)]
        return sorted(gaps, key=lambda gap: gap.at, reverse=True)[:limit]

    async def settled(self, forms: Sequence[str]) -> frozenset[str]:
        """Some hundred at a time."""
        known: set[str] = set()
        async with self._database.statements() as connection:
            for start in range(0, len(forms), _AT_ONCE):
                wanted = select(GapSettledRow.form).where(GapSettledRow.form.in_(forms[start : start + _AT_ONCE]))
                known.update((await connection.execute(wanted)).scalars())
        return frozenset(known)

    async def settle(self, decisions: Sequence[Settled]) -> None:
        """All or none; the first stands for the others. Who comes second at the same moment decides anew."""
        if not decisions:
            return None
        for _ in range(MOST_AT_ONCE):
            with suppress(IntegrityError):
                return await self._settle(decisions)
        return await self._settle(decisions)

    async def _settle(self, decisions: Sequence[Settled]) -> None:
        head = decisions[0]
        before = select(GapSettledRow.decision).where(GapSettledRow.form == head.form)
        async with self._database.statements() as connection:
            known = (await connection.execute(before)).scalar_one_or_none()
            forms = [one.form for one in decisions]
            await connection.execute(delete(GapSettledRow).where(GapSettledRow.form.in_(forms)))
            await connection.execute(insert(GapSettledRow), [_settled_values(one, head.form) for one in decisions])
            action = _DEEDS.get(head.decision)
            if action and known != head.decision.value:
                await self._audit.append(connection, Deed(head.at, head.by, action, head.form, head.text))

    async def decided(self, limit: int) -> Sequence[Settled]:
        """Those that stand for their group."""
        wanted = select(_SETTLED).where(GapSettledRow.form == GapSettledRow.head)
        async with self._database.statements() as connection:
            found = await connection.execute(wanted.order_by(GapSettledRow.at.desc(), GapSettledRow.form).limit(limit))
            return [
                Settled(row.form, row.masked_text, GapDecision(row.decision), row.by, row.at, row.code, row.facet)
                for row in found.all()
            ]

    async def reopen(self, form: str, by: str, at: datetime) -> None:
        """The whole group."""
        before = select(GapSettledRow.decision, GapSettledRow.masked_text).where(GapSettledRow.form == form)
        async with self._database.statements() as connection:
            known = (await connection.execute(before)).one_or_none()
            gone = await connection.execute(delete(GapSettledRow).where(GapSettledRow.head == form))
            if known and GapDecision(known.decision) in _DEEDS and cast("CursorResult[Any]", gone).rowcount:
                await self._audit.append(connection, Deed(at, by, "gap_reopened", form, known.masked_text))

    async def _verdicts(self, limit: int) -> list[Gap]:
        """A verdict on an answer has no words of its own: those of the newest message before it are taken."""
        pressed, asked = aliased(InboxRow), aliased(InboxRow)
        before = (
            select(asked.masked_text)
            .where(
                and_(
                    asked.conversation_id == pressed.conversation_id,
                    asked.id < pressed.id,
                    asked.payload == "",
                    asked.masked_text.is_not(None),
                )
            )
            .order_by(asked.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        wanted = (
            select(FeedbackRow.verdict, FeedbackRow.item, FeedbackRow.facet, FeedbackRow.masked_text, FeedbackRow.at)
            .add_columns(before.label("asked"))
            .join(pressed, pressed.id == FeedbackRow.inbox_id)
            .where(FeedbackRow.verdict.in_((GapSource.UNANSWERED.value, GapSource.USELESS.value)))
            .order_by(FeedbackRow.id.desc())
            .limit(limit)
        )
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted)).all()
        return [
            Gap(row.at, GapSource(row.verdict), row.masked_text or row.asked or "", row.item or "", row.facet or "")
            for row in rows
        ]

    async def _picks(self, limit: int) -> list[Gap]:
        wanted = select(CallPickRow.at, CallPickRow.masked_text).where(CallPickRow.code == NONE_FITS)
        async with self._database.statements() as connection:
            rows = (await connection.execute(wanted.order_by(CallPickRow.at.desc()).limit(limit))).all()
        return [Gap(row.at, GapSource.NONE_FITS, row.masked_text) for row in rows]


def _pick(row: Any) -> Pick:
    shown = tuple(Shown(one["code"], one["facet"], one["score"]) for one in row.shown)
    return Pick(row.id, row.call_id, row.operator, row.masked_text, shown, row.code, row.facet, row.rank, row.at)


def _settled_values(one: Settled, head: str) -> dict[str, Any]:
    return {
        "form": one.form,
        "head": head,
        "masked_text": one.text,
        "decision": one.decision.value,
        "code": one.code,
        "facet": one.facet,
        "by": one.by,
        "at": one.at,
    }
