"""Supervision: every figure opens to its tickets, reminders reach the bell, a standstill is seen."""

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.tickets.assessment import Trait
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks.ports import ReminderFilter
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.supervision_office import SupervisionOffice, open_supervision
from tests.integration.consoles.ticket_office import HOUSING, sent, sign_in

FIGURE = re.compile(r'href="(/desk/supervision/(?:tickets|reminders)\?[^"]*)"[^>]*>(?:<strong>)?(\d+)<')


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[SupervisionOffice]:
    """The pages."""
    async with open_supervision(tmp_path) as office:
        yield office


@pytest.fixture
async def browser(running: SupervisionOffice) -> AsyncIterator[Browser]:
    """A browser."""
    async with browser_at(running.office) as somebody:
        yield somebody


@pytest.fixture
async def busy(running: SupervisionOffice) -> list[Ticket]:
    """Some weeks of demands."""
    return await running.busy()


def figures(page: str) -> list[tuple[str, int]]:
    """Every number that leads somewhere, with the way."""
    return [(html.unescape(way), int(count)) for way, count in FIGURE.findall(page)]


async def count_behind(browser: Browser, way: str) -> int:
    """How many the list says it has."""
    found = re.search(r"共 (\d+) [件条]", await browser.open(way))
    return int(found[1]) if found else 0


@pytest.mark.parametrize("by", ["department", "category", "district", "month"])
@pytest.mark.usefixtures("busy")
async def test_every_figure_opens_to_exactly_its_tickets(browser: Browser, by: str) -> None:
    """Whatever number is on the page: its list has as many."""
    await sign_in(browser, "chief")
    page = await browser.open(f"/desk/supervision?by={by}")
    ways = figures(page)
    assert len(ways) > 30
    assert {way: await count_behind(browser, way) for way, _ in ways} == dict(ways)


async def test_the_figures_are_those_of_the_demands(browser: Browser, busy: list[Ticket]) -> None:
    """Read off the page and reckoned by hand."""
    await sign_in(browser, "chief")
    page = await browser.open("/desk/supervision?from=2026-11-01&until=2026-12-31")
    told = {}
    for way, count in figures(page):
        if "department" not in way and (found := re.search(r"trait=([\w-]+)", way)):
            told.setdefault(found[1], count)
    assert told[Trait.RECEIVED] == len(busy) == 12
    assert told[Trait.RATED] == 4
    assert told[Trait.SATISFIED] == 3
    assert told[Trait.REDONE] == 1
    assert told[Trait.RETURNED] == 1
    assert told[Trait.EXTENDED] == 1
    assert told[Trait.CHASED] == 1
    assert told[Trait.OPEN] == sum(ticket.status.is_open for ticket in busy)
    assert "满意率" in page
    assert "75.0%" in page
    assert "最近一次评价为非常满意、满意或基本满意的，除以市民评价过的" in page


@pytest.mark.usefixtures("busy")
async def test_a_period_counts_what_it_received(browser: Browser) -> None:
    """By days in China, both included."""
    await sign_in(browser, "officer")
    page = await browser.open("/desk/supervision?from=2026-11-23&until=2026-11-23")
    assert "收到 <a" in page
    assert dict(figures(page))["/desk/supervision/tickets?from=2026-11-23&until=2026-11-23&trait=received"] == 5


@pytest.mark.parametrize(
    "query",
    [
        "?from=1900-01-01",
        "?from=x&until=y",
        "?by=nothing",
        "?from=2026-12-31&until=2026-01-01",
        "?trait=x&blank=number,title",
    ],
)
async def test_addresses_that_make_no_sense_are_no_faults(browser: Browser, query: str) -> None:
    """What is not understood is left out."""
    await sign_in(browser, "chief")
    for path in ("/desk/supervision", "/desk/supervision/tickets", "/desk/supervision/reminders"):
        await browser.open(path + query)
        assert browser.status == 200


@pytest.mark.parametrize("login", ["operator", "housing"])
async def test_supervision_is_for_supervisors(browser: Browser, login: str) -> None:
    """Neither the page nor the lists behind it."""
    await sign_in(browser, login)
    for path in ("/desk/supervision", "/desk/supervision/tickets", "/desk/supervision/reminders"):
        await browser.open(path)
        assert browser.status == 403


async def test_a_quiet_desk_has_a_page_too(browser: Browser) -> None:
    """Without one demand nothing is divided by nothing."""
    await sign_in(browser, "boss")
    page = await browser.open("/desk/supervision")
    assert "没有超期的工单。" in page
    assert "这段时间没有收到诉求。" in page
    assert "—" in page


