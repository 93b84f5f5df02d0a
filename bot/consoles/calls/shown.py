"""What the scripts of the call pad get: candidates, calls, tickets and callers as plain objects."""

from dataclasses import asdict
from typing import Any

from bot.domain.calls.call import Call
from bot.domain.calls.candidate import Alarm, Block, Candidate, DemandGuess, Found
from bot.domain.calls.order_form import OrderForm
from bot.domain.calls.unfinished import Unfinished
from bot.domain.text.masking import mask
from bot.domain.tickets.ticket import Ticket
from bot.services.calls.orders import Filed
from bot.services.calls.pad import Caller
from bot.services.china_time import day_in_words, moment_in_words


def found_json(found: Found) -> dict[str, Any]:
    """All that is shown for a text."""
    return {
        "by": found.by,
        "again_ms": round(found.again_in.total_seconds() * 1000) if found.again_in else 0,
        "alarms": [_alarm(alarm) for alarm in found.alarms],
        "blocks": [_block(block) for block in found.blocks],
    }


def candidate_json(one: Candidate) -> dict[str, Any]:
    """One facet of one item, with its source."""
    sample = "示例内容，以窗口为准" if one.sample else ""
    return {
        "code": one.code,
        "name": one.name,
        "department": one.department,
        "facet": one.facet.value,
        "label": one.label,
        "field": one.field,
        "score": one.score,
        "source": f"{one.department} 办事指南第{one.version}版，{one.checked_on.isoformat()}核对",
        "sample": sample,
        "why": list(one.why),
    }


def call_json(call: Call) -> dict[str, Any]:
    """A call as the pad takes it up again; the caller as she was typed."""
    return {
        "id": call.id,
        "text": call.text,
        "caller": call.unfinished.caller or call.caller,
        "version": call.version,
        "is_open": call.is_open,
        "unfinished": unfinished_json(call.unfinished),
    }


def unfinished_json(unfinished: Unfinished) -> dict[str, Any]:
    """What was begun besides the words, as the page sends it."""
    orders = [asdict(unfinished.order)] if unfinished.order else []
    return {"orders": orders, "outcome": unfinished.outcome, "remark": unfinished.remark}


def caller_json(caller: Caller) -> dict[str, Any]:
    """Her tickets and calls, without what others may not know."""
    return {
        "number": caller.number,
        "tickets": [_ticket(ticket) for ticket in caller.tickets],
        "calls": [_earlier(call) for call in caller.calls],
    }


def order_json(form: OrderForm) -> dict[str, Any]:
    """A half-filled form."""
    names = ("form", "matter", "type", "category", "department", "district", "place", "name", "phone", "is_urgent")
    return {name: getattr(form, name) for name in names}


def filed_json(filed: Filed) -> dict[str, Any]:
    """What is read out to the caller."""
    ticket = filed.ticket
    return {
        "number": ticket.number,
        "query_code": ticket.query_code,
        "title": mask(ticket.title).text,
        "type": ticket.type.label,
        "department": ticket.subject.department,
        "due": day_in_words(filed.deadline.due_at),
        "why": filed.deadline.reason,
        "provisional": filed.deadline.provisional,
        "href": f"/desk/tickets/{ticket.number}",
    }


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {"kind": alarm.kind, "call": list(alarm.call), "advice": alarm.advice}


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "said": block.said,
        "note": block.note,
        "candidates": [candidate_json(one) for one in block.candidates],
        "demand": _demand(block.demand) if block.demand else None,
    }


def _demand(guess: DemandGuess) -> dict[str, Any]:
    return {
        "type": guess.type.label,
        "category": guess.category,
        "department": guess.department,
        "district": guess.district,
        "place": guess.place,
        "is_urgent": guess.is_urgent,
        "why": list(guess.why),
    }


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "title": mask(ticket.title).text,
        "type": ticket.type.label,
        "status": ticket.status.label,
        "department": ticket.subject.department,
        "received": moment_in_words(ticket.received_at),
        "href": f"/desk/tickets/{ticket.number}",
    }


def _earlier(call: Call) -> dict[str, Any]:
    return {
        "at": moment_in_words(call.opened_at),
        "outcome": call.outcome.label if call.outcome else "没有收尾",
        "remark": call.remark,
        "text": mask(call.text).text[:120],
    }
