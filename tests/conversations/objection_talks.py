"""Talks in which an objection is told (objections/*.yml): as demands/*.yml, but what is filed is an objection.

A talk:
  who, turns      as in demands/*.yml; a turn that means `guide` is answered from the real guides
  files           of the objection that is filed in the end: title, place, item, facet, record, field, fault, says,
                  should_say, name, organisation, phone, privacy, department, evidence (how many), status; or `nothing`
"""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.script import OpenccScript
from bot.domain.guides.decision import TakeWish
from bot.domain.objections.objection import Objection
from bot.domain.talk.route import Route
from bot.services.ports import Outcome, Turn
from tests.conversations.demand_talks import DemandOffice, Talk, TalkTurn, ToldDialogue

TALKS = Path(__file__).with_name("objections")


class ObjectionTalk(BaseModel):
    """A talk from its first word to its last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str
    turns: list[TalkTurn]
    files: Literal["nothing"] | dict[str, str | int] = "nothing"


def objection_talks() -> dict[str, ObjectionTalk]:
    """Every talk by who talks."""
    found = [
        ObjectionTalk.model_validate(one)
        for path in sorted(TALKS.glob("*.yml"))
        for one in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    by_who = {talk.who: talk for talk in found}
    assert len(by_who) == len(found), "two talks of the same name"
    return by_who


class GuidedDialogue(ToldDialogue):
    """Answers guide questions from the real guides; other wishes as the talk tells them."""

    def __init__(self, knowledge: Knowledge) -> None:
        """On this state of the list."""
        self._knowledge = knowledge

    async def take(self, turn: Turn) -> Outcome:
        """What the desk would answer."""
        desk = self._knowledge.desk
        match self.turn.means:
            case Route.GUIDE:
                return desk.take(turn, self._knowledge.fallback.read(turn.text, turn.clauses))
            case Route.OBJECTION:
                return desk.responder.respond(TakeWish("object_to_data"), turn.focus)
            case Route.FEEDBACK_NEGATIVE:
                return desk.responder.respond(TakeWish("reject_answer"), turn.focus)
        return await super().take(turn)


async def play(
    talk: ObjectionTalk, knowledge: Knowledge, phrasebook: YamlPhrasebook, script: OpenccScript
) -> tuple[list[str], list[str]]:
    """The faults of a talk, and its transcript."""
    told = Talk(who=talk.who, turns=talk.turns, files="nothing")
    office = DemandOffice(phrasebook, told, script, guides=knowledge.desk)
    office.dialogue = GuidedDialogue(knowledge)
    office.turns._dialogue = office.dialogue
    faults, lines = await office.play()
    filed = list(office.objections.objections.values())
    if talk.files == "nothing":
        return [*faults, *(f"filed {one.number}" for one in filed)], lines
    if len(filed) != 1:
        return [*faults, f"{len(filed)} objections were filed"], lines
    return [*faults, *_wrong(talk.files, filed[0])], lines


def _wrong(wanted: dict[str, str | int], objection: Objection) -> list[str]:
    data, person = objection.data, objection.person
    got: dict[str, Any] = {
        "title": objection.title,
        "place": data.place.value,
        "item": data.catalogue,
        "facet": data.field,
        "catalogue": data.catalogue,
        "record": data.record,
        "field": data.field,
        "fault": objection.fault.value,
        "says": data.says,
        "should_say": data.should_say,
        "name": person.name,
        "organisation": objection.organisation,
        "phone": person.phone,
        "privacy": person.privacy.value,
        "department": objection.department,
        "evidence": len(objection.evidence),
        "status": objection.status.value,
    }
    return [f"{name} is {got[name]!r}, not {want!r}" for name, want in wanted.items() if got[name] != want]
