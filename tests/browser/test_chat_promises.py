"""What the page owes to everybody: emergencies, screen readers, strict browsers, old browsers."""

import pytest

from tests.browser.conftest import Come
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOST_CARD = "身份证丢失补领要带什么"

NAMELESS = """() => [...document.querySelectorAll('button, a, textarea, input, [role=log], [role=group]')]
  .filter(e => !e.closest('[hidden]'))
  .filter(e => !(e.getAttribute('aria-label') || e.innerText.trim() || (e.labels && e.labels.length && e.labels[0].innerText)))
  .map(e => e.outerHTML)"""


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("我家厨房着火了，快来人", ["119"]),
        ("我爸叫不醒了没有呼吸", ["120"]),
        ("我真的不想活了", ["110", "120", "12356"]),
        ("门口有人拿刀追着砍我", ["110"]),
    ],
    ids=["fire", "unconscious", "suicide", "knife"],
)
async def test_an_emergency_shows_the_word_and_numbers_to_tap(visitor: Visitor, said: str, numbers: list[str]) -> None:
    """Colour alone does not do: the word 紧急, a sign, and each number as a large link that dials."""
    answer = await visitor.ask(said)
    assert answer["kind"] == "emergency"
    alarm = visitor.page.locator(".line-emergency")
    assert await alarm.locator("h2").inner_text() == "紧急"
    links = await alarm.locator("a.call").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.offsetHeight])")
    assert [link for link, _ in links][: len(numbers)] == [f"tel:{number}" for number in numbers]
    assert all(height >= 56 for _, height in links)
    assert "机器人，不能替您报警" in await alarm.inner_text()


async def test_an_emergency_is_spoken_at_once(visitor: Visitor) -> None:
    """A screen reader is interrupted with the number to call; the next message makes it silent again."""
    await visitor.ask("我家厨房着火了，快来人")
    alert = visitor.page.get_by_role("alert")
    assert await alert.text_content() == "紧急！请马上打119。"
    await visitor.ask(LOST_CARD)
    assert await alert.text_content() == ""


async def test_an_emergency_in_the_history_is_not_spoken_again(visitor: Visitor) -> None:
    """After a reload it stands there, but nobody is alarmed anew."""
    await visitor.ask("我家厨房着火了，快来人")
    await visitor.page.reload()
    await visitor.page.locator(".line-emergency").wait_for()
    assert await visitor.page.get_by_role("alert").text_content() == ""


async def test_only_numbers_that_can_be_dialled_are_links(visitor: Visitor) -> None:
    """The office's number is a link; the price and the paper's number are not."""
    await visitor.ask("身份证丢失补领多少钱")
    links = await visitor.page.locator(".line-guide a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links
    assert all(link.startswith("tel:0434") for link in links)


async def test_everything_to_press_has_a_name(visitor: Visitor) -> None:
    """No button is just a picture to a screen reader."""
    await visitor.ask(LOST_CARD)
    await visitor.ask("身份证")
    await visitor.page.click("#new")
    assert await visitor.page.evaluate(NAMELESS) == []


async def test_the_page_tells_what_it_is(visitor: Visitor) -> None:
    """Language, title, one main heading, the conversation as a log that is read out politely, a labelled field."""
    page = visitor.page
    assert await page.locator("html").get_attribute("lang") == "zh-CN"
    assert await page.title() == "双辽政务助手"
    assert await page.locator("h1").count() == 1
    log = page.get_by_role("log", name="对话内容")
    assert await log.get_attribute("aria-live") == "polite" or await log.get_attribute("aria-live") == "off"
    assert await page.get_by_label("您要办什么事").get_attribute("id") == "ask"
    assert await page.get_by_role("banner").count() == await page.get_by_role("main").count() == 1


async def test_who_speaks_is_said_in_words(visitor: Visitor) -> None:
    """Left and right mean nothing to a screen reader."""
    await visitor.ask(LOST_CARD)
    names = await visitor.page.locator(".who-name").all_inner_texts()
    assert names[:2] == ["您说", "助手回答"]


async def test_it_says_that_it_is_a_robot(come: Come) -> None:
    """In the head, in the greeting, and what becomes of what one writes."""
    visitor = await come(reads_notice=False)
    assert "机器人" in await visitor.page.inner_text("h1")
    assert "机器人" in await visitor.page.inner_text("#welcome")
    assert "加密保存" in await visitor.page.inner_text("#privacy")


async def test_a_foreign_script_does_not_run(come: Come) -> None:
    """The content security policy refuses inline code and other servers."""
    visitor = await come()
    refused = await visitor.page.evaluate(
        """() => new Promise(done => {
          document.addEventListener('securitypolicyviolation', event => done(event.violatedDirective), { once: true });
          const script = document.createElement('script');
          script.textContent = 'window.stolen = 1';
          document.body.append(script);
        })"""
    )
    assert refused.startswith("script-src")
    assert await visitor.page.evaluate("window.stolen") is None
    assert len(visitor.complaints) == 1
    visitor.complaints.clear()


async def test_the_cookie_is_out_of_reach_of_scripts(visitor: Visitor) -> None:
    """It is the key to a conversation: http only, same site."""
    (cookie,) = await visitor.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert await visitor.page.evaluate("document.cookie") == ""


async def test_without_scripts_there_is_a_number_to_call(come: Come) -> None:
    """Who cannot use the page is told 12345 and the emergency numbers."""
    visitor = await come()
    context = await visitor.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = await context.new_page()
    await page.goto(visitor.url)
    for number in ("12345", "119", "120", "110"):
        assert await page.locator(f"noscript a[href='tel:{number}'], a[href='tel:{number}']").first.is_visible()
    await context.close()
