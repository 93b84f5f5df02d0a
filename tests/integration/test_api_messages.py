"""`POST /api/v1/messages`: a turn of a conversation."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.adapters.store.schema import FeedbackRow, InboxRow, OutboxRow
from bot.channels.api import routes
from tests.integration.desk import Desk

PAPERS = "居民身份证丢失补领要什么材料"
GUIDE = "guide:SL-GA-003:fee"


async def test_a_question_is_answered_from_its_guide(desk: Desk) -> None:
    """Question, engine, action, answer: the guide's own words, with item, facet and version."""
    desk.engine.reads[PAPERS] = {"ask_materials": 0.97, "ask_fee": 0.03}
    status, body = await desk.ask(PAPERS)
    assert (status, body["conversation"], body["message_id"], body["route"]) == (200, "c", "1", "guide")
    (message,) = body["messages"]
    assert message["kind"] == "guide"
    guide = desk.program.knowledge.desk.catalogue.guide("SL-GA-003")
    assert message["data"] == {"item": "SL-GA-003", "facet": "materials", "version": guide.version}
    assert all(material.name in message["text"] for material in guide.materials)
    assert {"title", "payload"} == set(message["buttons"][0])


async def test_the_engine_understood_it(desk: Desk) -> None:
    """The turn went through the engine, under a name of its own for the conversation."""
    await desk.ask(PAPERS)
    (turn,) = desk.engine.turns
    assert turn["text"] == PAPERS
    assert turn["conversation"].startswith("api:tester:c#")
    async with desk.program.stores.database.transaction() as session:
        assert await session.scalar(select(InboxRow.understood_by)) == "rasa"


async def test_a_conversation_keeps_its_thread(desk: Desk) -> None:
    """The item stays what is talked about, in this conversation only."""
    desk.engine.reads["多少钱"] = {"ask_fee": 0.97, "ask_overview": 0.03}
    await desk.ask(GUIDE.replace("fee", "materials"))
    _, body = await desk.ask("多少钱", "2")
    assert (body["messages"][0]["kind"], body["messages"][0]["data"]["item"]) == ("guide", "SL-GA-003")
    _, elsewhere = await desk.ask("多少钱", "3", "another")
    assert elsewhere["messages"][0]["kind"] != "guide"


async def test_a_button_needs_no_engine(desk: Desk) -> None:
    """A payload asks for exactly one facet of one item."""
    _, body = await desk.ask(GUIDE)
    assert (body["messages"][0]["data"]["item"], body["messages"][0]["data"]["facet"]) == ("SL-GA-003", "fee")
    assert desk.engine.turns == []


async def test_the_same_message_brings_the_same_answer(desk: Desk) -> None:
    """A repeated call is not a second turn, whatever text it brings."""
    first = await desk.ask(PAPERS)
    assert await desk.ask(PAPERS) == first
    assert await desk.ask("另外一句话") == first
    assert len(desk.engine.turns) == 1


