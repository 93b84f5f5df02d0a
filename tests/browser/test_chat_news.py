"""What staff and clocks tell a citizen whose page is open."""

import pytest
from playwright.async_api import expect

from bot.domain.talk.message import Kind, Reply
from bot.services.tickets.ports import Change, Notice
from tests.browser.conftest import Come
from tests.browser.desk_under_weather import Desk
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOST_CARD = "身份证丢失补领要带什么"
HIDE = """isHidden => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => isHidden ? 'hidden' : 'visible' });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


async def tell(desk: Desk, text: str) -> None:
    """A clerk tells the newest conversation something."""
    stores = desk.program.stores
    async with stores.database.engine.connect() as connection:
        found = await connection.exec_driver_sql("SELECT conversation_id FROM inbox ORDER BY id DESC LIMIT 1")
        conversation = str(found.scalar_one())
    notice = Notice(conversation, "web", Reply(Kind.TICKET, text))
    await stores.tickets.save(Change((), (notice,)), desk.program.clock.now())


async def test_a_notice_appears_without_a_reload(visitor: Visitor, desk: Desk) -> None:
    """Below the last answer, read out politely, once, and there after a reload too."""
    await visitor.ask(LOST_CARD)
    await tell(desk, "您的诉求已经答复：水管修好了。")
    await expect(visitor.page.locator(".line-assistant").last).to_contain_text("水管修好了")
    await expect(visitor.page.locator("#log")).to_have_attribute("aria-live", "polite")
    await visitor.page.reload()
    await expect(visitor.page.get_by_text("水管修好了")).to_have_count(1)
    assert "水管修好了" in (await visitor.bubbles())[-1]


async def test_notices_keep_their_order_and_come_once(visitor: Visitor, desk: Desk) -> None:
    """Two in a row, a question between: each stands where it belongs."""
    await visitor.ask(LOST_CARD)
    await tell(desk, "第一条通知。")
    await tell(desk, "第二条通知。")
    await expect(visitor.page.get_by_text("第二条通知")).to_have_count(1)
    await visitor.ask("多少钱")
    await tell(desk, "第三条通知。")
    await expect(visitor.page.get_by_text("第三条通知")).to_have_count(1)
    bubbles = await visitor.bubbles()
    places = [next(at for at, text in enumerate(bubbles) if word in text) for word in ("第一条", "第二条", "第三条")]
    assert places == sorted(places)
    assert places[1] < bubbles.index("多少钱") < places[2]
    assert len([text for text in bubbles if "条通知" in text]) == 3


async def test_the_title_counts_what_came_while_nobody_looked(visitor: Visitor, desk: Desk) -> None:
    """(1) in the tab; gone as soon as one looks."""
    await visitor.ask(LOST_CARD)
    await visitor.page.evaluate(HIDE, True)
    await tell(desk, "您的诉求已经办结。")
    await expect(visitor.page).to_have_title("(1) 双辽政务助手")
    await visitor.page.evaluate(HIDE, False)
    await expect(visitor.page).to_have_title("双辽政务助手")


async def test_news_come_after_a_lost_connection(come: Come, desk: Desk) -> None:
    """What was told while the network was away appears when it is back."""
    visitor = await come(meets_trouble=True)
    await visitor.ask(LOST_CARD)
    desk.weather.now = "down"
    await tell(desk, "这一条还在路上。")  # ends the wait that had begun; the next one fails
    await expect(visitor.page.get_by_text("这一条还在路上")).to_have_count(1)
    await tell(desk, "延期到下周三答复您。")
    await visitor.page.wait_for_timeout(1500)
    assert await visitor.page.get_by_text("延期到下周三").count() == 0
    desk.weather.now = "fair"
    await expect(visitor.page.get_by_text("延期到下周三")).to_have_count(1)


async def test_a_new_conversation_hears_nothing_of_the_old_one(visitor: Visitor, desk: Desk) -> None:
    """After 新对话 the page waits for the new conversation only."""
    await visitor.ask(LOST_CARD)
    await visitor.page.click("#new")
    await visitor.page.click("#confirm-yes")
    await expect(visitor.page.locator(".line")).to_have_count(0)
    await tell(desk, "旧对话的通知。")
    await visitor.page.wait_for_timeout(1500)
    assert await visitor.page.get_by_text("旧对话的通知").count() == 0
