"""What tickets and objections keep alike: steps that are only added, clocks whose dates and ends may change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import DeclarativeBase

from bot.adapters.store.schema import InboxRow, OutboxRow
from bot.domain.objections.objection import ObjectionStep
from bot.domain.tickets.ticket import ClockRun, Step
from bot.services.ports import Cipher, Delivery
from bot.services.tickets.ports import Notice


def step_columns(place: int, step: Step | ObjectionStep, cipher: Cipher) -> dict[str, Any]:
    """One entry of the history, but whose it is."""
    actor = step.actor
    return {
        "place": place,
        "at": step.at,
        "move": step.move,
        "role": actor.role.value,
        "actor": actor.name,
        "actor_department": actor.department,
        "status": step.status.value,
        "sealed_note": cipher.seal(step.note),
        "facts": step.facts,
        "is_public": step.is_public,
    }


def clock_columns(place: int, clock: ClockRun) -> dict[str, Any]:
    """One run of a clock, but whose it is."""
    return {
        "place": place,
        "key": clock.key,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "ended_at": clock.ended_at,
        "is_provisional": clock.is_provisional,
        "why": clock.why,
    }


def clock_of(row: Any) -> ClockRun:
    """A run of a clock from its row."""
    return ClockRun(row.key, row.started_at, row.due_at, row.why, row.is_provisional, row.ended_at)


def by_owner(rows: Iterable[Any], owner: str) -> Mapping[str, list[Any]]:
    """Steps or clocks, in their order, by the number in the column `owner`."""
    sorted_rows: dict[str, list[Any]] = {}
    for row in rows:
        sorted_rows.setdefault(getattr(row, owner), []).append(row)
    return sorted_rows


async def parts(
    connection: AsyncConnection, table: type[DeclarativeBase], owner: str, numbers: Sequence[str]
) -> Sequence[Any]:
    """The rows of these numbers in `table`, in the order of their places."""
    of: ColumnElement[str] = table.__table__.c[owner]
    wanted = select(table.__table__).where(of.in_(numbers)).order_by(of, table.__table__.c.place)
    return (await connection.execute(wanted)).all()


async def append_steps(
    connection: AsyncConnection,
    table: type[DeclarativeBase],
    owner: Mapping[str, str],
    steps: Sequence[Any],
    values: Callable[[int], dict[str, Any]],
) -> None:
    """Add the steps that are new; `owner` is the column and the number, `values` the columns of the step at a place."""
    ((column, number),) = owner.items()
    known = select(func.count()).select_from(table).where(table.__table__.c[column] == number)
    first = (await connection.execute(known)).scalar_one()
    fresh = [dict(owner) | values(place) for place in range(first, len(steps))]
    if fresh:
        await connection.execute(insert(table), fresh)


async def keep_clocks(
    connection: AsyncConnection, table: type[DeclarativeBase], owner: Mapping[str, str], clocks: Sequence[ClockRun]
) -> None:
    """Add the clocks that are new; of a known one only its date and its end may have changed."""
    ((column, number),) = owner.items()
    runs = {row.place: row for row in await parts(connection, table, column, [number])}
    for place, clock in enumerate(clocks):
        values = dict(owner) | clock_columns(place, clock)
        if place not in runs:
            await connection.execute(insert(table).values(values))
        elif any(getattr(runs[place], name) != value for name, value in values.items()):
            same = table.__table__.c.id == runs[place].id
            await connection.execute(update(table).where(same).values(values))


async def notify(connection: AsyncConnection, notice: Notice, at: datetime) -> int | None:
    """Behind the newest message of the conversation, its number; a conversation that never wrote gets none."""
    newest = select(func.max(InboxRow.id)).where(InboxRow.conversation_id == notice.conversation)
    message = (await connection.execute(newest)).scalar_one_or_none()
    if message is None:
        return None
    reply = notice.reply
    values = {
        "inbox_id": message,
        "conversation_id": notice.conversation,
        "channel": notice.channel,
        "kind": reply.kind.value,
        "text": reply.text,
        "buttons": [[button.title, button.payload] for button in reply.buttons],
        "data": reply.data,
        "is_notice": True,
        "state": Delivery.QUEUED.value,
        "attempts": 0,
        "not_before": at,
        "created_at": at,
    }
    return (await connection.execute(insert(OutboxRow).values(values).returning(OutboxRow.id))).scalar_one()
