"""Photos, files and places on the page: chosen, pasted or dropped, seen before they are sent, never lost on the way."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FilePayload, expect

from tests import file_samples as made
from tests.browser.conftest import Come
from tests.browser.desk_under_weather import Desk
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHOTO: FilePayload = {"name": "楼道漏水.png", "mimeType": "image/png", "buffer": made.png(side=300)}
PAPER: FilePayload = {"name": "劳动合同.pdf", "mimeType": "application/pdf", "buffer": made.PDF}
PROGRAM: FilePayload = {"name": "照片.png", "mimeType": "image/png", "buffer": b"MZ\x90\0"}
PUT = """([type, bytes, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
  const init = { bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data };
  const event = type === 'paste' ? new ClipboardEvent(type, init) : new DragEvent(type, init);
  document.getElementById('ask').dispatchEvent(event);
}"""


async def choose(visitor: Visitor, *files: FilePayload) -> None:
    """Through the paper-clip and its menu, as with the mouse."""
    await visitor.page.click("#attach")
    async with visitor.page.expect_file_chooser() as chooser:
        await visitor.page.click("#attach-file")
    await (await chooser.value).set_files(list(files))


async def ready(visitor: Visitor, count: int) -> None:
    """So many files are up."""
    await expect(visitor.page.locator(".card-done")).to_have_count(count)


async def send_as_it_is(visitor: Visitor) -> None:
    """Press the button for sending, and wait until the message is answered."""
    async with visitor.page.expect_response(lambda r: r.url.endswith("/chat/messages") and r.ok):
        await visitor.page.click("#send")


async def history(visitor: Visitor) -> list[dict[str, Any]]:
    """What the server knows that she said."""
    lines = await visitor.page.evaluate("fetch('/chat/lines?after=0').then(r => r.json())")
    return [line for line in lines["lines"] if line["speaker"] == "citizen"]


async def test_a_photo_and_a_paper_go_with_the_words(visitor: Visitor) -> None:
    """Shown small before they are sent, in the conversation after, and again after a reload."""
    await choose(visitor, PHOTO, PAPER)
    await ready(visitor, 2)
    assert await visitor.page.locator(".card canvas").count() == 1
    await visitor.ask("我家楼道漏水了")
    assert await visitor.page.locator(".card").count() == 0
    (said,) = await history(visitor)
    assert [file["name"] for file in said["files"]] == ["楼道漏水.png", "劳动合同.pdf"]
    for _ in range(2):
        photo = visitor.page.locator(".line-citizen img.photo")
        await expect(photo).to_have_attribute("alt", "照片：楼道漏水.png")
        await expect(photo).to_have_js_property("naturalWidth", 300)
        assert "劳动合同.pdf" in await visitor.page.locator(".line-citizen a.file-chip").inner_text()
        await visitor.page.reload()
        await visitor.page.wait_for_selector(".line-citizen")


async def test_a_file_can_go_without_words(visitor: Visitor) -> None:
    """The button sends what lies above the field; there is no empty bubble."""
    await choose(visitor, PHOTO)
    await ready(visitor, 1)
    await send_as_it_is(visitor)
    await expect(visitor.page.locator(".line-assistant")).not_to_have_count(0)
    assert await visitor.said() == []
    assert await visitor.page.locator(".line-citizen .photo").count() == 1


async def test_a_download_keeps_its_name_and_its_bytes(visitor: Visitor) -> None:
    """Her own paper comes back as it went."""
    await choose(visitor, PAPER)
    await ready(visitor, 1)
    await send_as_it_is(visitor)
    async with visitor.page.expect_download() as found:
        await visitor.page.click(".line-citizen a.file-chip")
    download = await found.value
    assert download.suggested_filename == "劳动合同.pdf"
    assert Path(await download.path()).read_bytes() == made.PDF


async def test_what_was_chosen_by_mistake_is_taken_back(visitor: Visitor) -> None:
    """删除 takes it away, also over a reload, and the focus stays at hand."""
    await choose(visitor, PHOTO, PAPER)
    await ready(visitor, 2)
    await visitor.page.get_by_role("button", name="删除楼道漏水.png").click()
    assert await visitor.focused() == "删除"
    await visitor.page.get_by_role("button", name="删除劳动合同.pdf").press("Enter")
    assert await visitor.focused() == "attach"
    assert await visitor.page.locator("#tray").is_hidden()
    await visitor.page.reload()
    await visitor.page.wait_for_selector("html.ready")
    assert await visitor.page.locator(".card").count() == 0


async def test_what_is_up_outlives_a_reload(visitor: Visitor) -> None:
    """A finished upload need not be chosen again; nothing of it stays on the device once it is sent."""
    await choose(visitor, PHOTO)
    await ready(visitor, 1)
    await visitor.page.reload()
    await ready(visitor, 1)
    await expect(visitor.page.locator(".card img")).to_have_js_property("naturalWidth", 300)
    await visitor.ask("这是现场照片")
    assert [len(said["files"]) for said in await history(visitor)] == [1]
    assert await visitor.kept("uploads") == await visitor.kept("outbox") == []


@pytest.mark.parametrize("way", ["paste", "drop"])
async def test_a_picture_is_pasted_or_dropped(come: Come, way: str) -> None:
    """From the clipboard or from another window."""
    visitor = await come(width=1200, height=800)
    if way == "drop":
        await visitor.page.evaluate(PUT, ["dragover", [], "x"])
        assert await visitor.page.locator("#drop").is_visible()
    await visitor.page.evaluate(PUT, [way, list(made.png()), "截图.png"])
    await ready(visitor, 1)
    assert await visitor.page.locator("#drop").is_hidden()
    assert "截图.png" in await visitor.page.inner_text(".card")


async def test_what_is_not_taken_says_why_and_holds_the_message(visitor: Visitor) -> None:
    """The reason stands beside the file; the words stay until it is put right."""
    visitor.meets_trouble = True
    await choose(visitor, PROGRAM)
    await expect(visitor.page.locator(".card-refused")).to_contain_text("这种文件收不了")
    await visitor.write("我要投诉")
    assert "没传上去" in await visitor.page.inner_text("#hint")
    assert await visitor.page.input_value("#ask") == "我要投诉"
    await visitor.page.get_by_role("button", name="删除照片.png").click()
    await visitor.ask("我要投诉")


async def test_too_large_a_file_is_told_before_it_travels(visitor: Visitor) -> None:
    """Nobody pays for twenty megabytes that are then refused."""
    await visitor.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(21e6)], '录像.mp4'));
          const input = document.getElementById('pick-file');
          input.files = data.files;
          input.dispatchEvent(new Event('change'));
        }"""
    )
    await expect(visitor.page.locator(".card-refused")).to_contain_text("小于20MB")
    assert not [url for url in visitor.requests if url.endswith("/chat/uploads")]


