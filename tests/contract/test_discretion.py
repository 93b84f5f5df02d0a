"""What citizens wrote never stands in an error of the database: errors end up in logs."""

import traceback
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.route import Route
from tests.contract.samples import NOON, done, said

SECRET = "13800001234"


async def told_by(messages: SqlMessageStore, broken: Reply) -> str:
    """All that a log would show of an answer that the database refuses."""
    number, _ = await messages.put(said("1", text=SECRET), NOON)
    held = await messages.claim("web:a", "desk", NOON)
    assert held is not None
    finished = replace(done(number, held.conversation, Answer(Route.GUIDE, (broken,))), masked_text=SECRET)
    with pytest.raises(DBAPIError) as refused:
        await messages.finish(finished, "desk", NOON)
    return "".join(traceback.format_exception(refused.value))


async def test_no_parameter_is_shown(messages: SqlMessageStore) -> None:
    """The statement is shown, what was to be stored is not; PostgreSQL's own "Failing row contains" neither."""
    told = await told_by(messages, Reply(Kind.NOTICE, None, (), {"said": SECRET}))  # type: ignore[arg-type]
    assert "INSERT INTO outbox" in told
    assert SECRET not in told


async def test_a_key_that_is_there_already_is_not_shown(database: Database) -> None:
    """Nor the key that stood in the way."""
    insert = text("INSERT INTO channel_mark (channel, position) VALUES (:channel, 1)")
    with pytest.raises(DBAPIError) as refused:
        async with database.statements() as connection:
            await connection.execute(insert, [{"channel": SECRET}, {"channel": SECRET}])
    assert SECRET not in "".join(traceback.format_exception(refused.value))
