"""核实材料 go up from the page of an objection, and a correction that went wrong is put right; the citizen hears of it."""

import pytest
from playwright.async_api import FilePayload, expect

from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.terms import Decision
from tests.browser.case_citizen import WebCitizen
from tests.browser.case_city import City
from tests.browser.case_clerk import Office
from tests.browser.test_desk_objections import REASON, filed, makes, presses, stored, told
from tests.file_samples import PDF

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
M = ObjectionMove


async def test_files_go_up_and_what_is_not_taken_is_told(city: City, web: WebCitizen, office: Office) -> None:
    """Of three the program is refused by name; the others are there once the page is loaded anew."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await officer.opens(f"/desk/objections/{number}")
    files: list[FilePayload] = [
        {"name": "复函.pdf", "mimeType": "application/pdf", "buffer": PDF},
        {"name": "工具.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + b"\0" * 200},
        {"name": "现场.pdf", "mimeType": "application/pdf", "buffer": PDF},
    ]
    await officer.page.locator("#attach-files").set_input_files(files)
    word = officer.page.locator("#attach-word")
    await expect(word).to_contain_text("工具.exe：不能上传这种文件")
    await word.get_by_role("link").click()
    await expect(officer.page.locator(".files a")).to_have_text(["复函.pdf", "现场.pdf"])
    assert [file.name for file in (await stored(city, number)).findings] == ["复函.pdf", "现场.pdf"]


async def test_a_correction_that_went_wrong_is_put_right(city: City, web: WebCitizen, office: Office) -> None:
    """The guide shows what stood there before, and who objected reads why."""
    number = (await filed(city, web)).number
    officer = await office.get("officer")
    await presses(officer, number, "m")
    await makes(officer, number, M.DECIDE, Decision.CORRECTED, corrected_to="不收费。", reason=REASON)
    await told(city, web, officer, number, "予以更正", "不收费。")
    await makes(officer, number, M.AMEND, note="文号看错了，收费没有取消。")
    said = await web.reads("重新改了")
    assert "文号看错了" in said
    (correction,) = await city.program.stores.objections.corrections()
    assert correction.text == (await stored(city, number)).data.says.strip()
    assert correction.revision == 2
