"""The list of all tickets."""

import re

from bot.domain.tickets.access import may_see
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import TicketType
from bot.services.tickets.ports import TicketFilter
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.ticket_office import POLICE, WAYS, TicketOffice, numbers, sign_in


async def test_the_list_is_narrowed_by_what_stands_in_the_address(office: TicketOffice, clerk: Browser) -> None:
    """Each field by itself; the form shows it again."""
    plain = await office.at("received")
    other = await office.at(
        "dispatched", title="路灯不亮", type=TicketType.HELP, category="公用事业", district="茂林镇", is_urgent=True
    )
    office.clock.move(days=20)
    young = await office.at("received", title="100%_井盖")
    await sign_in(clerk, "operator")
    everything = {plain.number, other.number, young.number}
    for query, expected in {
        "": everything,
        "status=dispatched": {other.number},
        "status=open": everything,
        "status=closed": set(),
        "type=help": {other.number},
        "category=公用事业": {other.number},
        "district=茂林镇": {other.number},
        "department=市公安局": set(),
        "urgent=yes": {other.number},
        "overdue=yes": {plain.number, other.number},
        "from=2026-12-01": {young.number},
        "until=2026-11-23": {plain.number, other.number},
        "from=2026-11-24&until=2026-12-01": set(),
        "words=路灯": {other.number},
        "words=100%25_": {young.number},
        "words=%25": {young.number},
        f"words={plain.number[:16]}": {plain.number},
        "status=nonsense&from=31.12.&page=0&urgent=no&order=up": everything,
        "page=99999999999": everything,
    }.items():
        page = await clerk.open(f"/desk/tickets?{query}")
        assert clerk.status == 200, query
        assert set(numbers(page)) == expected, query
    page = await clerk.open("/desk/tickets?status=open&category=公用事业&order=newest&words=灯")
    for shown in (
        'value="open" selected',
        "<option selected>公用事业",
        'value="newest" selected',
        'value="灯"',
        "清除3项",
    ):
        assert shown in page


async def test_a_number_leads_straight_to_its_ticket(office: TicketOffice, clerk: Browser) -> None:
    """However it is spaced; one that may not be seen is only not found."""
    ticket = await office.at("received")
    spaced = ticket.number.lower().replace("-", " ")
    await sign_in(clerk, "operator")
    await clerk.open(f"/desk/tickets?words={spaced}")
    assert clerk.at == f"/desk/tickets/{ticket.number}"
    await clerk.send("/desk/sign-out")
    await sign_in(clerk, "police")
    page = await clerk.open(f"/desk/tickets?words={ticket.number}")
    assert "没有符合条件的工单" in page


async def test_a_list_shows_fifty_at_a_time(office: TicketOffice, clerk: Browser) -> None:
    """The filter goes along from page to page."""
    for _ in range(51):
        await office.filed()
    await sign_in(clerk, "operator")
    page = await clerk.open("/desk/tickets?type=complaint")
    assert len(numbers(page)) == 50
    assert "共 51 件" in page
    way = re.search(r'rel="next" href="([^"]+)"', page)
    assert way is not None
    page = await clerk.open(way[1].replace("&amp;", "&"))
    assert len(numbers(page)) == 1
    assert 'rel="prev" href="/desk/tickets?type=complaint"' in page


async def test_a_department_lists_what_it_may_see_and_nothing_else(office: TicketOffice, clerk: Browser) -> None:
    """At every station of a ticket's life, with the rule of the domain as the measure."""
    for station in WAYS:
        await office.at(station)
    moved = await office.at("dispatched")
    await office.make(moved, Move.DISPATCH, "operator", department=POLICE)
    everything = (await office.tickets.page(TicketFilter(), 0, 100)).tickets
    for login in ("housing", "police"):
        async with browser_at(office) as somebody:
            await sign_in(somebody, login)
            page = await somebody.open("/desk/tickets")
            expected = {ticket.number for ticket in everything if may_see(office.actor(login), ticket)}
            assert set(numbers(page)) == expected
            assert expected
