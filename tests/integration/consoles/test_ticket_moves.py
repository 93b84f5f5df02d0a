"""Moves from the page of a ticket: by whom, with what, and what is told when they cannot be made."""

import pytest

from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.terms import Result, Role, Status
from bot.services.tickets.labels import Label
from tests.integration.consoles.staff_desk import Browser
from tests.integration.consoles.ticket_office import (
    ANSWER,
    CROWD,
    HOUSING,
    POLICE,
    TicketOffice,
    sent,
    sign_in,
)

NOTE = {"note": "按规定办理"}
CORRECTED = {
    "type": "help",
    "category": "公用事业",
    "department": POLICE,
    "district": "茂林镇",
    "place": "后院",
    "urgent": "yes",
}
RIGHT = [
    ("received", Move.ACCEPT, "operator", {}, Status.ACCEPTED),
    ("received", Move.DECLINE, "officer", NOTE | {"right_way": "请向法院起诉"}, Status.NOT_TAKEN),
    ("received", Move.ASK_MORE, "operator", {"points": "- 几号楼\n\n- 照片"}, Status.NEEDS_MORE),
    ("needs_more", Move.SUPPLEMENT, "operator", NOTE, Status.RECEIVED),
    ("received", Move.CORRECT, "officer", CORRECTED, Status.RECEIVED),
    ("accepted", Move.DISPATCH, "operator", {"department": POLICE}, Status.DISPATCHED),
    ("returned_twice", Move.DISPATCH, "chief", {"department": POLICE}, Status.DISPATCHED),
    ("dispatched", Move.SIGN, "housing", {}, Status.IN_PROGRESS),
    ("in_progress", Move.RETURN, "housing", NOTE | {"department": POLICE}, Status.RETURNED),
    ("in_progress", Move.ASK_EXTENSION, "housing", NOTE, Status.IN_PROGRESS),
    ("extension", Move.APPROVE_EXTENSION, "chief", {}, Status.IN_PROGRESS),
    ("extension", Move.REFUSE_EXTENSION, "boss", NOTE, Status.IN_PROGRESS),
    ("in_progress", Move.SUBMIT_ANSWER, "housing", {"answer": ANSWER, "result": "solved"}, Status.IN_REVIEW),
    ("in_review", Move.SEND_BACK, "officer", NOTE, Status.IN_PROGRESS),
    ("in_review", Move.RELEASE, "operator", {}, Status.ANSWERED),
    ("poor", Move.RELEASE, "operator", NOTE, Status.ANSWERED),
    ("bad", Move.CALL_BACK, "operator", NOTE, Status.CLOSED),
    ("answered", Move.RATE, "operator", {"rating": "satisfied"}, Status.CLOSED),
    ("answered", Move.CLOSE, "officer", {}, Status.CLOSED),
    ("answered", Move.REDO, "operator", {"rating": "dissatisfied"}, Status.DISPATCHED),
    ("dispatched", Move.CHASE, "operator", {}, Status.DISPATCHED),
    ("in_progress", Move.SUPERVISE, "chief", NOTE, Status.IN_PROGRESS),
    ("closed", Move.NOTE, "housing", NOTE, Status.CLOSED),
    ("accepted", Move.WITHDRAW, "operator", {}, Status.WITHDRAWN),
]
WRONG = [
    ("dispatched", Move.CORRECT, "housing"),
    ("dispatched", Move.MERGE, "housing"),
    ("in_review", Move.RELEASE, "housing"),
    ("in_review", Move.SEND_BACK, "housing"),
    ("dispatched", Move.SIGN, "operator"),
    ("in_progress", Move.SUBMIT_ANSWER, "chief"),
    ("extension", Move.APPROVE_EXTENSION, "officer"),
    ("extension", Move.REFUSE_EXTENSION, "housing"),
    ("in_progress", Move.SUPERVISE, "operator"),
    ("in_progress", Move.ASK_EXTENSION, "boss"),
    ("returned_twice", Move.DISPATCH, "operator"),
    ("in_review", Move.FOLLOW, "operator"),
]
LACKING = [
    ("received", Move.DECLINE, {"note": "不归我们管"}, "该找谁"),
    ("received", Move.DECLINE, {"right_way": "去法院"}, "请填写说明"),
    ("received", Move.ASK_MORE, {"points": " \n- \n"}, "一次说全"),
    ("received", Move.CORRECT, CORRECTED | {"category": "天文地理"}, "是否选对"),
    ("received", Move.CORRECT, CORRECTED | {"type": ""}, "是否选对"),
    ("dispatched", Move.CORRECT, CORRECTED, "换单位请用“转办”"),
    ("accepted", Move.DISPATCH, {"department": "火星局"}, "从列表里选择"),
    ("in_review", Move.SEND_BACK, {}, "请填写说明"),
    ("poor", Move.RELEASE, {}, "请写明理由"),
    ("answered", Move.RATE, {"rating": ""}, "请选择评价"),
    ("answered", Move.REDO, {"rating": "satisfied"}, "不满意"),
    ("received", Move.MERGE, {}, "要并入的工单编号"),
    ("received", Move.MERGE, {"into_other": "SL20200101-0001-A"}, "要并入的工单不存在"),
    ("received", Move.NOTE, {"note": "字" * 1001}, "太长"),
]


