"""The audit trail, on every database."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.adapters.hasher import KeyedHasher
from bot.adapters.store import audit_store
from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.database import Database
from bot.adapters.store.staff_schema import AuditRow
from bot.domain.staff.audit_trail import Broken, Deed, Head
from tests.contract.conftest import opened
from tests.contract.samples import NOON, utc
from tests.contract.staff_stores import HASHER, HandClock


@pytest.fixture
def audit(database: Database) -> SqlAudit:
    """The trail."""
    return SqlAudit(database, HASHER, HandClock())


async def written(audit: SqlAudit, count: int) -> None:
    """Some entries."""
    for number in range(count):
        await audit.note("zhangsan", "look", f"SL20261122-{number:04}", "核实地址")


async def test_entries_are_listed_as_they_were_written(audit: SqlAudit) -> None:
    """The newest first, page by page, with all that was said."""
    await written(audit, 5)
    newest = await audit.newest(2)
    assert [entry.number for entry in newest] == [5, 4]
    deed = newest[0].deed
    assert (deed.at, deed.actor, deed.action, deed.object, deed.reason) == (
        utc(NOON),
        "zhangsan",
        "look",
        "SL20261122-0004",
        "核实地址",
    )
    assert [entry.number for entry in await audit.newest(9, before=4)] == [3, 2, 1]


async def test_a_whole_trail_is_whole(audit: SqlAudit, monkeypatch: pytest.MonkeyPatch) -> None:
    """From nothing at all to several batches; a noted end stands as long as it is there."""
    monkeypatch.setattr(audit_store, "BATCH", 3)
    assert await audit.verify() == Head()
    await written(audit, 4)
    noted = await audit.verify()
    assert isinstance(noted, Head)
    assert noted.number == 4
    await written(audit, 3)
    assert await audit.holds(noted)
    reached = await audit.verify()
    assert isinstance(reached, Head)
    assert reached.number == 7


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"reason": "别的理由"}, "content"),
        ({"actor": "lisi"}, "content"),
        ({"at": NOON + timedelta(microseconds=1)}, "content"),
        ({"hash": "0" * 64}, "content"),
        ({"prev_hash": "0" * 64}, "link"),
        ({"seq": 99}, "number"),
        ({"seq": -1}, "number"),
    ],
    ids=["reason", "actor", "moment", "hash", "link", "number", "number-before-the-first"],
)
async def test_a_changed_entry_is_named(
    audit: SqlAudit, database: Database, values: dict[str, object], why: str
) -> None:
    """Whatever was changed in the table by hand."""
    await written(audit, 5)
    async with database.statements() as connection:
        await connection.execute(update(AuditRow).where(AuditRow.seq == 3).values(**values))
    assert await audit.verify() == Broken(1 if values.get("seq") == -1 else 3, why)


async def test_a_missing_entry_is_named(audit: SqlAudit, database: Database) -> None:
    """Left out in the middle; cut off at the end, it is missed by who noted the end."""
    await written(audit, 5)
    noted = await audit.verify()
    assert isinstance(noted, Head)
    async with database.statements() as connection:
        await connection.execute(delete(AuditRow).where(AuditRow.seq == 5))
    reached = await audit.verify()
    assert isinstance(reached, Head)
    assert reached.number == 4
    assert not await audit.holds(noted)
    async with database.statements() as connection:
        await connection.execute(delete(AuditRow).where(AuditRow.seq == 2))
    assert await audit.verify() == Broken(2, "number")


async def test_an_entry_without_the_key_is_named(audit: SqlAudit, database: Database) -> None:
    """Who may write to the database still cannot forge."""
    await written(audit, 2)
    await SqlAudit(database, KeyedHasher(b"x" * 32), HandClock()).note("admin", "look", "x")
    assert await audit.verify() == Broken(3, "content")


async def test_two_processes_write_one_chain(audit: SqlAudit, database: Database) -> None:
    """Entries of two programs at once follow each other without a gap, and none is lost."""
    async with opened(database.url.render_as_string(hide_password=False).replace("+direct", "")) as other:
        second = SqlAudit(other, HASHER, HandClock())
        await asyncio.gather(*(written(one, 10) for one in (audit, second, audit, second)))
    reached = await audit.verify()
    assert isinstance(reached, Head)
    assert reached.number == 40


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("回访 13800001234 核实", "回访 [电话] 核实"),
        ("a\x00b\nc", "a b c"),
        ("\ud800", ""),
        ("长" * 900, "长" * 300),
    ],
    ids=["telephone", "control", "half-a-character", "long"],
)
async def test_any_reason_can_be_noted(audit: SqlAudit, reason: str, kept: str) -> None:
    """What staff type fits the table, and personal numbers do not get there."""
    await audit.note("zhangsan", "look", "x", reason)
    assert (await audit.newest(1))[0].deed.reason == kept
    assert isinstance(await audit.verify(), Head)


async def test_a_failed_transaction_leaves_no_entry(audit: SqlAudit, database: Database) -> None:
    """The entry stands if the deed does."""
    deed = Deed(NOON, "admin", "account_added", "zhangsan")

    async def half_done() -> None:
        async with database.statements() as connection:
            await audit.append(connection, deed)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await half_done()
    assert await audit.newest(9) == []
