"""What goes over the wire between the program, Rasa and the actions."""

from dataclasses import asdict
from typing import Any

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.domain.guides.understanding import Reading, Understanding
from bot.domain.talk.message import Answer, Button, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import Outcome
from bot.services.tickets.ports import DemandReading


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """What an action found, for its way back through Rasa."""
    return {
        "route": outcome.answer.route.value,
        "replies": [asdict(reply) for reply in outcome.answer.replies],
        "focus": focus_to_json(outcome.focus),
    }


def outcome_from_json(sent: dict[str, Any]) -> Outcome:
    """What an action found; KeyError or ValueError for anything else."""
    replies = tuple(
        Reply(Kind(r["kind"]), r["text"], tuple(Button(**b) for b in r["buttons"]), r["data"]) for r in sent["replies"]
    )
    return Outcome(Answer(Route(sent["route"]), replies), focus_from_json(sent["focus"]))


def understanding_from_json(text: str, clauses: tuple[str, ...], parsed: dict[str, Any]) -> Understanding:
    """What Rasa read, from its `latest_message` or its parse."""
    readings = parsed.get("readings") or []
    return Understanding(
        Reading(text, _ranking(parsed.get("intent_ranking") or [])),
        tuple(Reading(clause, _ranking(reading)) for clause, reading in zip(clauses, readings, strict=False)),
    )


def demand_from_json(text: str, read: dict[str, Any]) -> DemandReading:
    """What the engine's models say of a demand."""
    place = read["place"]
    return DemandReading(
        departments=tuple((str(name), float(chance)) for name, chance in read["departments"]),
        categories=tuple((str(name), float(chance)) for name, chance in read["categories"]),
        urgent=float(read["urgent"]),
        place=text[place[0] : place[1]] if place else "",
    )


def _ranking(entries: list[dict[str, Any]]) -> dict[str, float]:
    return {entry["name"]: float(entry["confidence"]) for entry in entries}
