"""Objections on every database, and in the memory that other tests use: whole, sealed, never saved over each other."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, text

from bot.adapters.cipher import FernetCipher
from bot.adapters.store.database import Database
from bot.adapters.store.message_store import SqlMessageStore
from bot.adapters.store.objection_schema import ObjectionClockRow, ObjectionRow, ObjectionStepRow
from bot.adapters.store.objection_store import SqlObjections
from bot.adapters.store.outbox_store import SqlOutbox
from bot.domain.objections.life import ObjectionCommand
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import DisputedData, Objection, Ruling
from bot.domain.objections.terms import Decision, Fault, ObjectionStatus
from bot.domain.talk.message import Kind, Reply
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Attachment, Person
from bot.services.objections.ports import (
    GuideCorrection,
    GuideMark,
    ObjectionChange,
    ObjectionChanged,
    ObjectionFilter,
    ObjectionStore,
)
from bot.services.ports import LeaseLost
from bot.services.tickets.ports import Notice
from tests.contract.conftest import opened
from tests.contract.samples import NOON, done, said
from tests.contract.stores import objection_store
from tests.unit.domain.objections.objection_samples import (
    ACKNOWLEDGE,
    CITIZEN,
    CODE,
    CORRECTED,
    DECIDE,
    FEE,
    HAND_OVER,
    HAND_OVER_TO_MARKET,
    MARK,
    MARKET,
    NUMBER,
    OFFICER,
    OTHER,
    POLICE,
    SEND_BACK,
    TELL,
    THIRD,
    VERIFY,
    after,
    by,
    filed,
    moved,
    of_company,
    standing,
)
from tests.unit.services.objections.memory_objections import MemoryObjections

RICH = replace(
    of_company(filed()),
    traditional=True,
    text="門口公示的電話是我家的\n𠮷 \x07",
    title="50%_名录",
    evidence=(Attachment("k1", "照😀.jpg", "image/jpeg", 123_456_789_012),),
)
SAMPLES: dict[str, Objection] = {status.value: standing(status) for status in ObjectionStatus} | {
    "rich": RICH,
    "ruled-elsewhere": moved(RICH, MARK, replace(DECIDE, ruling=Ruling(Decision.REMOVED, "涉及隐私\n马上撤下"))),
    "sent-back": moved(standing(ObjectionStatus.HANDED_OVER), SEND_BACK, HAND_OVER_TO_MARKET),
}
MOVES_TO_THE_END: Sequence[ObjectionCommand] = (HAND_OVER, VERIFY, ACKNOWLEDGE, TELL)


@pytest.fixture(params=["stored", "in-memory"])
def store(request: pytest.FixtureRequest, objections: SqlObjections) -> ObjectionStore:
    """The real store, and the one that stands for it elsewhere."""
    return MemoryObjections() if request.param == "in-memory" else objections


async def kept(store: ObjectionStore, *objections: Objection) -> None:
    """Saved for the first time."""
    for objection in objections:
        await store.save(ObjectionChange(objection), NOON)


def without_nul(said: str) -> str:
    """What stands in a plain column has no NUL; PostgreSQL takes none."""
    return said.replace("\0", "")


def coded(objection: Objection, number: str, **changes: object) -> Objection:
    """With a number and a query code of its own."""
    return replace(objection, number=number, query_code=number[-8:], **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
async def test_an_objection_comes_back_whole(objections: SqlObjections, name: str) -> None:
    """Every field of it, compared as one; only the version counts on."""
    await kept(objections, SAMPLES[name])
    assert await objections.get(NUMBER) == replace(SAMPLES[name], version=1)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
COUNT = count()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=ZONES)
FILES = st.builds(Attachment, TEXTS, TEXTS, TEXTS, st.integers(0, 10**12))
ANY = st.builds(
    Objection,
    number=st.just(NUMBER),
    query_code=st.just(CODE),
    title=TEXTS.map(without_nul),
    text=TEXTS,
    data=st.builds(DisputedData, record=TEXTS, says=TEXTS, should_say=TEXTS),
    fault=st.sampled_from(Fault),
    person=st.builds(Person, TEXTS, TEXTS, st.sampled_from(Privacy)),
    organisation=TEXTS,
    channel=st.just("web"),
    conversation=st.just("web:any"),
    received_at=MOMENTS,
    traditional=st.booleans(),
    status=st.sampled_from(ObjectionStatus),
    evidence=st.lists(FILES, max_size=20).map(tuple),
    ruling=st.none() | st.builds(Ruling, st.sampled_from(Decision), TEXTS, TEXTS, TEXTS, MOMENTS),
    version=st.just(0),
)


@given(objection=ANY)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_an_objection_holds_comes_back(objections: SqlObjections, objection: Objection) -> None:
    """Emoji, control characters, twenty files, moments of every zone."""
    told = coded(objection, f"SL{next(COUNT):08d}")
    await kept(objections, told)
    assert await objections.get(told.number) == replace(told, version=1)


async def test_a_life_is_saved_move_by_move(store: ObjectionStore) -> None:
    """Steps and clocks are appended, ends of clocks are kept."""
    await kept(store, filed())
    road = SAMPLES["told"]
    for command in (MARK, *MOVES_TO_THE_END):
        stored = await store.get(NUMBER)
        assert stored
        await store.save(ObjectionChange(moved(stored, command)), NOON)
    assert await store.get(NUMBER) == replace(road, version=len(road.steps))


async def test_there_is_no_objection_of_an_unknown_number(store: ObjectionStore) -> None:
    """None, not an error."""
    assert await store.get(NUMBER) is None
    assert await store.by_query_code("ZZZZ2222") is None
    assert list(await store.of_conversation("cli:1")) == []


async def test_of_two_who_save_the_second_is_refused(store: ObjectionStore) -> None:
    """What the first one saved stays."""
    await kept(store, filed())
    read = await store.get(NUMBER)
    assert read
    first, second = moved(read, MARK), moved(read, by(OFFICER, ObjectionMove.NOTE, 1, note="看"))
    await store.save(ObjectionChange(first), NOON)
    with pytest.raises(ObjectionChanged, match=NUMBER):
        await store.save(ObjectionChange(second), NOON)
    assert await store.get(NUMBER) == replace(first, version=2)


async def test_two_programs_at_once_make_one_move(
    database: Database, cipher: FernetCipher, objections: SqlObjections
) -> None:
    """On one database, at the same moment."""
    await kept(objections, filed())
    read = await objections.get(NUMBER)
    assert read
    change = ObjectionChange(moved(read, MARK))
    async with opened(database.url.render_as_string(hide_password=False)) as second:
        other = objection_store(second, cipher)
        results = await asyncio.gather(*(one.save(change, NOON) for one in (objections, other)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "ObjectionChanged"]
    stored = await objections.get(NUMBER)
    assert stored
    assert [step.move for step in stored.steps] == ["file", "mark"]


async def test_a_moment_of_any_zone_is_kept(objections: SqlObjections) -> None:
    """As the same moment; one without a zone is refused."""
    there = timezone(timedelta(hours=8))
    await kept(objections, replace(filed(), received_at=filed().received_at.astimezone(there)))
    stored = await objections.get(NUMBER)
    assert stored
    assert stored.received_at == filed().received_at
    with pytest.raises(Exception, match="zone"):
        await kept(objections, coded(replace(filed(), received_at=filed().received_at.replace(tzinfo=None)), OTHER))


async def test_a_conversation_finds_its_own_newest_first(store: ObjectionStore) -> None:
    """Not those of others."""
    later = coded(filed(), OTHER, received_at=after(1))
    await kept(store, filed(), later, coded(filed(), THIRD, conversation="cli:2"))
    assert [one.number for one in await store.of_conversation("cli:1")] == [OTHER, NUMBER]
    assert [one.number for one in await store.of_conversation("cli:1", limit=1)] == [OTHER]


async def test_a_query_code_finds_its_objection(store: ObjectionStore) -> None:
    """By its hash."""
    await kept(store, filed(), coded(filed(), OTHER))
    found = await store.by_query_code(CODE)
    assert found
    assert found.number == NUMBER


LISTS: dict[str, tuple[ObjectionFilter, list[str]]] = {
    "all": (ObjectionFilter(), [NUMBER, OTHER, THIRD]),
    "status": (ObjectionFilter(statuses=(ObjectionStatus.HANDED_OVER, ObjectionStatus.TOLD)), [OTHER, THIRD]),
    "has-it": (ObjectionFilter(handed_to=MARKET), [OTHER]),
    "has-or-had-it": (ObjectionFilter(handed_to=POLICE), [OTHER, THIRD]),
    "never-had-it": (ObjectionFilter(handed_to="市教育局"), []),
    "late": (ObjectionFilter(overdue_at=after(24 * 5 + 1)), [NUMBER]),
    "number": (ObjectionFilter(words="0003-c"), [THIRD]),
    "title": (ObjectionFilter(words="50%_"), [NUMBER]),
    "nothing": (ObjectionFilter(words="_名%"), []),
}


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_has_what_matches_and_what_is_due_first_stands_first(store: ObjectionStore, name: str) -> None:
    """What waits for nothing stands last."""
    which, numbers = LISTS[name]
    handed_on = moved(standing(ObjectionStatus.HANDED_OVER), HAND_OVER_TO_MARKET)
    await kept(store, RICH, coded(handed_on, OTHER), coded(SAMPLES["told"], THIRD))
    page = await store.page(which, 0, 10)
    assert ([one.number for one in page.objections], page.total) == (numbers, len(numbers))
    if numbers:
        second = await store.page(which, 1, 1)
        assert ([one.number for one in second.objections], second.total) == (numbers[1:2], len(numbers))


async def test_running_clocks_are_found_by_number(store: ObjectionStore) -> None:
    """In pages; what waits for nothing is not there."""
    await kept(store, coded(filed(), THIRD), filed(), coded(SAMPLES["told"], OTHER))
    assert [one.number for one in await store.running("", 10)] == [NUMBER, THIRD]
    assert [one.number for one in await store.running(NUMBER, 1)] == [THIRD]
    assert list(await store.running(THIRD, 1)) == []


async def test_a_field_is_marked_from_marking_to_the_decision(store: ObjectionStore) -> None:
    """Only of guides; of two objections to one field each is there."""
    await kept(store, filed(), coded(moved(RICH, MARK), OTHER), coded(moved(filed(), MARK), THIRD))
    found = [list(await store.marks())]
    for command in (MARK, *MOVES_TO_THE_END[:-1]):
        stored = await store.get(NUMBER)
        assert stored
        await store.save(ObjectionChange(moved(stored, command)), NOON)
        found.append([one for one in await store.marks() if one.number == NUMBER])
    mark = GuideMark("SL-GA-003", "fee", NUMBER, MARK.at)
    assert found == [[replace(mark, number=THIRD)], [mark], [mark], [mark], []]


async def test_a_decision_corrects_the_guide_when_it_stands(store: ObjectionStore) -> None:
    """Not while only the department knows it; however often it is saved afterwards."""
    await kept(store, standing(ObjectionStatus.VERIFIED))
    assert list(await store.corrections()) == []
    for command in (ACKNOWLEDGE, by(OFFICER, ObjectionMove.NOTE, 51, note="存档"), TELL):
        stored = await store.get(NUMBER)
        assert stored
        await store.save(ObjectionChange(moved(stored, command)), NOON)
        correction = GuideCorrection("SL-GA-003", "fee", "每证40元", NUMBER, ACKNOWLEDGE.at)
        assert list(await store.corrections()) == [correction]


async def test_the_newest_correction_of_a_field_counts(store: ObjectionStore) -> None:
    """Whatever was decided in between of other fields, or of nothing to correct."""
    again = replace(CORRECTED, corrected_to="每证50元")
    phone = replace(FEE, field="phone", says="0434-7000301")
    decided = [
        moved(filed(), MARK, DECIDE),
        coded(moved(replace(filed(), data=phone), MARK, DECIDE), OTHER),
        coded(moved(filed(), MARK, replace(DECIDE, ruling=again)), THIRD),
        coded(moved(RICH, MARK, DECIDE), "SL20261123-0004-D"),
        coded(moved(filed(), MARK, replace(DECIDE, ruling=Ruling(Decision.UNCHANGED, "一致"))), "SL20261123-0005-E"),
    ]
    await kept(store, *decided)
    assert [(one.field, one.text, one.number) for one in await store.corrections()] == [
        ("fee", "每证50元", THIRD),
        ("phone", "每证40元", OTHER),
    ]


async def test_corrections_outlive_the_program(
    database: Database, cipher: FernetCipher, objections: SqlObjections
) -> None:
    """Another program reads the same."""
    await kept(objections, moved(filed(), MARK, DECIDE))
    async with opened(database.url.render_as_string(hide_password=False)) as second:
        assert list(await objection_store(second, cipher).corrections()) == list(await objections.corrections()) != []


async def test_nothing_personal_is_readable_in_the_database(database: Database, objections: SqlObjections) -> None:
    """Neither who objects nor what was told, of which data or in a note."""
    secret = "13987654321"
    told = replace(RICH, text=secret, person=replace(RICH.person, phone=secret), organisation=secret)
    await kept(objections, moved(told, by(CITIZEN, ObjectionMove.SUPPLEMENT, 1, note=secret)))
    async with database.engine.connect() as connection:
        for table in (ObjectionRow, ObjectionStepRow, ObjectionClockRow):
            rows = (await connection.execute(select(table.__table__))).all()
            assert rows
            for plain in (secret, "13812345678", "商贸公司", CODE):
                assert plain not in str(rows)


async def test_notices_go_into_the_outbox_with_the_move(
    objections: SqlObjections, messages: SqlMessageStore, outbox: SqlOutbox
) -> None:
    """Behind the newest message of the conversation; none where the move is refused."""
    await messages.put(said("1", conversation="telegram:1", channel="telegram"), NOON)
    await kept(objections, filed())
    notice = Notice("telegram:1", "telegram", Reply(Kind.STATUS, "标注了"))
    read = await objections.get(NUMBER)
    assert read
    change = ObjectionChange(moved(read, MARK), (notice,))
    await objections.save(change, NOON)
    with pytest.raises(ObjectionChanged):
        await objections.save(change, NOON)
    assert [one.reply for one in await outbox.due("telegram", NOON, 10)] == [notice.reply]


async def test_an_objection_and_the_answer_that_tells_of_it_are_one_piece(
    database: Database, messages: SqlMessageStore, objections: SqlObjections
) -> None:
    """Stored together, once; neither where the conversation was lost meanwhile."""
    number, _ = await messages.put(said("1"), NOON)
    held = await messages.claim("web:a", "desk", NOON)
    assert held
    answered = replace(done(number, held.conversation), objection=ObjectionChange(filed()))
    with pytest.raises(LeaseLost):
        await messages.finish(answered, "somebody else", NOON)
    assert await objections.get(NUMBER) is None
    assert await messages.answer_to(number) is None
    assert (await messages.finish(answered, "desk", NOON)).is_first
    assert not (await messages.finish(answered, "desk", NOON)).is_first
    assert await objections.get(NUMBER) == replace(filed(), version=1)
    async with database.statements() as connection:
        steps = (await connection.execute(text("SELECT count(*) FROM objection_step"))).scalar_one()
    assert steps == 1


async def test_an_answer_with_a_changed_objection_is_not_stored(
    messages: SqlMessageStore, objections: SqlObjections
) -> None:
    """It is taken anew, on what is there now."""
    await kept(objections, filed())
    number, _ = await messages.put(said("1"), NOON)
    held = await messages.claim("web:a", "desk", NOON)
    assert held
    old = replace(moved(filed(), by(CITIZEN, ObjectionMove.WITHDRAW, 1)), version=7)
    with pytest.raises(ObjectionChanged):
        await messages.finish(replace(done(number, held.conversation), objection=ObjectionChange(old)), "desk", NOON)
    assert await messages.answer_to(number) is None
    assert await objections.get(NUMBER) == replace(filed(), version=1)
