"""Tickets to rows and back."""

from collections.abc import Container, Sequence
from typing import Any

from sqlalchemy import Row

from bot.adapters.store.life_rows import clock_of, step_columns
from bot.adapters.ticket_json import opened_part, sealed_part
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outline import Outline
from bot.domain.tickets.terms import Rating, Result, Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Step, Subject, Ticket
from bot.services.ports import Cipher, Hasher

_HANDING_OVER = frozenset({Move.DISPATCH.value, Move.REDO.value})


def ticket_values(ticket: Ticket, cipher: Cipher, hasher: Hasher) -> dict[str, Any]:
    """The columns of a ticket but its number and version."""
    subject, main = ticket.subject, ticket.main_clock
    return {
        "query_hash": hasher.hash(ticket.query_code),
        "phone_hash": hasher.hash(ticket.person.phone) if ticket.person.phone else None,
        "type": ticket.type.value,
        "status": ticket.status.value,
        "title": ticket.title,
        "category": subject.category,
        "department": subject.department,
        "district": subject.district,
        "is_urgent": subject.is_urgent,
        "channel": ticket.channel,
        "conversation_id": ticket.conversation,
        "received_at": ticket.received_at,
        "next_due_at": main.due_at if main else None,
        "merged_into": ticket.merged_into or None,
        "result": ticket.result.value if ticket.result else None,
        "rating": ticket.rating.value if ticket.rating else None,
        "returns": ticket.returns,
        "chases": ticket.chases,
        "redos": ticket.redos,
        "extension": ticket.extension,
        "sealed": cipher.seal(sealed_part(ticket)),
    }


def step_values(place: int, step: Step, cipher: Cipher) -> dict[str, Any]:
    """One entry of the history."""
    handed_to = step.facts.get("department") if step.move in _HANDING_OVER else None
    return step_columns(place, step, cipher) | {"handed_to": handed_to}


def whole_ticket(row: Row[Any], steps: Sequence[Row[Any]], clocks: Sequence[Row[Any]], cipher: Cipher) -> Ticket:
    """A ticket from its rows; a note that was not read is empty."""
    kept = opened_part(cipher.open(row.sealed))
    subject = Subject(
        category=row.category,
        department=row.department,
        district=row.district,
        place=kept["place"],
        happened=kept["happened"],
        is_urgent=row.is_urgent,
        reason=kept["reason"],
    )
    return Ticket(
        number=row.number,
        query_code=kept["query_code"],
        type=TicketType(row.type),
        title=row.title,
        text=kept["text"],
        subject=subject,
        person=kept["person"],
        channel=row.channel,
        conversation=row.conversation_id,
        received_at=row.received_at,
        traditional=kept["traditional"],
        status=Status(row.status),
        clocks=tuple(clock_of(clock) for clock in clocks),
        steps=tuple(_step(step, cipher) for step in steps),
        attachments=kept["attachments"],
        coordinates=kept["coordinates"],
        returns=row.returns,
        chases=row.chases,
        redos=row.redos,
        extension=row.extension,
        asked_points=kept["asked_points"],
        answer=kept["answer"],
        result=Result(row.result) if row.result else None,
        rating=Rating(row.rating) if row.rating else None,
        rating_reason=kept["rating_reason"],
        merged_into=row.merged_into or "",
        version=row.version,
    )


def outline_of(row: Row[Any], supervised: Container[str], called_back: Container[str]) -> Outline:
    """A ticket at a glance from its row."""
    return Outline(
        number=row.number,
        type=TicketType(row.type),
        title=row.title,
        status=Status(row.status),
        category=row.category,
        department=row.department,
        district=row.district,
        is_urgent=row.is_urgent,
        due_at=row.next_due_at,
        returns=row.returns,
        chases=row.chases,
        redos=row.redos,
        extension=row.extension,
        merged_into=row.merged_into or "",
        is_supervised=row.number in supervised,
        waits_for_call_back=row.number in called_back,
        version=row.version,
    )


def _step(row: Row[Any], cipher: Cipher) -> Step:
    actor = Actor(Role(row.role), row.actor, row.actor_department)
    sealed = row._mapping.get("sealed_note")  # noqa: SLF001 - public in spite of its name
    note = cipher.open(sealed) if sealed else ""
    return Step(row.at, row.move, actor, Status(row.status), note, dict(row.facts), row.is_public)
