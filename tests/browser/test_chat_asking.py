"""Asking at the page: by typing, by button, by number."""

import pytest

from tests.browser.conftest import Come
from tests.browser.desk_under_weather import Desk
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOST_CARD = "身份证丢失补领要带什么"


async def test_a_typed_question_is_answered_with_item_facet_and_source(visitor: Visitor, desk: Desk) -> None:
    """A guide answer names the item in its heading and its source below."""
    answer = await visitor.ask(LOST_CARD)
    bubble = visitor.page.locator(".line-guide").first
    assert await bubble.locator("h2 .heading-item").inner_text() == desk.named(answer["data"]["item"])
    assert await bubble.locator("h2 .heading-facet").inner_text() == "要带什么"
    assert (await bubble.locator(".source").inner_text()).startswith("来源：")
    assert await visitor.said() == [LOST_CARD]
    assert await visitor.page.input_value("#ask") == ""


async def test_a_button_below_an_answer_asks_the_next_facet_of_the_same_item(visitor: Visitor) -> None:
    """去哪儿办 after the papers is about the same item, and stands in the conversation as said."""
    papers = await visitor.ask(LOST_CARD)
    place = await visitor.press("去哪儿办")
    assert place["data"] == {**papers["data"], "facet": "location"}
    assert (await visitor.said())[-1] == "去哪儿办"


async def test_only_the_newest_answer_has_its_buttons_highlighted(visitor: Visitor) -> None:
    """Older buttons stay, but stand back."""
    await visitor.ask(LOST_CARD)
    await visitor.press("去哪儿办")
    newest = visitor.page.locator(".line-newest")
    assert await newest.count() >= 1
    assert await visitor.page.locator(".line-guide").first.evaluate("e => e.classList.contains('line-newest')") is False


async def test_a_starter_asks_and_the_welcome_goes_away(visitor: Visitor) -> None:
    """The suggestions of the first screen are questions like any other."""
    assert await visitor.page.locator("#welcome").is_visible()
    await visitor.press("身份证丢了怎么补")
    assert await visitor.said() == ["身份证丢了怎么补"]
    assert await visitor.page.locator("#welcome").is_hidden()


@pytest.mark.parametrize(("reply", "picks"), [("2", 1), ("第三个", 2), ("最后那个", -1)])
async def test_a_question_back_is_answered_by_its_number(come: Come, desk: Desk, reply: str, picks: int) -> None:
    """The options are numbered; a number or a place in the list chooses."""
    visitor = await come()
    question = await visitor.ask("身份证")
    assert question["kind"] == "clarify"
    numbered = await visitor.page.locator(".buttons-clarify .choice").count()
    assert numbered == len(question["data"]["candidates"]) == len(question["buttons"])
    answer = await visitor.ask(reply)
    assert answer["data"]["item"] == question["data"]["candidates"][picks]


async def test_a_question_back_is_answered_by_its_button(visitor: Visitor) -> None:
    """Each option is a button too."""
    question = await visitor.ask("身份证")
    answer = await visitor.press(question["buttons"][0]["title"])
    assert answer["data"]["item"] == question["data"]["candidates"][0]


async def test_useless_is_answered_with_a_way_out(visitor: Visitor) -> None:
    """没用 is taken seriously: an apology and 12345 as a link."""
    await visitor.ask(LOST_CARD)
    await visitor.press("没用")
    apology = visitor.page.locator(".line-assistant").last
    assert await apology.locator("a[href='tel:12345']").count() == 1


async def test_without_the_engine_the_page_says_so(visitor: Visitor) -> None:
    """These tests run without an engine: the answer comes all the same, with a word about it."""
    await visitor.ask(LOST_CARD)
    assert "正在恢复" in (await visitor.bubbles())[-1]


async def test_pressing_twice_by_mistake_asks_once(visitor: Visitor, desk: Desk) -> None:
    """A trembling finger does not ask twice."""
    await visitor.ask(LOST_CARD)
    desk.weather.sent.clear()
    await visitor.choice("去哪儿办").dblclick()
    await visitor.page.locator(".line-guide").nth(1).wait_for()
    assert [text for _, text in desk.weather.sent] == ["去哪儿办"]


async def test_sending_nothing_is_explained(visitor: Visitor, desk: Desk) -> None:
    """An empty message is not sent; a hint says what to do, and the field keeps the focus."""
    await visitor.page.click("#send")
    assert "还没写内容" in await visitor.page.inner_text("#hint")
    assert await visitor.focused() == "ask"
    assert desk.weather.sent == []


async def test_what_is_written_is_shown_as_text_never_as_markup(visitor: Visitor) -> None:
    """A tag in a message stays letters."""
    await visitor.ask("<img src=x onerror=alert(1)> <b>身份证</b>")
    assert (await visitor.said())[0].startswith("<img src=x")
    assert await visitor.page.locator("#log img, #log b, #log script").count() == 0


async def test_a_long_text_is_counted_before_it_is_sent(visitor: Visitor) -> None:
    """Beyond what is read for its meaning the writer is told."""
    await visitor.page.fill("#ask", "身份证" * 350)
    assert "超过1000个字" in await visitor.page.inner_text("#hint")


async def test_a_new_conversation_empties_the_screen_and_forgets_the_topic(visitor: Visitor) -> None:
    """After 新对话 the welcome is back, and a bare facet has nothing to refer to."""
    await visitor.ask(LOST_CARD)
    await visitor.page.click("#new")
    await visitor.page.click("#confirm-yes")
    await visitor.page.locator("#welcome").wait_for()
    assert await visitor.bubbles() == []
    answer = await visitor.ask("多少钱")
    assert "item" not in answer["data"]
