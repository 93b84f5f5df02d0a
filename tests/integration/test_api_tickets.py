"""`GET /api/v1/tickets/NUMBER`: for whoever proves that it is hers, and nobody learns anything by guessing."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.api import routes
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Change
from tests.integration.desk import Desk
from tests.integration.json_shape import faults
from tests.unit.domain.tickets.ticket_life_samples import (
    CODE,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    REDO,
    anonymous,
    by,
    filed,
    moved,
    standing,
)

PATH = f"/api/v1/tickets/{NUMBER}"
TAIL = {"phone_tail": "5678"}


async def keep(desk: Desk, ticket: Ticket) -> None:
    """In the store of the running program."""
    await desk.program.stores.tickets.save(Change((ticket,)), desk.program.clock.now())


async def fetch(desk: Desk, path: str = PATH, **params: str) -> tuple[int, dict[str, Any]]:
    """Status and body; what is answered with 200 or an error is as it is described."""
    status, body = await desk.call("GET", path, params=params)
    description = routes._description()
    operation = description["paths"]["/api/v1/tickets/{number}"]["get"]
    answer = operation["responses"][str(status)]
    shape = "Ticket" if status == 200 else "Error"
    assert answer
    assert faults(body, {"$ref": f"#/components/schemas/{shape}"}, description) == []
    return status, body


async def test_a_ticket_is_told_as_a_citizen_may_know_it(desk: Desk) -> None:
    """State, department, dates and why, public steps; nothing of who she is and what she wrote."""
    noted = moved(standing(Status.IN_PROGRESS), by(OFFICER, Move.NOTE, 4, note="催过承办人"))
    await keep(desk, noted)
    status, body = await fetch(desk, **TAIL)
    assert status == 200
    assert body == {
        "number": NUMBER,
        "type": {"value": "complaint", "label": "投诉"},
        "title": "路灯不亮",
        "status": {"value": "in_progress", "label": "办理中"},
        "department": LIGHTS,
        "received_at": "2026-11-23T01:00:00+00:00",
        "due_at": "2026-11-28T02:00:00+00:00",
        "why": "因为answer",
        "steps": [
            {"at": "2026-11-23T04:00:00+00:00", "what": f"{LIGHTS}签收"},
            {"at": "2026-11-23T03:00:00+00:00", "what": f"转给{LIGHTS}"},
            {"at": "2026-11-23T02:00:00+00:00", "what": "受理"},
            {"at": "2026-11-23T01:00:00+00:00", "what": "您登记"},
        ],
        "answer": None,
    }


@pytest.mark.parametrize("status", Status)
async def test_every_status_is_as_described(desk: Desk, status: Status) -> None:
    """With an answer only where one was released."""
    await keep(desk, standing(status))
    code, body = await fetch(desk, **TAIL)
    assert (code, body["status"]["value"]) == (200, status.value)
    assert (body["answer"] is not None) is (status in (Status.ANSWERED, Status.CLOSED))


async def test_the_answer_is_told_once_it_was_released(desk: Desk) -> None:
    """And no longer while it is being redone."""
    await keep(desk, standing(Status.ANSWERED))
    _, body = await fetch(desk, **TAIL)
    assert body["answer"] == {"text": "路灯已修好。", "result": {"value": "solved", "label": "已解决"}}
    await keep(desk, replace(moved(standing(Status.ANSWERED), REDO), version=1))
    _, body = await fetch(desk, **TAIL)
    assert body["answer"] is None


@pytest.mark.parametrize(
    ("number", "params"),
    [
        (NUMBER, TAIL),
        (NUMBER.lower(), TAIL),
        (NUMBER.replace("-", ""), TAIL),
        (NUMBER, {"query_code": CODE}),
        (NUMBER, {"query_code": "ab3d 5fgh"}),
    ],
)
async def test_digits_or_code_open_it(desk: Desk, number: str, params: dict[str, str]) -> None:
    """However number and code are written."""
    await keep(desk, filed())
    assert (await fetch(desk, f"/api/v1/tickets/{number}", **params))[0] == 200


async def test_an_anonymous_ticket_is_opened_by_its_code_alone(desk: Desk) -> None:
    """There is no telephone that could end in anything."""
    await keep(desk, anonymous(filed()))
    assert (await fetch(desk, phone_tail="0000"))[0] == 404
    assert (await fetch(desk, query_code=CODE))[0] == 200


@pytest.mark.parametrize(
    ("number", "params"),
    [
        (NUMBER, {"phone_tail": "1234"}),
        (NUMBER, {"phone_tail": "678"}),
        (NUMBER, {"phone_tail": "13812345678"}),
        (NUMBER, {"query_code": "ZZZZ2222"}),
        (OTHER, TAIL),
        (OTHER, {"query_code": CODE}),
        ("SL20261123-0001-A", TAIL),
        ("路灯", TAIL),
    ],
    ids=["digits", "too-few", "whole-number", "code", "number", "code-of-another", "check-character", "no-number"],
)
async def test_whatever_is_wrong_is_told_alike(desk: Desk, number: str, params: dict[str, str]) -> None:
    """The same status and the same words."""
    await keep(desk, filed())
    status, body = await fetch(desk, f"/api/v1/tickets/{number}", **params)
    assert status == 404
    assert body == {"error": {"code": "no_such_ticket", "message": "没查到：编号、电话后四位或者查询码对不上。"}}


async def test_no_proof_is_a_bad_request(desk: Desk) -> None:
    """Told before anything is looked for."""
    status, body = await fetch(desk)
    assert (status, body["error"]["code"]) == (400, "bad_query")


async def test_five_wrong_tries_are_enough(desk: Desk) -> None:
    """After that even the right digits are refused, with the time to wait."""
    await keep(desk, filed())
    for guess in range(5):
        assert (await fetch(desk, phone_tail=f"000{guess}"))[0] == 404
    status, body = await fetch(desk, **TAIL)
    assert (status, body["error"]["code"]) == (429, "guessing")
    async with desk.client.get(PATH, params=TAIL, headers=desk.headers) as response:
        assert response.headers["Retry-After"] == "3600"


async def test_a_number_that_cannot_exist_is_no_guess(desk: Desk) -> None:
    """A slip of the pen locks nobody out."""
    await keep(desk, filed())
    for _ in range(6):
        await fetch(desk, "/api/v1/tickets/SL20261123-0001-A", **TAIL)
    assert (await fetch(desk, **TAIL))[0] == 200
