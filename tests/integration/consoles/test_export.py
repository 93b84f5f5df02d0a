"""Lists as files: what is in them, who gets them, and that a spreadsheet does nothing with them but show them."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from bot.domain.tickets.terms import Privacy
from bot.domain.tickets.ticket import Person, Ticket
from bot.domain.tickets.work_order import COLUMNS
from bot.services.tickets import export
from bot.services.tickets.ports import TicketFilter
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.supervision_office import SupervisionOffice, open_supervision
from tests.integration.consoles.ticket_office import sign_in

TITLES = [column.title for column in COLUMNS]
BAD = ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1")


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


async def csv_of(browser: Browser, query: str = "") -> list[dict[str, str]]:
    """The rows of a CSV file."""
    answer = await browser.client.get(f"/desk/tickets/export.csv?{query}")
    assert answer.status == 200
    content = await answer.read()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def xlsx_of(browser: Browser, query: str = "") -> Any:
    """The sheet of an XLSX file."""
    answer = await browser.client.get(f"/desk/tickets/export.xlsx?{query}")
    assert answer.status == 200
    return load_workbook(io.BytesIO(await answer.read())).active


async def test_the_file_has_the_tickets_of_the_list(running: SupervisionOffice, browser: Browser) -> None:
    """The same address, the same tickets, in CSV and XLSX."""
    await running.busy()
    await sign_in(browser, "chief")
    for query in ("", "district=茂林镇", "status=open", "trait=satisfied", "words=不热", "blank=department"):
        listed = {line.split('"')[0] for line in await _numbers(browser, query)}
        rows = await csv_of(browser, query)
        assert {row["工单编号"] for row in rows} == listed, query
        sheet = await xlsx_of(browser, query)
        assert {row[0].value for row in sheet.iter_rows(min_row=2)} == listed, query
        assert listed


async def _numbers(browser: Browser, query: str) -> list[str]:
    page = await browser.open(f"/desk/supervision/tickets?{query}")
    return page.split('data-number="')[1:]


async def test_the_sheet_is_ready_to_work_with(running: SupervisionOffice, browser: Browser) -> None:
    """Chinese titles, a frozen head, a filter, dates as dates in Chinese time, telephone numbers as texts."""
    await running.office.at("closed")
    await sign_in(browser, "chief")
    sheet = await xlsx_of(browser)
    assert [cell.value for cell in sheet[1]] == TITLES
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    row = dict(zip(TITLES, sheet[2], strict=True))
    assert row["收到时间"].is_date
    assert row["收到时间"].value == datetime(2026, 11, 23, 12, 0)
    assert row["联系电话"].data_type == "s"
    assert row["是否解决"].value == "是"


async def test_nothing_in_a_file_is_reckoned(running: SupervisionOffice, browser: Browser) -> None:
    """Whatever a citizen begins her sentence with (OWASP: CSV injection)."""
    for text in BAD:
        await running.office.filed(title=text[:20], text=text, place=text)
    await sign_in(browser, "chief")
    for row in await csv_of(browser):
        assert row["诉求内容"][0] == "'"
        assert row["标题"][0] == "'"
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    sheet = await xlsx_of(browser)
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[:1] in "=+@")


async def test_odd_characters_and_long_texts_make_a_file_all_the_same(
    running: SupervisionOffice, browser: Browser
) -> None:
    """Control characters, more than a cell holds, quotes and line breaks."""
    await running.office.filed(text="上\x00\x08下" + "长" * 40_000, place='引"号,\n行')
    await sign_in(browser, "chief")
    (row,) = await csv_of(browser)
    assert row["诉求地址"] == '引"号,\n行'
    sheet = await xlsx_of(browser)
    assert sheet.cell(2, TITLES.index("诉求内容") + 1).value.startswith("上下长长")


async def test_personal_data_is_masked(running: SupervisionOffice, browser: Browser) -> None:
    """For everybody, supervisors too; that a list was taken is noted."""
    await running.office.at("closed")
    for login in ("chief", "operator", "housing"):
        await sign_in(browser, login)
        (row,) = await csv_of(browser)
        assert (row["诉求人"], row["联系电话"]) == ("李**", "138****1234")
        assert "李桂兰" not in row["诉求内容"]
        assert "13804341234" not in "".join(row.values())
        await browser.send("/desk/sign-out")
    deeds = [entry.deed for entry in await running.office.room.audit.newest(50)]
    taken = [deed for deed in deeds if deed.action == "tickets_exported"]
    assert {(deed.actor, deed.object) for deed in taken} == {
        ("chief", "csv 1"),
        ("operator", "csv 1"),
        ("housing", "csv 1"),
    }


async def unmasked(browser: Browser, reason: str, form: str = "xlsx") -> Any:
    """Ask for everything."""
    await browser.open("/desk/supervision/tickets")
    body = {"csrf": browser.csrf, "reason": reason}
    return await browser.client.post(f"/desk/tickets/export.{form}", data=body)


async def test_a_supervisor_gets_all_of_it_for_a_reason(running: SupervisionOffice, browser: Browser) -> None:
    """The reason is noted before the file is made; who is anonymous stays so."""
    named = await running.office.filed()
    anonymous = replace(await running.office.filed(), person=Person(privacy=Privacy.ANONYMOUS))
    await running.office.save(anonymous)
    await sign_in(browser, "chief")
    answer = await unmasked(browser, "省里抽查回访", "csv")
    assert "含个人信息" in unquote(answer.headers["Content-Disposition"])
    rows = {row["工单编号"]: row for row in csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig")))}
    assert (rows[named.number]["诉求人"], rows[named.number]["联系电话"]) == ("李桂兰", "13804341234")
    assert rows[named.number]["诉求内容"] == named.text
    assert (rows[anonymous.number]["诉求人"], rows[anonymous.number]["联系电话"]) == ("匿名", "")
    (entry, *_) = await running.office.room.audit.newest(1)
    assert (entry.deed.actor, entry.deed.action, entry.deed.object, entry.deed.reason) == (
        "chief",
        "tickets_exported_unmasked",
        "csv 2",
        "省里抽查回访",
    )


@pytest.mark.parametrize(
    ("login", "reason", "status"),
    [("chief", "", 422), ("chief", " ", 422), ("officer", "省里抽查回访", 403), ("boss", "省里抽查回访", 200)],
)
async def test_without_right_or_reason_there_is_no_file(
    running: SupervisionOffice, browser: Browser, login: str, reason: str, status: int
) -> None:
    """And nothing is noted of a file that was not made."""
    await running.office.filed()
    await sign_in(browser, login)
    answer = await unmasked(browser, reason)
    assert answer.status == status
    noted = {entry.deed.action for entry in await running.office.room.audit.newest(20)}
    assert ("tickets_exported_unmasked" in noted) is (status == 200)


async def test_an_unmasked_file_is_not_had_by_an_address(running: SupervisionOffice, browser: Browser) -> None:
    """Only by a form of ours."""
    await running.office.filed()
    await sign_in(browser, "chief")
    (row,) = await csv_of(browser, "reason=x&unmasked=1")
    assert row["诉求人"] == "李**"
    answer = await browser.client.post("/desk/tickets/export.xlsx", data={"reason": "省里抽查回访"})
    assert answer.status == 403


async def test_a_department_takes_away_its_own_only(running: SupervisionOffice, browser: Browser) -> None:
    """Neither what another has, nor what it may yet get."""
    mine = await running.office.at("in_progress")
    await running.office.at("received")
    await sign_in(browser, "housing")
    assert [row["工单编号"] for row in await csv_of(browser)] == [mine.number]
    await browser.send("/desk/sign-out")
    await sign_in(browser, "police")
    assert await csv_of(browser) == []


async def test_too_many_are_refused(
    running: SupervisionOffice, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a word on what to do; half a list would be worse than none."""
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    for _ in range(2):
        await running.office.filed()
    await sign_in(browser, "chief")
    assert (await browser.client.get("/desk/tickets/export.csv")).status == 422
    assert "缩小筛选范围" in await browser.open("/desk/tickets/export.xlsx")


async def test_a_long_list_is_whole(
    running: SupervisionOffice, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the pieces in which it is read: each ticket once, newest first."""
    monkeypatch.setattr(export, "BATCH", 2)
    made: list[Ticket] = []
    for _ in range(5):
        running.office.clock.move(minutes=1)
        made.append(await running.office.filed())
    await sign_in(browser, "chief")
    assert [row["工单编号"] for row in await csv_of(browser)] == [ticket.number for ticket in reversed(made)]
    assert (await running.office.tickets.page(TicketFilter(), 0, 1)).total == 5
