"""Keys of the HTTP interface and channel marks, on every database."""

import asyncio

import pytest
from sqlalchemy import select

from bot.adapters.store.database import Database
from bot.adapters.store.key_store import ApiKey, NameTaken, SqlKeys, SqlMarks
from bot.adapters.store.schema import ApiKeyRow
from tests.contract.samples import NOON, later, utc


async def test_a_key_finds_its_holder(keys: SqlKeys) -> None:
    """A key is known by itself and nothing like it."""
    key = await keys.add("hall", 60, NOON)
    assert await keys.find(key) == ApiKey("hall", 60)
    assert await keys.find(key[:-1]) is None
    assert await keys.find("") is None


async def test_only_the_hash_of_a_key_is_kept(keys: SqlKeys, database: Database) -> None:
    """Whoever reads the database cannot use the keys."""
    key = await keys.add("hall", 60, NOON)
    async with database.transaction() as session:
        row = (await session.scalars(select(ApiKeyRow))).one()
    assert key not in (row.name, row.key_hash)
    assert (row.per_minute, row.created_at, row.revoked_at) == (60, utc(NOON), None)


async def test_a_revoked_key_is_useless(keys: SqlKeys) -> None:
    """Revoking works once and for good, other keys go on; an unknown name is said to be unknown."""
    gone, kept = await keys.add("gone", 60, NOON), await keys.add("kept", 60, NOON)
    assert await keys.revoke("gone", later(1)) is True
    assert await keys.revoke("nobody", later(1)) is False
    assert await keys.find(gone) is None
    assert await keys.find(kept) == ApiKey("kept", 60)
    assert await keys.names() == [("gone", 60, utc(later(1))), ("kept", 60, None)]


async def test_a_name_is_given_once(keys: SqlKeys) -> None:
    """A second key of the same name is refused, also after the first was revoked."""
    await keys.add("hall", 60, NOON)
    with pytest.raises(NameTaken):
        await keys.add("hall", 60, NOON)
    await keys.revoke("hall", NOON)
    with pytest.raises(NameTaken):
        await keys.add("hall", 60, NOON)


async def test_a_key_of_odd_characters_is_unknown(keys: SqlKeys) -> None:
    """Bytes that are no text, as a header may bring them, are no key and no crash."""
    assert await keys.find("\udcff钥匙") is None


async def test_a_channel_begins_at_zero(marks: SqlMarks) -> None:
    """What was never read has position 0."""
    assert await marks.position("telegram") == 0


async def test_marks_only_go_forward(marks: SqlMarks) -> None:
    """A late, smaller position does not bring old messages back; channels do not mix."""
    for position in (5, 9_000_000_000, 7):
        await marks.move("telegram", position)
    assert await marks.position("telegram") == 9_000_000_000
    assert await marks.position("wechat") == 0


async def test_moves_at_once_keep_the_farthest(marks: SqlMarks) -> None:
    """Two readers that move a mark together end at the farther position."""
    await marks.move("telegram", 1)
    await asyncio.gather(*(marks.move("telegram", position) for position in (40, 90, 60, 20)))
    assert await marks.position("telegram") == 90