@pytest.mark.parametrize(
    ("station", "move", "login", "fields", "status"), RIGHT, ids=[f"{row[0]}-{row[1]}-{row[2]}" for row in RIGHT]
)
async def test_the_right_person_makes_a_move(
    office: TicketOffice,
    clerk: Browser,
    *,
    station: str,
    move: Move,
    login: str,
    fields: dict[str, str],
    status: Status,
) -> None:
    """It is offered, it is made, it stands in the history under her name, and the page says so."""
    ticket = await office.at(station)
    await sign_in(clerk, login)
    assert f"/moves/{move.value}" in await clerk.open(f"/desk/tickets/{ticket.number}")
    page = await sent(clerk, ticket.number, move, **fields)
    after = await office.stored(ticket.number)
    assert (clerk.status, clerk.at) == (200, f"/desk/tickets/{ticket.number}")
    assert (after.status, after.version) == (status, ticket.version + 1)
    assert (after.steps[-1].move, after.steps[-1].actor) == (move.value, office.actor(login))
    assert "flash-done" in page


def test_every_move_that_staff_can_make_is_tried() -> None:
    """But merging, which needs two tickets and is tried below."""
    by_staff = {move for move, rule in RULES.items() if rule.roles & {staff.role for staff in CROWD}}
    assert by_staff - {row[1] for row in RIGHT} == {Move.MERGE, Move.UNMERGE}


@pytest.mark.parametrize(("station", "move", "login"), WRONG)
async def test_the_wrong_person_is_refused(
    office: TicketOffice, clerk: Browser, station: str, move: Move, login: str
) -> None:
    """403, nothing is offered, nothing changes."""
    ticket = await office.at(station)
    await sign_in(clerk, login)
    assert f"/moves/{move.value}" not in await clerk.open(f"/desk/tickets/{ticket.number}")
    everything = {
        "note": "x",
        "department": POLICE,
        "answer": ANSWER,
        "result": "solved",
        "right_way": "x",
        "points": "x",
    }
    await sent(clerk, ticket.number, move, **everything)
    assert clerk.status == 403
    assert await office.stored(ticket.number) == ticket


@pytest.mark.parametrize(("station", "move", "fields", "told"), LACKING)
async def test_what_is_missing_is_asked_for(
    office: TicketOffice, clerk: Browser, station: str, move: Move, fields: dict[str, str], told: str
) -> None:
    """422 with a sentence at the form, which stays open with what was typed."""
    ticket = await office.at(station)
    await sign_in(clerk, "operator")
    page = await sent(clerk, ticket.number, move, **fields)
    assert clerk.status == 422
    assert told in page
    assert f'id="move-{move.value}"' in page
    for text in fields.values():
        assert len(text) > 1000 or text.strip(" \n-") in page
    assert await office.stored(ticket.number) == ticket


@pytest.mark.parametrize("what", ["", "/moves/note", "/person"])
async def test_an_unknown_number_is_told_as_a_foreign_one(office: TicketOffice, clerk: Browser, what: str) -> None:
    """404 and the same page, whether there is no such ticket or it is another department's."""
    foreign = await office.at("dispatched")
    await sign_in(clerk, "police")
    pages = []
    for number in (foreign.number, "SL20261123-9999-X", "SL20261123-0999-R", "nonsense"):
        if what:
            await clerk.open("/desk/")
            pages.append(await clerk.send(f"/desk/tickets/{number}{what}", {"note": "x", "reason": "核实"}))
        else:
            pages.append(await clerk.open(f"/desk/tickets/{number}"))
        assert clerk.status == 404
    assert {page.replace(clerk.csrf, "") for page in pages} == {pages[0].replace(clerk.csrf, "")}