async def test_reminders_reach_whom_they_concern(
    running: SupervisionOffice, browser: Browser, busy: list[Ticket]
) -> None:
    """The bell counts what is unread of the role; the page shows it, and then it is read."""
    await sign_in(browser, "chief")
    supervisors = await running.supervision.reminders.page(ReminderFilter(), 0, 50)
    mine = [one for one in supervisors.reminders if one.audience.role is Role.SUPERVISOR]
    told = await (await browser.client.get("/desk/reminders.json")).json()
    assert told["unread"] == len(mine) > 0
    assert [one["ticket"] for one in told["reminders"]] == [one.ticket for one in mine]
    assert told["newest"] == mine[0].number
    page = await browser.open("/desk/reminders")
    assert page.count("未读") == len(mine)
    assert f'href="/desk/tickets/{mine[0].ticket}"' in page
    again = await (await browser.client.get(f"/desk/reminders.json?after={told['newest']}")).json()
    assert again == {"unread": 0, "newest": told["newest"], "reminders": []}
    assert "未读" not in await browser.open("/desk/reminders")
    assert any(ticket.status is Status.RETURNED for ticket in busy)


@pytest.mark.usefixtures("busy")
async def test_a_department_is_told_of_its_own_only(running: SupervisionOffice, browser: Browser) -> None:
    """Nothing of another department, nothing of the bureau."""
    await sign_in(browser, "housing")
    told = await (await browser.client.get("/desk/reminders.json")).json()
    tickets = [await running.office.stored(one["ticket"]) for one in told["reminders"]]
    assert {ticket.subject.department for ticket in tickets} == {HOUSING}
    assert told["unread"] == len(tickets)


async def test_a_chase_and_a_supervisors_word_ring_at_once(running: SupervisionOffice, browser: Browser) -> None:
    """At the department that holds the ticket, at the hotline, at nobody else's; each is counted for the supervisors."""

    async def told(login: str) -> list[str]:
        await sign_in(browser, login)
        news = await (await browser.client.get("/desk/reminders.json")).json()
        page = await browser.open("/desk/reminders")
        assert page.count(f"/desk/tickets/{number}") == len(news["reminders"])
        await browser.send("/desk/sign-out")
        return [one["words"].partition("：")[0] for one in news["reminders"]]

    number = (await running.office.at("in_progress")).number
    await sign_in(browser, "operator")
    await sent(browser, number, Move.CHASE, note="又来电话了")
    await browser.send("/desk/sign-out")
    await sign_in(browser, "chief")
    await sent(browser, number, Move.SUPERVISE, note="两天内办完")
    ways = dict(figures(await browser.open("/desk/supervision?from=2026-11-23&until=2026-11-23")))
    for kind in ("chase", "supervise"):
        way = f"/desk/supervision/reminders?kind={kind}&from=2026-11-23&until=2026-11-23"
        assert ways[way] == await count_behind(browser, way) == {"chase": 1, "supervise": 2}[kind]
    await browser.send("/desk/sign-out")
    assert await told("housing") == ["督办", "催办"]
    assert await told("operator") == ["督办"]
    assert await told("police") == []


@pytest.mark.parametrize("after", ["", "x", "-1", "99999999999999999999"])
async def test_a_bell_asks_from_anywhere(browser: Browser, after: str) -> None:
    """Whatever a script sends."""
    await sign_in(browser, "chief")
    answer = await browser.client.get(f"/desk/reminders.json?after={after}")
    assert answer.status == 200


async def test_a_standstill_of_the_clocks_is_seen(running: SupervisionOffice, browser: Browser) -> None:
    """Not started, alive, stopped since then, alive again."""

    async def heartbeat() -> tuple[bool, str]:
        told = await (await browser.client.get("/desk/heartbeat")).json()
        return told["alive"], told["words"]

    await sign_in(browser, "operator")
    assert await heartbeat() == (False, "时钟还没有启动，期限提醒发不出来，请联系管理员。")
    await running.worker.once()
    assert await heartbeat() == (True, "")
    running.office.clock.move(minutes=5)
    assert await heartbeat() == (False, "时钟停了，自 11月23日（周一）12:00 起没有动静，请联系管理员。")
    await running.worker.once()
    assert (await heartbeat())[0]


async def test_nobody_asks_without_signing_in(browser: Browser) -> None:
    """Neither bell nor heartbeat."""
    for path in ("/desk/reminders.json", "/desk/heartbeat", "/desk/tickets/export.csv"):
        answer = await browser.client.get(path)
        assert answer.status == 401