async def test_a_tenth_file_is_left_out(visitor: Visitor) -> None:
    """Nine at a time, and a word about the others."""
    await choose(visitor, *([PAPER] * 10))
    await ready(visitor, 9)
    assert "最多发9个" in await visitor.page.inner_text("#hint")


async def test_a_message_waits_for_its_files(come: Come, desk: Desk) -> None:
    """Sent while the network is away: both go out when it is back, once and together."""
    visitor = await come(meets_trouble=True)
    await visitor.context.set_offline(True)
    await choose(visitor, PHOTO)
    await visitor.write("楼道漏水")
    assert "传完自动发送" in await visitor.page.inner_text("#hint")
    assert desk.weather.sent == []
    await visitor.context.set_offline(False)
    await expect(visitor.page.locator(".line-citizen .photo")).to_have_count(1)
    await expect(visitor.page.locator(".line-assistant")).not_to_have_count(0)
    (said,) = await history(visitor)
    assert (said["text"], len(said["files"])) == ("楼道漏水", 1)


async def test_a_message_with_files_outlives_a_reload_too(come: Come, desk: Desk) -> None:
    """Uploaded, then the server goes away: words and files wait on the device and go out together."""
    visitor = await come(meets_trouble=True)
    await choose(visitor, PHOTO)
    await ready(visitor, 1)
    desk.weather.now = "down"
    await visitor.write("楼道漏水")
    await visitor.page.get_by_text("待发送").wait_for()
    await visitor.page.reload()
    await visitor.page.get_by_text("待发送").wait_for()
    desk.weather.now = "fair"
    await visitor.page.get_by_role("button", name="重发").click()
    await expect(visitor.page.locator(".line-assistant")).not_to_have_count(0)
    (said,) = await history(visitor)
    assert (said["text"], len(said["files"])) == ("楼道漏水", 1)