async def test_a_department_signs_nothing_that_has_gone_elsewhere(office: TicketOffice, clerk: Browser) -> None:
    """It may still see what it once had."""
    ticket = await office.at("dispatched")
    ticket = await office.make(ticket, Move.DISPATCH, "operator", department=POLICE)
    await sign_in(clerk, "housing")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    assert "/moves/" not in page
    await clerk.send(f"/desk/tickets/{ticket.number}/moves/sign", {"version": str(ticket.version)})
    assert clerk.status == 403


async def test_a_correction_is_kept_as_an_example(office: TicketOffice, clerk: Browser) -> None:
    """What it was and what it is, on masked words; only what changed."""
    ticket = await office.at("received")
    await sign_in(clerk, "officer")
    await sent(clerk, ticket.number, Move.CORRECT, **CORRECTED)
    kept = {label.field: label for label in await office.labels.newest(10)}
    assert set(kept) == {"type", "category", "department", "district", "urgent"}
    text = kept["type"].text
    assert "13804341234" not in text
    assert kept["department"] == Label(
        ticket.number, "department", HOUSING, POLICE, text, "officer", office.clock.now()
    )


async def test_handing_over_to_another_unit_than_proposed_is_an_example_too(
    office: TicketOffice, clerk: Browser
) -> None:
    """And to the proposed one is none."""
    first, second = await office.at("accepted"), await office.at("accepted")
    await sign_in(clerk, "operator")
    await sent(clerk, first.number, Move.DISPATCH, department=POLICE)
    await sent(clerk, second.number, Move.DISPATCH, department=HOUSING)
    assert [(label.ticket, label.was, label.became) for label in await office.labels.newest(10)] == [
        (first.number, HOUSING, POLICE)
    ]


async def test_a_returned_ticket_proposes_the_unit_that_the_return_named(office: TicketOffice, clerk: Browser) -> None:
    """The clerk only confirms."""
    ticket = await office.at("returned")
    await sign_in(clerk, "operator")
    assert f"<option selected>{POLICE}</option>" in await clerk.open(f"/desk/tickets/{ticket.number}")


async def test_two_demands_about_one_thing_are_merged_and_parted(office: TicketOffice, clerk: Browser) -> None:
    """The page proposes the other one; each page then names the other."""
    lead, other = await office.at("accepted"), await office.at("received")
    await sign_in(clerk, "operator")
    assert lead.number in await clerk.open(f"/desk/tickets/{other.number}")
    page = await sent(clerk, other.number, Move.MERGE, into=lead.number)
    assert f'已并入 <a href="/desk/tickets/{lead.number}"' in page
    assert "并入这一件的" in await clerk.open(f"/desk/tickets/{lead.number}")
    await sent(clerk, other.number, Move.UNMERGE)
    assert not (await office.stored(other.number)).merged_into


async def test_a_number_typed_by_hand_is_merged_into(office: TicketOffice, clerk: Browser) -> None:
    """In small letters, too; it goes before a choice."""
    lead, other = await office.at("accepted", category="环境保护"), await office.at("received")
    await sign_in(clerk, "operator")
    await sent(clerk, other.number, Move.MERGE, into_other=f" {lead.number.lower()} ")
    assert (await office.stored(other.number)).merged_into == lead.number


async def test_an_answer_reaches_the_citizen_with_its_release_only(office: TicketOffice, clerk: Browser) -> None:
    """Poor answers need a word, which stays in the house."""
    ticket = await office.at("poor")
    await sign_in(clerk, "officer")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    for told in ("没看到回应：什么时候能修好", "去掉客套话以后几乎没有内容", "没写日期", "没留承办单位的联系电话"):
        assert told in page
    await sent(clerk, ticket.number, Move.RELEASE, note="市民已当面认可")
    after = await office.stored(ticket.number)
    assert (after.status, after.result) == (Status.ANSWERED, Result.SOLVED)


def test_the_crowd_has_every_role() -> None:
    """So that no wall stays untried."""
    assert {staff.role for staff in CROWD} == set(Role) - {Role.CITIZEN, Role.SYSTEM}


async def test_a_demand_in_traditional_writing_is_answered_in_simplified(office: TicketOffice, clerk: Browser) -> None:
    """The check compares what was asked in the script that clerks write; the ticket keeps the citizen's own."""
    asked = "幸福家園七號樓排水管漏水，樓道全是髒水，什麼時候能修好？"
    ticket = await office.at("in_review", text=asked)
    await sign_in(clerk, "operator")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    assert "都通过了" in page
    assert asked in page
    await sent(clerk, ticket.number, Move.RELEASE)
    assert (await office.stored(ticket.number)).status is Status.ANSWERED
