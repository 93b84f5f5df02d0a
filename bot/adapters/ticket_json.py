"""The sealed part of a ticket as JSON: what says who somebody is and what she wrote."""

import json
from dataclasses import asdict
from typing import Any

from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Attachment, Person, Ticket


def sealed_part(ticket: Ticket) -> str:
    """Everything of a ticket that is not stored in plain columns."""
    subject = ticket.subject
    return json.dumps(
        {
            "query_code": ticket.query_code,
            "text": ticket.text,
            "place": subject.place,
            "happened": subject.happened,
            "reason": subject.reason,
            "person": asdict(ticket.person),
            "attachments": [asdict(attachment) for attachment in ticket.attachments],
            "coordinates": ticket.coordinates,
            "asked_points": ticket.asked_points,
            "answer": ticket.answer,
            "rating_reason": ticket.rating_reason,
            "traditional": ticket.traditional,
        },
        ensure_ascii=False,
    )


def opened_part(text: str) -> dict[str, Any]:
    """What `sealed_part` kept, with its types; KeyError or ValueError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    person = kept["person"]
    coordinates = kept["coordinates"]
    return kept | {
        "person": Person(person["name"], person["phone"], Privacy(person["privacy"])),
        "attachments": tuple(Attachment(**attachment) for attachment in kept["attachments"]),
        "coordinates": (coordinates[0], coordinates[1]) if coordinates else None,
        "asked_points": tuple(kept["asked_points"]),
    }
