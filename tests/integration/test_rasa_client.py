"""The engine seen from the program: what makes an answer, what makes a failure, and the rest after one."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.rasa import client
from bot.adapters.rasa.client import RasaDialogue
from bot.bootstrap import action_server
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus, Option
from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.services.ports import EngineUnavailable, Turn
from tests.integration.fake_engine import NONSENSE, FakeEngine

SECRET = "a-secret-of-this-test"
PAPERS = "居民身份证丢失补领要什么材料"
FOCUS = Focus("SL-GA-001", Facet.FEE, ("SL-MZ-001",), (Option("SL-GA-003", "丢了补领"),), 1)
TURN = Turn("web:a#1", "17", PAPERS, ("居民身份证丢失补领", "要什么材料"), FOCUS)


class FakeTime:
    """A clock whose seconds are set by hand."""

    def __init__(self) -> None:
        """At some moment."""
        self.seconds = 1000.0

    def monotonic(self) -> float:
        """That moment."""
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """The client's clock."""
    clock = FakeTime()
    monkeypatch.setattr(client, "time", clock)
    return clock


@pytest.fixture
async def dialogue(engine: FakeEngine, knowledge: Knowledge, clock: FakeTime) -> AsyncIterator[RasaDialogue]:
    """The program's side, with real actions behind the engine."""
    engine.secret = SECRET
    async with (
        TestServer(action_server(lambda: knowledge.desk, SECRET).app()) as actions,
        aiohttp.ClientSession() as session,
    ):
        engine.actions_url = str(actions.make_url("/internal/actions"))
        yield RasaDialogue(session, engine.url + "/", SECRET, timeout_s=5)
        engine.let_go.set()


async def test_a_turn_goes_through_engine_and_action(dialogue: RasaDialogue, engine: FakeEngine) -> None:
    """Text, clauses and focus arrive, the outcome comes back whole."""
    engine.reads[PAPERS] = {"ask_materials": 0.98, "ask_fee": 0.02}
    outcome = await dialogue.take(TURN)
    (reply,) = outcome.answer.replies
    assert (outcome.answer.route, outcome.by, reply.kind) == (Route.GUIDE, "rasa", Kind.GUIDE)
    assert (reply.data["item"], reply.data["facet"]) == ("SL-GA-003", "materials")
    assert outcome.focus == Focus("SL-GA-003", Facet.MATERIALS, ("SL-GA-001", "SL-MZ-001"))
    (sent,) = engine.turns
    assert (sent["conversation"], sent["message_id"], sent["text"]) == ("web:a#1", "17", PAPERS)
    assert sent["metadata"]["clauses"] == list(TURN.clauses)


async def test_a_text_is_read_without_a_conversation(dialogue: RasaDialogue, engine: FakeEngine) -> None:
    """Whole and clauses come back with their readings."""
    engine.reads |= {"多少钱": {"ask_fee": 1.0}, "在哪": {"ask_location": 1.0}}
    read = await dialogue.read("多少钱", ("多少钱", "在哪"))
    assert (read.whole.intent, [clause.intent for clause in read.clauses], read.by) == (
        "ask_fee", ["ask_fee", "ask_location"], "rasa",
    )  # fmt: skip


