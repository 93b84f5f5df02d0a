"""核实材料 of staff, 催办 and 重新更正 from the desk, and the figures of supervision with their lists and files."""

import asyncio
import csv
import io
import re

import aiohttp
import pytest
from openpyxl import load_workbook

from bot.adapters.store.reminder_store import SqlReminders
from bot.domain.clocks.reminder import ReminderKind
from bot.domain.clocks.reminding import Audience
from bot.domain.objections.moves import ObjectionMove
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Attachment
from bot.services.clocks.ports import ReminderFilter
from tests.file_samples import PDF
from tests.integration.consoles.objection_office import MOST_BYTES, ObjectionOffice, offered, sent_form
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.ticket_office import HOUSING, numbers, sign_in

M = ObjectionMove
FIGURE = re.compile(r"<dt>([^<]+)</dt><dd>(?:<a[^>]*>)?(?:<span[^>]*>)?(\d+)")


async def upload(
    browser: Browser, number: str, content: bytes, name: str = "核实.pdf"
) -> tuple[int, dict[str, object]]:
    """Send one file as the page's script does; the answer."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", io.BytesIO(content), filename=name)
    path, headers = f"/desk/objections/{number}/findings", {"X-CSRF": browser.csrf, "Accept": "application/json"}
    answer = await browser.client.post(path, data=form, headers=headers)
    return answer.status, await answer.json()


async def audited(bureau: ObjectionOffice) -> list[tuple[str, str, str, str]]:
    """The audit trail, oldest first."""
    newest = await bureau.room.audit.newest(20)
    return [(deed.actor, deed.action, deed.object, deed.reason) for deed in (one.deed for one in reversed(newest))]


@pytest.mark.parametrize("login", ["officer", "housing"])
async def test_who_verifies_keeps_what_was_found(bureau: ObjectionOffice, visitor: Browser, login: str) -> None:
    """Bureau and department: it is on the page, in the history, and whoever takes it is noted."""
    objection = await bureau.objection_at("handed_over")
    await sign_in(visitor, login)
    await visitor.open(f"/desk/objections/{objection.number}")
    assert (await upload(visitor, objection.number, PDF))[0] == 201
    kept = await bureau.kept(objection.number)
    (file,) = kept.findings
    assert (file.name, file.media_type, kept.evidence) == ("核实.pdf", "application/pdf", ())
    assert (kept.steps[-1].move, kept.steps[-1].is_public) == (M.ATTACH, False)
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "核实.pdf" in page
    assert "1个文件" in page
    answer = await visitor.client.get(f"/desk/objections/{objection.number}/files/{file.key}")
    assert await answer.read() == PDF
    assert (login, "file_taken", objection.number, file.key) in await audited(bureau)


REFUSED = {
    "empty": (b"", 400, "file_empty"),
    "too-large": (PDF + b" " * MOST_BYTES, 413, "file_too_large"),
    "a-program": (b"MZ" + b"\0" * 200, 415, "file_not_allowed"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_file_that_is_not_taken_says_why(bureau: ObjectionOffice, visitor: Browser, name: str) -> None:
    """Nothing is kept."""
    content, status, code = REFUSED[name]
    objection = await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    await visitor.open(f"/desk/objections/{objection.number}")
    got, answer = await upload(visitor, objection.number, content)
    assert (got, answer["error"]["code"]) == (status, code)  # type: ignore[index]
    assert answer["error"]["message"]  # type: ignore[index]
    assert await bureau.kept(objection.number) == objection


async def test_the_twenty_first_file_is_refused(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Twenty are kept and shown; the page offers no more and the door says why."""
    objection = await bureau.objection_at("marked")
    files = tuple(Attachment(f"k{n}", f"材料{n}.pdf", "application/pdf", 5) for n in range(19))
    objection = await bureau.moved(objection, M.ATTACH, "officer", attachments=files)
    await sign_in(visitor, "officer")
    assert "还能传1个" in await visitor.open(f"/desk/objections/{objection.number}")
    assert (await upload(visitor, objection.number, PDF))[0] == 201
    status, answer = await upload(visitor, objection.number, PDF)
    assert (status, answer["error"]["code"]) == (422, "too_many_files")  # type: ignore[index]
    assert len((await bureau.kept(objection.number)).findings) == 20
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert "已经满了" in page
    assert 'id="attach"' not in page