async def test_the_same_message_many_times_at_once_is_one_turn(desk: Desk) -> None:
    """However many calls race, the engine is asked once and all read the same."""
    answers = await asyncio.gather(*(desk.ask(PAPERS) for _ in range(12)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 200
    assert len(desk.engine.turns) == 1
    async with desk.program.stores.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(InboxRow)) == 1
        assert await session.scalar(select(func.count()).select_from(OutboxRow)) == len(answers[0][1]["messages"])


async def test_many_conversations_at_once_are_all_answered(desk: Desk) -> None:
    """Sixty citizens at once each get their own answer."""
    asked = [desk.ask(GUIDE, "1", f"c{number}") for number in range(60)]
    answers = await asyncio.gather(*asked)
    assert [body["conversation"] for _, body in answers] == [f"c{number}" for number in range(60)]
    assert {status for status, _ in answers} == {200}


async def test_messages_of_one_conversation_at_once_are_answered_in_turn(desk: Desk) -> None:
    """Nobody's second message overtakes the first: each turn reaches the engine alone and in order."""
    answers = await asyncio.gather(*(desk.ask(f"第{number}句话", str(number)) for number in range(5)))
    assert {status for status, _ in answers} == {200}
    numbers = [int(turn["message_id"]) for turn in desk.engine.turns]
    assert numbers == sorted(numbers)
    assert len(numbers) == 5


async def test_keys_do_not_share_conversations(desk: Desk) -> None:
    """The same conversation and message id under another key is another conversation."""
    await desk.ask(GUIDE)
    desk.key = await desk.program.stores.keys.add("other", 6000, desk.program.clock.now())
    _, body = await desk.ask("start")
    assert body["messages"][0]["kind"] != "guide"


async def test_a_late_answer_can_be_fetched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call does not wait for ever; with the same id the answer is fetched when it is there."""
    monkeypatch.setattr(routes, "ANSWER_WITHIN_S", 0.05)
    desk.engine.trouble = "slow"
    status, body = await desk.ask(PAPERS)
    assert (status, body["error"]["code"]) == (503, "not_ready")
    monkeypatch.setattr(routes, "ANSWER_WITHIN_S", 5)
    desk.engine.let_go.set()
    status, body = await desk.ask(PAPERS)
    assert (status, body["messages"][0]["kind"]) == (200, "guide")
    assert len(desk.engine.turns) == 1


async def test_who_gave_up_does_not_take_the_answer_from_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two calls that wait for the same answer one gives up; the other is still told at once."""
    desk.engine.trouble = "slow"
    monkeypatch.setattr(routes, "ANSWER_WITHIN_S", 2)
    patient = asyncio.create_task(desk.ask(PAPERS))
    await desk.engine.reached.wait()
    monkeypatch.setattr(routes, "ANSWER_WITHIN_S", 0.05)
    assert (await desk.ask(PAPERS))[0] == 503
    desk.engine.let_go.set()
    assert (await patient)[0] == 200


async def test_the_engine_never_sees_personal_data(desk: Desk) -> None:
    """Telephone and identity numbers stay in the desk."""
    await desk.ask("我叫王小明，电话13812345678，身份证22038219900307123X，补办要多久")
    seen = str(desk.engine.turns)
    assert all(secret not in seen for secret in ("王小明", "13812345678", "22038219900307123X"))


@pytest.mark.parametrize(
    ("text", "kind", "route"),
    [
        ("我家着火了快来人啊", "emergency", "emergency"),
        ("", "notice", "out_of_scope"),
        ("😀😀", "notice", "out_of_scope"),
        ("\u200b\ufeff", "notice", "out_of_scope"),
        ("guide:SL-XX-999:fee", "fallback", "out_of_scope"),
    ],
    ids=["emergency", "empty", "emoji", "invisible", "unknown-item"],
)
async def test_what_is_no_question_is_answered_too(desk: Desk, text: str, kind: str, route: str) -> None:
    """Emergency, nothing at all, a made-up button: one answer each, without the engine."""
    status, body = await desk.ask(text)
    assert (status, body["route"], body["messages"][0]["kind"]) == (200, route, kind)
    assert desk.engine.turns == []


@pytest.mark.parametrize("text", ["/restart", "／restart", "/webhooks/desk/turn", '/greet{"a":1}'])
async def test_a_slash_is_no_command(desk: Desk, text: str) -> None:
    """Text that begins with a slash reaches the engine without it."""
    await desk.ask(text)
    assert all(not turn["text"].startswith("/") for turn in desk.engine.turns)


async def test_twenty_thousand_characters_are_taken(desk: Desk) -> None:
    """The longest text is stored whole, read in part, and the citizen is told."""
    status, body = await desk.ask("办" * 2 + "身份证丢了怎么补？" * 2222)
    assert status == 200
    assert body["messages"][-1]["kind"] == "notice"
    assert all(len(turn["text"]) <= 1000 for turn in desk.engine.turns)


async def test_a_verdict_is_noted(desk: Desk) -> None:
    """没用 is answered and lands in the list of gaps, with item and facet."""
    status, body = await desk.ask("useless:SL-GA-003:fee")
    assert (status, len(body["messages"])) == (200, 1)
    async with desk.program.stores.database.transaction() as session:
        row = (await session.scalars(select(FeedbackRow))).one()
    assert (row.verdict, row.item, row.facet) == ("useless", "SL-GA-003", "fee")