async def test_words_of_the_engine_itself_are_taken(
    dialogue: RasaDialogue, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An utterance that a rule says without an action keeps the route and kind of its wording."""
    said = {"replies": [{"text": "您好！", "metadata": {"route": "greet", "kind": "chitchat"}}, {"text": "要办什么？"}]}
    monkeypatch.setitem(NONSENSE, "said", said)
    engine.trouble = "said"
    outcome = await dialogue.take(TURN)
    assert outcome.answer.route is Route.GREET
    assert [(reply.kind, reply.text) for reply in outcome.answer.replies] == [
        (Kind.CHITCHAT, "您好！"),
        (Kind.NOTICE, "要办什么？"),
    ]
    assert (outcome.focus.item, outcome.focus.options) == ("SL-GA-001", ())


@pytest.mark.parametrize("trouble", ["broken", "drop", "no-json", *NONSENSE])
async def test_an_answer_that_is_none_is_a_failure(dialogue: RasaDialogue, engine: FakeEngine, trouble: str) -> None:
    """500, a hang-up, no JSON, no replies, or replies without sense: `EngineUnavailable`, nothing else."""
    engine.trouble = trouble
    with pytest.raises(EngineUnavailable):
        await dialogue.take(TURN)


@pytest.mark.parametrize("trouble", ["broken", "drop", "no-json", "no-object", "null"])
async def test_a_reading_that_is_none_is_a_failure(dialogue: RasaDialogue, engine: FakeEngine, trouble: str) -> None:
    """The same for a text that is only read; the engine is then not ready."""
    engine.trouble = trouble
    with pytest.raises(EngineUnavailable):
        await dialogue.read(PAPERS)
    assert await dialogue.is_ready() is False


@pytest.mark.parametrize("entry", [{"name": "greet"}, {"confidence": 1}, {"name": "greet", "confidence": "much"}, 7])
async def test_a_ranking_without_sense_is_a_failure(
    dialogue: RasaDialogue, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, entry: object
) -> None:
    """Intents without a name or a number are no reading."""
    monkeypatch.setitem(NONSENSE, "ranking", {"intent_ranking": [entry]})
    engine.trouble = "ranking"
    with pytest.raises(EngineUnavailable):
        await dialogue.read(PAPERS)


async def test_a_wrong_secret_is_a_failure(dialogue: RasaDialogue, engine: FakeEngine) -> None:
    """An engine that does not know us is as good as none."""
    engine.secret = "another"
    with pytest.raises(EngineUnavailable, match="401"):
        await dialogue.take(TURN)


async def test_a_slow_engine_is_given_up(engine: FakeEngine, clock: FakeTime) -> None:
    """After the time-out the turn goes on without the engine."""
    engine.trouble = "slow"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(EngineUnavailable, match="Timeout"):
            await RasaDialogue(session, engine.url, engine.secret, timeout_s=0.05).take(TURN)
    engine.let_go.set()


async def test_a_dead_engine_is_a_failure(dialogue: RasaDialogue, engine: FakeEngine) -> None:
    """Nobody listens: no engine, at once."""
    await engine.die()
    with pytest.raises(EngineUnavailable):
        await dialogue.take(TURN)


async def test_a_failing_action_is_a_failure(dialogue: RasaDialogue, engine: FakeEngine) -> None:
    """An engine whose action server is gone answers without replies."""
    engine.actions_url += "/nowhere"
    with pytest.raises(EngineUnavailable, match="without a reply"):
        await dialogue.take(TURN)


async def test_after_a_failure_the_engine_rests(dialogue: RasaDialogue, engine: FakeEngine, clock: FakeTime) -> None:
    """For two seconds nobody waits for a broken engine; then it is asked again."""
    engine.trouble = "broken"
    with pytest.raises(EngineUnavailable):
        await dialogue.read(PAPERS)
    engine.trouble = ""
    clock.seconds += client.REST_AFTER_FAILURE_S - 0.01
    with pytest.raises(EngineUnavailable, match="resting"):
        await dialogue.read(PAPERS)
    assert len(engine.parses) == 1
    clock.seconds += 0.01
    assert (await dialogue.read(PAPERS)).whole.intents
    assert await dialogue.is_ready() is True


@pytest.mark.parametrize("trouble", ["no-replies", "no-object", "half-an-outcome"])
async def test_an_answer_without_sense_needs_no_rest(dialogue: RasaDialogue, engine: FakeEngine, trouble: str) -> None:
    """It came at once, so the next citizen may try her luck."""
    engine.trouble = trouble
    for _ in range(2):
        with pytest.raises(EngineUnavailable):
            await dialogue.take(TURN)
    assert len(engine.turns) == 2
