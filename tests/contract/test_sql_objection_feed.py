"""The stream of steps of objections, on every database."""

from dataclasses import replace

from bot.adapters.store.database import Database
from bot.adapters.store.label_store import SqlStepFeed
from bot.adapters.store.objection_schema import ObjectionStepRow
from bot.adapters.store.objection_store import SqlObjections
from bot.services.objections.ports import ObjectionChange
from tests.contract.samples import NOON
from tests.unit.domain.objections.objection_samples import MARK, NUMBER, OTHER, filed, moved


async def test_the_stream_tells_every_step_of_objections_in_order(
    database: Database, objections: SqlObjections
) -> None:
    """From any point on, apart from the steps of tickets; nothing where nothing happened."""
    feed = SqlStepFeed(database, ObjectionStepRow)
    assert (await feed.newest(), list(await feed.after(0, 10))) == (0, [])
    await objections.save(ObjectionChange(filed()), NOON)
    await objections.save(ObjectionChange(replace(filed(), number=OTHER, query_code="OTHER")), NOON)
    first = await objections.get(NUMBER)
    assert first is not None
    await objections.save(ObjectionChange(moved(first, MARK)), NOON)
    told = list(await feed.after(0, 10))
    assert [number for _, number in told] == [NUMBER, OTHER, NUMBER]
    assert await feed.newest() == told[-1][0]
    assert list(await feed.after(told[0][0], 1)) == [told[1]]
    assert await SqlStepFeed(database).newest() == 0
