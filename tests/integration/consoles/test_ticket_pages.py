"""Queue, list and ticket as staff see them."""

import pytest

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Role
from bot.domain.tickets.ticket import Person
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.ticket_office import (
    CITIZEN,
    CROWD,
    PHOTO,
    POLICE,
    WAYS,
    TicketOffice,
    attachment,
    numbers,
    sign_in,
)


@pytest.mark.parametrize(
    ("login", "stations"),
    [
        ("operator", {"received", "accepted", "returned", "in_review", "poor", "bad"}),
        ("officer", {"received", "accepted", "returned", "in_review", "poor", "bad"}),
        ("housing", {"dispatched", "in_progress", "extension"}),
        ("police", set()),
        ("chief", {"returned_twice", "extension"}),
        ("boss", {"returned_twice", "extension"}),
    ],
)
async def test_everybody_finds_her_own_work(
    office: TicketOffice, clerk: Browser, login: str, stations: set[str]
) -> None:
    """And nothing that is not hers to do."""
    at = {station: (await office.at(station)).number for station in WAYS}
    await sign_in(clerk, login)
    page = await clerk.open("/desk/")
    assert set(numbers(page)) == {at[station] for station in stations}
    assert f"{len(stations)}件" in page
    if not stations:
        assert "没有待办" in page


async def test_what_is_late_comes_to_the_supervisor_and_stands_on_top(office: TicketOffice, clerk: Browser) -> None:
    """In words, not by colour alone."""
    late = await office.at("in_progress")
    office.clock.move(days=9)
    fresh = await office.at("accepted")
    await sign_in(clerk, "chief")
    page = await clerk.open("/desk/")
    assert numbers(page) == [late.number]
    assert "超期2个工作日" in page
    assert "已超期 <strong>1</strong></a>" in page, "that the late ones are late need not be said twice"
    await clerk.send("/desk/sign-out")
    await sign_in(clerk, "operator")
    assert numbers(await clerk.open("/desk/tickets"))[:2] == [late.number, fresh.number]


async def test_the_next_ticket_is_the_one_below(office: TicketOffice, clerk: Browser) -> None:
    """Round and round, and home when nothing is left."""
    first, second = await office.at("received"), await office.at("received")
    await sign_in(clerk, "operator")
    for after, comes in ((first, second), (second, first)):
        await clerk.open(f"/desk/next?after={after.number}")
        assert clerk.at == f"/desk/tickets/{comes.number}"
    for ticket in (first, second):
        await office.make(ticket, Move.WITHDRAW, CITIZEN)
    await clerk.open(f"/desk/next?after={first.number}")
    assert clerk.at == "/desk/"


async def test_who_she_is_stays_hidden_until_somebody_says_why(office: TicketOffice, clerk: Browser) -> None:
    """The look is written down with its reason, and the page hides it again."""
    ticket = await office.at("received")
    address = f"/desk/tickets/{ticket.number}"
    await sign_in(clerk, "operator")
    page = await clerk.open(address)
    assert "李桂兰" not in page
    assert "13804341234" not in page
    assert "李**" in page
    assert "138****1234" in page
    page = await clerk.send(f"{address}/person", {"reason": " "})
    assert clerk.status == 422
    assert "李桂兰" not in page
    page = await clerk.send(f"{address}/person", {"reason": "电话核实"})
    assert "李桂兰" in page
    assert "13804341234" in page
    seen = (await office.room.audit.newest(1))[0].deed
    assert (seen.actor, seen.action, seen.object, seen.reason) == ("operator", "person_seen", ticket.number, "电话核实")
    assert "李桂兰" not in await clerk.open(address)
    await clerk.open(f"{address}/person")
    assert clerk.at == address


@pytest.mark.parametrize(
    ("privacy", "login", "may"),
    [
        (Privacy.NAMED, "housing", True),
        (Privacy.CONFIDENTIAL, "housing", False),
        (Privacy.CONFIDENTIAL, "operator", True),
        (Privacy.ANONYMOUS, "operator", False),
        (Privacy.ANONYMOUS, "boss", False),
    ],
)
async def test_some_may_never_look(
    office: TicketOffice, clerk: Browser, privacy: Privacy, login: str, *, may: bool
) -> None:
    """A department does not learn who wants to stay unknown to it; nobody asks who is anonymous."""
    person = Person("李桂兰", "13804341234", privacy)
    ticket = await office.at("dispatched", person=person)
    await sign_in(clerk, login)
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    assert ("查看原文与联系方式" in page) is may
    assert ("李**" in page) is may
    assert "李桂兰" not in page
    page = await clerk.send(f"/desk/tickets/{ticket.number}/person", {"reason": "想知道是谁"})
    assert clerk.status == (200 if may else 403)
    assert ("李桂兰" in page) is may


