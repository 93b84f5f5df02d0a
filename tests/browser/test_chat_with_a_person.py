"""The chat page while a citizen waits for a person, talks with her, and afterwards."""

from datetime import datetime

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.domain.clocks.office_hours import CHINA
from bot.domain.handoff.handoff import TalkStatus
from bot.domain.tickets.terms import Rating
from tests.browser.case_citizen import TelegramCitizen, WebCitizen, number_in
from tests.browser.case_city import City
from tests.browser.case_clerk import Office
from tests.browser.case_pictures import picture
from tests.browser.talk_on_page import NAME, QUESTION, TalkOnPage, on_duty, take, talk_on_page
from tests.browser.test_accessibility import faults
from tests.file_samples import PDF, png

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
NARROW = {"width": 360, "height": 640}
LONG = "补领身份证要带户口簿，到户籍所在地派出所办；网址 https://www.example.gov.cn/a/very/long/address/without/any/space.html"
EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=CHINA)
EARS = """() => {
  window.heard = [];
  const log = document.getElementById('log');
  const hear = records => records.forEach(record => record.addedNodes.forEach(node => {
    const region = (node.parentElement || document.body).closest('[aria-live], [role=status], [role=alert]');
    if (region && region.getAttribute('aria-live') !== 'off') window.heard.push(node.textContent);
  }));
  const watch = new MutationObserver(hear);
  [log, ...document.querySelectorAll('[role=status], [role=alert]')].forEach(
    region => watch.observe(region, { childList: true }));
}"""
"""Notes what is added to a live region, as a screen reader would say it."""
CUT = """() => [...document.querySelectorAll('.line *, .head *, .foot *, .hotline')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && !e.closest('.hidden, [hidden]') && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(e => e.className || e.tagName)"""


@pytest_asyncio.fixture(loop_scope="session")
async def talk(city: City, web: WebCitizen, office: Office) -> TalkOnPage:
    """She has asked for a person and was taken."""
    return await talk_on_page(city, web, office)


async def test_she_reads_her_place_and_how_long(web: WebCitizen, telegram: TelegramCitizen, office: Office) -> None:
    """Second behind somebody else, first when that one is taken; out of the queue by a button."""
    operator = await on_duty(office)
    await telegram.says("转人工")
    queued = await web.says("转人工")
    assert "您排在第2位" in queued
    assert "要等" in queued
    await picture(web.visitor.page, "talk-waiting")
    await take(operator)
    assert "现在是第1位" in await web.says("转人工")
    assert "不排队了" in await web.presses("不等了")
    await expect(operator.page.locator("#waiting li")).to_have_count(0)


async def test_lines_go_both_ways_under_her_name(talk: TalkOnPage) -> None:
    """The page names whom she talks to; the assistant says nothing in between."""
    await talk.write("户口本丢了怎么办")
    await talk.tell("您户口在哪个派出所？")
    await talk.write("辽西派出所")
    await talk.shows(f"{NAME}为您服务", "户口本丢了怎么办", "您户口在哪个派出所？", "辽西派出所")
    hers = talk.lines.filter(has_text="您户口在哪个派出所？")
    await expect(hers.locator(".who-name")).to_have_text(f"{NAME}说")
    await expect(hers.locator(".body")).to_have_text("您户口在哪个派出所？")
    await expect(talk.log).to_contain_text(QUESTION)


async def test_what_the_operator_sends_can_be_seen_and_opened(talk: TalkOnPage) -> None:
    """A photo is a picture, a PDF a link to the very file."""
    page = talk.web.visitor.page
    photo = await talk.send("样表.png", "image/png", png(side=200))
    image = photo.locator("img.photo")
    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("naturalWidth", 200)
    await expect(image).to_have_attribute("alt", "照片：样表.png")
    paper = await talk.send("申请表.pdf", "application/pdf", PDF)
    async with page.expect_download() as download:
        await paper.get_by_role("link", name="申请表.pdf").click()
    found = await download.value
    assert found.suggested_filename == "申请表.pdf"
    assert (await found.path()).read_bytes() == PDF
    await talk.tell(LONG)
    await picture(page, "talk-live")


async def test_her_photo_reaches_the_operator(talk: TalkOnPage) -> None:
    """As a picture, with her words, and nobody but the operator answers it."""
    assert await talk.web.brings("户口簿.png", png(side=120), "是这一页吗") == ""
    await expect(talk.log).to_contain_text("是这一页吗")
    await expect(talk.log.locator("img")).to_have_js_property("naturalWidth", 120)
    await picture(talk.operator.page, "talk-operator")


async def test_a_reload_keeps_everything_in_order_and_once(talk: TalkOnPage) -> None:
    """Files too; what comes after it stands at the end."""
    page = talk.web.visitor.page
    await talk.write("第一句")
    await talk.tell("第二句", "第三句")
    await talk.send("样表.png", "image/png", png(side=60))
    await talk.write("第五句")
    before = await talk.web.visitor.bubbles()
    await page.reload()
    await expect(talk.lines).to_have_count(len(before))
    assert await talk.web.visitor.bubbles() == before
    await expect(page.locator("img.photo")).to_have_js_property("naturalWidth", 60)
    await talk.tell("第六句")
    await talk.write("第七句")
    await talk.shows("第一句", "第二句", "第三句", "样表.png", "第五句", "第六句", "第七句")
    await expect(talk.log.get_by_text("第五句", exact=True)).to_have_count(1)


