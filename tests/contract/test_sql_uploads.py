"""Who sent which file: `UploadStore` on every database, together with the messages that bring them."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.ticket_schema import UploadRow
from bot.adapters.store.upload_store import SqlUploads
from bot.domain.tickets.ticket import Attachment
from tests.contract.samples import NOON, later, said

PHOTO = Attachment("a" * 32, "楼道漏水.jpg", "image/jpeg", 2_345_678)
PAPER = Attachment("b" * 32, "合同.pdf", "application/pdf", 1000)
OWNER, OTHER = "web:a", "web:b"


@pytest.fixture
def uploads(database: Database, cipher: FernetCipher) -> SqlUploads:
    """Files of citizens."""
    return SqlUploads(database, cipher)


async def test_a_file_comes_back_whole_to_its_owner_only(uploads: SqlUploads) -> None:
    """In the order of the keys; another conversation has nothing of it."""
    await uploads.add(OWNER, PHOTO, NOON)
    await uploads.add(OWNER, PAPER, NOON)
    assert await uploads.of(OWNER, [PAPER.key, "c" * 32, PHOTO.key]) == [PAPER, PHOTO]
    assert await uploads.of(OTHER, [PAPER.key, PHOTO.key]) == []
    assert await uploads.of(OWNER, []) == []


async def test_names_are_sealed(uploads: SqlUploads, database: Database) -> None:
    """A name may tell what a citizen complains about."""
    await uploads.add(OWNER, PHOTO, NOON)
    async with database.transaction() as session:
        row = (await session.scalars(select(UploadRow))).one()
    assert "漏水" not in row.sealed_name


async def test_a_message_that_is_stored_keeps_its_files(uploads: SqlUploads, messages: SqlMessageStore) -> None:
    """With the message, and in the same transaction, its files are no longer waiting; a redelivery changes nothing."""
    await uploads.add(OWNER, PHOTO, NOON)
    await uploads.add(OWNER, PAPER, NOON)
    assert (await uploads.waiting(OWNER), await uploads.waiting(OTHER)) == (2, 0)
    message = replace(said("1", OWNER), files=(PHOTO,))
    for _ in range(2):
        await messages.put(message, later(5))
    assert await uploads.waiting(OWNER) == 1
    assert await uploads.take_unsent(later(99)) == [PAPER.key]
    assert await uploads.of(OWNER, [PHOTO.key, PAPER.key]) == [PHOTO]


async def test_only_what_is_old_and_unsent_is_taken(uploads: SqlUploads) -> None:
    """What came later stays."""
    await uploads.add(OWNER, PHOTO, NOON)
    await uploads.add(OWNER, PAPER, later(10))
    assert await uploads.take_unsent(NOON) == []
    assert await uploads.take_unsent(later(10)) == [PHOTO.key]
    assert await uploads.take_unsent(later(10)) == []
    assert await uploads.of(OWNER, [PAPER.key]) == [PAPER]


async def test_keys_that_belong_to_somebody_are_known(uploads: SqlUploads) -> None:
    """However many are asked for."""
    await uploads.add(OWNER, PHOTO, NOON)
    asked = [PHOTO.key, *(f"{number:032x}" for number in range(1200))]
    assert set(await uploads.known(asked)) == {PHOTO.key}
    assert set(await uploads.known([])) == set()
