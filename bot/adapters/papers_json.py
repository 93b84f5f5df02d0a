"""A form or an open act as JSON, to be sealed: it holds what a citizen told."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.demands.draft import Another, Draft, Similar, Slot
from bot.domain.objections.draft import Ask, NamedItem, ObjectionDraft
from bot.domain.objections.objection import DisputedData
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.talk.papers import Before, Papers, Pending
from bot.domain.tickets.terms import Privacy, TicketType
from bot.domain.tickets.ticket import Attachment


def papers_to_json(papers: Papers) -> str:
    """All that lies on the desk."""
    return json.dumps(asdict(papers), ensure_ascii=False, default=datetime.isoformat)


def papers_from_json(text: str) -> Papers:
    """What `papers_to_json` wrote; KeyError, TypeError or ValueError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    return Papers(
        draft=_draft(kept["draft"]) if kept["draft"] else None,
        pending=_pending(kept["pending"]) if kept["pending"] else None,
        before=_before(kept["before"]) if kept.get("before") else None,
        objection=_objection(kept["objection"]) if kept.get("objection") else None,
    )


def _draft(kept: dict[str, Any]) -> Draft:
    return Draft(
        **kept
        | {
            "type": TicketType(kept["type"]),
            "opened_at": datetime.fromisoformat(kept["opened_at"]),
            "touched_at": datetime.fromisoformat(kept["touched_at"]),
            "parts": tuple(kept["parts"]),
            "coordinates": _coordinates(kept["coordinates"]),
            "privacy": Privacy(kept["privacy"]),
            "files": tuple(Attachment(**file) for file in kept["files"]),
            "skipped": tuple(Slot(slot) for slot in kept["skipped"]),
            "asks": Slot(kept["asks"]) if kept["asks"] else None,
            "fixing": Slot(kept["fixing"]) if kept["fixing"] else None,
            "similar": tuple(Similar(**one) for one in kept["similar"]),
            "held": _another(kept["held"]) if kept.get("held") else None,
            "later": tuple(_another(one) for one in kept.get("later", ())),
        }
    )


def _objection(kept: dict[str, Any]) -> ObjectionDraft:
    return ObjectionDraft(
        **kept
        | {
            "opened_at": datetime.fromisoformat(kept["opened_at"]),
            "touched_at": datetime.fromisoformat(kept["touched_at"]),
            "parts": tuple(kept["parts"]),
            "place": DataPlace(kept["place"]) if kept["place"] else None,
            "data": DisputedData(**kept["data"] | {"place": DataPlace(kept["data"]["place"])}),
            "items": tuple(NamedItem(**one) for one in kept["items"]),
            "fault": Fault(kept["fault"]) if kept["fault"] else None,
            "privacy": Privacy(kept["privacy"]),
            "files": tuple(Attachment(**file) for file in kept["files"]),
            "skipped": tuple(Ask(ask) for ask in kept["skipped"]),
            "asks": Ask(kept["asks"]) if kept["asks"] else None,
            "fixing": Ask(kept["fixing"]) if kept["fixing"] else None,
        }
    )


def _another(kept: dict[str, str]) -> Another:
    return Another(TicketType(kept["type"]), kept["text"])


def _coordinates(kept: list[float] | None) -> tuple[float, float] | None:
    return (kept[0], kept[1]) if kept else None


def _before(kept: dict[str, Any]) -> Before:
    return Before(
        at=datetime.fromisoformat(kept["at"]),
        text=kept["text"],
        kind=TicketType(kept["kind"]) if kept.get("kind") else None,
        files=tuple(Attachment(**file) for file in kept["files"]),
        coordinates=_coordinates(kept["coordinates"]),
    )


def _pending(kept: dict[str, Any]) -> Pending:
    return Pending(
        act=kept["act"],
        since=datetime.fromisoformat(kept["since"]),
        number=kept["number"],
        numbers=tuple(kept["numbers"]),
        text=kept.get("text", ""),
    )