async def test_what_is_typed_offline_is_sent_once(talk: TalkOnPage) -> None:
    """Also where only the confirmation was lost; what the operator said meanwhile arrives."""
    visitor, page = talk.web.visitor, talk.web.visitor.page
    visitor.meets_trouble = True

    async def lose_the_answer(route: object) -> None:
        await route.fetch()  # type: ignore[attr-defined]
        await route.abort()  # type: ignore[attr-defined]

    await page.route("**/chat/messages", lose_the_answer)
    await visitor.write("第一句")
    await expect(page.get_by_text("待发送")).to_have_count(1)
    await visitor.context.set_offline(True)
    await visitor.write("第二句")
    await expect(page.get_by_text("待发送")).to_have_count(2)
    await talk.operator.page.locator("#say-1").press_sequentially("您还在吗？")
    await talk.operator.clerk.press("Enter")
    await expect(talk.log).to_contain_text("您还在吗？")
    await page.unroute("**/chat/messages")
    await visitor.context.set_offline(False)
    await expect(talk.log.get_by_text("第二句", exact=True)).to_have_count(1)
    await talk.web.reads("您还在吗？")
    await expect(page.get_by_text("待发送")).to_have_count(0)
    await talk.write("第三句")
    assert (await visitor.said())[-3:] == ["第一句", "第二句", "第三句"]
    for text in ("第一句", "第二句"):
        await expect(talk.log.get_by_text(text, exact=True)).to_have_count(1)


async def test_the_end_and_the_rating_by_keyboard(talk: TalkOnPage) -> None:
    """The assistant is back and says so; the first rating counts, a second one is told so."""
    page = talk.web.visitor.page
    await talk.close()
    await talk.shows("我（机器人）来答")
    await picture(page, "talk-ended")
    await page.get_by_role("button", name=Rating.SATISFIED.label, exact=True).focus()
    await page.keyboard.press("Enter")
    await talk.web.reads(f"您的评价“{Rating.SATISFIED.label}”记下了")
    assert (await talk.web.visitor.said()).count(Rating.SATISFIED.label) == 1
    await talk.web.says(QUESTION)
    await expect(page.get_by_role("button", name="再找话务员", exact=True)).to_have_count(1)
    assert "评过了" in await talk.web.presses(Rating.VERY_SATISFIED.label)
    stored = await talk.stored()
    assert (stored.status, stored.rating) == (TalkStatus.CLOSED, Rating.SATISFIED)


async def test_outside_office_hours_a_call_back_and_a_demand(city: City, web: WebCitizen) -> None:
    """It says when somebody is there again; both buttons lead to a ticket."""
    city.clock.at = EVENING
    told = await web.says("转人工")
    assert "现在不是上班时间" in told
    assert "11月24日（周二）08:30上班" in told
    await picture(web.visitor.page, "talk-closed")
    await web.presses("请人回电")
    called = number_in(await web.says("13912345678"))
    assert (await city.stored(called)).person.phone == "13912345678"
    await web.says("转人工")
    await web.presses("登记诉求")
    await web.says("幸福家园3号楼2单元楼道灯不亮，晚上看不见路，请尽快修好。我叫王秀英，电话13912345678")
    assert number_in(await web.says("提交")) != called


async def test_large_text_on_a_narrow_phone_cuts_nothing(talk: TalkOnPage) -> None:
    """Long addresses and file names wrap; buttons stay on the screen."""
    page = talk.web.visitor.page
    await page.set_viewport_size(NARROW)
    await page.click("#text-size")
    await talk.write(LONG)
    await talk.tell(LONG + "，请记下")
    await talk.send("双辽市居民身份证补领换领申请表二〇二六年版本最新填写样例.pdf", "application/pdf", PDF)
    await talk.close()
    assert await talk.web.visitor.overflow() <= 0
    assert await page.evaluate(CUT) == []
    await expect(page.get_by_role("button", name=Rating.VERY_SATISFIED.label, exact=True)).to_be_in_viewport()


async def test_a_screen_reader_hears_each_line_once(talk: TalkOnPage) -> None:
    """In the conversation's live region, and never that the assistant is searching; nothing serious for axe-core."""
    page = talk.web.visitor.page
    await expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    await page.evaluate(EARS)
    await talk.tell("您好，请讲。")
    await talk.write("户口本丢了")
    await talk.send("样表.png", "image/png", png(side=60))
    await talk.send("申请表.pdf", "application/pdf", PDF)
    await talk.write("收到")
    assert await faults(page) == []
    await talk.close()
    assert await faults(page) == []
    heard = await page.evaluate("window.heard")
    for words in ("您好，请讲。", "户口本丢了", "样表.png", "申请表.pdf", "收到", "服务结束了"):
        assert len([text for text in heard if words in text]) == 1, (words, heard)
    assert [text for text in heard if "助手正在查" in text] == []