async def test_an_upload_that_failed_is_tried_again(come: Come, desk: Desk) -> None:
    """By itself after a moment; the citizen does nothing."""
    visitor = await come(meets_trouble=True)
    desk.weather.now = "broken"
    await choose(visitor, PHOTO)
    await expect(visitor.page.locator(".card")).to_contain_text("自动再传")
    desk.weather.now = "fair"
    await ready(visitor, 1)


async def test_a_place_is_sent_with_permission(come: Come) -> None:
    """One press, one question of the browser's, and the place is in the conversation."""
    spot = {"latitude": 43.5126, "longitude": 123.5042}
    visitor = await come(permissions=["geolocation"], geolocation=spot)
    await visitor.page.click("#attach")
    async with visitor.page.expect_response(lambda r: r.url.endswith("/chat/messages") and r.ok):
        await visitor.page.click("#attach-place")
    assert "北纬43.51260，东经123.50420" in await visitor.page.inner_text(".line-citizen .things")
    assert [said["place"] for said in await history(visitor)] == [{"lat": 43.5126, "lon": 123.5042}]


async def test_without_permission_the_way_out_is_told(visitor: Visitor) -> None:
    """No place, no message: what to type instead."""
    await visitor.page.click("#attach")
    await visitor.page.click("#attach-place")
    await expect(visitor.page.locator("#hint")).to_contain_text("没有得到您的允许")
    assert "打字告诉我地址" in await visitor.page.inner_text("#hint")
    assert await history(visitor) == []


async def test_everything_is_reached_by_keyboard(visitor: Visitor) -> None:
    """Enter opens the menu with the focus in it, Esc closes it with the focus where it was."""
    await visitor.page.focus("#ask")
    await visitor.page.keyboard.press("Tab")
    assert await visitor.focused() == "attach"
    await visitor.page.keyboard.press("Enter")
    assert await visitor.page.get_attribute("#attach", "aria-expanded") == "true"
    assert await visitor.focused() == "attach-file"
    await visitor.page.keyboard.press("Tab")
    assert await visitor.focused() == "attach-place"
    await visitor.page.keyboard.press("Escape")
    assert await visitor.focused() == "attach"
    assert await visitor.page.locator("#attach-menu").is_hidden()


async def test_a_phone_offers_its_camera(come: Come) -> None:
    """拍照 stands first where there is a touch screen, and nowhere else."""
    phone = await come(has_touch=True, is_mobile=True)
    await phone.page.click("#attach")
    assert await phone.focused() == "attach-camera"
    async with phone.page.expect_file_chooser() as chooser:
        await phone.page.click("#attach-camera")
    await (await chooser.value).set_files([PHOTO])
    await ready(phone, 1)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (1280, 800)])
async def test_nothing_sticks_out_and_all_can_be_pressed(come: Come, width: int, height: int) -> None:
    """With files above the field, the menu open and the largest text: no sideways scrolling, fingers fit."""
    visitor = await come(width=width, height=height)
    await choose(visitor, PHOTO, {**PAPER, "name": "很长很长的名字" * 8 + ".pdf"})
    await ready(visitor, 2)
    await visitor.page.click("#attach")
    for _ in range(3):
        await visitor.page.click("#text-size")
        assert await visitor.overflow() <= 0
        small = await visitor.page.evaluate(
            "() => [...document.querySelectorAll('.foot button')].filter(e => e.offsetParent !== null)"
            ".filter(e => e.offsetHeight < 44 || e.offsetWidth < 44).map(e => e.id || e.innerText)"
        )
        assert small == []
    await visitor.ask("请看")
    assert await visitor.overflow() <= 0