async def test_twenty_files_of_a_citizen_are_all_there(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Each with its way to it, beside those of staff."""
    evidence = tuple(Attachment(f"c{n}", f"证据{n}.pdf", "application/pdf", 5) for n in range(20))
    objection = await bureau.objection_at("marked", evidence=evidence)
    await sign_in(visitor, "officer")
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert all(f'/files/c{n}"' in page for n in range(20))


@pytest.mark.parametrize(
    ("station", "login", "status"),
    [("withdrawn", "officer", 409), ("told", "officer", 409), ("sent_back", "housing", 409), ("marked", "police", 404)],
)
async def test_who_has_nothing_to_do_with_it_adds_nothing(
    bureau: ObjectionOffice, visitor: Browser, station: str, login: str, status: int
) -> None:
    """Neither offered nor taken."""
    objection = await bureau.objection_at(station)
    await sign_in(visitor, login)
    page = await visitor.open(f"/desk/objections/{objection.number}")
    assert 'id="attach"' not in page
    assert (await upload(visitor, objection.number, PDF))[0] == status
    assert await bureau.kept(objection.number) == objection


async def test_a_file_goes_up_beside_what_others_do(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Four at once are four; a page that was opened before is no hindrance."""
    objection = await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    await visitor.open(f"/desk/objections/{objection.number}")
    await bureau.moved(objection, M.NOTE, "boss", note="存档")
    sent = await asyncio.gather(*(upload(visitor, objection.number, PDF, f"{n}.pdf") for n in range(4)))
    assert [status for status, _ in sent] == [201] * 4
    assert sorted(file.name for file in (await bureau.kept(objection.number)).findings) == [
        f"{n}.pdf" for n in range(4)
    ]


async def test_a_supervisors_word_rings_the_department(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Once, however often the form is sent."""
    objection = await bureau.objection_at("handed_over")
    await sign_in(visitor, "chief")
    fields = {"note": "请尽快核实", "version": str(objection.version), "form": "f1"}
    await visitor.open(f"/desk/objections/{objection.number}")
    for _ in range(2):
        await visitor.send(f"/desk/objections/{objection.number}/moves/supervise", fields | {"csrf": visitor.csrf})
        assert visitor.status == 200
    page = await SqlReminders(bureau.database).page(ReminderFilter(Audience(Role.DEPARTMENT, HOUSING)), 0, 9)
    assert [(one.ticket, one.kind) for one in page.reminders] == [(objection.number, ReminderKind.SUPERVISED)]


async def test_a_wrong_correction_is_taken_back(bureau: ObjectionOffice, visitor: Browser) -> None:
    """The form holds what stood there before; the reason is in the audit trail, the new text on the page."""
    objection = await bureau.objection_at("told")
    await sign_in(visitor, "officer")
    before = objection.data.says
    assert before in await visitor.open(f"/desk/objections/{objection.number}")
    page = await sent_form(visitor, objection.number, M.AMEND, note="文号看错了", corrected_to=before)
    assert visitor.status == 200
    assert "文号看错了" in page
    (shown,) = await bureau.objections.corrections()
    assert (shown.text, shown.revision) == (before.strip(), 2)
    assert ("officer", "correction_amended", objection.number, "文号看错了") in await audited(bureau)
    assert "文号看错了" in await visitor.open(f"/desk/objections/{objection.number}/letter")


async def test_only_the_correction_that_is_shown_is_put_right(bureau: ObjectionOffice, visitor: Browser) -> None:
    """A later decision on the same field stands; the page says where to go."""
    first = await bureau.objection_at("told")
    await bureau.objection_at("told")
    await sign_in(visitor, "officer")
    page = await sent_form(visitor, first.number, M.AMEND, note="看错了", corrected_to="每证20元")
    assert visitor.status == 409
    assert "别的异议的决定更正过" in page
    assert await bureau.kept(first.number) == first


async def test_two_officers_at_once_put_right_once(bureau: ObjectionOffice, visitor: Browser) -> None:
    """The second is told what the first did, and keeps what she typed."""
    objection = await bureau.objection_at("told")
    await sign_in(visitor, "officer")
    async with browser_at(bureau) as other:
        await sign_in(other, "chief")
        page = await other.open(f"/desk/objections/{objection.number}")
        assert "amend" in offered(page)
        await sent_form(visitor, objection.number, M.AMEND, note="看错了", corrected_to="每证20元")
        late = {"note": "我也看到了", "corrected_to": "每证25元", "version": str(objection.version), "form": "f2"}
        page = await other.send(
            f"/desk/objections/{objection.number}/moves/amend",
            late | {"seen": str(len(objection.steps)), "csrf": other.csrf},
        )
        assert other.status == 409
        assert "每证25元" in page
    assert [one.text for one in await bureau.objections.corrections()] == ["每证20元"]


async def test_figures_open_to_their_objections(bureau: ObjectionOffice, visitor: Browser) -> None:
    """Every figure is the length of the list that it leads to."""
    for station in ("received", "marked", "handed_over", "told", "not_taken", "withdrawn"):
        await bureau.objection_at(station)
    await sign_in(visitor, "chief")
    page = await visitor.open("/desk/objections/figures")
    figures = dict(FIGURE.findall(page))
    assert figures["支持（更正或停止公开）"] == "1"
    assert (figures["不予受理"], figures["撤回"], figures["更正了办事指南"]) == ("1", "1", "1")
    ways = re.findall(r'class="fig[^"]*" href="([^"]+)">(\d+)<', page)
    assert len(ways) > 10
    for way, count in ways:
        assert len(set(numbers(await visitor.open(way.replace("&amp;", "&"))))) == int(count), way
    assert 'href="/desk/objections/figures"' in page or "异议统计" in page


async def test_a_list_can_be_taken_away(bureau: ObjectionOffice, visitor: Browser) -> None:
    """As XLSX and CSV, without who objects; that it was taken is noted."""
    told = await bureau.objection_at("told")
    await bureau.objection_at("marked")
    await sign_in(visitor, "officer")
    answer = await visitor.client.get("/desk/objections/export.csv?trait=upheld")
    text = (await answer.read()).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["编号"], row["处理决定"], row["标注是否按时"]) == (told.number, "予以更正", "按时")
    assert told.person.name not in text
    assert told.person.phone not in text
    answer = await visitor.client.get("/desk/objections/export.xlsx")
    sheet = load_workbook(io.BytesIO(await answer.read())).active
    assert sheet["A1"].value == "编号"
    assert sheet.max_row == 3
    assert [entry[1] for entry in await audited(bureau)].count("exported") == 2


@pytest.mark.parametrize("login", ["housing", "operator"])
async def test_figures_are_for_supervision_alone(bureau: ObjectionOffice, visitor: Browser, login: str) -> None:
    """Neither page nor list nor file."""
    await sign_in(visitor, login)
    for path in ("figures", "figures/list", "export.csv", "export.xlsx"):
        await visitor.open(f"/desk/objections/{path}")
        assert visitor.status == 403