async def test_the_page_tells_the_whole_story(office: TicketOffice, clerk: Browser) -> None:
    """Every step with its actor, every clock with why it ends that day; what was written cannot become part of it."""
    ticket = await office.at("returned", coordinates=(43.5183, 123.5021), title="<b>漏水</b>")
    ticket = await office.make(ticket, Move.NOTE, "officer", note="<script>alert(1)</script>")
    await office.make(ticket, Move.SUPPLEMENT, CITIZEN, note="我电话换了，13912345678")
    await sign_in(clerk, "operator")
    page = await clerk.open(f"/desk/tickets/{ticket.number}")
    for shown in (
        "提交诉求", "受理", "转办", "退单", "钱话务（话务员）", "吴住建（市住房和城乡建设局）", "李经办",
        "建议转给：市公安局", "属于公安", "43.518300,123.502100", "当天不算，从次日起5个工作日内答复诉求",
        "多由市住房和城乡建设局办理", "&lt;script&gt;alert", "[电话]",
    ):  # fmt: skip
        assert shown in page, shown
    for hidden in ("<script>alert", "<b>漏水", "13912345678", "openstreetmap", "amap"):
        assert hidden not in page


async def test_files_are_looked_at_and_taken_safely(office: TicketOffice, clerk: Browser) -> None:
    """Photos without where they were taken; everything else only to be saved; taking is written down."""
    photo, page = attachment(), attachment("b" * 32, '情况 说明".html', "text/html")
    office.files.kept |= {photo.key: PHOTO, page.key: b"<script>alert(1)</script>"}
    ticket = await office.at("dispatched", attachments=(photo, page))
    address = f"/desk/tickets/{ticket.number}"
    await sign_in(clerk, "housing")
    shown = await clerk.open(address)
    assert f"{address}/previews/{photo.key}" in shown
    assert f"{address}/previews/{page.key}" not in shown
    for path, status, kind in (
        (f"previews/{photo.key}", 200, "image/png"),
        (f"previews/{page.key}", 404, "text/html"),
        (f"files/{page.key}", 200, "application/octet-stream"),
        ("files/" + "c" * 32, 404, "text/html"),
    ):
        async with clerk.client.get(f"{address}/{path}", headers={"Accept": "text/html"}) as response:
            assert (response.status, response.content_type) == (status, kind)
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            if path.startswith("files") and status == 200:
                assert response.headers["Content-Disposition"].startswith("attachment;")
                assert "filename*=UTF-8''%E6%83%85" in response.headers["Content-Disposition"]
    seen = [entry.deed.action for entry in await office.room.audit.newest(5)]
    assert "file_taken" in seen


async def test_a_foreign_file_is_not_found(office: TicketOffice, clerk: Browser) -> None:
    """Neither through its own ticket nor through one's own."""
    photo = attachment()
    office.files.kept[photo.key] = PHOTO
    foreign, own = await office.at("dispatched", attachments=(photo,)), await office.at("dispatched")
    own = await office.make(own, Move.DISPATCH, "operator", department=POLICE)
    await sign_in(clerk, "police")
    for number in (foreign.number, own.number):
        for what in ("files", "previews"):
            await clerk.open(f"/desk/tickets/{number}/{what}/{photo.key}")
            assert clerk.status == 404


async def test_nobody_comes_in_without_signing_in(office: TicketOffice, clerk: Browser) -> None:
    """Pages lead to the door, streams are refused."""
    ticket = await office.at("received")
    for path in ("/desk/", "/desk/tickets", f"/desk/tickets/{ticket.number}", "/desk/next"):
        await clerk.open(path)
        assert clerk.at.startswith("/desk/sign-in?next=")
    await clerk.open("/desk/events", Accept="text/event-stream")
    assert clerk.status == 401


async def test_the_administrator_sees_every_ticket(office: TicketOffice, clerk: Browser) -> None:
    """As everybody does but the departments."""
    ticket = await office.at("received")
    for staff in CROWD:
        if staff.role is Role.DEPARTMENT:
            continue
        async with browser_at(office) as somebody:
            await sign_in(somebody, staff.login)
            await somebody.open(f"/desk/tickets/{ticket.number}")
            assert somebody.status == 200
