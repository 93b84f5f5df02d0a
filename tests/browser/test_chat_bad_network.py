"""The page while the network or the server is away: nothing said is lost, nothing is said twice."""

import pytest

from tests.browser.conftest import Come
from tests.browser.desk_under_weather import Desk
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOST_CARD = "身份证丢失补领要带什么"


async def written_without_effect(visitor: Visitor, *texts: str) -> None:
    """Messages that stay on the device for now."""
    for text in texts:
        await visitor.write(text)
    await visitor.page.get_by_text("待发送").nth(len(texts) - 1).wait_for()


async def texts_of_history(visitor: Visitor) -> list[str]:
    """What the server knows that she said."""
    lines = await visitor.page.evaluate("fetch('/chat/lines?after=0').then(r => r.json())")
    return [line["text"] for line in lines["lines"] if line["speaker"] == "citizen"]


async def test_a_reload_brings_the_conversation_back(visitor: Visitor) -> None:
    """The same bubbles in the same order, buttons included; what is answered is not asked again."""
    await visitor.ask(LOST_CARD)
    await visitor.press("去哪儿办")
    before = await visitor.bubbles()
    await visitor.page.reload()
    await visitor.page.wait_for_function("n => document.querySelectorAll('.line').length === n", arg=len(before))
    assert await visitor.bubbles() == before
    assert (await visitor.press("要带什么"))["kind"] == "guide"


async def test_another_visitor_sees_nothing_of_it(visitor: Visitor, come: Come) -> None:
    """A conversation belongs to one browser."""
    await visitor.ask(LOST_CARD)
    other = await come()
    assert await other.bubbles() == []


async def test_what_is_written_offline_is_sent_once_and_in_order(come: Come, desk: Desk) -> None:
    """Offline is said, messages wait; back on the network they go out by themselves."""
    visitor = await come(meets_trouble=True)
    await visitor.context.set_offline(True)
    await written_without_effect(visitor, LOST_CARD, "多少钱", "在哪办")
    assert "网络断开" in await visitor.page.inner_text("#offline")
    assert await visitor.page.locator("#offline a[href='tel:12345']").count() == 1
    assert desk.weather.sent == []
    await visitor.context.set_offline(False)
    await visitor.page.locator(".line-guide").nth(2).wait_for()
    assert [text for _, text in desk.weather.sent] == [LOST_CARD, "多少钱", "在哪办"]
    assert len({number for number, _ in desk.weather.sent}) == 3
    assert await texts_of_history(visitor) == [LOST_CARD, "多少钱", "在哪办"]
    assert await visitor.page.inner_text("#offline") == ""
    assert await visitor.kept("outbox") == []


@pytest.mark.parametrize("trouble", ["down", "broken"])
async def test_a_server_error_keeps_the_message_for_later(come: Come, desk: Desk, trouble: str) -> None:
    """An error page of a proxy never reaches the citizen; the message waits and goes out with 重发."""
    visitor = await come(meets_trouble=True)
    desk.weather.now = trouble
    await written_without_effect(visitor, LOST_CARD)
    assert "暂时连不上" in await visitor.page.inner_text("#offline")
    assert not any("bad gateway" in bubble for bubble in await visitor.bubbles())
    desk.weather.now = "fair"
    await visitor.page.get_by_role("button", name="重发").click()
    await visitor.page.locator(".line-guide").wait_for()
    assert await texts_of_history(visitor) == [LOST_CARD]


async def test_a_waiting_message_outlives_a_reload(come: Come, desk: Desk) -> None:
    """Closing the page does not lose what could not be sent."""
    visitor = await come(meets_trouble=True)
    desk.weather.now = "down"
    await written_without_effect(visitor, LOST_CARD)
    await visitor.page.reload()
    await visitor.page.get_by_text("待发送").wait_for()
    desk.weather.now = "fair"
    await visitor.page.get_by_role("button", name="重发").click()
    await visitor.page.locator(".line-guide").wait_for()
    assert await visitor.said() == await texts_of_history(visitor) == [LOST_CARD]


async def test_an_answer_lost_on_its_way_is_fetched_not_asked_again(come: Come, desk: Desk) -> None:
    """The program took the message, the answer got lost: the same message comes again and has one effect."""
    visitor = await come(meets_trouble=True)
    desk.weather.now = "swallowed"
    await visitor.write(LOST_CARD)
    await visitor.page.locator(".line-guide").wait_for()
    assert len(desk.weather.sent) == 2
    assert len(set(desk.weather.sent)) == 1
    assert await texts_of_history(visitor) == [LOST_CARD]
    assert await visitor.page.locator(".line-guide").count() == 1


async def test_a_late_answer_is_waited_for(come: Come, desk: Desk) -> None:
    """The program says "accepted": the page tells that it is busy, then shows the answer once."""
    visitor = await come()
    desk.weather.now = "slow"
    await visitor.write(LOST_CARD)
    await visitor.page.locator("#typing").wait_for(state="visible")
    await visitor.page.locator(".line-guide").wait_for()
    await visitor.page.locator("#typing").wait_for(state="hidden")
    assert await visitor.page.locator(".line-guide").count() == 1


async def test_asking_too_fast_is_explained_and_tried_again(come: Come, desk: Desk) -> None:
    """The reason stands below the field; after the pause the message goes out by itself."""
    visitor = await come(meets_trouble=True)
    desk.weather.now = "busy"
    await written_without_effect(visitor, LOST_CARD)
    assert "太快" in await visitor.page.inner_text("#hint")
    desk.weather.now = "fair"
    await visitor.page.locator(".line-guide").wait_for()
    assert await visitor.page.inner_text("#hint") == ""
    assert await texts_of_history(visitor) == [LOST_CARD]


async def test_nothing_sent_stays_on_the_device(visitor: Visitor) -> None:
    """On a shared computer the browser's store holds no sentence of hers."""
    await visitor.ask("我叫王小明，身份证丢失补领要带什么")
    store = await visitor.page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "王小明" not in store
    assert "身份证" not in store
