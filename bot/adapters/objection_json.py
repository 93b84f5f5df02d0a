"""The sealed part of an objection as JSON: who objects, what was told of which data, what was decided."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.objections.objection import DisputedData, Objection, Ruling
from bot.domain.objections.terms import DataPlace, Decision
from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Attachment, Person


def sealed_part(objection: Objection) -> str:
    """Everything of an objection that is not stored in plain columns."""
    return json.dumps(
        {
            "query_code": objection.query_code,
            "text": objection.text,
            "data": asdict(objection.data),
            "person": asdict(objection.person),
            "organisation": objection.organisation,
            "evidence": [asdict(file) for file in objection.evidence],
            "findings": [asdict(file) for file in objection.findings],
            "ruling": _ruling_parts(objection.ruling) if objection.ruling else None,
            "traditional": objection.traditional,
        },
        ensure_ascii=False,
    )


def opened_part(text: str) -> dict[str, Any]:
    """What `sealed_part` kept, with its types; KeyError or ValueError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    person, data, ruling = kept["person"], kept["data"], kept["ruling"]
    return kept | {
        "person": Person(person["name"], person["phone"], Privacy(person["privacy"])),
        "data": DisputedData(**data | {"place": DataPlace(data["place"])}),
        "evidence": tuple(Attachment(**file) for file in kept["evidence"]),
        "findings": tuple(Attachment(**file) for file in kept.get("findings", ())),
        "ruling": _ruling(ruling) if ruling else None,
    }


def _ruling_parts(ruling: Ruling) -> dict[str, Any]:
    return asdict(ruling) | {"at": ruling.at.isoformat() if ruling.at else None}


def _ruling(parts: dict[str, Any]) -> Ruling:
    at = datetime.fromisoformat(parts["at"]) if parts["at"] else None
    return Ruling(**parts | {"decision": Decision(parts["decision"]), "at": at})
