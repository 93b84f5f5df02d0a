"""Golden dialogues with a scripted understanding: the real desk, search, wording and rules, no engine."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.domain.guides.understanding import Reading, Understanding
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Stored
from bot.domain.talk.route import Route
from bot.services.ports import EngineUnavailable, Outcome, Turn
from bot.services.talk.turn_taking import TurnTaking
from bot.settings import ROOT
from tests.conversations.dialogues import (
    GoldenDialogue,
    GoldenTurn,
    golden_dialogues,
    known_failures,
    verdict,
)
from tests.unit.services.demands.paper_office import paper_office
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.tickets.memory_tickets import MemoryTickets

DIALOGUES = golden_dialogues()
KNOWN = known_failures("scripted")


class ScriptedEngine:
    """`Dialogue` that reads each turn as its file says and follows the rules of nlu_data/rules."""

    def __init__(self, knowledge: Knowledge, phrasebook: YamlPhrasebook) -> None:
        """Nothing is scripted yet: an unscripted turn fails as a dead engine does."""
        self._knowledge, self._phrasebook = knowledge, phrasebook
        self._uttered = _uttered_by_rules()
        self.script = GoldenTurn(said="")

    async def take(self, turn: Turn) -> Outcome:
        """The outcome that the real action, or a rule's own utterance, brings."""
        understanding = await self.read(turn.text, turn.clauses)
        key = self._uttered.get(understanding.whole.intent)
        if key is None:
            return self._knowledge.desk.take(turn, understanding)
        route = self._phrasebook.route(key) or Route.OUT_OF_SCOPE
        return Outcome(Answer(route, (self._phrasebook.say(key),)), turn.focus.understood())

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """What the script says that this turn means."""
        if not self.script.reads:
            raise EngineUnavailable("this turn has no `reads`: it was not meant to reach the engine")
        readings = self.script.reads_clauses
        return Understanding(
            Reading(text, self.script.reads),
            tuple(Reading(clause, read) for clause, read in zip(clauses, readings, strict=False)),
        )


class SteadyClock:
    """A clock that a turn moves on by ten seconds."""

    def __init__(self) -> None:
        """A Monday morning."""
        self._now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """The next moment."""
        self._now += timedelta(seconds=10)
        return self._now


@pytest.fixture(scope="session")
def script() -> OpenccScript:
    """The conversion between scripts."""
    return OpenccScript()


@pytest.mark.parametrize("name", DIALOGUES)
async def test_a_golden_dialogue_goes_as_told(
    name: str, knowledge: Knowledge, phrasebook: YamlPhrasebook, script: OpenccScript
) -> None:
    """Each turn is answered as its file says, except those of known_failures.yml, which still are not."""
    engine, clock, tickets = ScriptedEngine(knowledge, phrasebook), SteadyClock(), MemoryTickets()
    objections = MemoryObjections()
    turns = TurnTaking(
        dialogue=engine,
        desk=lambda: knowledge.desk,
        fallback=knowledge.fallback,
        emergencies=knowledge.emergencies,
        papers=paper_office(phrasebook, tickets, objections=objections, guides=knowledge.desk),
        phrasebook=phrasebook,
        script=script,
        clock=clock,
    )
    found = await _play(DIALOGUES[name], turns, engine, clock, (tickets, objections))
    assert verdict(found, KNOWN.get(name, set())) == ""


async def _play(
    dialogue: GoldenDialogue,
    turns: TurnTaking,
    engine: ScriptedEngine,
    clock: SteadyClock,
    stores: tuple[MemoryTickets, MemoryObjections],
) -> dict[int, Sequence[str]]:
    """Turns that go wrong, with their faults."""
    conversation = Conversation("golden", "api", clock.now())
    found: dict[int, Sequence[str]] = {}
    for number, turn in enumerate(dialogue.turns, 1):
        engine.script = turn
        stored = Stored(number, turn.inbound("golden", number), clock.now())
        done, _ = await turns.take(stored, conversation)
        conversation = done.conversation
        if done.change:
            await stores[0].save(done.change, clock.now())
        if done.objection:
            await stores[1].save(done.objection, clock.now())
        faults = turn.faults(done.outcome.answer)
        if faults:
            found[number] = faults
    return found


def _uttered_by_rules() -> dict[str, str]:
    rules: Any = yaml.load((ROOT / "nlu_data/rules/wishes.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)["rules"]
    pairs = [(rule["steps"][0]["intent"], rule["steps"][1]["action"]) for rule in rules]
    return {intent: action for intent, action in pairs if action.startswith("utter_")}
