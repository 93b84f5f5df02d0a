"""A form or an open act as JSON, to be sealed: it holds what a citizen told."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.demand_draft import Draft, Similar, Slot
from bot.domain.papers import Papers, Pending
from bot.domain.ticket import Attachment
from bot.domain.ticket_terms import Privacy, TicketType


def papers_to_json(papers: Papers) -> str:
    """All that lies on the desk."""
    return json.dumps(asdict(papers), ensure_ascii=False, default=datetime.isoformat)


def papers_from_json(text: str) -> Papers:
    """What `papers_to_json` wrote; KeyError, TypeError or ValueError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    return Papers(
        draft=_draft(kept["draft"]) if kept["draft"] else None,
        pending=_pending(kept["pending"]) if kept["pending"] else None,
    )


def _draft(kept: dict[str, Any]) -> Draft:
    coordinates = kept["coordinates"]
    return Draft(
        **kept
        | {
            "type": TicketType(kept["type"]),
            "opened_at": datetime.fromisoformat(kept["opened_at"]),
            "touched_at": datetime.fromisoformat(kept["touched_at"]),
            "parts": tuple(kept["parts"]),
            "coordinates": (coordinates[0], coordinates[1]) if coordinates else None,
            "privacy": Privacy(kept["privacy"]),
            "files": tuple(Attachment(**file) for file in kept["files"]),
            "skipped": tuple(Slot(slot) for slot in kept["skipped"]),
            "asks": Slot(kept["asks"]) if kept["asks"] else None,
            "fixing": Slot(kept["fixing"]) if kept["fixing"] else None,
            "similar": tuple(Similar(**one) for one in kept["similar"]),
        }
    )


def _pending(kept: dict[str, Any]) -> Pending:
    return Pending(
        act=kept["act"],
        since=datetime.fromisoformat(kept["since"]),
        number=kept["number"],
        numbers=tuple(kept["numbers"]),
    )
