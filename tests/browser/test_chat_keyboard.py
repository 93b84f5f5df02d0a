"""The page without a mouse."""

import pytest

from tests.browser.conftest import Come
from tests.browser.desk_under_weather import Desk
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOST_CARD = "身份证丢失补领要带什么"


async def tab_through(visitor: Visitor, stops: int) -> list[str]:
    """What has the focus after each press of Tab."""
    order = []
    for _ in range(stops):
        await visitor.page.keyboard.press("Tab")
        order.append(await visitor.focused())
    return order


async def test_tab_goes_from_the_head_through_the_notice_to_the_field(come: Come) -> None:
    """The order of the keyboard is the order on the screen; the skip link comes first."""
    visitor = await come(reads_notice=False)
    starters = await visitor.page.locator("#starters button").all_inner_texts()
    order = await tab_through(visitor, 10 + len(starters))
    head = ["跳到输入框", "text-size", "new", "12345", "12345", "privacy-ok"]
    assert order == [*head, *starters, "log", "ask", "attach", "send"]


async def test_shift_tab_goes_the_same_way_back(visitor: Visitor) -> None:
    """From the button for sending back to the paper-clip, the field and the conversation."""
    await visitor.page.focus("#send")
    order = []
    for _ in range(3):
        await visitor.page.keyboard.press("Shift+Tab")
        order.append(await visitor.focused())
    assert order == ["attach", "ask", "log"]


async def test_the_skip_link_leads_to_the_field(come: Come) -> None:
    """One Tab and Enter, and one may write; the link shows itself when it has the focus."""
    visitor = await come(reads_notice=False)
    await visitor.page.keyboard.press("Tab")
    box = await visitor.page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    await visitor.page.keyboard.press("Enter")
    assert await visitor.focused() == "ask"


async def test_reading_the_notice_by_keyboard_leads_to_the_field(come: Come) -> None:
    """知道了 with the space bar: the notice goes, the focus is where one writes."""
    visitor = await come(reads_notice=False)
    await visitor.page.focus("#privacy-ok")
    await visitor.page.keyboard.press("Space")
    assert await visitor.focused() == "ask"
    assert await visitor.page.locator("#privacy").is_hidden()


async def test_enter_sends_and_the_field_keeps_the_focus(visitor: Visitor) -> None:
    """One question after the other without leaving the field."""
    await visitor.ask(LOST_CARD)
    assert await visitor.focused() == "ask"
    await visitor.ask("多少钱")
    assert await visitor.said() == [LOST_CARD, "多少钱"]


async def test_shift_enter_breaks_the_line(visitor: Visitor, desk: Desk) -> None:
    """Two lines are one message."""
    await visitor.page.focus("#ask")
    await visitor.page.keyboard.type("身份证丢了")
    height = await visitor.page.locator("#ask").evaluate("e => e.offsetHeight")
    await visitor.page.keyboard.press("Shift+Enter")
    await visitor.page.keyboard.type("补领要带什么")
    assert desk.weather.sent == []
    assert await visitor.page.input_value("#ask") == "身份证丢了\n补领要带什么"
    assert await visitor.page.locator("#ask").evaluate("e => e.offsetHeight") > height


async def test_enter_that_chooses_a_character_sends_nothing(visitor: Visitor, desk: Desk) -> None:
    """Chinese input methods end a word with Enter; that Enter is not ours."""
    await visitor.page.fill("#ask", "shenfenzheng")
    await visitor.page.locator("#ask").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert desk.weather.sent == []
    assert await visitor.page.input_value("#ask") == "shenfenzheng"


async def test_escape_leaves_the_field_for_the_conversation(visitor: Visitor) -> None:
    """From there the arrow keys scroll, and Tab reaches the buttons of the answers."""
    await visitor.ask(LOST_CARD)
    await visitor.page.keyboard.press("Escape")
    assert await visitor.focused() == "log"


async def test_a_choice_is_pressed_by_keyboard(visitor: Visitor) -> None:
    """Tab to a button below the answer, Enter."""
    papers = await visitor.ask(LOST_CARD)
    await visitor.choice("去哪儿办").focus()
    async with visitor.page.expect_response("**/chat/messages"):
        await visitor.page.keyboard.press("Enter")
    await visitor.page.locator(".line-guide").nth(1).wait_for()
    assert papers["buttons"][0]["title"] == (await visitor.said())[-1] == "去哪儿办"


async def test_a_new_conversation_can_be_thought_better_of(visitor: Visitor) -> None:
    """The question has the focus; Esc goes back to where one came from, and nothing is lost."""
    await visitor.ask(LOST_CARD)
    await visitor.page.focus("#new")
    await visitor.page.keyboard.press("Enter")
    assert await visitor.focused() == "confirm-yes"
    await visitor.page.keyboard.press("Escape")
    assert await visitor.focused() == "new"
    assert await visitor.page.locator("#confirm").is_hidden()
    assert await visitor.said() == [LOST_CARD]


async def test_the_focus_can_always_be_seen(visitor: Visitor) -> None:
    """Whatever Tab reaches has an outline of two pixels or more."""
    await visitor.page.evaluate("document.activeElement.blur()")
    await visitor.page.focus("#new")
    for _ in range(6):
        await visitor.page.keyboard.press("Tab")
        width = await visitor.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, await visitor.focused()
