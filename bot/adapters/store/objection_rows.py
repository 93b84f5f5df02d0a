"""Objections to rows and back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.adapters.objection_json import opened_part, sealed_part
from bot.adapters.store.life_rows import clock_of, step_columns
from bot.adapters.store.objection_schema import ObjectionClockRow, ObjectionStepRow
from bot.domain.objections.corrections import field_texts
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection, ObjectionStep
from bot.domain.objections.terms import Fault, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.ports import Cipher, Hasher


def objection_values(objection: Objection, cipher: Cipher, hasher: Hasher) -> dict[str, Any]:
    """The columns of an objection but its number and version."""
    data, main = objection.data, objection.main_clock
    return {
        "query_hash": hasher.hash(objection.query_code),
        "status": objection.status.value,
        "title": objection.title,
        "fault": objection.fault.value,
        "item": data.catalogue if data.is_guide else "",
        "field": data.field if data.is_guide else "",
        "department": objection.department,
        "channel": objection.channel,
        "conversation_id": objection.conversation,
        "received_at": objection.received_at,
        "marked_at": _marked_at(objection),
        "next_due_at": main.due_at if main else None,
        "sealed": cipher.seal(sealed_part(objection)),
    }


def step_values(place: int, step: ObjectionStep, cipher: Cipher) -> dict[str, Any]:
    """One entry of the history."""
    handed_to = step.facts.get("department") if step.move == ObjectionMove.HAND_OVER else None
    return step_columns(place, step, cipher) | {"handed_to": handed_to}


def whole_objection(
    row: Row[Any], steps: Sequence[ObjectionStepRow], clocks: Sequence[ObjectionClockRow], cipher: Cipher
) -> Objection:
    """An objection from its rows."""
    kept = opened_part(cipher.open(row.sealed))
    return Objection(
        number=row.number,
        query_code=kept["query_code"],
        title=row.title,
        text=kept["text"],
        data=kept["data"],
        fault=Fault(row.fault),
        person=kept["person"],
        organisation=kept["organisation"],
        channel=row.channel,
        conversation=row.conversation_id,
        received_at=row.received_at,
        department=row.department,
        traditional=kept["traditional"],
        status=ObjectionStatus(row.status),
        clocks=tuple(clock_of(clock) for clock in clocks),
        steps=tuple(_step(step, cipher) for step in steps),
        evidence=kept["evidence"],
        findings=kept["findings"],
        ruling=kept["ruling"],
        version=row.version,
    )


def correction_values(objection: Objection) -> list[dict[str, Any]]:
    """What an objection made of a guide's field, in order; their places tell those that are stored already."""
    data = objection.data
    return [
        {
            "objection_number": objection.number,
            "place": place,
            "item": data.catalogue,
            "field": data.field,
            "text": one.text,
            "at": one.at,
        }
        for place, one in enumerate(field_texts(objection))
    ]


def _marked_at(objection: Objection) -> datetime | None:
    return next((step.at for step in objection.steps if step.move == ObjectionMove.MARK), None)


def _step(row: ObjectionStepRow, cipher: Cipher) -> ObjectionStep:
    return ObjectionStep(
        row.at,
        row.move,
        Actor(Role(row.role), row.actor, row.actor_department),
        ObjectionStatus(row.status),
        cipher.open(row.sealed_note),
        dict(row.facts),
        row.is_public,
    )
